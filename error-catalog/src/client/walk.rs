//! Walks over a body by the tree of an envelope.
//!
//! One function tests whether a body fits an envelope and reads its values, so the two cannot disagree. `None` always means
//! that the text is not JSON within the limits.

use std::borrow::Cow;

use super::body_path::BodyPath;
use super::constant;
use super::member_set::MemberSet;
use super::pattern::{Pattern, slice};
use super::raw_value::RawValue;
use super::score::{Fit, Score};
use super::visitor::{ListKind, NoopVisitor, Visitor};
use crate::envelope::{Item, Member, Node, Part, Slot};
use crate::json::Reader;

/// Reads a value by a node.
///
/// A value that does not fit is skipped, and the visitor sees nothing of it. The members and items of a value are skipped one
/// by one, so an object fits whatever its members are.
///
/// Each node reads its part of the body a constant number of times, so the time is linear in the body.
pub(super) fn walk<'a, V: Visitor<'a>>(
    node: &'static Node,
    json: &mut Reader<'a>,
    visitor: &mut V,
    path: &BodyPath<'_>,
) -> Option<Fit> {
    match node {
        Node::Constant(expected) => {
            let mut after = *json;
            if constant::fits(&mut after, &mut Reader::new(expected)).is_none() {
                return skip_mismatch(json);
            }
            *json = after;
            Some(Fit::Matches(Score::of_constant(expected)))
        }
        Node::Value(slot) => read_value(*slot, json, visitor, path),
        Node::Text(parts) => {
            if json.peek()? != b'"' {
                return skip_mismatch(json);
            }
            let fits = read_text(parts, json.string()?, visitor).is_some();
            Some(if fits { Fit::Matches(Score::of_text(parts)) } else { Fit::Mismatch })
        }
        Node::Object(members) => read_object(members, json, visitor, path),
        Node::Array(items) => read_array(items, json, visitor, path),
        Node::Errors(item) => read_list(ListKind::Errors, item, json, visitor, path),
        Node::Issues(item) => read_list(ListKind::Issues, item, json, visitor, path),
        Node::IssuesOrErrors(item) => read_list(ListKind::IssuesOrErrors, item, json, visitor, path),
        Node::First(choices) => read_first(choices, json, visitor, path),
    }
}

/// Skips a value that does not fit.
fn skip_mismatch(json: &mut Reader<'_>) -> Option<Fit> {
    json.skip().map(|()| Fit::Mismatch)
}

/// Tests how the next value fits a node.
fn test_fit(node: &'static Node, mut json: Reader<'_>, path: &BodyPath<'_>) -> Option<Fit> {
    walk_nullable(node, &mut json, &mut NoopVisitor, path)
}

/// Reads a value by the first choice that it fits exactly, or else by the first choice that it fits.
fn read_first<'a, V: Visitor<'a>>(
    choices: &'static [Node],
    json: &mut Reader<'a>,
    visitor: &mut V,
    path: &BodyPath<'_>,
) -> Option<Fit> {
    let mut best = None;
    for choice in choices {
        match walk(choice, &mut { *json }, &mut NoopVisitor, path)? {
            Fit::Matches(score) if score.is_exact() => {
                best = Some(choice);
                break;
            }
            Fit::Matches(_) => best = best.or(Some(choice)),
            Fit::Mismatch => {}
        }
    }
    match best {
        Some(choice) => walk(choice, json, visitor, path),
        None => skip_mismatch(json),
    }
}

/// Reads a value that the writer replaces with `null` if it is absent.
fn walk_nullable<'a, V: Visitor<'a>>(
    node: &'static Node,
    json: &mut Reader<'a>,
    visitor: &mut V,
    path: &BodyPath<'_>,
) -> Option<Fit> {
    if json.peek()? == b'n' && node.can_be_absent() {
        return json.skip().map(|()| Fit::Matches(Score::default()));
    }
    walk(node, json, visitor, path)
}

fn read_value<'a, V: Visitor<'a>>(
    slot: Slot,
    json: &mut Reader<'a>,
    visitor: &mut V,
    path: &BodyPath<'_>,
) -> Option<Fit> {
    let first = json.peek()?;
    let is_number = matches!(first, b'-' | b'0'..=b'9');
    let fits = match slot {
        Slot::Code => first == b'"' || is_number,
        Slot::Status => is_number,
        Slot::Params | Slot::ParamsText => first == b'{',
        // The error or the caller declares the type.
        Slot::Param(_) | Slot::Context(_) => first != b'n',
        Slot::Attribute(_) => !matches!(first, b'n' | b'{'),
        _ => first == b'"',
    };
    if !fits {
        return skip_mismatch(json);
    }
    // A parameter of type `json` is the JSON itself.
    let is_string = first == b'"' && !matches!(slot, Slot::Param(_));
    let value = if is_string { RawValue::String(json.string()?) } else { RawValue::Json(json.value()?) };
    visitor.visit_value(slot, value, path);
    Some(Fit::Matches(Score::of_value(slot)))
}

