//! Parses JSON with serde_json: members in order, numbers as written.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::node::{Node, NodeKind, Unreadable};

/// The maximum nesting, because each level is parsed once per outer level.
const MAX_DEPTH: usize = 128;

/// Parses a text with a single value.
pub(super) fn read(text: &str) -> Result<Node<'_>, Unreadable> {
    let lines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
    let raw = parse(text)?;
    Reader { start: text.as_ptr() as usize, lines }.node(raw, 0)
}

fn parse<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, Unreadable> {
    serde_json::from_str(text)
        .map_err(|error| Unreadable { line: error.line(), message: format!("invalid JSON: {error}") })
}

struct Reader {
    /// The address of the text, which contains the raw values.
    start: usize,
    /// The positions of line breaks.
    lines: Vec<usize>,
}

impl Reader {
    fn node<'t>(&self, raw: &'t RawValue, depth: usize) -> Result<Node<'t>, Unreadable> {
        let text = raw.get();
        let at = (text.as_ptr() as usize).saturating_sub(self.start);
        let line = self.lines.partition_point(|end| *end < at) + 1;
        if depth > MAX_DEPTH {
            return Err(Unreadable { line, message: "the document is nested too deeply".to_owned() });
        }
        let kind = match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = parse(text)?;
                let member = |(key, value)| {
                    let key = NodeKind::Scalar { text: key, is_plain: false };
                    let value = self.node(value, depth + 1)?;
                    Ok((Node::new(value.line as usize, key), value))
                };
                NodeKind::Map(members.into_iter().map(member).collect::<Result<_, _>>()?)
            }
            Some(b'[') => {
                let Items(items) = parse(text)?;
                let items = items.into_iter().map(|item| self.node(item, depth + 1));
                NodeKind::List(items.collect::<Result<_, _>>()?)
            }
            Some(b'"') => {
                let Text(text) = parse(text)?;
                NodeKind::Scalar { text, is_plain: false }
            }
            _ => NodeKind::Scalar { text: text.into(), is_plain: true },
        };
        Ok(Node::new(line, kind))
    }
}

/// A string, borrowed if it has no escapes.
struct Text<'t>(Cow<'t, str>);

/// The items of a list, not yet parsed.
struct Items<'t>(Vec<&'t RawValue>);

/// The members of an object, including duplicates.
struct Members<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'t> Deserialize<'t> for Text<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

impl<'t> Deserialize<'t> for Items<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ItemsVisitor)
    }
}

impl<'t> Deserialize<'t> for Members<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct TextVisitor;

impl<'t> Visitor<'t> for TextVisitor {
    type Value = Text<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Self::Value, E> {
        Ok(Text(text.into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text(text.to_owned().into()))
    }
}

struct ItemsVisitor;

impl<'t> Visitor<'t> for ItemsVisitor {
    type Value = Items<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Items(items))
    }
}

struct MembersVisitor;

impl<'t> Visitor<'t> for MembersVisitor {
    type Value = Members<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((Text(key), value)) = object.next_entry()? {
            members.push((key, value));
        }
        Ok(Members(members))
    }
}
