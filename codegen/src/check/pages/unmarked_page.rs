use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "unmarked-page",
    severity: Severity::Error,
    explanation: "Every page that `inject` names has a marker: without one nothing of it is generated. \
        Markers in fenced code blocks are code.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
No marker.
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin codes -->
<!-- error-catalog:end -->
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        if let Finding::Marker { problem: MarkerProblem::None { page, begin, end }, span } = finding {
            let help = format!("put `{begin}` and `{end}` into it, or take it out here");
            sink.push(Diagnostic::new(&RULE, *span, format!("`{page}` has no marker")).help(help));
        }
    }
}
