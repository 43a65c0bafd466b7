//! A walk over a body by the tree of an envelope: does it fit, and what does it show?

use std::borrow::Cow;

use super::constant;
use super::shown::Raw;
use super::unformat::Pattern;
use crate::envelope::{Item, Member, Node, Part, Slot};
use crate::json::Reader;

/// What lists run over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Over {
    Errors,
    Issues,
    Problems,
}

/// What is told of a walk.
pub(super) trait Visit<'a> {
    /// Whether anything is made of it.
    const COLLECTS: bool;

    /// A value is shown.
    fn value(&mut self, slot: Slot, value: Raw<'a>);

    /// An item of a list begins; `None` where that is one too many.
    fn enter(&mut self, over: Over, index: usize) -> Option<()>;

    /// It ends.
    fn leave(&mut self, over: Over, index: usize);
}

/// Nobody: the question is whether a body fits.
pub(super) struct Nobody;

impl Visit<'_> for Nobody {
    const COLLECTS: bool = false;

    fn value(&mut self, _: Slot, _: Raw<'_>) {}

    fn enter(&mut self, _: Over, _: usize) -> Option<()> {
        Some(())
    }

    fn leave(&mut self, _: Over, _: usize) {}
}

/// Reads a value by a node. `None` where it does not fit; otherwise, how many keys and constants there are in it.
///
/// Every node sees the bytes below its place in the body a constant number of times, so all is linear in the body.
pub(super) fn walk<'a, V: Visit<'a>>(
    node: &'static Node,
    json: &mut Reader<'a>,
    visit: &mut V,
) -> Option<usize> {
    match node {
        Node::Constant(expected) => constant::fits(json, &mut Reader::new(expected)).map(|()| 1),
        Node::Value(slot) => value(*slot, json, visit),
        Node::Text(parts) => text(parts, json.string()?, visit).map(|()| 0),
        Node::Object(members) => object(members, json, visit),
        Node::Array(items) => array(items, json, visit),
        Node::Errors(item) => list(Over::Errors, item, json, visit),
        Node::Issues(item) => list(Over::Issues, item, json, visit),
        Node::Problems(item) => list(Over::Problems, item, json, visit),
        Node::First(choices) => choices.iter().find_map(|choice| attempt(choice, json, visit)),
    }
}

/// Reads a value if it fits; otherwise nothing is changed.
fn attempt<'a, V: Visit<'a>>(node: &'static Node, json: &mut Reader<'a>, visit: &mut V) -> Option<usize> {
    let mut after = *json;
    let score = walk(node, &mut after, &mut Nobody)?;
    if V::COLLECTS {
        return walk(node, json, visit);
    }
    *json = after;
    Some(score)
}

/// Reads a value where the writer has `null` for what is absent.
fn nullable<'a, V: Visit<'a>>(node: &'static Node, json: &mut Reader<'a>, visit: &mut V) -> Option<usize> {
    if json.peek()? == b'n' && node.can_be_absent() {
        return json.skip().map(|()| 0);
    }
    walk(node, json, visit)
}

fn value<'a, V: Visit<'a>>(slot: Slot, json: &mut Reader<'a>, visit: &mut V) -> Option<usize> {
    let first = json.peek()?;
    let is_number = matches!(first, b'-' | b'0'..=b'9');
    let fits = match slot {
        Slot::Code => first == b'"' || is_number,
        Slot::Status => is_number,
        Slot::Params | Slot::ParamsText => first == b'{',
        // The type is the error's or the caller's affair.
        Slot::Param(_) | Slot::Context(_) => first != b'n',
        Slot::Attribute(_) => !matches!(first, b'n' | b'{' | b'['),
        _ => first == b'"',
    };
    fits.then_some(())?;
    // A parameter of type `json` is the JSON itself.
    let is_string = first == b'"' && !matches!(slot, Slot::Param(_));
    let value = if is_string { Raw::String(json.string()?) } else { Raw::Json(json.value()?) };
    visit.value(slot, value);
    Some(0)
}

