use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::{Sources, Span};

pub(crate) static RULE: Rule = Rule {
    id: "include-cycle",
    severity: Severity::Error,
    explanation: "A file cannot include itself, by whatever way round.",
    wrong: r##"[catalog]
name = "example"
include = ["more.toml"]
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
# file: more.toml
[catalog]
include = ["catalog.toml"]
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

/// A file includes one of those that lead to it.
pub(crate) fn report(sources: &Sources, open: &[u32], again: u32, span: Span) -> Diagnostic {
    let round = open.iter().skip_while(|file| **file != again).chain([&again]);
    let names: Vec<_> = round.map(|file| sources.files[*file as usize].name.as_str()).collect();
    Diagnostic::new(&RULE, span, format!("the file includes itself: {}", names.join(" -> ")))
        .help("take this include out")
}
