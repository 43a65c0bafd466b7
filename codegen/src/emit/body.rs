//! Bodies, rendered without a running program: whole where nothing in them ever changes, with example values for
//! people.
//!
//! The runtime writes all others, by the same rules: see `error-catalog/src/body/`. A test holds the two against
//! each other.

use std::cell::Cell;

use super::words;
use crate::catalog::json::{self, quote, quote_into};
use crate::catalog::{
    AttributeValue, Catalog, Code, Error, Message, MessagePiece, Node, Over, Param, ParamType, Part, Scalar,
    Slot,
};
use crate::escape::Special;

/// The body of the error where nothing is known of the request: the text before the first parameter, then each parameter with
/// the text that follows it. Nothing where more than the values of parameters is open.
pub(super) fn rendered(catalog: &Catalog, error: &Error) -> Option<(String, Vec<(Hole, String)>)> {
    if error.issues {
        return None;
    }
    let renderer = Renderer::new(catalog, error, false);
    let body = render(&renderer)?;
    let mut head = String::new();
    let mut tail: Vec<(Hole, String)> = Vec::new();
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let text = tail.last_mut().map_or(&mut head, |(_, text)| text);
        let plain = Hole::FIRST_BYTE.plain_len(rest);
        text.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(c) = rest.chars().next() else { break };
        match Hole::of(c) {
            Some(hole) => tail.push((hole, String::new())),
            None => text.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    // More marks than there are holes are characters of the catalog.
    (tail.len() == renderer.holes.get()).then_some((head, tail))
}

/// Where a parameter stands in a rendered body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hole {
    pub(super) slot: usize,
    /// Whether it is a JSON value; else it is a part of a string.
    pub(super) is_json: bool,
}

impl Hole {
    /// The characters that stand for holes while a body is rendered: for private use (Unicode §23.5), so hardly a catalog has
    /// them.
    const MARKS: std::ops::Range<u32> = 0xF_0000..0xF_2000;

    /// The first byte of each mark, in UTF-8.
    const FIRST_BYTE: &Special = &Special::of(&[0xF3]);

    fn mark(self) -> Option<char> {
        let place = u32::try_from(self.slot).ok().filter(|slot| *slot < 0x1000)?;
        char::from_u32(Self::MARKS.start + place * 2 + u32::from(self.is_json))
    }

    fn of(c: char) -> Option<Self> {
        let place = (c as u32).checked_sub(Self::MARKS.start).filter(|_| (c as u32) < Self::MARKS.end)?;
        Some(Self { slot: (place / 2) as usize, is_json: place % 2 == 1 })
    }

    /// Whether a parameter always has a value, and one that JSON can have: then the text around it is known.
    fn is_certain(param: &Param) -> bool {
        !param.optional
            && !param.internal
            && !param.ty.list
            && !matches!(param.ty.scalar, Scalar::F64 | Scalar::Json)
    }
}

/// The body of the error with the example values of its parameters, indented for people.
///
/// What the catalog gives no example for has one made from its type.
pub fn example(catalog: &Catalog, error: &Error) -> String {
    json::indent(&example_json(catalog, error))
}

/// The same in one line.
pub(super) fn example_json(catalog: &Catalog, error: &Error) -> String {
    render(&Renderer::new(catalog, error, true)).unwrap_or_default()
}

/// The headers of the error's response with the example values of its parameters, `Content-Type` first.
///
/// As in the runtime, one whose value is absent or could not be sent (RFC 9110 §5.5) is left out.
pub fn example_headers(catalog: &Catalog, error: &Error) -> Vec<(String, String)> {
    let envelope = &catalog.envelopes[error.envelope];
    let renderer = Renderer::new(catalog, error, true);
    let of_envelope = envelope.headers.iter().filter_map(|(name, node)| {
        let is_absent = |slot| renderer.slot(slot).flatten().is_none();
        let mut json = String::new();
        renderer.node(node, &mut json).filter(|_| !node.slots().iter().any(|(slot, _)| is_absent(slot)))?;
        Some((name.clone(), text_of(&json)))
    });
    let of_error =
        error.headers.iter().filter_map(|(name, value)| Some((name.clone(), renderer.message(value)?)));
    let mut headers = vec![("Content-Type".to_owned(), envelope.media_type.clone())];
    for (name, value) in of_envelope.chain(of_error).filter(|(_, value)| can_be_sent(value)) {
        if !headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name)) {
            headers.push((name, value));
        }
    }
    headers
}

