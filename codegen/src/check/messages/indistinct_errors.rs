use std::collections::HashMap;

use crate::catalog::envelope::{Node, Part, Slot};
use crate::catalog::interner::Interner;
use crate::catalog::message::Piece;
use crate::catalog::raw::{AttributeValue, Error, Named};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "indistinct-errors",
    severity: Severity::Warning,
    explanation: "A client identifies an error by its wire code. If the envelope sends no code, the \
        client uses the status and the message. Errors with the same status and message are then \
        indistinguishable: the client reports them as unknown.",
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
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    if !facts.raw.header.http {
        return;
    }
    let mut shared = vec![false; facts.raw.errors.len()];
    for (place, error) in facts.raw.errors.iter().enumerate() {
        shared[error.first_of_code] |= error.first_of_code != place;
    }
    let mut envelopes: HashMap<&str, Option<IdentifyingValues>> = HashMap::new();
    let mut seen = Interner::new();
    let mut firsts: Vec<&Named<Error>> = Vec::new();
    let mut told: Vec<Diagnostic> = Vec::new();
    let mut told_of: HashMap<usize, usize> = HashMap::new();
    for error in &facts.raw.errors {
        let name = facts.raw.envelope_name(error);
        let Some(shown) = envelopes.entry(name).or_insert_with(|| shown(facts, error)) else { continue };
        // The code alone identifies most errors.
        if shown.code && !shared[error.first_of_code] {
            continue;
        }
        let Some(messages) = (if shown.message { literals(error) } else { Some(vec![String::new()]) }) else {
            continue;
        };
        // One variant of the message per combination of its optional segments.
        let mut twin = None;
        for message in &messages {
            match seen.add(what_a_client_sees(facts, error, name, shown, message).as_bytes()) {
                None => firsts.push(error),
                Some(place) if firsts[place].name.span != error.name.span => twin = twin.or(Some(place)),
                Some(_) => {}
            }
        }
        let Some(place) = twin else { continue };
        if let Some(of) = told_of.get(&place) {
            told[*of].related.push((error.name.span, "also indistinguishable".to_owned()));
            continue;
        }
        let message =
            format!("clients cannot distinguish `{}` and `{}`", firsts[place].name.value, error.name.value);
        let mut diagnostic = Diagnostic::new(&RULE, error.name.span, message)
            .related(firsts[place].name.span, "the same status and message")
            .help("use different codes, statuses or messages, or merge the errors");
        if let Some(envelope) = facts.raw.envelope_of(error) {
            diagnostic = diagnostic.related(envelope.name.span, "in this envelope");
        }
        told_of.insert(place, told.len());
        told.push(diagnostic);
    }
    sink.extend(told);
}

/// The identifying values of an envelope.
struct IdentifyingValues {
    code: bool,
    message: bool,
    category: bool,
    grpc_status: bool,
    attributes: Interner,
}

/// Returns the identifying values of an error's envelope; `None` if they are unknown.
fn shown<'r>(facts: &Facts<'r>, error: &'r Error<'r>) -> Option<IdentifyingValues> {
    let (body, headers, by_status): (_, &[_], _) = match facts.raw.envelope_of(error) {
        Some(envelope) => {
            (envelope.body.as_ref()?.parsed.as_ref().ok()?, &envelope.headers, envelope.by_status)
        }
        None => (facts.raw.built_in_body(facts.raw.envelope_name(error))?, &[], false),
    };
    let in_headers = headers
        .iter()
        .filter_map(|(_, value)| value.parsed.as_ref().ok())
        .filter(|node| has_one_reading(node));
    let slots: Vec<&Slot> =
        body.slots().into_iter().chain(in_headers.flat_map(Node::slots)).map(|(slot, _)| slot).collect();
    let code = slots.iter().any(|slot| matches!(slot, Slot::Code | Slot::Docs));
    let message = !by_status && slots.contains(&&Slot::Message);
    let attributes = slots.iter().filter_map(|slot| match slot {
        Slot::Attribute(name) => Some(name.as_str()),
        _ => None,
    });
    Some(IdentifyingValues {
        code,
        message,
        category: slots.contains(&&Slot::Category),
        grpc_status: slots.contains(&&Slot::GrpcStatus),
        attributes: Interner::of(attributes),
    })
}

