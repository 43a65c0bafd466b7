//! Schemas of objects and lists with fixed items.

use super::super::common_mark::of_prose;
use super::super::tree::Tree;
use super::nodes::below;
use super::{Deriver, Seen, any_of, ty};
use crate::catalog::{Item, Member, Node};

/// Returns whether a node is constant. A constant does not make an object present.
fn is_constant(node: &Node) -> bool {
    match node {
        Node::Constant(_) => true,
        Node::Text(parts) => parts.iter().all(|part| matches!(part, crate::catalog::Part::Text(_))),
        Node::Object(members) => members.iter().all(|member| is_constant(&member.value)),
        Node::Array(items) => items.iter().all(|item| is_constant(&item.value)),
        _ => false,
    }
}

/// The presence of several parts. At least one part that is not constant must be present; if only
/// one can be, it is.
struct Parts<'a> {
    seen: Vec<Seen<'a>>,
    present: bool,
    absent: bool,
}

impl<'a> Parts<'a> {
    fn new(values: Vec<(&Node, Seen<'a>)>, is_shown: bool) -> Self {
        let changing = || values.iter().filter(|(node, _)| !is_constant(node));
        let is_constant_alone = changing().next().is_none();
        let present = is_constant_alone || changing().any(|(_, seen)| seen.present);
        let absent = !is_constant_alone && changing().all(|(_, seen)| seen.absent);
        let only = changing().filter(|(_, seen)| seen.present).count() == 1;
        let sharpen = |(node, seen): (&Node, Seen<'a>)| {
            if is_shown && only && !is_constant(node) { seen.shown() } else { seen }
        };
        Self { present, absent, seen: values.into_iter().map(sharpen).collect() }
    }
}

impl<'a> Deriver<'_, 'a> {
    /// Returns the schema of an object. `is_shown` means that it is written only if one of its
    /// values is present.
    pub(super) fn object(&self, members: &'a [Member], path: &str, is_shown: bool) -> Seen<'a> {
        let seen = |member: &'a Member| self.node(&member.value, &below(path, &member.key));
        let parts = Parts::new(members.iter().map(|m| (&m.value, seen(m))).collect(), is_shown);
        let (mut properties, mut required) = (Vec::new(), Vec::new());
        for (member, seen) in members.iter().zip(parts.seen) {
            if member.optional && !seen.present {
                continue;
            }
            if !member.optional || !seen.absent {
                required.push(Tree::from(member.key.as_str()));
            }
            let schema = if member.optional { seen.schema } else { seen.required() };
            let key = if self.fields.is_empty() { String::new() } else { below(path, &member.key) };
            let said = self.fields.iter().find(|(field, _)| *field == key);
            properties.push((member.key.as_str(), described(schema, said.map(|(_, text)| text.as_str()))));
        }
        let schema = ty("object").with("properties", Tree::of(properties));
        let required = (!required.is_empty()).then_some(required);
        Seen { schema: schema.with_some("required", required), present: parts.present, absent: parts.absent }
    }

    /// Returns the schema of a list. The items before the first optional one have fixed positions.
    pub(super) fn array(&self, items: &'a [Item], path: &str) -> Seen<'a> {
        let seen = items.iter().map(|item| (&item.value, self.node(&item.value, path))).collect();
        let parts = Parts::new(seen, true);
        let (mut fixed, mut rest, mut least) = (Vec::new(), Vec::new(), 0);
        let mut has_gap = false;
        let mut most = 0;
        for (item, seen) in items.iter().zip(parts.seen) {
            if item.optional && !seen.present {
                continue;
            }
            most += 1;
            let may_lack = item.optional && seen.absent;
            has_gap |= may_lack;
            least += i64::from(!may_lack);
            let schema = if item.optional { seen.schema } else { seen.required() };
            if has_gap { rest.push(schema) } else { fixed.push(schema) }
        }
        let schema = match (fixed.len(), rest.is_empty()) {
            (0, _) => ty("array").with("items", if rest.is_empty() { Tree::object() } else { any_of(rest) }),
            (1, true) => ty("array").with("items", fixed.remove(0)),
            (_, true) => ty("array").with("prefixItems", fixed).with("items", Tree::object()),
            (_, false) => ty("array").with("prefixItems", fixed).with("items", any_of(rest)),
        };
        let schema = schema.with("minItems", least).with("maxItems", most);
        Seen { schema, present: parts.present, absent: parts.absent }
    }
}

/// Adds a description in the prose of the catalog.
pub(in super::super) fn described<'a>(schema: Tree<'a>, prose: Option<&str>) -> Tree<'a> {
    match prose {
        Some(prose) if schema.get("description").is_none() => schema.with("description", of_prose(prose)),
        _ => schema,
    }
}
