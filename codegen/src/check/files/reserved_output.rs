use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "reserved-output",
    severity: Severity::Error,
    explanation: "No output takes the place of `Cargo.toml`, `Cargo.lock`, `build.rs`, `rust-toolchain` or \
        `rust-toolchain.toml`, nor goes into a folder `target`: cargo and rustup run what is written there. \
        Nor does one take the place of the catalog or of its templates. Upper case and lower case are one, \
        as on some file systems. `error-catalog check` and `generate` hold outputs to it.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
rust = "build.rs"
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
rust = "src/errors.rs"
"##,
};

/// What to write instead of a path that programs read and run.
pub(crate) const HELP: &str = "write another path in `[generate]`";

/// An output in the place of what it is made of: the catalog, or a template that is named at `input`.
pub(crate) fn input(path: &str, span: Span, input: Option<Span>) -> Diagnostic {
    let what = if input.is_some() { "a template" } else { "a file of the catalog" };
    let diagnostic =
        Diagnostic::new(&RULE, span, format!("`{path}` is {what}, and would be overwritten")).help(HELP);
    match input {
        Some(input) => diagnostic.related(input, "read here"),
        None => diagnostic,
    }
}
