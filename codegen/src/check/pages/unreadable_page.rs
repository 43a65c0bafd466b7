use std::io::ErrorKind;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::file::Unreadable;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "unreadable-page",
    severity: Severity::Error,
    explanation: "Every page that `inject` names is there and is UTF-8 text. Its path is relative to the \
        catalog.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "paeg.md"
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

/// A page cannot be read.
pub(crate) fn report(path: &Path, unreadable: &Unreadable, span: Span) -> Diagnostic {
    let (message, help) = match unreadable.kind {
        ErrorKind::NotFound => (
            format!("there is no page `{}`", path.display()),
            "write a path relative to the catalog, or take the page out",
        ),
        _ => (unreadable.message(path), unreadable.help),
    };
    Diagnostic::new(&RULE, span, message).help(help)
}
