use super::{Facts, Rule};
use crate::catalog::envelope::Slot;
use crate::catalog::message::Piece;
use crate::catalog::places::Places;
use crate::catalog::raw::{Error, Named};
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "indistinct-errors",
    severity: Severity::Warning,
    explanation: "A client knows an error by its wire code; where the envelope shows none, by its status and message. Errors \
        that agree in all of that reach every client as one and the same, and are reported as unknown.",
    wrong: r##"[envelope.default]
body = '{ "detail": "$message" }'
[errors]
NO_ROLE = { status = 403, message = "Forbidden" }
NOT_A_MEMBER = { status = 403, message = "Forbidden" }
"##,
    right: r##"[envelope.default]
body = '{ "detail": "$message" }'
[errors]
NO_ROLE = { status = 403, message = "Your role does not allow this" }
NOT_A_MEMBER = { status = 403, message = "You are no member" }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    if !facts.raw.header.http {
        return;
    }
    let mut seen = Places::new();
    let mut firsts: Vec<&Named<Error>> = Vec::new();
    let mut told: Vec<(usize, Diagnostic)> = Vec::new();
    for error in &facts.raw.errors {
        let Some(key) = what_a_client_sees(facts, error) else { continue };
        let Some(place) = seen.add(key.as_bytes()) else {
            firsts.push(error);
            continue;
        };
        if let Some((_, diagnostic)) = told.iter_mut().find(|(other, _)| *other == place) {
            diagnostic.related.push((error.name.span, "nor from this one".to_owned()));
            continue;
        }
        let message = format!("no client can tell `{}` and `{}` apart", firsts[place].name.value, error.name.value);
        let mut diagnostic = Diagnostic::new(&RULE, error.name.span, message)
            .related(firsts[place].name.span, "the same on the wire")
            .help("give them different codes, statuses or messages, or make one error of them");
        if let Some(envelope) = facts.raw.envelope_of(error) {
            diagnostic = diagnostic.related(envelope.name.span, "in this envelope");
        }
        told.push((place, diagnostic));
    }
    sink.extend(told.into_iter().map(|(_, diagnostic)| diagnostic));
}

/// All that tells an error from others; `None` where the envelope is not known.
fn what_a_client_sees(facts: &Facts<'_>, error: &Named<Error>) -> Option<String> {
    let name = facts.raw.envelope_name(error);
    let (body, by_status) = match facts.raw.envelope_of(error) {
        Some(envelope) => (envelope.body.as_ref()?.parsed.as_ref().ok()?, envelope.by_status),
        None => (facts.raw.built_in_body(name)?, false),
    };
    let shown = body.slots();
    let shows = |slot: Slot| shown.iter().any(|(shown, _)| **shown == slot);
    let code = if shows(Slot::Code) || shows(Slot::Docs) { error.wire_code() } else { String::new() };
    let category = error.category.as_ref().filter(|_| shows(Slot::Category)).map(|category| &category.value);
    let grpc_status = error.grpc_status.as_ref().filter(|_| shows(Slot::GrpcStatus)).map(|status| &status.value);
    let status = facts.raw.status_of(error).map(|status| status.value);
    let message = if by_status || !shows(Slot::Message) { String::new() } else { literals(error)? };
    let mut seen = format!("{name}\n{code}\n{category:?}\n{status:?}\n{grpc_status:?}\n{message}\n");
    for (slot, _) in &shown {
        if let Slot::Attribute(name) = slot {
            let value = error.attributes.iter().find(|(attribute, _)| attribute.value == *name);
            seen += &format!("{:?}", value.map(|(_, value)| &value.value));
        }
    }
    Some(seen)
}

/// The literal text of the message, with a mark where a value stands.
fn literals(error: &Error) -> Option<String> {
    let template = error.message.as_ref()?.parsed.as_ref().ok()?;
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.replace('\0', "\0\0"),
        Piece::Placeholder { .. } => "\0".to_owned(),
    };
    Some(template.pieces.iter().map(piece).collect())
}