fn can_be_sent(value: &str) -> bool {
    let is_sent = |byte| matches!(byte, b' '..=b'~' | b'\t');
    !value.is_empty() && value.bytes().all(is_sent) && value.trim_matches([' ', '\t']) == value
}

fn render(renderer: &Renderer<'_>) -> Option<String> {
    let mut out = String::new();
    renderer.node(&renderer.catalog.envelopes[renderer.error.envelope].body, &mut out).map(|_| out)
}

/// The error's title, or its status's.
pub(super) fn title(catalog: &Catalog, error: &Error) -> Option<String> {
    let of_status = || words::status_title(catalog, error.status?).map(str::to_owned);
    error.title.clone().or_else(of_status)
}

struct Renderer<'a> {
    catalog: &'a Catalog,
    error: &'a Error,
    /// Whether what is not known yet has an example in its place. Else parameters have a hole there, and nothing is known of the
    /// request.
    with_examples: bool,
    /// How many holes there are so far.
    holes: Cell<usize>,
}

/// Whether a node has something to show: as in the runtime.
#[derive(Clone, Copy, PartialEq)]
enum Presence {
    Constant,
    Present,
    Absent,
}

impl Presence {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Present, _) | (_, Self::Present) => Self::Present,
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            _ => Self::Constant,
        }
    }
}

impl<'a> Renderer<'a> {
    fn new(catalog: &'a Catalog, error: &'a Error, with_examples: bool) -> Self {
        Self { catalog, error, with_examples, holes: Cell::new(0) }
    }
}

