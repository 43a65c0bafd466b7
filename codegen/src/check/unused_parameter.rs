use super::{Facts, Rule};
use crate::catalog::builtin;
use crate::catalog::envelope::Slot;
use crate::catalog::raw::{Error, Param, RawNode};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    id: "unused-parameter",
    severity: Severity::Error,
    explanation: "Every parameter is of use: in the message, a header, an attribute, the log text, or in the envelope by \
        `$params` or by its name. Internal parameters are always logged.",
    wrong: r##"[envelope.default]
body = '{ "code": "$code", "message": "$message" }'
[errors.NOT_FOUND]
status = 404
message = "Lead not found"
params = { id = "string" }
"##,
    right: r##"[envelope.default]
body = '{ "code": "$code", "message": "$message" }'
[errors.NOT_FOUND]
status = 404
message = "Lead {id} not found"
params = { id = "string" }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    // Where an envelope has no place for parameters, it may be that one which is missing: one diagnostic.
    let mut of_envelopes: Vec<(Option<Span>, Diagnostic)> = Vec::new();
    for error in facts.raw.errors.iter().filter(|error| !error.damaged && !error.params.is_empty()).filter(|error| !facts.may_have_more(&error.name)) {
        let attributes = super::attribute_templates(facts, error);
        let templates: Vec<_> = error.public_templates(&attributes).chain(&error.log).collect();
        if templates.iter().any(|template| template.parsed.is_err()) {
            continue;
        }
        let envelope = facts.raw.envelope_of(error).map(|envelope| envelope.name.span);
        for param in error.params.iter().filter(|param| !param.internal) {
            let name = &param.name.value;
            let shown = templates.iter().any(|template| template.placeholders().any(|(used, _)| used == name));
            if shown || in_envelope(facts, error, param) {
                continue;
            }
            let same = of_envelopes.iter_mut().find(|(other, _)| param.detail && envelope.is_some() && *other == envelope);
            if let Some((_, diagnostic)) = same {
                diagnostic.related.push((param.name.span, "nor this one".to_owned()));
                continue;
            }
            let message = format!("nothing shows the parameter `{name}` of `{}`", error.name.value);
            let slot = if param.detail { "\"$params\"".to_owned() } else { format!("\"$params.{name}\"") };
            let help = format!("write `{{{name}}}` in the message, `{slot}` in the envelope, or `internal = true` here");
            let mut diagnostic = Diagnostic::new(&RULE, param.name.span, message).help(help);
            if let Some(envelope) = envelope {
                diagnostic = diagnostic.related(envelope, "its envelope");
            }
            of_envelopes.push((envelope.filter(|_| param.detail), diagnostic));
        }
    }
    sink.extend(of_envelopes.into_iter().map(|(_, diagnostic)| diagnostic));
}

/// Whether the envelope shows the parameter; one that cannot be read might.
fn in_envelope(facts: &Facts<'_>, error: &Error, param: &Param) -> bool {
    let shows = |slots: &[&Slot]| {
        slots.iter().any(|slot| match slot {
            Slot::Params | Slot::ParamsText => param.detail,
            Slot::Param(name) => *name == param.name.value,
            _ => false,
        })
    };
    let Some(envelope) = facts.raw.envelope_of(error) else {
        let body = builtin::name(facts.raw.envelope_name(error), facts.raw.header.http)
            .and_then(|name| facts.raw.built_in_body(name));
        return !facts.raw.header.http
            || body.is_none_or(|body| shows(&body.slots().into_iter().map(|(slot, _)| slot).collect::<Vec<_>>()));
    };
    let nodes: Vec<&RawNode> = envelope.body.iter().chain(envelope.headers.iter().map(|(_, value)| value)).collect();
    nodes.is_empty()
        || nodes.iter().any(|node| node.parsed.is_err())
        || nodes.iter().any(|node| shows(&node.slots().into_iter().map(|(slot, _)| slot).collect::<Vec<_>>()))
}
