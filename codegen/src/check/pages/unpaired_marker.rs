use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::Span;

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

fn help(end: &str) -> String {
    format!("write `{end}` where the generated part ends")
}

/// A marker that never ends, with the end to write.
pub(crate) fn begin_alone(span: Span, end: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, "this marker never ends").help(help(end))
}

/// An end before which nothing began.
pub(crate) fn end_alone(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "this ends a marker that never began")
        .help("take it out, or write the `begin` that is missing")
}

/// A marker that begins before another has ended, with the end to write.
pub(crate) fn within(span: Span, outer: Span, end: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, "this marker begins inside of another")
        .related(outer, "the other begins here")
        .help(help(end))
}
