use crate::check::facts::Facts;
use crate::check::style::majority::outliers;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "message-case",
    severity: Severity::Warning,
    explanation: "Either all messages should begin with an uppercase letter, or all with a lowercase letter.",
    wrong: r##"[errors]
NO_KEY = { status = 401, message = "There is no API key" }
BAD_KEY = { status = 401, message = "The API key is not valid" }
OLD_KEY = { status = 401, message = "the API key is too old" }
"##,
    right: r##"[errors]
NO_KEY = { status = 401, message = "There is no API key" }
BAD_KEY = { status = 401, message = "The API key is not valid" }
OLD_KEY = { status = 401, message = "The API key is too old" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let messages = facts.raw.errors.iter().filter_map(|error| error.message.as_ref());
    let all = messages.filter_map(|message| {
        let mut chars = message.text.value.chars();
        let first = chars.next().filter(|c| c.is_uppercase() || c.is_lowercase())?;
        // An acronym has no case.
        let is_acronym =
            first.is_uppercase() && chars.next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        (!is_acronym).then_some((first.is_uppercase(), message))
    });
    for (capital, message) in outliers(all.collect()) {
        let (what, help) =
            if capital { ("an uppercase", "a lowercase") } else { ("a lowercase", "an uppercase") };
        let diagnostic = format!("this message begins with {what} letter, unlike most others");
        sink.push(
            Diagnostic::new(&RULE, facts.part(&message.text, 0..1), diagnostic)
                .help(format!("begin with {help} letter")),
        );
    }
}
