use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::Span;

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

/// A value that the option cannot have.
pub(crate) fn report(span: Span, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&RULE, span, message).help(help)
}
