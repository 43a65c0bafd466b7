use super::{Facts, Rule};
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-message",
    severity: Severity::Error,
    explanation: "Every error has a message: it is what people are shown.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404 }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for error in facts.raw.errors.iter().filter(|error| error.message.is_none() && !error.damaged) {
        let message = format!("`{}` has no message", error.name.value);
        sink.push(Diagnostic::new(&RULE, error.name.span, message).help("write `message = \"…\"`: what people are shown"));
    }
}
