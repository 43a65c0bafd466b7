use std::io::ErrorKind;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::file::Unreadable;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "include-not-found",
    severity: Severity::Error,
    explanation: "Every file that `include` names is there and is UTF-8 text. Its path is relative to the \
        file that names it.",
    wrong: r##"[catalog]
name = "example"
include = ["mroe.toml"]
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    right: r##"[catalog]
name = "example"
include = ["more.toml"]
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
# file: more.toml
[errors]
GONE = { status = 410, message = "Gone" }
"##,
};

/// An included file cannot be read.
pub(crate) fn report(path: &Path, unreadable: &Unreadable, span: Span) -> Diagnostic {
    let (message, help) = match unreadable.kind {
        ErrorKind::NotFound => (
            format!("there is no file `{}`", path.display()),
            "write a path relative to this file, or take the include out",
        ),
        _ => (unreadable.message(path), unreadable.help),
    };
    Diagnostic::new(&RULE, span, message).help(help)
}