/// Returns whether a client can find the end of each value of a header: no value can contain the
/// text between two values.
fn has_one_reading(header: &Node) -> bool {
    let Node::Text(parts) = header else { return true };
    let values = || parts.iter().enumerate().filter(|(_, part)| matches!(part, Part::Value(..)));
    let (Some((first, _)), Some((last, _))) = (values().next(), values().next_back()) else { return true };
    values().all(|(place, part)| {
        let is_apart = place == last || matches!(parts[place + 1], Part::Text(_));
        let between = parts[first..last].iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Value(..) => None,
        });
        is_apart && between.into_iter().all(|text| !can_have(part, text))
    })
}

/// Returns whether the encoded value of a part can contain this text.
fn can_have(value: &Part, text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    match value {
        Part::Value(_, encoding, _) if encoding.filter.is_some() => {
            text.chars().all(|c| is_plain(c) || c == '%')
        }
        // In between, no quote is escaped.
        Part::Value(_, encoding, _) if encoding.is_quoted => text.matches('"').count() < 2,
        Part::Value(Slot::Code | Slot::Status | Slot::GrpcStatus, ..) => text.chars().all(is_plain),
        _ => true,
    }
}

/// Returns all identifying values of an error, with a variant of its message.
fn what_a_client_sees(
    facts: &Facts<'_>,
    error: &Named<Error>,
    envelope: &str,
    shown: &IdentifyingValues,
    message: &str,
) -> String {
    let code = if shown.code { error.wire_code() } else { "".into() };
    let category = error.category.as_ref().filter(|_| shown.category).map(|category| &category.value);
    let grpc_status = error.grpc_status.as_ref().filter(|_| shown.grpc_status).map(|status| &status.value);
    let status = facts.raw.status_of(error).map(|status| status.value);
    let mut seen = format!("{envelope}\n{code}\n{category:?}\n{status:?}\n{grpc_status:?}\n{message}\n");
    let attributes = error.attributes.iter();
    let mut attributes: Vec<(usize, &AttributeValue)> = attributes
        .filter_map(|(name, value)| Some((shown.attributes.get(name.value.as_bytes())?, &value.value)))
        .collect();
    attributes.sort_by_key(|(place, _)| *place);
    for (place, value) in attributes {
        let value = match value {
            AttributeValue::Scalar(value) => format!("{value:?}"),
            AttributeValue::Texts(texts) => {
                format!("{:?}", texts.iter().map(|text| &text.value).collect::<Vec<_>>())
            }
        };
        seen += &format!("{place}={value}\n");
    }
    seen
}

/// Returns the literal text of the message with a mark for each value, once per combination of its
/// optional segments.
fn literals(error: &Error) -> Option<Vec<String>> {
    let template = error.message.as_ref()?.parsed.as_ref().ok()?;
    let mut optional: Vec<&str> = template.segments().map(|(name, _)| name).collect();
    optional.sort_unstable();
    optional.dedup();
    let reading = |present: usize| {
        let has = |name: &str| {
            optional.iter().position(|of| *of == name).is_none_or(|place| present & 1 << place != 0)
        };
        let mut is_left_out = false;
        let mut text = String::new();
        for piece in &template.pieces {
            match piece {
                Piece::SegmentStart { name, .. } => is_left_out = !has(name),
                Piece::SegmentEnd => is_left_out = false,
                _ if is_left_out => {}
                Piece::Text(literal) => text += &literal.replace('\0', "\0\0"),
                Piece::Placeholder { name, .. } if has(name) => text.push('\0'),
                Piece::Placeholder { .. } => {}
            }
        }
        text
    };
    Some((0..1 << optional.len()).map(reading).collect())
}
