use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "unpaired-marker",
    severity: Severity::Error,
    explanation: "Generated text is placed between a `begin` marker and an `end` marker. Every `begin` \
        needs an `end`, and pairs cannot nest.",
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
        let write_end = |end: &str| format!("add `{end}` after the generated part");
        sink.push(match problem {
            MarkerProblem::NoEnd { end } => diagnostic("missing `end` of this marker").help(write_end(end)),
            MarkerProblem::NoBegin => diagnostic("missing `begin` of this marker")
                .help("add the `begin` marker, or remove this one"),
            MarkerProblem::Nested { outer, end } => diagnostic("a marker cannot be inside another marker")
                .related(*outer, "the outer marker begins here")
                .help(write_end(end)),
            _ => continue,
        });
    }
}
