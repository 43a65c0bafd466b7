//! Bodies, rendered without a running program: whole where nothing in them ever changes, with example values for
//! people.
//!
//! The runtime writes all others, by the same rules: see `error-catalog/src/body/`. A test holds the two against
//! each other.

use crate::catalog::json::{self, quote};
use crate::catalog::{
    AttributeValue, Catalog, Code, Error, Message, MessagePiece, Node, Over, Param, ParamType, Part, Scalar,
    Slot, status,
};

/// The body of the error, where it carries nothing and its envelope shows nothing of the request.
pub(super) fn constant(catalog: &Catalog, error: &Error) -> Option<String> {
    if !error.params.is_empty() || error.issues {
        return None;
    }
    render(Renderer { catalog, error, with_examples: false })
}

/// The body of the error with the example values of its parameters, indented for people.
///
/// What the catalog gives no example for has one made from its type.
pub fn example(catalog: &Catalog, error: &Error) -> String {
    let text = render(Renderer { catalog, error, with_examples: true }).unwrap_or_default();
    json::indent(&text)
}

fn render(renderer: Renderer<'_>) -> Option<String> {
    let mut out = String::new();
    renderer.node(&renderer.catalog.envelopes[renderer.error.envelope].body, &mut out).map(|_| out)
}

/// The error's title, or its status's.
pub(super) fn title(catalog: &Catalog, error: &Error) -> Option<String> {
    error.title.clone().or_else(|| status_title(catalog, error.status?))
}

/// The status's title: the catalog's, or else its standard name.
pub(super) fn status_title(catalog: &Catalog, status: u16) -> Option<String> {
    let documented = catalog.statuses.iter().find(|row| row.number == status).map(|row| row.title.clone());
    documented.or_else(|| status::reason(status).map(str::to_owned))
}

struct Renderer<'a> {
    catalog: &'a Catalog,
    error: &'a Error,
    /// Whether what is not known yet has an example in its place.
    with_examples: bool,
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
            Node::Array(items) => {
                let mut presence = Presence::Constant;
                let mut shown = Vec::new();
                for item in items {
                    let mut value = String::new();
                    let of_value = self.node(&item.value, &mut value)?;
                    presence = presence.and(of_value);
                    match of_value {
                        Presence::Absent if item.optional => {}
                        Presence::Absent => shown.push("null".to_owned()),
                        _ => shown.push(value),
                    }
                }
                out.push_str(&format!("[{}]", shown.join(",")));
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
            Slot::Message => text(&self.message(&error.message)),
            Slot::Status => Some(error.status.map(|status| status.to_string())),
            Slot::Title => Some(title(self.catalog, error).map(|title| quote(&title))),
            Slot::GrpcStatus => Some(error.grpc_status.as_deref().map(quote)),
            Slot::Category => Some(error.category.map(|index| quote(&self.catalog.categories[index].name))),
            Slot::Docs => Some(self.catalog.docs.as_ref().map(|(before, after)| {
                quote(&format!("{before}{}{after}", percent_encoded(&error.code.text())))
            })),
            Slot::Params => Some(self.params(example_of)),
            Slot::ParamsText => Some(self.params(|param| quote(&text_of(&example_of(param))))),
            Slot::Param(name) => {
                let param = error.params.iter().find(|param| param.name == *name && !param.internal);
                Some(param.map(example_of))
            }
            Slot::Attribute(name) => {
                let declared = self.catalog.attributes.iter().position(|attribute| attribute.name == *name);
                let value = error.attributes.iter().find(|(index, _)| Some(*index) == declared);
                Some(value.map(|(_, value)| self.attribute(value)))
            }
            Slot::IssuePath | Slot::IssueMessage | Slot::IssueCode if !error.issues => Some(None),
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

    /// The object of public parameters, if there are any.
    fn params(&self, value: impl Fn(&Param) -> String) -> Option<String> {
        let params = self.error.params.iter().filter(|param| param.detail);
        let members: Vec<_> =
            params.map(|param| format!("{}:{}", quote(&param.wire), value(param))).collect();
        (!members.is_empty()).then(|| format!("{{{}}}", members.join(",")))
    }

    /// The text of a message, with example values in place of parameters.
    fn message(&self, message: &Message) -> String {
        let text = |piece: &MessagePiece| match piece {
            MessagePiece::Text(text) => text.clone(),
            MessagePiece::Param(slot) => text_of(&example_of(&self.error.params[*slot])),
        };
        message.pieces.iter().map(text).collect()
    }

    fn attribute(&self, value: &AttributeValue) -> String {
        match value {
            AttributeValue::String(text) => quote(text),
            AttributeValue::Template(template) => quote(&self.message(template)),
            AttributeValue::Bool(value) => value.to_string(),
            AttributeValue::I64(value) => value.to_string(),
            AttributeValue::U64(value) => value.to_string(),
            AttributeValue::F64(value) => value.to_string(),
        }
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
fn text_of(json: &str) -> String {
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

/// RFC 3986 §2.1, as the runtime does it.
fn percent_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        byte if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}
