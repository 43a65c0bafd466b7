use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-option-value",
    severity: Severity::Error,
    explanation: "What an option of a marker names is there: the columns of the table, and the codes, \
        categories, statuses, operations, tags and envelopes of the catalog. Errors that are not public are \
        not there.",
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
                (format!("there is no {what} `{value}`"), suggestion)
            }
            MarkerProblem::UnknownColumn { kind, column, suggestion } => {
                (format!("`{kind}` has no column `{column}`"), suggestion)
            }
            _ => continue,
        };
        sink.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}
