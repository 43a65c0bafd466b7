use std::io::{Error, ErrorKind};
use std::path::Path;

use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    id: "include-not-found",
    severity: Severity::Error,
    explanation: "Every file that `include` names is there and is UTF-8 text. Its path is relative to the file that names it.",
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
    check: None,
};

/// An included file cannot be read.
pub(crate) fn report(path: &Path, error: &Error, span: Span) -> Diagnostic {
    let path = path.display();
    let (message, help) = match error.kind() {
        ErrorKind::NotFound => {
            (format!("there is no file `{path}`"), "write a path relative to this file, or take the include out")
        }
        ErrorKind::InvalidData => (format!("`{path}` is no UTF-8 text"), "save it as UTF-8"),
        _ => (format!("`{path}` cannot be read: {error}"), "name a file that can be read"),
    };
    Diagnostic::new(&RULE, span, message).help(help)
}
