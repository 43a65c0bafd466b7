use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "missing-message",
    severity: Severity::Error,
    explanation: "Every error must have a message. Applications show it to people.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404 }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let names = || facts.raw.errors.iter().map(|error| &*error.name.value);
    for name in &facts.shape.split_names {
        let message = format!("the error `{}` has no keys", name.value);
        let help = match facts.suggestions.nearest(&name.value, names().filter(|other| *other != name.value))
        {
            Some(other) => format!("did you mean `{other}`?"),
            None => "add `message` and `status` to this error".to_owned(),
        };
        sink.push(Diagnostic::new(&RULE, name.span, message).help(help));
    }
    for error in facts.raw.errors.iter().filter(|error| error.message.is_none() && !error.damaged) {
        let message = format!("missing `message` in the error `{}`", error.name.value);
        sink.push(Diagnostic::new(&RULE, error.name.span, message).help("add `message = \"…\"`"));
    }
}
