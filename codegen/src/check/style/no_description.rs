use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "no-description",
    severity: Severity::Warning,
    explanation: "If most errors of a catalog have a description, all public errors should have one. \
        The rule does not apply if fewer than half of the errors have a description.",
    wrong: r##"[errors]
NO_KEY = { status = 401, message = "There is no API key", description = "The request came without a key" }
BAD_KEY = { status = 401, message = "The API key is not valid" }
"##,
    right: r##"[errors]
NO_KEY = { status = 401, message = "There is no API key", description = "The request came without a key" }
BAD_KEY = { status = 401, message = "The API key is not valid", description = "No such key was ever made" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let is_described =
        |error: &crate::catalog::raw::Error| error.description.is_some() || error.when.is_some();
    let count = facts.raw.errors.iter().filter(|error| is_described(error)).count();
    if count == 0 || count * 2 < facts.raw.errors.len() {
        return;
    }
    for error in
        facts.raw.errors.iter().filter(|error| error.public && !error.damaged && !is_described(error))
    {
        let message =
            format!("missing `description` in the error `{}`; most other errors have one", error.name.value);
        sink.push(Diagnostic::new(&RULE, error.name.span, message).help("add `description = \"…\"`"));
    }
}
