use super::Rule;
use crate::catalog::tree::SyntaxError;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) static RULE: Rule = Rule {
    id: "syntax",
    severity: Severity::Error,
    explanation: "A catalog is TOML 1.1, in UTF-8. With a mistake in its syntax nothing else is checked, as what follows the \
        mistake may mean anything.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    check: None,
};

/// What the parser found.
pub(crate) fn report(error: &SyntaxError) -> Diagnostic {
    let help = if error.message.contains("string") {
        "strings stand in double quotes with escapes, in single quotes without; three of them span lines"
    } else {
        "write `[table]` on a line of its own, and `key = value` below it"
    };
    Diagnostic::new(&RULE, error.span, format!("this is no TOML: {}", error.message)).help(help)
}
