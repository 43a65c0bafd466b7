use std::collections::HashMap;

use super::{Facts, Rule};
use crate::catalog::nearest::edit_distance;
use crate::catalog::raw::{Error, Named};
use crate::catalog::resolve::rust_name;
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
    let mut lacking: HashMap<String, usize> = HashMap::new();
    let errors = &facts.raw.errors;
    let is_torn_off = |error: &Named<Error>| facts.shape.torn_off.iter().any(|name| name.span == error.name.span);
    for (index, error) in errors.iter().enumerate() {
        let letters = letters(&error.wire_code());
        if letters.chars().count() < SHORTEST || is_torn_off(error) {
            continue;
        }
        let without = letters.char_indices().map(|(at, c)| format!("{}{}", &letters[..at], &letters[at + c.len_utf8()..]));
        let mut found = None;
        for text in without.chain([letters.clone()]) {
            match lacking.get(&text) {
                Some(first) => found = found.or(Some(*first).filter(|first| are_similar(&errors[*first], error))),
                None => drop(lacking.insert(text, index)),
            }
        }
        if let Some(first) = found {
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
    code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether the codes are at a distance of one, and it is no digit that makes the difference.
fn are_similar(first: &Named<Error>, second: &Named<Error>) -> bool {
    let (a, b) = (letters(&first.wire_code()), letters(&second.wire_code()));
    let bare = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    if (a != b && bare(&a) == bare(&b)) || first.wire_code() == second.wire_code() {
        return false;
    }
    // Two that give one Rust name are the business of the rule `name-clash`.
    let name = |error: &Named<Error>| rust_name(&error.rust, &error.name.value);
    edit_distance(&a, &b) <= 1 && name(first) != name(second)
}
