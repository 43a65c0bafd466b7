//! A walk over a body by the tree of an envelope: does it fit, and what does it show?

use std::borrow::Cow;

use super::constant;
use super::fit::{Fit, Score};
use super::shown::Raw;
use super::trail::Trail;
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

/// Receives the events of a walk.
pub(super) trait Visit<'a> {
    /// Whether anything is made of it.
    const COLLECTS: bool;

    /// A value is shown.
    fn value(&mut self, slot: Slot, value: Raw<'a>, trail: &Trail<'_>);

    /// A member or an item has a value that the envelope does not have there.
    fn ignored(&mut self, trail: &Trail<'_>);

    /// An item of a list begins; `None` where that is one too many.
    fn enter(&mut self, over: Over, index: usize) -> Option<()>;

    /// It ends.
    fn leave(&mut self, over: Over, index: usize);
}

/// A visitor that does nothing, to test whether a body fits.
pub(super) struct Nobody;

impl Visit<'_> for Nobody {
    const COLLECTS: bool = false;

    fn value(&mut self, _: Slot, _: Raw<'_>, _: &Trail<'_>) {}

    fn ignored(&mut self, _: &Trail<'_>) {}

    fn enter(&mut self, _: Over, _: usize) -> Option<()> {
        Some(())
    }

    fn leave(&mut self, _: Over, _: usize) {}
}

/// Reads a value by a node. `None` where it is no JSON within the bounds.
///
/// A value that does not fit is passed over, and nothing of it is shown. So are members and items, one by one: an object
/// fits whatever is in it.
///
/// Every node sees the bytes below its place in the body a constant number of times, so all is linear in the body.
pub(super) fn walk<'a, V: Visit<'a>>(
    node: &'static Node,
    json: &mut Reader<'a>,
    visit: &mut V,
    trail: &Trail<'_>,
) -> Option<Fit> {
    match node {
        Node::Constant(expected) => {
            let mut after = *json;
            if constant::fits(&mut after, &mut Reader::new(expected)).is_none() {
                return misfit(json);
            }
            *json = after;
            Some(Fit::Yes(Score::of_constant(expected)))
        }
        Node::Value(slot) => value(*slot, json, visit, trail),
        Node::Text(parts) => {
            if json.peek()? != b'"' {
                return misfit(json);
            }
            let fits = text(parts, json.string()?, visit).is_some();
            Some(if fits { Fit::Yes(Score::of_text(parts)) } else { Fit::No })
        }
        Node::Object(members) => object(members, json, visit, trail),
        Node::Array(items) => array(items, json, visit, trail),
        Node::Errors(item) => list(Over::Errors, item, json, visit, trail),
        Node::Issues(item) => list(Over::Issues, item, json, visit, trail),
        Node::Problems(item) => list(Over::Problems, item, json, visit, trail),
        Node::First(choices) => first(choices, json, visit, trail),
    }
}

/// Passes over a value that does not fit.
fn misfit(json: &mut Reader<'_>) -> Option<Fit> {
    json.skip().map(|()| Fit::No)
}

/// How the next value fits a node. Nothing is shown, and the reader stays where it is.
fn try_out(node: &'static Node, mut json: Reader<'_>, trail: &Trail<'_>) -> Option<Fit> {
    nullable(node, &mut json, &mut Nobody, trail)
}

/// Reads a value by the first choice that it fits exactly, or else by the first that it fits.
fn first<'a, V: Visit<'a>>(
    choices: &'static [Node],
    json: &mut Reader<'a>,
    visit: &mut V,
    trail: &Trail<'_>,
) -> Option<Fit> {
    let mut best = None;
    for choice in choices {
        match walk(choice, &mut { *json }, &mut Nobody, trail)? {
            Fit::Yes(score) if score.is_exact() => {
                best = Some(choice);
                break;
            }
            Fit::Yes(_) => best = best.or(Some(choice)),
            Fit::No => {}
        }
    }
    match best {
        Some(choice) => walk(choice, json, visit, trail),
        None => misfit(json),
    }
}

/// Reads a value where the writer has `null` for what is absent.
fn nullable<'a, V: Visit<'a>>(
    node: &'static Node,
    json: &mut Reader<'a>,
    visit: &mut V,
    trail: &Trail<'_>,
) -> Option<Fit> {
    if json.peek()? == b'n' && node.can_be_absent() {
        return json.skip().map(|()| Fit::Yes(Score::default()));
    }
    walk(node, json, visit, trail)
}

fn value<'a, V: Visit<'a>>(
    slot: Slot,
    json: &mut Reader<'a>,
    visit: &mut V,
    trail: &Trail<'_>,
) -> Option<Fit> {
    let first = json.peek()?;
    let is_number = matches!(first, b'-' | b'0'..=b'9');
    let fits = match slot {
        Slot::Code => first == b'"' || is_number,
        Slot::Status => is_number,
        Slot::Params | Slot::ParamsText => first == b'{',
        // The type is the error's or the caller's affair.
        Slot::Param(_) | Slot::Context(_) => first != b'n',
        Slot::Attribute(_) => !matches!(first, b'n' | b'{'),
        _ => first == b'"',
    };
    if !fits {
        return misfit(json);
    }
    // A parameter of type `json` is the JSON itself.
    let is_string = first == b'"' && !matches!(slot, Slot::Param(_));
    let value = if is_string { Raw::String(json.string()?) } else { Raw::Json(json.value()?) };
    visit.value(slot, value, trail);
    Some(Fit::Yes(Score::of_value(slot)))
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
            visit.value(*slot, Raw::Text(shown), &Trail::ROOT);
        }
    }
    Some(())
}

