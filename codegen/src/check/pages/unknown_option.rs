use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-option",
    severity: Severity::Error,
    explanation: "Each kind of marker has options of its own: `codes` takes `category`, `status`, `columns` \
        and others, `example` takes `code` alone.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin codes colums=code -->
<!-- error-catalog:end -->
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin codes columns=code -->
<!-- error-catalog:end -->
"##,
};

/// An option that this kind of marker has not.
pub(crate) fn report(span: Span, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&RULE, span, message).help(help)
}
