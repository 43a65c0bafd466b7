use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-output",
    severity: Severity::Error,
    explanation: "Each output has a path of its own, however it is written: links are followed first, and \
        upper case and lower case are one. `error-catalog check` and `generate` hold outputs to it.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
rust = "errors"
markdown = "./Errors"
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
rust = "errors.rs"
markdown = "errors.md"
"##,
};

/// A path that another output, named at `first`, has already.
pub(crate) fn report(path: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("`{path}` would be written twice");
    Diagnostic::new(&RULE, span, message)
        .related(first, "the first output")
        .help("write a path of its own for each output")
}
