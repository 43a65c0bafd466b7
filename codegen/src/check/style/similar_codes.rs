use std::collections::HashSet;

use crate::catalog::nearest::edit_distance;
use crate::catalog::raw::{Error, Named};
use crate::catalog::resolve::rust_name;
use crate::catalog::similar::Lacking;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "similar-codes",
    severity: Severity::Warning,
    explanation: "Two codes that differ in one letter, or only in case and separators, are easily \
        confused: `TOKEN_EXPIRED` and `TOKENS_EXPIRED`. Codes that differ in their digits are allowed.",
    wrong: r##"[errors]
TOKEN_EXPIRED = { status = 401, message = "The token is too old" }
TOKENS_EXPIRED = { status = 401, message = "All tokens are too old" }
"##,
    right: r##"[errors]
TOKEN_EXPIRED = { status = 401, message = "The token is too old" }
SESSION_EXPIRED = { status = 401, message = "All tokens are too old" }
"##,
};

/// The minimum length, because short codes often differ in one letter.
const SHORTEST: usize = 6;

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    // Codes with a distance of one become equal after the deletion of one letter (symmetric deletion).
    let errors = &facts.raw.errors;
    let letters: Vec<String> = errors.iter().map(|error| letters(&error.wire_code())).collect();
    let mut lacking = Lacking::new(letters.iter().map(|letters| letters.len() + 1).sum());
    let split_names: HashSet<Span> = facts.shape.split_names.iter().map(|name| name.span).collect();
    let is_split_names = |error: &Named<Error>| split_names.contains(&error.name.span);
    for (index, error) in errors.iter().enumerate() {
        if letters[index].chars().count() < SHORTEST || is_split_names(error) {
            continue;
        }
        let is_similar = |first: &usize| {
            are_similar(&letters[*first], &letters[index]) && are_apart(&errors[*first], error)
        };
        if let Some(first) = lacking.add(&letters[index], index).into_iter().find(is_similar) {
            let message = format!(
                "the code `{}` is easily confused with `{}`",
                error.wire_code(),
                errors[first].wire_code()
            );
            sink.push(
                Diagnostic::new(&RULE, error.code_span(), message)
                    .related(errors[first].code_span(), "the similar code")
                    .help("choose a more distinct code for one of them"),
            );
        }
    }
}

/// Returns the code without case and separators.
fn letters(code: &str) -> String {
    let mut letters = String::with_capacity(code.len());
    if code.is_ascii() {
        for byte in code.bytes().filter(u8::is_ascii_alphanumeric) {
            letters.push(char::from(byte.to_ascii_lowercase()));
        }
    } else {
        letters.push_str(&code.to_lowercase());
        letters.retain(char::is_alphanumeric);
    }
    letters
}

/// Returns whether the letters have a distance of one that is not a digit.
fn are_similar(a: &str, b: &str) -> bool {
    let differ_in_digits = || {
        let bare = |byte: &u8| !byte.is_ascii_digit();
        a.bytes().filter(bare).eq(b.bytes().filter(bare))
    };
    a == b || (!differ_in_digits() && edit_distance(a, b, 1).is_some())
}

/// Returns whether the codes and their Rust names differ. The rule `name-clash` reports equal Rust
/// names.
fn are_apart(first: &Named<Error>, second: &Named<Error>) -> bool {
    first.wire_code() != second.wire_code()
        && rust_name(&first.rust, first) != rust_name(&second.rust, second)
}