fn object<'a, V: Visit<'a>>(
    members: &'static [Member],
    json: &mut Reader<'a>,
    visit: &mut V,
    trail: &Trail<'_>,
) -> Option<Fit> {
    if json.peek()? != b'{' {
        return misfit(json);
    }
    let mut found = Found::default();
    // The writer keeps to the tree's order, so the next key is most likely the next member's.
    let mut next = 0;
    let mut score = Score::default();
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
                let Member { key, value, .. } = &members[place];
                score += child(value, json, visit, &trail.key(key))?;
                Some(())
            }
            // Unknown to this catalog, or here for the second time.
            _ => json.skip(),
        }
    })?;
    for (place, member) in members.iter().enumerate() {
        if !member.optional && !found.contains(place) {
            score += Score::of_absent(&member.value);
        }
    }
    Some(Fit::Yes(score))
}

/// Reads a member or an item that is there. What does not fit is ignored.
fn child<'a, V: Visit<'a>>(
    node: &'static Node,
    json: &mut Reader<'a>,
    visit: &mut V,
    trail: &Trail<'_>,
) -> Option<Score> {
    json.peek()?;
    let before = *json;
    Some(match nullable(node, json, visit, trail)? {
        Fit::Yes(score) => {
            let key = Score { matched: 1, ..Score::default() };
            let mut score = if matches!(node, Node::Constant(_)) { score } else { score.of_member() };
            score += key;
            score
        }
        Fit::No => {
            visit.ignored(trail);
            Score::of_misfit(node, before.rest())
        }
    })
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
/// passed over: it is a newer server's.
fn array<'a, V: Visit<'a>>(
    items: &'static [Item],
    json: &mut Reader<'a>,
    visit: &mut V,
    trail: &Trail<'_>,
) -> Option<Fit> {
    if json.peek()? != b'[' {
        return misfit(json);
    }
    let required = |items: &[Item]| items.iter().filter(|item| !item.optional).count();
    let is_open = required(items) < items.len();
    let mut left = count(*json)?;
    let (mut rest, mut score, mut index) = (items, Score::default(), 0);
    json.array(|json| {
        left -= 1;
        let trail = trail.index(index);
        index += 1;
        let may_be = |item: &Item, after: &[Item]| !item.optional || left >= required(after);
        let exact = place_of(rest, may_be, *json, &trail, |score, _| score.is_exact())?;
        let place = match exact {
            None if is_open => place_of(rest, may_be, *json, &trail, Score::is_meant)?,
            None => (!rest.is_empty()).then_some(0),
            exact => exact,
        };
        let Some(place) = place else {
            score.missed += u32::from(!is_open);
            return json.skip();
        };
        let (item, after) = (&rest[place], &rest[place + 1..]);
        rest = after;
        match nullable(&item.value, json, visit, &trail)? {
            Fit::Yes(of_item) => score += of_item,
            Fit::No => {
                visit.ignored(&trail);
                score += Score::of_ignored(&item.value);
            }
        }
        Some(())
    })?;
    score.missed += required(rest) as u32;
    score.absent += required(rest) as u32;
    Some(Fit::Yes(score))
}

/// Which of the items that may come next is the one that stands there, up to the first that must come. The outer `None` is
/// no JSON.
fn place_of(
    rest: &'static [Item],
    may_be: impl Fn(&Item, &[Item]) -> bool,
    json: Reader<'_>,
    trail: &Trail<'_>,
    is_it: impl Fn(&Score, &Node) -> bool,
) -> Option<Option<usize>> {
    for (place, item) in rest.iter().enumerate() {
        if may_be(item, &rest[place + 1..])
            && let Fit::Yes(score) = try_out(&item.value, json, trail)?
            && is_it(&score, &item.value)
        {
            return Some(Some(place));
        }
        if !item.optional {
            break;
        }
    }
    Some(None)
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
    trail: &Trail<'_>,
) -> Option<Fit> {
    if json.peek()? != b'[' {
        return misfit(json);
    }
    let (mut index, mut place) = (0, 0);
    let mut score = Score::default();
    json.array(|json| {
        let trail = trail.index(index);
        index += 1;
        visit.enter(over, place)?;
        match nullable(item, json, visit, &trail)? {
            Fit::Yes(of_item) => score += of_item,
            Fit::No => {
                visit.ignored(&trail);
                score += Score::of_misfit(item, "");
                // Of an error there is still to say that it is there; of a field issue there is nothing.
                if over == Over::Issues {
                    return Some(());
                }
            }
        }
        visit.leave(over, place);
        place += 1;
        Some(())
    })?;
    // The writer has at least one error to write.
    Some(if index > 0 || over == Over::Issues { Fit::Yes(score) } else { Fit::No })
}
