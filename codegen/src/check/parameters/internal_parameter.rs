use crate::catalog::interner::Interner;
use crate::catalog::raw::{Error, Param};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "internal-parameter",
    severity: Severity::Error,
    explanation: "An internal parameter appears only in logs. It must not be used in a message, a \
        header, an attribute or an envelope, because clients would receive it.",
    wrong: r##"[errors.UNAVAILABLE]
status = 503
message = "Shard {shard} is down"
params = { shard = { type = "string", internal = true } }
"##,
    right: r##"[errors.UNAVAILABLE]
status = 503
message = "The service is down"
log = "Shard {shard} is down"
params = { shard = { type = "string", internal = true } }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for error in &facts.raw.errors {
        let internal: Vec<&Param> = error.params.iter().filter(|param| param.internal).collect();
        if internal.is_empty() {
            continue;
        }
        let names = Interner::of(internal.iter().map(|param| &*param.name.value));
        let attributes = facts.attribute_templates(error);
        for template in error.public_templates(&attributes) {
            for (name, range) in template.placeholders() {
                if let Some(place) = names.get(name.as_bytes()) {
                    report(internal[place], facts.part(&template.text, range), sink);
                }
            }
        }
        check_envelope(facts, error, &internal, sink);
    }
}

fn check_envelope(facts: &Facts<'_>, error: &Error, internal: &[&Param], sink: &mut Sink) {
    let Some(envelope) = facts.raw.envelope_of(error) else { return };
    let shown = facts.shown_params(envelope);
    for param in internal {
        for (node, range) in shown.by_name.get(&*param.name.value).into_iter().flatten() {
            report(param, facts.part(&node.text, range.clone()), sink);
        }
    }
}

fn report(param: &Param, span: Span, sink: &mut Sink) {
    sink.push(
        Diagnostic::new(
            &RULE,
            span,
            format!("the internal parameter `{}` would be sent to clients", param.name.value),
        )
        .related(param.name.span, "internal")
        .help("remove it here, or remove `internal = true`; internal parameters are allowed in `log`"),
    );
}
