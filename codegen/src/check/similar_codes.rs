use super::{Facts, Rule};
use crate::catalog::nearest::edit_distance;
use crate::catalog::raw::{Error, Named};
use crate::catalog::resolve::rust_name;
use crate::catalog::similar::Lacking;
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "similar-codes",
    severity: Severity::Warning,
    explanation: "Two codes that differ in one letter, or only in case and separators, are taken for each other: \
        `TOKEN_EXPIRED` and `TOKENS_EXPIRED`. Codes that differ in their digits are meant to.",
    wrong: r##"[errors]
TOKEN_EXPIRED = { status = 401, message = "The token is too old" }
TOKENS_EXPIRED = { status = 401, message = "All tokens are too old" }
"##,
    right: r##"[errors]
TOKEN_EXPIRED = { status = 401, message = "The token is too old" }
SESSION_EXPIRED = { status = 401, message = "All tokens are too old" }
"##,
    check: Some(check),
};

/// Shorter codes differ in a letter by their nature.
const SHORTEST: usize = 6;

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    // Codes at a distance of one have a text in common that lacks one letter of either (symmetric deletion).
    let mut lacking = Lacking::new();
    let errors = &facts.raw.errors;
    let is_torn_off = |error: &Named<Error>| facts.shape.torn_off.iter().any(|name| name.span == error.name.span);
    for (index, error) in errors.iter().enumerate() {
        let letters = letters(&error.wire_code());
        if letters.chars().count() < SHORTEST || is_torn_off(error) {
            continue;
        }
        let found = lacking.add(&letters, index);
        if let Some(first) = found.into_iter().find(|first| are_similar(&errors[*first], error)) {
            let message = format!("`{}` is easily taken for `{}`", error.wire_code(), errors[first].wire_code());
            sink.push(
                Diagnostic::new(&RULE, error.code_span(), message)
                    .related(errors[first].code_span(), "the other one")
                    .help("give one of them a code that says what sets it apart"),
            );
        }
    }
}

/// The code without case and separators.
fn letters(code: &str) -> String {
    let mut letters = code.to_lowercase();
    letters.retain(char::is_alphanumeric);
    letters
}

/// Whether the codes are at a distance of one, and it is no digit that makes the difference.
fn are_similar(first: &Named<Error>, second: &Named<Error>) -> bool {
    let (a, b) = (letters(&first.wire_code()), letters(&second.wire_code()));
    let bare = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    if (a != b && bare(&a) == bare(&b)) || first.wire_code() == second.wire_code() {
        return false;
    }
    // Two that give one Rust name are the business of the rule `name-clash`.
    edit_distance(&a, &b) <= 1 && rust_name(&first.rust, first) != rust_name(&second.rust, second)
}
