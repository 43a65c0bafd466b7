use crate::check::facts::Facts;
use crate::check::style::majority::outliers;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "full-stop",
    severity: Severity::Warning,
    explanation: "Either all messages should end with a full stop, or none. Mixed messages look \
        careless side by side.",
    wrong: r##"[errors]
NO_KEY = { status = 401, message = "There is no API key" }
BAD_KEY = { status = 401, message = "The API key is not valid" }
OLD_KEY = { status = 401, message = "The API key is too old." }
"##,
    right: r##"[errors]
NO_KEY = { status = 401, message = "There is no API key" }
BAD_KEY = { status = 401, message = "The API key is not valid" }
OLD_KEY = { status = 401, message = "The API key is too old" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    // A message with several sentences needs a full stop, and one that ends in a value or
    // punctuation is not counted.
    let messages = facts.raw.errors.iter().filter_map(|error| error.message.as_ref()).filter(|message| {
        let text = &*message.text.value;
        !text.contains(". ") && text.ends_with(|c: char| c.is_alphanumeric() || c == '.')
    });
    let all = messages.map(|message| (message.text.value.ends_with('.'), message));
    for (dotted, message) in outliers(all.collect()) {
        let (what, help) = if dotted {
            ("ends with a full stop, unlike most others", "remove the full stop")
        } else {
            ("ends without a full stop, unlike most others", "add a full stop")
        };
        let text = &message.text.value;
        let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
        let span = facts.part(&message.text, last..text.len());
        sink.push(Diagnostic::new(&RULE, span, format!("this message {what}")).help(help));
    }
}
