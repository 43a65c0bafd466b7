use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-option-value",
    severity: Severity::Error,
    explanation: "The value of a marker option must exist. It names a column of the table, or a code, \
        category, status, operation, tag or envelope of the catalog. Errors with `public = false` do \
        not count.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin example code=NOT_FUOND -->
<!-- error-catalog:end -->
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin example code=NOT_FOUND -->
<!-- error-catalog:end -->
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        let Finding::Marker { problem, span } = finding else { continue };
        let (message, help) = match problem {
            MarkerProblem::UnknownValue { what, value, suggestion } => {
                (format!("unknown {what} `{value}`"), suggestion)
            }
            MarkerProblem::UnknownColumn { kind, column, suggestion } => {
                (format!("unknown column `{column}` of the marker `{kind}`"), suggestion)
            }
            _ => continue,
        };
        sink.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}