impl Renderer<'_> {
    /// Renders a node; `None` where it is not known yet.
    fn node(&self, node: &Node, out: &mut String) -> Option<Presence> {
        match node {
            Node::Constant(json) => {
                out.push_str(json);
                Some(Presence::Constant)
            }
            Node::Value(slot, _) => self.slot(slot).map(|value| {
                out.push_str(value.as_deref().unwrap_or_default());
                if value.is_some() { Presence::Present } else { Presence::Absent }
            }),
            Node::Text(parts) => self.text(parts, out),
            Node::Object(members) => {
                let mut presence = Presence::Constant;
                let start = out.len();
                for member in members {
                    let before = out.len();
                    out.push(if before == start { '{' } else { ',' });
                    quote_into(&member.key, out);
                    out.push(':');
                    presence = presence.and(self.one_of(&member.value, member.optional, before, out)?);
                }
                out.push_str(if out.len() == start { "{}" } else { "}" });
                Some(presence)
            }
            Node::Array(items) => {
                let mut presence = Presence::Constant;
                let start = out.len();
                for item in items {
                    let before = out.len();
                    out.push(if before == start { '[' } else { ',' });
                    presence = presence.and(self.one_of(&item.value, item.optional, before, out)?);
                }
                out.push_str(if out.len() == start { "[]" } else { "]" });
                Some(presence)
            }
            Node::Each(Over::Errors | Over::Problems, item) => {
                let mut one = String::new();
                let of_item = self.node(item, &mut one)?;
                out.push_str(&format!("[{}]", if of_item == Presence::Absent { "null" } else { &one }));
                Some(Presence::Present)
            }
            // An error that carries issues is rendered with an example of one, or not at all.
            Node::Each(Over::Issues, item) if self.error.issues => {
                let mut one = String::new();
                self.node(item, &mut one)?;
                out.push_str(&format!("[{one}]"));
                Some(Presence::Present)
            }
            Node::Each(Over::Issues, _) => Some(Presence::Absent),
            Node::First(choices) => {
                for choice in choices {
                    let mut value = String::new();
                    let presence = self.node(choice, &mut value)?;
                    if presence != Presence::Absent {
                        out.push_str(&value);
                        return Some(presence);
                    }
                }
                Some(Presence::Absent)
            }
        }
    }

    /// Renders one of several values: `null` where it is absent, or nothing from `before` on where it may be left out.
    fn one_of(&self, node: &Node, optional: bool, before: usize, out: &mut String) -> Option<Presence> {
        let start = out.len();
        let presence = self.node(node, out)?;
        if presence == Presence::Absent {
            out.truncate(if optional { before } else { start });
            out.push_str(if optional { "" } else { "null" });
        }
        Some(presence)
    }

    fn text(&self, parts: &[Part], out: &mut String) -> Option<Presence> {
        let mut presence = Presence::Constant;
        out.push('"');
        for part in parts {
            match part {
                Part::Text(text) => out.push_str(inner(&quote(text))),
                // As JSON it may need quotes, and here it has none.
                Part::Value(Slot::Param(_) | Slot::Params | Slot::ParamsText, _)
                    if !self.with_examples && !self.error.params.is_empty() =>
                {
                    return None;
                }
                Part::Value(slot, _) => {
                    let value = self.slot(slot)?;
                    presence =
                        presence.and(if value.is_some() { Presence::Present } else { Presence::Absent });
                    out.push_str(inner(&quote(&text_of(value.as_deref().unwrap_or_default()))));
                }
            }
        }
        out.push('"');
        Some(presence)
    }

    /// The JSON of a value; nothing where it is absent, and `None` where it is not known yet.
    fn slot(&self, slot: &Slot) -> Option<Option<String>> {
        let error = self.error;
        let text = |text: &str| Some(Some(quote(text)));
        match slot {
            Slot::Code => Some(Some(match &error.code {
                Code::Text(code) => quote(code),
                Code::Number(number) => number.to_string(),
            })),
            Slot::Message => text(&self.message(&error.message)?),
            Slot::Status => Some(error.status.map(|status| status.to_string())),
            Slot::Title => Some(title(self.catalog, error).map(|title| quote(&title))),
            Slot::GrpcStatus => Some(error.grpc_status.as_deref().map(quote)),
            Slot::Category => Some(error.category.map(|index| quote(&self.catalog.categories[index].name))),
            Slot::Docs => Some(words::docs_url(self.catalog, error).map(|url| quote(&url))),
            Slot::Params => self.params(|slot| self.param(slot, true)),
            Slot::ParamsText => self.params(|slot| self.param(slot, false).map(|text| quote(&text))),
            Slot::Param(name) => {
                match error.params.iter().position(|param| param.name == *name && !param.internal) {
                    Some(slot) => self.param(slot, true).map(Some),
                    None => Some(None),
                }
            }
            Slot::Attribute(name) => {
                let declared = self.catalog.attributes.iter().position(|attribute| attribute.name == *name);
                let value = error.attributes.iter().find(|(index, _)| Some(*index) == declared);
                match value {
                    Some((_, value)) => self.attribute(value).map(Some),
                    None => Some(None),
                }
            }
            Slot::IssuePath | Slot::IssueMessage | Slot::IssueCode if !error.issues => Some(None),
            Slot::RequestId | Slot::Instance | Slot::Context(_) if !self.with_examples => Some(None),
            _ if !self.with_examples => None,
            Slot::RequestId => text("550e8400-e29b-41d4-a716-446655440000"),
            Slot::Instance => text("urn:uuid:550e8400-e29b-41d4-a716-446655440000"),
            Slot::Timestamp => text("2025-01-15T10:30:00.000Z"),
            Slot::Context(name) => {
                let declared = self.catalog.context.iter().find(|(declared, _)| declared == name);
                Some(declared.map(|(name, ty)| made_of(name, *ty)))
            }
            Slot::IssuePath => text("field"),
            Slot::IssueMessage => text("What is wrong with it"),
            Slot::IssueCode => text("invalid"),
        }
    }

    /// The object of public parameters, if there are any; `None` where a value is not known yet.
    fn params(&self, value: impl Fn(usize) -> Option<String>) -> Option<Option<String>> {
        let params = self.error.params.iter().enumerate().filter(|(_, param)| param.detail);
        let member =
            |(slot, param): (usize, &Param)| Some(format!("{}:{}", quote(&param.wire), value(slot)?));
        let members: Vec<_> = params.map(member).collect::<Option<_>>()?;
        Some((!members.is_empty()).then(|| format!("{{{}}}", members.join(","))))
    }

    /// The value of a parameter, as JSON or as it stands in a text.
    fn param(&self, slot: usize, is_json: bool) -> Option<String> {
        let param = &self.error.params[slot];
        match self.with_examples {
            true if is_json => Some(example_of(param)),
            true => Some(text_of(&example_of(param))),
            false if Hole::is_certain(param) => {
                self.holes.set(self.holes.get() + 1);
                Hole { slot, is_json }.mark().map(String::from)
            }
            false => None,
        }
    }

    /// The text of a message, with values in place of parameters.
    fn message(&self, message: &Message) -> Option<String> {
        let text = |piece: &MessagePiece| match piece {
            MessagePiece::Text(text) => Some(text.clone()),
            MessagePiece::Param(slot) => self.param(*slot, false),
        };
        message.pieces.iter().map(text).collect()
    }

    fn attribute(&self, value: &AttributeValue) -> Option<String> {
        Some(match value {
            AttributeValue::String(text) => quote(text),
            AttributeValue::Template(template) => quote(&self.message(template)?),
            AttributeValue::Bool(value) => value.to_string(),
            AttributeValue::I64(value) => value.to_string(),
            AttributeValue::U64(value) => value.to_string(),
            AttributeValue::F64(value) => value.to_string(),
        })
    }
}

