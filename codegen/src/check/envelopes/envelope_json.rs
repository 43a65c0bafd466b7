use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "envelope-json",
    severity: Severity::Error,
    explanation: "The body of an envelope must be valid JSON. `\"$code\"` and other strings that begin \
        with `$` are placeholders for values. `$each`, `$first` and `$optional` are instructions. \
        Duplicate keys are not allowed.",
    wrong: r##"[envelope.default]
body = '{ "error": { "code": $code, "message": "$message" } }'
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    right: r##"[envelope.default]
body = '{ "error": { "code": "$code", "message": "$message" } }'
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for node in facts.nodes() {
        for error in node.parsed.as_ref().err().into_iter().flatten().filter(|error| !error.unknown_value) {
            let message = format!("invalid envelope JSON: {}", error.message);
            let help = error.help.clone().unwrap_or_else(|| {
                "write valid JSON, with placeholders in double quotes: `\"$code\"`".into()
            });
            sink.push(
                Diagnostic::new(&RULE, facts.part(&node.text, error.range.clone()), message).help(help),
            );
        }
    }
}