/// Reads a string with values in it. The visitor sees the values that are certain and not empty: an empty value may be an
/// absent one.
pub(super) fn read_text<'a, V: Visitor<'a>>(
    parts: &'static [Part],
    text: Cow<'a, str>,
    visitor: &mut V,
) -> Option<()> {
    for capture in Pattern::from_parts(parts).captures(&text)? {
        if !V::READS_VALUES {
            break;
        }
        let Some(range) = capture.certain_range() else { continue };
        let value = slice(&text, range);
        let (slot, value) = match parts.get(capture.index) {
            Some(Part::Value(slot)) => (slot, Some(value)),
            Some(Part::Encoded(slot, encoding)) => (slot, encoding.read(value)),
            _ => continue,
        };
        if let Some(value) = value.filter(|value| !value.is_empty() || matches!(slot, Slot::Param(_))) {
            visitor.visit_value(*slot, RawValue::Text(value), &BodyPath::ROOT);
        }
    }
    Some(())
}

fn read_object<'a, V: Visitor<'a>>(
    members: &'static [Member],
    json: &mut Reader<'a>,
    visitor: &mut V,
    path: &BodyPath<'_>,
) -> Option<Fit> {
    if json.peek()? != b'{' {
        return skip_mismatch(json);
    }
    let mut found = MemberSet::default();
    // The writer keeps the order of the tree, so the next key is most likely the next member's.
    let mut next = 0;
    let mut score = Score::default();
    json.members(|json| {
        let index = match (next..members.len()).find(|index| json.skip_literal(members[*index].json)) {
            None => {
                let key = json.key()?;
                members.iter().position(|member| member.key == key)
            }
            likely => likely,
        };
        match index {
            Some(index) if found.insert(index) => {
                next = index + 1;
                let Member { key, value, .. } = &members[index];
                score += read_child(value, json, visitor, &path.member(key))?;
                Some(())
            }
            // An unknown key, or a key for the second time.
            _ => json.skip(),
        }
    })?;
    for (index, member) in members.iter().enumerate() {
        if !member.optional && !found.contains(index) {
            score += Score::of_absent(&member.value);
        }
    }
    Some(Fit::Matches(score))
}

/// Reads the value of a member. One that does not fit is ignored.
fn read_child<'a, V: Visitor<'a>>(
    node: &'static Node,
    json: &mut Reader<'a>,
    visitor: &mut V,
    path: &BodyPath<'_>,
) -> Option<Score> {
    json.peek()?;
    let before = *json;
    Some(match walk_nullable(node, json, visitor, path)? {
        Fit::Matches(score) => {
            let key = Score { matched: 1, ..Score::default() };
            let mut score = if matches!(node, Node::Constant(_)) { score } else { score.of_member() };
            score += key;
            score
        }
        Fit::Mismatch => {
            visitor.visit_ignored(path);
            Score::of_mismatch(node, before.rest())
        }
    })
}

/// Reads an array whose items the envelope writes out one by one, some of them optional.
///
/// A value is read by the next item that it fits, up to and including the next required item. An optional item is considered
/// only if enough values are left for the required items after it. For example, the envelope has the items `A`, `B?`, `C?`
/// and `D`, where `?` marks optional items:
///
/// | array | items that are compared | result |
/// | --- | --- | --- |
/// | `[a, c, d]` | `a`: A. `c`: B, C. `d`: D | A, C, D |
/// | `[a, d]` | `a`: A. `d`: D alone, since no value is left for D after it | A, D |
/// | `[a, x, d]` | `a`: A. `x`: B, C, D. `d`: B, C, D | A, `x` is skipped, D |
/// | `[a, b]` | `a`: A. `b`: D alone | A, `b` is skipped, D is missing |
///
/// Skipped values are items of a newer server. Without optional items, each value is read by the item at its index.
fn read_array<'a, V: Visitor<'a>>(
    items: &'static [Item],
    json: &mut Reader<'a>,
    visitor: &mut V,
    path: &BodyPath<'_>,
) -> Option<Fit> {
    if json.peek()? != b'[' {
        return skip_mismatch(json);
    }
    let mut pending = PendingItems::new(items, count_values(*json)?);
    let mut score = Score::default();
    let mut index = 0;
    json.array(|json| {
        let path = path.item(index);
        index += 1;
        match pending.take_item(*json, &path)? {
            ItemSearch::Found(node) => score += read_item(node, json, visitor, &path)?,
            ItemSearch::NotFound => {
                score.missed += u32::from(!pending.has_optional);
                json.skip()?;
            }
        }
        Some(())
    })?;
    let missing = count_required(pending.items) as u32;
    score.missed += missing;
    score.absent += missing;
    Some(Fit::Matches(score))
}

