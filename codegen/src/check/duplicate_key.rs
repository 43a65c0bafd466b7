use super::Rule;
use crate::catalog::tree;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sources, Span};

pub(super) static RULE: Rule = Rule {
    id: "duplicate-key",
    severity: Severity::Error,
    explanation: "A key stands once in its table, and a table has one header: TOML allows neither twice.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
NOT_FOUND = { status = 410, message = "Gone" }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
GONE = { status = 410, message = "Gone" }
"##,
    check: None,
};

/// A key stands a second time.
pub(crate) fn report(sources: &Sources, again: Span) -> Diagnostic {
    let key = sources.text(again);
    let diagnostic = Diagnostic::new(&RULE, again, format!("`{key}` stands a second time")).help("keep one of them");
    match tree::first_of_duplicate(&sources.files[again.file as usize].text, again) {
        Some(first) => diagnostic.related(first, "here first"),
        None => diagnostic,
    }
}
