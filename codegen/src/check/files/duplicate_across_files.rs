use crate::catalog::tree::Entry;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-across-files",
    severity: Severity::Error,
    explanation: "Whatever a catalog says, it says once, even where it is split over several files: the same \
        error, category or setting cannot stand in two of them.",
    wrong: r##"[catalog]
name = "example"
include = ["more.toml"]
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
# file: more.toml
[errors]
NOT_FOUND = { status = 404, message = "Nothing here" }
"##,
    right: r##"[catalog]
name = "example"
include = ["more.toml"]
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
# file: more.toml
[errors]
LEAD_NOT_FOUND = { status = 404, message = "Nothing here" }
"##,
};

/// The entry stands in an earlier file, too.
pub(crate) fn report(first: Span, again: &Entry) -> Diagnostic {
    Diagnostic::new(&RULE, again.key.span, format!("`{}` stands in two files", again.key.value))
        .related(first, "here first")
        .help("keep one of them")
}
