//! Renders the nodes of an envelope.

use std::borrow::Cow;

use super::example_value::{example_of, made_of, text_of};
use super::output::{Hole, Insertion, Mark, Output, RequestValue};
use super::value::{self, Piece, Presence, RenderedValue};
use crate::catalog::json::{escape_into, quote_into};
use crate::catalog::{
    AttributeValue, Catalog, Code, Error, Message, MessagePiece, Node, Over, Param, Part, Scalar, Slot,
    status,
};
use crate::emit::words;

/// Renders the body of one error.
pub(super) struct Renderer<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) error: &'a Error,
    /// `true` to fill in example values. Otherwise values of requests are holes.
    with_examples: bool,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(catalog: &'a Catalog, error: &'a Error, with_examples: bool) -> Self {
        Self { catalog, error, with_examples }
    }

    /// Renders a node. `None` if it depends on other values than required parameters and the request.
    pub(super) fn node(&self, node: &Node, out: &mut Output) -> Option<Presence> {
        match node {
            Node::Constant(json) => {
                out.text.push_str(json);
                Some(Presence::Constant)
            }
            Node::Value(slot, _) => {
                let value = self.slot(slot)?;
                let presence = Presence::of(&value);
                value.write_json(out);
                Some(presence)
            }
            Node::Text(parts) => self.text(parts, out),
            Node::Object(members) => {
                out.text.push('{');
                let members =
                    members.iter().map(|member| (Some(&*member.key), member.optional, &member.value));
                let presence = self.items(members, out)?;
                out.text.push('}');
                Some(presence)
            }
            Node::Array(items) => {
                out.text.push('[');
                let presence =
                    self.items(items.iter().map(|item| (None, item.optional, &item.value)), out)?;
                out.text.push(']');
                Some(presence)
            }
            Node::Each(Over::Errors | Over::IssuesOrErrors, item) => {
                out.text.push('[');
                self.items([(None, false, &**item)].into_iter(), out)?;
                out.text.push(']');
                Some(Presence::Present)
            }
            // An error with field issues is rendered only with an example.
            Node::Each(Over::Issues, item) if self.error.issues => {
                out.text.push('[');
                self.node(item, out)?;
                out.text.push(']');
                Some(Presence::Present)
            }
            Node::Each(Over::Issues, _) => Some(Presence::Absent),
            Node::First(choices) => self.first(choices, out),
        }
    }

    /// Renders the members of an object, each with its key, or the items of a list. Absent optional
    /// ones are omitted, other absent ones are `null`.
    fn items<'n>(
        &self,
        items: impl Iterator<Item = (Option<&'n str>, bool, &'n Node)>,
        out: &mut Output,
    ) -> Option<Presence> {
        let mut presence = Presence::Constant;
        // Members before the first one that is always present depend on the request. Each has a
        // comma after it.
        let (mut is_empty, mut leading) = (true, 0);
        for (key, optional, value) in items {
            let before = out.mark();
            out.text.push_str(if is_empty { "" } else { "," });
            if let Some(key) = key {
                quote_into(key, &mut out.text);
                out.text.push(':');
            }
            let start = out.mark();
            let of_value = self.node(value, out)?;
            presence = presence.and(of_value);
            if optional && matches!(of_value, Presence::Absent | Presence::If(_)) {
                leading += self.leave_out(of_value, before, is_empty, out)?;
                continue;
            }
            match of_value {
                Presence::Absent => {
                    out.truncate(start);
                    out.text.push_str("null");
                }
                Presence::If(_) => out.depend(start, "null")?,
                Presence::Open => return None,
                Presence::Constant | Presence::Present => {}
            }
            is_empty = false;
        }
        match leading {
            1 if is_empty => out.drop_comma(),
            2.. if is_empty => return None,
            _ => {}
        }
        Some(presence)
    }

    /// Omits an optional item, or makes it depend on the request. Returns 1 if it has a comma after it.
    fn leave_out(&self, presence: Presence, before: Mark, is_first: bool, out: &mut Output) -> Option<usize> {
        if presence == Presence::Absent {
            out.truncate(before);
            return Some(0);
        }
        out.text.push_str(if is_first { "," } else { "" });
        out.depend(before, "")?;
        Some(usize::from(is_first))
    }

    fn first(&self, choices: &[Node], out: &mut Output) -> Option<Presence> {
        let start = out.mark();
        for (at, choice) in choices.iter().enumerate() {
            match self.node(choice, out)? {
                Presence::Absent => out.truncate(start),
                // The next alternative is rendered if the value is absent.
                Presence::If(_) | Presence::Open if at + 1 < choices.len() => return None,
                presence => return Some(presence),
            }
        }
        Some(Presence::Absent)
    }

    fn text(&self, parts: &[Part], out: &mut Output) -> Option<Presence> {
        let mut presence = Presence::Constant;
        out.text.push('"');
        for part in parts {
            match part {
                Part::Text(text) => escape_into(text, &mut out.text),
                // As JSON it can need quotes, but inside a string it has none.
                Part::Value(Slot::Param(_) | Slot::Params | Slot::ParamsText, ..)
                    if !self.with_examples && !self.error.params.is_empty() =>
                {
                    return None;
                }
                Part::Value(slot, encoding, _) => {
                    let value = self.slot(slot)?;
                    presence = presence.and(Presence::of(&value));
                    match value {
                        RenderedValue::Text(text) => escape_into(&encoding.apply(text), &mut out.text),
                        RenderedValue::Json(json) => {
                            escape_into(&encoding.apply(text_of(&json).into()), &mut out.text);
                        }
                        RenderedValue::Pieces { pieces, .. } => value::write_pieces(pieces, false, out),
                        RenderedValue::Request(value) => out.hole(Hole::Request(Insertion::in_string(value))),
                        RenderedValue::Absent => {}
                    }
                }
            }
        }
        out.text.push('"');
        Some(presence)
    }

    /// Returns a value; `None` if it is unknown at build time.
    pub(super) fn slot(&self, slot: &Slot) -> Option<RenderedValue<'a>> {
        let (catalog, error) = (self.catalog, self.error);
        Some(match slot {
            Slot::Code => match &error.code {
                Code::Text(code) => RenderedValue::Text(code.into()),
                Code::Number(number) => RenderedValue::Json(number.to_string().into()),
            },
            Slot::Message => self.shown_message(&error.message)?,
            Slot::Status => error
                .status
                .map_or(RenderedValue::Absent, |status| RenderedValue::Json(status.to_string().into())),
            Slot::Title => words::error_title(catalog, error).into(),
            Slot::StatusPhrase => error.status.and_then(status::reason).into(),
            Slot::GrpcStatus => error.grpc_status.as_deref().into(),
            Slot::Category => error.category.map(|index| &*catalog.categories[index].name).into(),
            Slot::Docs => {
                let url = words::docs_url(catalog, error);
                url.map_or(RenderedValue::Absent, |url| RenderedValue::Text(url.into()))
            }
            Slot::Params => self.params(true)?,
            Slot::ParamsText => self.params(false)?,
            Slot::Param(name) => self.param_by_name(name)?,
            Slot::Attribute(name) => {
                let declared = catalog.attributes.iter().position(|attribute| attribute.name == *name);
                match error.attributes.iter().find(|(index, _)| Some(*index) == declared) {
                    Some((_, value)) => self.attribute(value)?,
                    None => RenderedValue::Absent,
                }
            }
            Slot::RequestId | Slot::Instance | Slot::Timestamp | Slot::Context(_) => self.request_value(slot),
            _ if !error.issues => RenderedValue::Absent,
            // The runtime knows the field issues.
            _ if !self.with_examples => return None,
            Slot::IssuePath => Some("field").into(),
            Slot::IssuePointer => Some("/field").into(),
            Slot::IssueFragment => Some("#/field").into(),
            Slot::IssueMessage => Some("The value is invalid").into(),
            Slot::IssueCode => Some("invalid").into(),
        })
    }

    /// Returns a value of the request: an example, or a hole for it.
    fn request_value(&self, slot: &Slot) -> RenderedValue<'a> {
        let (value, example) = match slot {
            Slot::RequestId => (RequestValue::RequestId, "550e8400-e29b-41d4-a716-446655440000"),
            Slot::Instance => (RequestValue::Instance, "urn:uuid:550e8400-e29b-41d4-a716-446655440000"),
            Slot::Timestamp => (RequestValue::Timestamp, "2025-01-15T10:30:00.000Z"),
            Slot::Context(name) if self.with_examples => {
                let declared = self.catalog.context.iter().find(|(declared, _)| declared == name);
                return declared.map_or(RenderedValue::Absent, |(name, ty)| {
                    RenderedValue::Json(made_of(name, *ty).into())
                });
            }
            // A body with values of `[context]` is not rendered at build time.
            _ => return RenderedValue::Absent,
        };
        if self.with_examples { Some(example).into() } else { RenderedValue::Request(value) }
    }

    /// Returns a public parameter; `None` if its value is unknown at build time.
    fn param_by_name(&self, name: &str) -> Option<RenderedValue<'a>> {
        let params = &self.error.params;
        let Some(slot) = params.iter().position(|param| param.name == name && !param.internal) else {
            return Some(RenderedValue::Absent);
        };
        if self.with_examples {
            return Some(RenderedValue::Json(example_of(&params[slot])));
        }
        let pieces = vec![self.param(slot, true)?];
        Some(RenderedValue::Pieces { pieces, is_json: true })
    }

    /// Returns the object of public parameters, if any, with values as JSON or as text. `None` if a
    /// value is unknown at build time.
    fn params(&self, as_json: bool) -> Option<RenderedValue<'a>> {
        let mut pieces = Vec::new();
        for (slot, param) in self.error.params.iter().enumerate().filter(|(_, param)| param.detail) {
            let mut before = if pieces.is_empty() { "{" } else { "," }.to_owned();
            quote_into(&param.wire, &mut before);
            before.push(':');
            pieces.push(Piece::Text(before.into()));
            let quotes = || (!as_json).then(|| Piece::Text("\"".into()));
            pieces.extend(quotes());
            pieces.push(self.param(slot, as_json)?);
            pieces.extend(quotes());
        }
        if pieces.is_empty() {
            return Some(RenderedValue::Absent);
        }
        pieces.push(Piece::Text("}".into()));
        Some(RenderedValue::Pieces { pieces, is_json: true })
    }

    /// Returns the value of a parameter, as JSON or as a part of a string.
    fn param(&self, slot: usize, as_json: bool) -> Option<Piece<'a>> {
        let param = &self.error.params[slot];
        match self.with_examples {
            true if as_json => Some(Piece::Text(example_of(param))),
            true => {
                let mut example = String::new();
                escape_into(&text_of(&example_of(param)), &mut example);
                Some(Piece::Text(example.into()))
            }
            false => is_certain(param).then_some(Piece::Param { slot, as_json }),
        }
    }

    /// Returns a message, as a value.
    fn shown_message(&self, message: &'a Message) -> Option<RenderedValue<'a>> {
        if let [MessagePiece::Text(text)] = &message.pieces[..] {
            return Some(RenderedValue::Text(text.into()));
        }
        if self.with_examples {
            return Some(RenderedValue::Text(self.message(message)));
        }
        let piece = |piece: &'a MessagePiece| match piece {
            MessagePiece::Text(text) => Some(Piece::Text(text.into())),
            MessagePiece::Param(slot, _) => self.param(*slot, false),
            // The presence of a segment is unknown at build time.
            MessagePiece::SegmentStart(_) | MessagePiece::SegmentEnd => None,
        };
        let pieces = message.pieces.iter().map(piece).collect::<Option<_>>()?;
        Some(RenderedValue::Pieces { pieces, is_json: false })
    }

    /// Returns the text of a message with examples for all parameters, and with all optional segments.
    pub(super) fn message(&self, message: &'a Message) -> Cow<'a, str> {
        if let [MessagePiece::Text(text)] = &message.pieces[..] {
            return text.into();
        }
        let mut out = String::new();
        for piece in &message.pieces {
            match piece {
                MessagePiece::Text(text) => out.push_str(text),
                MessagePiece::SegmentStart(_) | MessagePiece::SegmentEnd => {}
                MessagePiece::Param(slot, encoding) => {
                    let example = text_of(&example_of(&self.error.params[*slot]));
                    out.push_str(&encoding.apply(example.into()));
                }
            }
        }
        out.into()
    }

    fn attribute(&self, value: &'a AttributeValue) -> Option<RenderedValue<'a>> {
        Some(RenderedValue::Json(match value {
            AttributeValue::String(text) => return Some(RenderedValue::Text(text.into())),
            AttributeValue::Template(template) => return self.shown_message(template),
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

/// Returns whether a parameter always has a value that JSON can represent. Then the text around it
/// is known.
fn is_certain(param: &Param) -> bool {
    !param.optional
        && !param.internal
        && !param.ty.list
        && !matches!(param.ty.scalar, Scalar::F64 | Scalar::Json)
}
