use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::Span;

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

/// A page in which nothing is to be filled, with the markers to write.
pub(crate) fn report(page: &str, begin: &str, end: &str, span: Span) -> Diagnostic {
    let help = format!("put `{begin}` and `{end}` into it, or take it out here");
    Diagnostic::new(&RULE, span, format!("`{page}` has no marker")).help(help)
}
