//! Bodies in which nothing ever changes, rendered when the program is built.
//!
//! The runtime writes all others, by the same rules: see `error-catalog/src/body.rs`. A test holds the two against
//! each other.

use super::pack::title;
use crate::catalog::json::quote;
use crate::catalog::{AttributeValue, Catalog, Code, Error, Message, MessagePiece, Node, Over, Part, Slot};

/// The body of the error, where it carries nothing and its envelope shows nothing of the request.
pub(super) fn body(catalog: &Catalog, error: &Error) -> Option<String> {
    if !error.params.is_empty() || error.issues {
        return None;
    }
    let mut out = String::new();
    Renderer { catalog, error }.node(&catalog.envelopes[error.envelope].body, &mut out).map(|_| out)
}

struct Renderer<'a> {
    catalog: &'a Catalog,
    error: &'a Error,
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
                let mut shown = Vec::new();
                for member in members {
                    let mut value = String::new();
                    let of_value = self.node(&member.value, &mut value)?;
                    presence = presence.and(of_value);
                    match of_value {
                        Presence::Absent if member.optional => {}
                        Presence::Absent => shown.push(format!("{}:null", quote(&member.key))),
                        _ => shown.push(format!("{}:{value}", quote(&member.key))),
                    }
                }
                out.push_str(&format!("{{{}}}", shown.join(",")));
                Some(presence)
            }
            Node::Array(nodes) => {
                let mut presence = Presence::Constant;
                let mut items = Vec::new();
                for node in nodes {
                    let mut item = String::new();
                    let of_item = self.node(node, &mut item)?;
                    presence = presence.and(of_item);
                    items.push(if of_item == Presence::Absent { "null".to_owned() } else { item });
                }
                out.push_str(&format!("[{}]", items.join(",")));
                Some(presence)
            }
            Node::Each(Over::Errors, item) => {
                let mut one = String::new();
                let of_item = self.node(item, &mut one)?;
                out.push_str(&format!("[{}]", if of_item == Presence::Absent { "null" } else { &one }));
                Some(Presence::Present)
            }
            // An error that carries issues is never rendered before it is raised.
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

    fn text(&self, parts: &[Part], out: &mut String) -> Option<Presence> {
        let mut presence = Presence::Constant;
        out.push('"');
        for part in parts {
            match part {
                Part::Text(text) => out.push_str(inner(&quote(text))),
                Part::Value(slot, _) => {
                    let value = self.slot(slot)?;
                    presence =
                        presence.and(if value.is_some() { Presence::Present } else { Presence::Absent });
                    out.push_str(inner(value.as_deref().unwrap_or_default()));
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
            Slot::Message => text(&literal(&error.message)),
            Slot::Status => Some(error.status.map(|status| status.to_string())),
            Slot::Title => Some(title(self.catalog, error).map(|title| quote(&title))),
            Slot::Category => Some(error.category.map(|index| quote(&self.catalog.categories[index].name))),
            Slot::Docs => Some(self.catalog.docs.as_ref().map(|(before, after)| {
                quote(&format!("{before}{}{after}", percent_encoded(&error.code.text())))
            })),
            Slot::Params | Slot::Param(_) => Some(None),
            Slot::Attribute(name) => {
                let declared = self.catalog.attributes.iter().position(|attribute| attribute.name == *name);
                let value = error.attributes.iter().find(|(index, _)| Some(*index) == declared);
                Some(value.map(|(_, value)| attribute(value)))
            }
            Slot::RequestId | Slot::Instance | Slot::Timestamp | Slot::Context(_) => None,
            Slot::IssuePath | Slot::IssueMessage | Slot::IssueCode => Some(None),
        }
    }
}

/// JSON without the quotes around it, if it has any.
fn inner(json: &str) -> &str {
    json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or(json)
}

/// The text of a message without parameters.
fn literal(message: &Message) -> String {
    let text = |piece: &MessagePiece| match piece {
        MessagePiece::Text(text) => text.clone(),
        MessagePiece::Param(_) => String::new(),
    };
    message.pieces.iter().map(text).collect()
}

fn attribute(value: &AttributeValue) -> String {
    match value {
        AttributeValue::String(text) => quote(text),
        AttributeValue::Template(template) => quote(&literal(template)),
        AttributeValue::Bool(value) => value.to_string(),
        AttributeValue::I64(value) => value.to_string(),
        AttributeValue::U64(value) => value.to_string(),
        AttributeValue::F64(value) => value.to_string(),
    }
}

/// RFC 3986 §2.1, as the runtime does it.
fn percent_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        byte if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}