/// Reads a value by an item. A value that does not fit is ignored.
fn read_item<'a, V: Visitor<'a>>(
    node: &'static Node,
    json: &mut Reader<'a>,
    visitor: &mut V,
    path: &BodyPath<'_>,
) -> Option<Score> {
    Some(match walk_nullable(node, json, visitor, path)? {
        Fit::Matches(score) => score,
        Fit::Mismatch => {
            visitor.visit_ignored(path);
            Score::of_ignored(node)
        }
    })
}

/// The items of an array that were not read yet: see [`read_array`].
struct PendingItems {
    items: &'static [Item],
    /// The number of values that were not read yet.
    value_count: usize,
    /// `true` if the array has optional items, so that values can be skipped.
    has_optional: bool,
}

/// The result of a search for the item of a value.
enum ItemSearch<T> {
    Found(T),
    NotFound,
}

impl PendingItems {
    fn new(items: &'static [Item], value_count: usize) -> Self {
        Self { items, value_count, has_optional: count_required(items) < items.len() }
    }

    /// Takes the item of the next value, and drops the items before it.
    fn take_item(&mut self, json: Reader<'_>, path: &BodyPath<'_>) -> Option<ItemSearch<&'static Node>> {
        self.value_count -= 1;
        let index = match self.find_item(json, path, |score, _| score.is_exact())? {
            ItemSearch::Found(index) => index,
            ItemSearch::NotFound if self.has_optional => match self.find_item(json, path, Score::is_item)? {
                ItemSearch::Found(index) => index,
                ItemSearch::NotFound => return Some(ItemSearch::NotFound),
            },
            ItemSearch::NotFound => 0,
        };
        let Some(item) = self.items.get(index) else { return Some(ItemSearch::NotFound) };
        self.items = &self.items[index + 1..];
        Some(ItemSearch::Found(&item.value))
    }

    /// Finds the item of a value, up to and including the next required item.
    fn find_item(
        &self,
        json: Reader<'_>,
        path: &BodyPath<'_>,
        is_match: impl Fn(&Score, &Node) -> bool,
    ) -> Option<ItemSearch<usize>> {
        for (index, item) in self.items.iter().enumerate() {
            let is_possible = !item.optional || self.value_count >= count_required(&self.items[index + 1..]);
            if is_possible
                && let Fit::Matches(score) = test_fit(&item.value, json, path)?
                && is_match(&score, &item.value)
            {
                return Some(ItemSearch::Found(index));
            }
            if !item.optional {
                break;
            }
        }
        Some(ItemSearch::NotFound)
    }
}

fn count_required(items: &[Item]) -> usize {
    items.iter().filter(|item| !item.optional).count()
}

/// Counts the values of an array.
fn count_values(mut json: Reader<'_>) -> Option<usize> {
    let mut count = 0;
    json.array(|item| {
        count += 1;
        item.skip()
    })?;
    Some(count)
}

/// Reads a list that repeats one node.
fn read_list<'a, V: Visitor<'a>>(
    kind: ListKind,
    node: &'static Node,
    json: &mut Reader<'a>,
    visitor: &mut V,
    path: &BodyPath<'_>,
) -> Option<Fit> {
    if json.peek()? != b'[' {
        return skip_mismatch(json);
    }
    // Field issues that do not fit are not counted as items.
    let (mut value_index, mut item_index) = (0, 0);
    let mut score = Score::default();
    json.array(|json| {
        let path = path.item(value_index);
        value_index += 1;
        visitor.enter_item(kind, item_index)?;
        match walk_nullable(node, json, visitor, &path)? {
            Fit::Matches(item) => score += item,
            Fit::Mismatch => {
                visitor.visit_ignored(&path);
                score += Score::of_mismatch(node, "");
                // An error that does not fit is still an error; a field issue that does not fit is ignored.
                if kind == ListKind::Issues {
                    return Some(());
                }
            }
        }
        visitor.leave_item(kind, item_index);
        item_index += 1;
        Some(())
    })?;
    // A response has at least one error.
    Some(if value_index > 0 || kind == ListKind::Issues { Fit::Matches(score) } else { Fit::Mismatch })
}
