use crate::catalog::envelope::Slot;
use crate::catalog::raw::{Envelope, Named, RawNode};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-value",
    severity: Severity::Error,
    explanation: "Every placeholder of an envelope must exist. It names a value of the error or the \
        request, a parameter of an error in this envelope, or a declared context value. Placeholders \
        of field issues are allowed only inside `[{ \"$each\": \"issues\", … }]` or `\"issues_or_error\"`.",
    wrong: r##"[envelope.default]
body = '{ "error": { "code": "$cod", "message": "$message" } }'
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
    for envelope in &facts.raw.envelopes {
        for node in envelope.body.iter().chain(envelope.headers.iter().map(|(_, value)| value)) {
            for error in node.parsed.as_ref().err().into_iter().flatten().filter(|error| error.unknown_value)
            {
                let diagnostic = Diagnostic::new(
                    &RULE,
                    facts.part(&node.text, error.range.clone()),
                    error.message.clone(),
                );
                sink.push(error.help.iter().fold(diagnostic, |d, help| d.help(help.clone())));
            }
            check_names(facts, envelope, node, sink);
        }
    }
}

fn check_names(facts: &Facts<'_>, envelope: &Named<Envelope>, node: &RawNode, sink: &mut Sink) {
    let served = facts.served(&envelope.name.value);
    for (slot, range) in node.slots() {
        let (message, help) = match slot {
            Slot::Param(name) if !served.params.contains_key(name.as_str()) => {
                let names = served.param_names.iter().copied();
                let help = facts.suggest(name, names, "declare the parameter in an error");
                (
                    format!(
                        "unknown parameter `{name}`: no error with the envelope `{}` declares it",
                        envelope.name.value
                    ),
                    help,
                )
            }
            Slot::Context(name) if !facts.raw.context.iter().any(|(declared, _)| declared.value == *name) => {
                let names = facts.raw.context.iter().map(|(name, _)| &*name.value);
                let otherwise = format!("add `{name} = \"string\"` below `[context]`");
                (format!("unknown context value `{name}`"), facts.suggest(name, names, &otherwise))
            }
            _ => continue,
        };
        let diagnostic = Diagnostic::new(&RULE, facts.part(&node.text, range), message).help(help);
        sink.push(match slot {
            Slot::Param(_) => diagnostic.related(envelope.name.span, "in this envelope"),
            _ => diagnostic,
        });
    }
}