/// The example of a parameter, as JSON: the catalog's, or one made from its type.
pub(super) fn example_of(param: &Param) -> String {
    match &param.example {
        None => made_of(&param.name, param.ty),
        Some(text) if !param.ty.list && is_text(param.ty.scalar) => quote(text),
        Some(json) => json.clone(),
    }
}

fn is_text(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::String | Scalar::Timestamp | Scalar::Uuid)
}

/// A value of a type, as JSON. Texts are called by the name of what they stand for.
fn made_of(name: &str, ty: ParamType) -> String {
    let one = match ty.scalar {
        Scalar::String => quote(name),
        Scalar::Bool => "true".to_owned(),
        Scalar::I64 | Scalar::U64 => "1".to_owned(),
        Scalar::F64 => "0.5".to_owned(),
        Scalar::Timestamp => quote("2025-01-15T10:30:00Z"),
        Scalar::Uuid => quote("550e8400-e29b-41d4-a716-446655440000"),
        Scalar::Json => "{}".to_owned(),
    };
    if ty.list { format!("[{one}]") } else { one }
}

/// A JSON value as it stands in a message: a list with commas, text without quotes.
pub(super) fn text_of(json: &str) -> String {
    match json::parse(json).map(|value| value.kind) {
        Ok(json::Kind::String(text)) => text,
        Ok(json::Kind::Array(items)) => {
            let items: Vec<_> = items.iter().map(|item| text_of(&json[item.range.clone()])).collect();
            items.join(", ")
        }
        _ => json.to_owned(),
    }
}

/// JSON without the quotes around it, if it has any.
fn inner(json: &str) -> &str {
    json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or(json)
}
