use crate::catalog::raw::Error;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "no-fix",
    severity: Severity::Warning,
    explanation: "If most errors of a catalog have a `fix`, all public errors should have one, in the \
        error or in each of its triggers. The rule does not apply if fewer than half of the errors \
        have a `fix`.",
    wrong: r##"[errors]
NO_KEY = { status = 401, message = "There is no API key", fix = "Send the header X-API-Key" }
BAD_KEY = { status = 401, message = "The API key is not valid" }
"##,
    right: r##"[errors]
NO_KEY = { status = 401, message = "There is no API key", fix = "Send the header X-API-Key" }
BAD_KEY = { status = 401, message = "The API key is not valid", fix = "Copy the key from the dashboard" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let has_fix = |error: &Error| {
        error.fix.is_some()
            || !error.triggers.is_empty() && error.triggers.iter().all(|trigger| trigger.fix.is_some())
    };
    let count = facts.raw.errors.iter().filter(|error| has_fix(error)).count();
    if count == 0 || count * 2 < facts.raw.errors.len() {
        return;
    }
    for error in facts.raw.errors.iter().filter(|error| error.public && !error.damaged && !has_fix(error)) {
        let message =
            format!("missing `fix` in the error `{}`; most other errors have one", error.name.value);
        sink.push(Diagnostic::new(&RULE, error.name.span, message).help("add `fix = \"…\"`"));
    }
}
