use std::collections::HashMap;

use super::{Facts, Rule};
use crate::catalog::envelope::{Node, Slot};
use crate::catalog::message::Piece;
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
    let mut seen: HashMap<String, &Named<Error>> = HashMap::new();
    let mut told: Vec<(&Named<Error>, Diagnostic)> = Vec::new();
    for error in &facts.raw.errors {
        let Some(key) = what_a_client_sees(facts, error) else { continue };
        let first = *seen.entry(key).or_insert(error);
        if !std::ptr::eq(first, error) {
            if let Some((_, diagnostic)) = told.iter_mut().find(|(other, _)| std::ptr::eq(*other, first)) {
                diagnostic.related.push((error.name.span, "nor from this one".to_owned()));
                continue;
            }
            let message = format!("no client can tell `{}` and `{}` apart", first.name.value, error.name.value);
            let diagnostic = Diagnostic::new(&RULE, error.name.span, message)
                .related(first.name.span, "the same on the wire")
                .help("give them different codes, statuses or messages, or make one error of them");
            let envelope = facts.raw.envelope_of(error).map(|envelope| (envelope.name.span, "in this envelope".to_owned()));
            told.push((first, Diagnostic { related: diagnostic.related.into_iter().chain(envelope).collect(), ..diagnostic }));
        }
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
    let code = if body.shows(&Slot::Code) || body.shows(&Slot::Docs) { error.wire_code() } else { String::new() };
    let category = error.category.as_ref().filter(|_| body.shows(&Slot::Category)).map(|category| &category.value);
    let grpc_status = error.grpc_status.as_ref().filter(|_| body.shows(&Slot::GrpcStatus)).map(|status| &status.value);
    let status = facts.raw.status_of(error).map(|status| status.value);
    let message = if by_status || !body.shows(&Slot::Message) { String::new() } else { literals(error)? };
    let path = attributes_shown(body).into_iter().map(|name| {
        let value = error.attributes.iter().find(|(attribute, _)| attribute.value == name);
        format!("{:?}", value.map(|(_, value)| &value.value))
    });
    Some(format!("{name}\n{code}\n{category:?}\n{status:?}\n{grpc_status:?}\n{message}\n{}", path.collect::<String>()))
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

fn attributes_shown(body: &Node) -> Vec<String> {
    let slots = body.slots().into_iter();
    slots.filter_map(|(slot, _)| if let Slot::Attribute(name) = slot { Some(name.clone()) } else { None }).collect()
}
