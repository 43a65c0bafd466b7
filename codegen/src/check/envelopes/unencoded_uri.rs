use std::ops::Range;

use crate::catalog::envelope::{Node, Part, Slot};
use crate::catalog::message::Piece;
use crate::catalog::params::{ParamType, Scalar};
use crate::catalog::raw::{Envelope, Error, Named, Text};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "unencoded-uri",
    severity: Severity::Warning,
    explanation: "A value in the path or the query of a URI must be percent-encoded (RFC 3986 §2.1). \
        Otherwise a client reads a `&` or a space in the value as part of the URI. In `Location`, \
        `Content-Location` and `Link`, write `{name|uri}`. A value at the beginning of the URI is \
        itself a URI and is not encoded.",
    wrong: r##"[envelope.default]
body = '{ "error": "$code" }'
headers = { Location = "/login?reason={message}" }
[errors]
NO_SESSION = { status = 303, message = "Sign in & try again" }
"##,
    right: r##"[envelope.default]
body = '{ "error": "$code" }'
headers = { Location = "/login?reason={message|uri}" }
[errors]
NO_SESSION = { status = 303, message = "Sign in & try again" }
"##,
};

/// Headers whose value is a URI.
const OF_ONE_URI: &[&str] = &["location", "content-location"];

/// The header whose value has URIs in angle brackets (RFC 8288 §3).
const LINK: &str = "link";

/// A piece of a header: literal text, or a value.
enum HeaderPiece<'r> {
    Text(&'r str),
    Value { can_be_any_text: bool, range: Range<usize> },
}

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for error in &facts.raw.errors {
        for (name, value) in &error.headers {
            let Ok(template) = &value.parsed else { continue };
            let pieces = template.pieces.iter().filter_map(|piece| match piece {
                Piece::Text(text) => Some(HeaderPiece::Text(text)),
                // Only messages have segments.
                Piece::SegmentStart { .. } | Piece::SegmentEnd => None,
                Piece::Placeholder { name, encoding, range } => {
                    let can_be_any_text = encoding.filter.is_none() && is_text_param(error, name);
                    Some(HeaderPiece::Value { can_be_any_text, range: range.clone() })
                }
            });
            report(facts, name, &value.text, pieces, sink);
        }
    }
    for envelope in &facts.raw.envelopes {
        for (name, value) in &envelope.headers {
            let Ok(Node::Text(parts)) = &value.parsed else { continue };
            let pieces = parts.iter().map(|part| match part {
                Part::Text(text) => HeaderPiece::Text(text),
                Part::Value(slot, encoding, range) => {
                    let can_be_any_text = encoding.filter.is_none() && is_text(facts, envelope, slot);
                    HeaderPiece::Value { can_be_any_text, range: range.clone() }
                }
            });
            report(facts, name, &value.text, pieces, sink);
        }
    }
}

fn report<'r>(
    facts: &Facts<'_>,
    name: &Text,
    value: &Text,
    pieces: impl Iterator<Item = HeaderPiece<'r>>,
    sink: &mut Sink,
) {
    let header = name.value.to_ascii_lowercase();
    let is_link = header == LINK;
    if !is_link && !OF_ONE_URI.contains(&header.as_str()) {
        return;
    }
    // The URI so far, with a mark for each value.
    let (mut uri, mut is_inside) = (String::new(), !is_link);
    for piece in pieces {
        match piece {
            HeaderPiece::Text(text) => {
                for c in text.chars() {
                    match c {
                        '<' if is_link => (uri, is_inside) = (String::new(), true),
                        '>' if is_link => is_inside = false,
                        c => uri.push(c),
                    }
                }
            }
            HeaderPiece::Value { can_be_any_text, range } => {
                if can_be_any_text && is_inside && is_component(&uri) {
                    let written = value.value.get(range.clone()).unwrap_or_default();
                    let placeholder = written.trim_matches(['{', '}']);
                    let message = format!("`{written}` is inserted into a URI without percent-encoding");
                    let help = format!("percent-encode the value: `{{{placeholder}|uri}}`");
                    sink.push(Diagnostic::new(&RULE, facts.part(value, range), message).help(help));
                }
                uri.push(VALUE);
            }
        }
    }
}

const VALUE: char = '\0';

/// Returns whether the next text is in a path, a query or a fragment, after the authority.
fn is_component(uri: &str) -> bool {
    if uri.chars().all(|c| c == VALUE) {
        return false;
    }
    let scheme = uri.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.' | VALUE));
    let rest = scheme.and_then(|end| uri[end..].strip_prefix(':')).unwrap_or(uri);
    rest.strip_prefix("//").is_none_or(|rest| rest.contains(['/', '?', '#']))
}

/// Returns whether the text of a parameter can have any characters.
fn is_text_param(error: &Error<'_>, name: &str) -> bool {
    error.params.iter().any(|param| param.name.value == name && param.ty.is_some_and(is_text_type))
}

fn is_text_type(ty: ParamType) -> bool {
    ty.list || matches!(ty.scalar, Scalar::String | Scalar::Json)
}

/// Returns whether a value of an envelope can contain characters that are invalid in a URI.
fn is_text(facts: &Facts<'_>, envelope: &Named<'_, Envelope<'_>>, slot: &Slot) -> bool {
    let served = facts.served(&envelope.name.value);
    match slot {
        Slot::Message | Slot::Title | Slot::RequestId | Slot::Attribute(_) => true,
        Slot::Code => served.has_encoded_code,
        Slot::Category => served.has_encoded_category,
        Slot::Param(name) => {
            served.params.get(name.as_str()).is_some_and(|types| types.iter().copied().any(is_text_type))
        }
        Slot::Context(name) => {
            let declared = facts.raw.context.iter().find(|(declared, _)| declared.value == *name);
            declared.and_then(|(_, ty)| ParamType::parse(&ty.value)).is_some_and(is_text_type)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components() {
        for uri in [
            "/leads/",
            "?a=",
            "\0?a=",
            "https://a.example/",
            "//a.example?x=",
            "mailto:",
            "\0/a/",
            "a/b",
            "#",
        ] {
            assert!(is_component(uri), "{uri:?}");
        }
        for uri in ["", "\0", "https://", "//", "https://a.", "\0://", "https://\0."] {
            assert!(!is_component(uri), "{uri:?}");
        }
    }
}
