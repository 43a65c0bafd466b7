use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "unpaired-marker",
    severity: Severity::Error,
    explanation: "What is generated stands between a `begin` and an `end`, and belongs to that pair alone: \
        pairs do not nest, and none is left open.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin codes -->
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
        let Finding::Marker { problem, span } = finding else { continue };
        let diagnostic = |message: &str| Diagnostic::new(&RULE, *span, message);
        let write_end = |end: &str| format!("write `{end}` where the generated part ends");
        sink.push(match problem {
            MarkerProblem::NoEnd { end } => diagnostic("this marker never ends").help(write_end(end)),
            MarkerProblem::NoBegin => diagnostic("this ends a marker that never began")
                .help("take it out, or write the `begin` that is missing"),
            MarkerProblem::Nested { outer, end } => diagnostic("this marker begins inside of another")
                .related(*outer, "the other begins here")
                .help(write_end(end)),
            _ => continue,
        });
    }
}
