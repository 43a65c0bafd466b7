use std::collections::HashSet;

use crate::catalog::envelope::{Node, Part, Slot};
use crate::catalog::json;
use crate::catalog::raw::{AttributeValue, Error, Named, RawNode, Scalar, Text};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::{Span, Spanned};

pub(crate) static RULE: Rule = Rule {
    id: "unsendable-header",
    severity: Severity::Error,
    explanation: "A header value can contain visible ASCII characters, spaces and tabs (RFC 9110 \
        §5.5). The server omits a header when its value contains another character. `{name|uri}` \
        percent-encodes the text. `name*=UTF-8''{name|uri}` is the form of RFC 8187.",
    wrong: r##"[envelope.default]
body = '{ "error": "$code" }'
headers = { X-Reason = "{message}" }
[errors]
NO_KEY = { status = 401, message = "Schlüssel fehlt" }
"##,
    right: r##"[envelope.default]
body = '{ "error": "$code" }'
headers = { X-Reason = "{message|uri}" }
[errors]
NO_KEY = { status = 401, message = "Schlüssel fehlt" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for envelope in &facts.raw.envelopes {
        let served = facts.served(&envelope.name.value);
        // The invalid characters of each value.
        let mut of_slots: Vec<(&Slot, Vec<(Span, char)>)> = Vec::new();
        for (name, value) in &envelope.headers {
            let Ok(node) = &value.parsed else { continue };
            if is_sendable(&value.text.value) && !is_sendable(&literals(node)) {
                let message = format!(
                    "the header `{}` cannot be sent: the domain contains a character that is not visible ASCII",
                    name.value
                );
                let help = "write `{domain|uri}`, or use only visible ASCII characters in `domain`";
                sink.push(Diagnostic::new(&RULE, value.text.span, message).help(help));
            }
            for (slot, range) in plain_slots(node) {
                // The rule `unknown-attribute` reports it.
                if matches!(slot, Slot::Attribute(name) if facts.raw.attribute(name).is_none()) {
                    continue;
                }
                let place = of_slots.iter().position(|(known, _)| *known == slot).unwrap_or_else(|| {
                    let found = served.errors.iter().flat_map(|error| texts(facts, error, slot));
                    of_slots.push((slot, once_each(found.filter_map(|text| unsendable(facts, &text)))));
                    of_slots.len() - 1
                });
                report(&of_slots[place].1, name, value, range.clone(), facts.part(&value.text, range), sink);
            }
        }
    }
}

/// The maximum number of related texts in a diagnostic.
const MOST_SHOWN: usize = 100;

/// Removes duplicates, because several errors can share a title or a category.
fn once_each(found: impl Iterator<Item = (Span, char)>) -> Vec<(Span, char)> {
    let mut seen = HashSet::new();
    found.filter(|(span, _)| seen.insert(*span)).collect()
}

/// Reports all invalid texts of a value in one diagnostic.
fn report(
    spans: &[(Span, char)],
    name: &Text,
    value: &RawNode,
    range: std::ops::Range<usize>,
    shown: Span,
    sink: &mut Sink,
) {
    let Some(((span, c), others)) = spans.split_first() else { return };
    let message = format!("invalid character {c:?} in the value of the header `{}`", name.value);
    let written = value.text.value.get(range).unwrap_or_default();
    let placeholder = written.trim_start_matches('$').trim_matches(['{', '}']);
    let encoded = format!("percent-encode it in the header: `{{{placeholder}|uri}}`");
    let help = if placeholder == "code" { encoded } else { format!("{encoded}; or use `{{code}}` instead") };
    let mut diagnostic =
        Diagnostic::new(&RULE, *span, message).related(shown, "used in this header").help(help);
    let more = others.len().saturating_sub(MOST_SHOWN);
    diagnostic
        .related
        .extend(others.iter().take(MOST_SHOWN).map(|(span, _)| (*span, "also invalid".to_owned())));
    if let Some((_, note)) = diagnostic.related.last_mut().filter(|_| more > 0) {
        note.push_str(&format!(", and {more} more"));
    }
    sink.push(diagnostic);
}

/// Returns the values without a filter.
fn plain_slots(node: &Node) -> Vec<(&Slot, std::ops::Range<usize>)> {
    match node {
        Node::Value(slot, range) => vec![(slot, range.clone())],
        Node::Text(parts) => {
            let plain = parts.iter().filter_map(|part| match part {
                Part::Value(slot, encoding, range) if encoding.filter.is_none() => {
                    Some((slot, range.clone()))
                }
                _ => None,
            });
            plain.collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the literal text of a header.
fn literals(node: &Node) -> String {
    match node {
        Node::Constant(text) => match json::parse(text).map(|value| value.kind) {
            Ok(json::JsonKind::String(text)) => text,
            _ => String::new(),
        },
        Node::Text(parts) => {
            let text = |part: &Part| match part {
                Part::Text(text) => Some(text.clone()),
                Part::Value(..) => None,
            };
            parts.iter().filter_map(text).collect()
        }
        _ => String::new(),
    }
}

/// Returns the texts of the catalog for a value of an error.
fn texts<'r>(facts: &Facts<'r>, error: &'r Named<'r, Error<'r>>, slot: &Slot) -> Vec<Text<'r>> {
    let found = match slot {
        Slot::Message => error.message.as_ref().map(|message| message.text.clone()),
        Slot::Code => Some(Spanned::new(error.wire_code(), error.code_span())),
        Slot::Category => error.category.clone(),
        Slot::Title => error.title.clone().or_else(|| {
            let mut statuses = facts.raw.statuses(facts.raw.status_of(error)?.value);
            statuses.find_map(|status| status.title.clone())
        }),
        Slot::Attribute(name) => {
            let attribute = error.attributes.iter().find(|(attribute, _)| attribute.value == *name);
            match attribute.map(|(_, value)| (&value.value, value.span)) {
                Some((AttributeValue::Scalar(Scalar::Text(text)), span)) => {
                    Some(Spanned::new(text.clone(), span))
                }
                Some((AttributeValue::Texts(texts), _)) => return texts.clone(),
                _ => None,
            }
        }
        _ => None,
    };
    found.into_iter().collect()
}

/// Returns the first invalid character of a text.
fn unsendable(facts: &Facts<'_>, text: &Text) -> Option<(Span, char)> {
    let (at, c) = text.value.char_indices().find(|(_, c)| !is_field_character(*c))?;
    Some((facts.part(text, at..at + c.len_utf8()), c))
}

fn is_sendable(text: &str) -> bool {
    text.chars().all(is_field_character)
}

/// Returns whether a header value can have the character (RFC 9110 §5.5).
pub(crate) fn is_field_character(c: char) -> bool {
    matches!(c, ' '..='~' | '\t')
}
