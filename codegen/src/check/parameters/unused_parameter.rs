use std::collections::{HashMap, HashSet};

use crate::catalog::builtin;
use crate::catalog::envelope::Slot;
use crate::catalog::raw::{Error, Param};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "unused-parameter",
    severity: Severity::Error,
    explanation: "Every parameter must be used: in the message, a header, an attribute, the log text, \
        or in the envelope as `$params` or `$params.NAME`. Internal parameters are always logged.",
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
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    // If an envelope contains no parameters at all, that is possibly the cause: one diagnostic.
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut of_envelopes: HashMap<Span, usize> = HashMap::new();
    for error in facts
        .raw
        .errors
        .iter()
        .filter(|error| !error.damaged && !error.params.is_empty())
        .filter(|error| !facts.may_have_more(&error.name))
    {
        let attributes = facts.attribute_templates(error);
        let templates: Vec<_> = error.public_templates(&attributes).chain(&error.log).collect();
        if templates.iter().any(|template| template.parsed.is_err()) {
            continue;
        }
        let shown: HashSet<&str> =
            templates.iter().flat_map(|template| template.placeholders()).map(|(name, _)| name).collect();
        let envelope = facts.raw.envelope_of(error).map(|envelope| envelope.name.span);
        for param in error.params.iter().filter(|param| !param.internal) {
            let name = &param.name.value;
            if shown.contains(&**name) || in_envelope(facts, error, param) {
                continue;
            }
            let envelope_of_detail = envelope.filter(|_| param.detail);
            if let Some(place) = envelope_of_detail.and_then(|envelope| of_envelopes.get(&envelope)) {
                found[*place].related.push((param.name.span, "also unused".to_owned()));
                continue;
            }
            let message = format!("unused parameter `{name}` of `{}`", error.name.value);
            let slot = if param.detail { "\"$params\"".to_owned() } else { format!("\"$params.{name}\"") };
            let help = format!(
                "use `{{{name}}}` in the message or `{slot}` in the envelope, or add `internal = true` here"
            );
            let mut diagnostic = Diagnostic::new(&RULE, param.name.span, message).help(help);
            if let Some(envelope) = envelope {
                diagnostic = diagnostic.related(envelope, "the envelope of this error");
            }
            of_envelopes.extend(envelope_of_detail.map(|envelope| (envelope, found.len())));
            found.push(diagnostic);
        }
    }
    sink.extend(found);
}

/// Returns whether the envelope contains the parameter. An invalid envelope counts as containing it.
fn in_envelope(facts: &Facts<'_>, error: &Error, param: &Param) -> bool {
    let Some(envelope) = facts.raw.envelope_of(error) else {
        let shows = |slot: &Slot| match slot {
            Slot::Params | Slot::ParamsText => param.detail,
            Slot::Param(name) => *name == param.name.value,
            _ => false,
        };
        let body = builtin::name(facts.raw.envelope_name(error), facts.raw.header.http)
            .and_then(|name| facts.raw.built_in_body(name));
        return !facts.raw.header.http
            || body.is_none_or(|body| body.slots().iter().any(|(slot, _)| shows(slot)));
    };
    let shown = facts.shown_params(envelope);
    !shown.is_certain || param.detail && shown.has_all || shown.by_name.contains_key(&*param.name.value)
}