/// Reads a string with values in it. A value that is not certain is not shown, nor an empty one, which may be an absent
/// one.
pub(super) fn text<'a, V: Visit<'a>>(
    parts: &'static [Part],
    text: Cow<'a, str>,
    visit: &mut V,
) -> Option<()> {
    for field in Pattern::of_parts(parts).split(&text)? {
        if !V::COLLECTS {
            break;
        }
        let Some(range) = field.range() else { continue };
        let shown = super::params::part(&text, range);
        let (slot, shown) = match parts.get(field.index) {
            Some(Part::Value(slot)) => (slot, Some(shown)),
            Some(Part::Encoded(slot, encoding)) => (slot, encoding.read(shown)),
            _ => continue,
        };
        if let Some(shown) = shown.filter(|shown| !shown.is_empty() || matches!(slot, Slot::Param(_))) {
            visit.value(*slot, Raw::Text(shown));
        }
    }
    Some(())
}

fn object<'a, V: Visit<'a>>(
    members: &'static [Member],
    json: &mut Reader<'a>,
    visit: &mut V,
) -> Option<usize> {
    let mut found = Found::default();
    // The writer keeps to the tree's order, so the next key is most likely the next member's.
    let mut next = 0;
    let mut score = 0;
    json.members(|json| {
        let place = match (next..members.len()).find(|place| json.passes(members[*place].json)) {
            None => {
                let key = json.key()?;
                members.iter().position(|member| member.key == key)
            }
            likely => likely,
        };
        match place {
            Some(place) if found.insert(place) => {
                next = place + 1;
                score += 1 + nullable(&members[place].value, json, visit)?;
                Some(())
            }
            // Unknown to this catalog, or here for the second time.
            _ => json.skip(),
        }
    })?;
    let is_there = |(place, member): (usize, &Member)| member.optional || found.contains(place);
    members.iter().enumerate().all(is_there).then_some(score)
}

/// Which members of an object were found.
#[derive(Default)]
struct Found {
    /// A bit for each of the first 64, which are all, mostly.
    first: u64,
    others: Vec<usize>,
}

impl Found {
    /// `false` where it was found before.
    fn insert(&mut self, place: usize) -> bool {
        let is_new = !self.contains(place);
        match place {
            0..64 => self.first |= 1 << place,
            _ if is_new => self.others.push(place),
            _ => {}
        }
        is_new
    }

    fn contains(&self, place: usize) -> bool {
        if place < 64 { self.first >> place & 1 == 1 } else { self.others.contains(&place) }
    }
}

/// Reads a list of items that the envelope writes out. Where some of them may be left out, an item that fits none is
/// passed over.
fn array<'a, V: Visit<'a>>(items: &'static [Item], json: &mut Reader<'a>, visit: &mut V) -> Option<usize> {
    let required = |items: &[Item]| items.iter().filter(|item| !item.optional).count();
    let is_open = required(items) < items.len();
    let mut left = count(*json)?;
    let (mut rest, mut score) = (items, 0);
    json.array(|json| {
        left -= 1;
        for (place, item) in rest.iter().enumerate() {
            let after = &rest[place + 1..];
            let fits = match item.optional {
                true if left < required(after) => None,
                true => attempt(&item.value, json, visit),
                false if is_open && json.peek()? != b'n' => attempt(&item.value, json, visit),
                false => nullable(&item.value, json, visit),
            };
            if let Some(of_item) = fits {
                (rest, score) = (after, score + of_item);
                return Some(());
            }
            if !item.optional {
                break;
            }
        }
        if is_open { json.skip() } else { None }
    })?;
    (required(rest) == 0).then_some(score)
}

/// How many items an array has.
fn count(mut json: Reader<'_>) -> Option<usize> {
    let mut count = 0;
    json.array(|item| {
        count += 1;
        item.skip()
    })?;
    Some(count)
}

fn list<'a, V: Visit<'a>>(
    over: Over,
    item: &'static Node,
    json: &mut Reader<'a>,
    visit: &mut V,
) -> Option<usize> {
    let (mut index, mut score) = (0, 0);
    json.array(|json| {
        visit.enter(over, index)?;
        score += nullable(item, json, visit)?;
        visit.leave(over, index);
        index += 1;
        Some(())
    })?;
    // The writer has at least one error to write.
    (index > 0 || over == Over::Issues).then_some(score)
}
