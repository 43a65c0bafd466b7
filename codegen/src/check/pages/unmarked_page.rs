use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "unmarked-page",
    severity: Severity::Error,
    explanation: "Every page in `inject` must have a marker. Without one, `generate` writes nothing \
        into the page. Markers in fenced code blocks are ignored.",
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
            let help = format!("add `{begin}` and `{end}` to the page, or remove this path");
            sink.push(Diagnostic::new(&RULE, *span, format!("`{page}` has no marker")).help(help));
        }
    }
}
