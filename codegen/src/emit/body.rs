//! Bodies, rendered without a running program: whole where nothing in them ever changes, with example values for
//! people.
//!
//! The runtime writes all others, by the same rules: see `error-catalog/src/body/`. A test holds the two against
//! each other.

use std::borrow::Cow;
use std::cell::Cell;

use super::words;
use crate::catalog::json::{self, escape_into, quote, quote_into};
use crate::catalog::{
    AttributeValue, Catalog, Code, Error, Message, MessagePiece, Node, Over, Param, ParamType, Part, Scalar,
    Slot, status,
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
    let of_error = error
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.clone(), renderer.message(value)?.into_owned())));
    let mut headers = vec![("Content-Type".to_owned(), envelope.media_type.clone())];
    headers.extend(of_envelope.filter(|(_, value)| can_be_sent(value)));
    let others = headers.len();
    for (name, value) in of_error.filter(|(_, value)| can_be_sent(value)) {
        if !headers[..others].iter().any(|(known, _)| known.eq_ignore_ascii_case(&name)) {
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
    // As much as most bodies have.
    let mut out = String::with_capacity(256);
    renderer.node(&renderer.catalog.envelopes[renderer.error.envelope].body, &mut out).map(|_| out)
}

/// The error's title, or its status's.
pub(super) fn title<'a>(catalog: &'a Catalog, error: &'a Error) -> Option<&'a str> {
    error.title.as_deref().or_else(|| words::status_title(catalog, error.status?))
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

/// A value that is there: text, or JSON as it is.
enum Shown<'a> {
    Text(Cow<'a, str>),
    Json(Cow<'a, str>),
}

/// Whether a node has something to show: as in the runtime.
#[derive(Clone, Copy, PartialEq)]
enum Presence {
    Constant,
    Present,
    Absent,
}

impl Presence {
    fn of<T>(value: &Option<T>) -> Self {
        if value.is_some() { Self::Present } else { Self::Absent }
    }

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

impl<'a> Renderer<'a> {
    /// Renders a node; `None` where it is not known yet.
    fn node(&self, node: &Node, out: &mut String) -> Option<Presence> {
        match node {
            Node::Constant(json) => {
                out.push_str(json);
                Some(Presence::Constant)
            }
            Node::Value(slot, _) => {
                let value = self.slot(slot)?;
                let presence = Presence::of(&value);
                match value {
                    Some(Shown::Text(text)) => quote_into(&text, out),
                    Some(Shown::Json(json)) => out.push_str(&json),
                    None => {}
                }
                Some(presence)
            }
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
                out.push('[');
                self.one_of(item, false, out.len(), out)?;
                out.push(']');
                Some(Presence::Present)
            }
            // An error that carries issues is rendered with an example of one, or not at all.
            Node::Each(Over::Issues, item) if self.error.issues => {
                out.push('[');
                self.node(item, out)?;
                out.push(']');
                Some(Presence::Present)
            }
            Node::Each(Over::Issues, _) => Some(Presence::Absent),
            Node::First(choices) => {
                let start = out.len();
                for choice in choices {
                    let presence = self.node(choice, out)?;
                    if presence != Presence::Absent {
                        return Some(presence);
                    }
                    out.truncate(start);
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
                Part::Text(text) => escape_into(text, out),
                // As JSON it may need quotes, and here it has none.
                Part::Value(Slot::Param(_) | Slot::Params | Slot::ParamsText, ..)
                    if !self.with_examples && !self.error.params.is_empty() =>
                {
                    return None;
                }
                Part::Value(slot, encoding, _) => {
                    let value = self.slot(slot)?;
                    presence = presence.and(Presence::of(&value));
                    match value {
                        Some(Shown::Text(text)) => escape_into(&encoding.apply(text), out),
                        Some(Shown::Json(json)) => escape_into(&encoding.apply(text_of(&json).into()), out),
                        None => {}
                    }
                }
            }
        }
        out.push('"');
        Some(presence)
    }

    /// A value; nothing where it is absent, and `None` where it is not known yet.
    fn slot(&self, slot: &Slot) -> Option<Option<Shown<'a>>> {
        let (catalog, error) = (self.catalog, self.error);
        let text = |text: &'a str| Some(Shown::Text(text.into()));
        Some(match slot {
            Slot::Code => Some(match &error.code {
                Code::Text(code) => Shown::Text(code.into()),
                Code::Number(number) => Shown::Json(number.to_string().into()),
            }),
            Slot::Message => Some(Shown::Text(self.message(&error.message)?)),
            Slot::Status => error.status.map(|status| Shown::Json(status.to_string().into())),
            Slot::Title => title(catalog, error).and_then(text),
            Slot::StatusPhrase => error.status.and_then(status::reason).and_then(text),
            Slot::GrpcStatus => error.grpc_status.as_deref().and_then(text),
            Slot::Category => error.category.and_then(|index| text(&catalog.categories[index].name)),
            Slot::Docs => words::docs_url(catalog, error).map(|url| Shown::Text(url.into())),
            Slot::Params => self.params(true)?,
            Slot::ParamsText => self.params(false)?,
            Slot::Param(name) => {
                match error.params.iter().position(|param| param.name == *name && !param.internal) {
                    Some(slot) => Some(Shown::Json(self.param(slot, true)?)),
                    None => None,
                }
            }
            Slot::Attribute(name) => {
                let declared = catalog.attributes.iter().position(|attribute| attribute.name == *name);
                match error.attributes.iter().find(|(index, _)| Some(*index) == declared) {
                    Some((_, value)) => Some(self.attribute(value)?),
                    None => None,
                }
            }
            Slot::IssuePath
            | Slot::IssuePointer
            | Slot::IssueFragment
            | Slot::IssueMessage
            | Slot::IssueCode
                if !error.issues =>
            {
                None
            }
            Slot::RequestId | Slot::Instance | Slot::Context(_) if !self.with_examples => None,
            _ if !self.with_examples => return None,
            Slot::RequestId => text("550e8400-e29b-41d4-a716-446655440000"),
            Slot::Instance => text("urn:uuid:550e8400-e29b-41d4-a716-446655440000"),
            Slot::Timestamp => text("2025-01-15T10:30:00.000Z"),
            Slot::Context(name) => {
                let declared = catalog.context.iter().find(|(declared, _)| declared == name);
                declared.map(|(name, ty)| Shown::Json(made_of(name, *ty).into()))
            }
            Slot::IssuePath => text("field"),
            Slot::IssuePointer => text("/field"),
            Slot::IssueFragment => text("#/field"),
            Slot::IssueMessage => text("What is wrong with it"),
            Slot::IssueCode => text("invalid"),
        })
    }

    /// The object of public parameters, if there are any, their values as JSON or as text; `None` where a value is not known
    /// yet.
    fn params(&self, as_json: bool) -> Option<Option<Shown<'a>>> {
        let mut json = String::new();
        for (slot, param) in self.error.params.iter().enumerate().filter(|(_, param)| param.detail) {
            json.push(if json.is_empty() { '{' } else { ',' });
            quote_into(&param.wire, &mut json);
            json.push(':');
            let value = self.param(slot, as_json)?;
            if as_json {
                json.push_str(&value);
            } else {
                quote_into(&value, &mut json);
            }
        }
        if json.is_empty() {
            return Some(None);
        }
        json.push('}');
        Some(Some(Shown::Json(json.into())))
    }

    /// The value of a parameter, as JSON or as it stands in a text.
    fn param(&self, slot: usize, is_json: bool) -> Option<Cow<'a, str>> {
        let param = &self.error.params[slot];
        match self.with_examples {
            true if is_json => Some(example_of(param)),
            true => Some(text_of(&example_of(param)).into()),
            false if Hole::is_certain(param) => {
                self.holes.set(self.holes.get() + 1);
                Hole { slot, is_json }.mark().map(|mark| String::from(mark).into())
            }
            false => None,
        }
    }

    /// The text of a message, with values in place of parameters.
    fn message(&self, message: &'a Message) -> Option<Cow<'a, str>> {
        if let [MessagePiece::Text(text)] = &message.pieces[..] {
            return Some(text.into());
        }
        let mut out = String::new();
        for piece in &message.pieces {
            match piece {
                MessagePiece::Text(text) => out.push_str(text),
                // Examples show every segment. Elsewhere nobody knows before run time whether one is there.
                MessagePiece::SegmentStart(_) | MessagePiece::SegmentEnd if self.with_examples => {}
                MessagePiece::SegmentStart(_) | MessagePiece::SegmentEnd => return None,
                MessagePiece::Param(slot, encoding) => {
                    out.push_str(&encoding.apply(self.param(*slot, false)?));
                }
            }
        }
        Some(out.into())
    }

    fn attribute(&self, value: &'a AttributeValue) -> Option<Shown<'a>> {
        Some(Shown::Json(match value {
            AttributeValue::String(text) => return Some(Shown::Text(text.into())),
            AttributeValue::Template(template) => return self.message(template).map(Shown::Text),
            AttributeValue::Bool(value) => value.to_string().into(),
            AttributeValue::I64(value) => value.to_string().into(),
            AttributeValue::U64(value) => value.to_string().into(),
            AttributeValue::F64(value) => value.to_string().into(),
            AttributeValue::Strings(texts) => {
                let mut json = "[".to_owned();
                for text in texts {
                    json.push_str(if json.len() > 1 { "," } else { "" });
                    quote_into(text, &mut json);
                }
                (json + "]").into()
            }
        }))
    }
}

/// The example of a parameter, as JSON: the catalog's, or one made from its type.
pub(super) fn example_of(param: &Param) -> Cow<'_, str> {
    match &param.example {
        None => made_of(&param.name, param.ty).into(),
        Some(text) if !param.ty.list && is_text(param.ty.scalar) => quote(text).into(),
        Some(json) => json.into(),
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
    let inner = json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
    if let Some(plain) = inner.filter(|inner| !inner.contains('\\')) {
        return plain.to_owned();
    }
    match json::parse(json).map(|value| value.kind) {
        Ok(json::Kind::String(text)) => text,
        Ok(json::Kind::Array(items)) => {
            let items: Vec<_> = items.iter().map(|item| text_of(&json[item.range.clone()])).collect();
            items.join(", ")
        }
        _ => json.to_owned(),
    }
}
