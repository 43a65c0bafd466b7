use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "malformed-marker",
    severity: Severity::Error,
    explanation: "A marker is an HTML comment on a line of its own: `<!-- error-catalog:begin codes \
        category=auth columns=code,fix -->`. In Markdown, it can be an MDX comment: `{/* error-catalog:begin \
        codes */}`, or a link reference: `[//]: # (error-catalog:begin codes)`. Options are written \
        `name=value`, several values with commas between them, and in quotes where they hold a blank.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin codes columns=code,"fix -->
<!-- error-catalog:end -->
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin codes columns=code,message -->
<!-- error-catalog:end -->
"##,
};

/// A comment that is no marker, though it was meant to be one.
pub(crate) fn report(span: Span, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&RULE, span, message).help(help)
}
