use super::{Facts, Rule};
use crate::catalog::envelope::Slot;
use crate::catalog::raw::{Error, Param, Text};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    id: "internal-parameter",
    severity: Severity::Error,
    explanation: "An internal parameter is for logs alone. It cannot stand in a message, a header, an attribute or an envelope, \
        so that no path leads from it to the wire.",
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
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for error in &facts.raw.errors {
        let internal: Vec<&Param> = error.params.iter().filter(|param| param.internal).collect();
        if internal.is_empty() {
            continue;
        }
        let attributes = super::attribute_templates(facts, error);
        for template in error.public_templates(&attributes) {
            for (name, range) in template.placeholders() {
                report(&internal, name, facts.part(&template.text, range), sink);
            }
        }
        check_envelope(facts, error, &internal, sink);
    }
}

fn check_envelope(facts: &Facts<'_>, error: &Error, internal: &[&Param], sink: &mut Sink) {
    let Some(envelope) = facts.raw.envelope_of(error) else { return };
    for node in envelope.body.iter().chain(envelope.headers.iter().map(|(_, value)| value)) {
        for (slot, range) in node.slots() {
            if let Slot::Param(name) = slot {
                report(internal, name, facts.part(&node.text, range), sink);
            }
        }
    }
}

fn report(internal: &[&Param], name: &str, span: Span, sink: &mut Sink) {
    let Some(Text { span: declared, .. }) = internal.iter().map(|p| &p.name).find(|param| param.value == name) else { return };
    sink.push(
        Diagnostic::new(&RULE, span, format!("the internal parameter `{name}` would leave the server"))
            .related(*declared, "internal")
            .help("take it out here, or take `internal = true` out there; `log` may show it"),
    );
}
