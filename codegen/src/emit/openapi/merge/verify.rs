//! Verifies a merge: parses the original and the merged document and compares them as data.
//!
//! The parsers are independent of the scanner of `in_yaml`. Aliases are not expanded and nesting is
//! limited, so time and memory are proportional to the text.

mod compare;
mod json;
mod mappings;
mod node;
#[cfg(test)]
mod tests;
mod yaml;

use self::mappings::{Mapping, MappingFinder};
use self::node::{Node, Unreadable};
use super::conflict::{MergeConflict, error, line_of};
use super::ours::Ours;
use super::part::Part;

const HELP: &str = "no file was written; use block mappings around this line, with one key per line, \
    indented with spaces";

/// Holds a YAML document against what it was before the merge.
///
/// # Errors
///
/// The first place that is not as it must be, with its line in the old document.
pub(super) fn yaml(
    document: &str,
    merged: &str,
    parts: &[Part<'_>],
    adopts: bool,
) -> Result<(), MergeConflict> {
    let before = yaml::read(document).map_err(not_readable)?;
    let after = yaml::read(merged).map_err(|wrong| no_longer_readable(document, merged, &wrong))?;
    whole(&before.root, &after.root, parts, adopts)?;
    let mut comments = before.comments.iter();
    let is_kept = if adopts {
        // Those within what gives way go with it.
        after.comments.iter().all(|comment| comments.any(|known| known == comment))
    } else {
        before.comments == after.comments
    };
    if is_kept { Ok(()) } else { Err(error(1, "the merge would change a comment", HELP)) }
}

/// Holds a JSON document against what it was before the merge.
///
/// # Errors
///
/// As [`yaml`].
pub(super) fn json(
    document: &str,
    merged: &str,
    parts: &[Part<'_>],
    ours: &Ours<'_>,
    adopts: bool,
) -> Result<(), MergeConflict> {
    let before = json::read(document).map_err(not_readable)?;
    let after = json::read(merged).map_err(|wrong| no_longer_readable(document, merged, &wrong))?;
    for root in [&before, &after] {
        MappingFinder::new(root).mark(parts, ours);
    }
    MappingFinder::new(&after).mark_new_sections(&mut MappingFinder::new(&before), parts);
    whole(&before, &after, parts, adopts)
}

/// Compares all that was there, and all that was put there.
fn whole(before: &Node<'_>, after: &Node<'_>, parts: &[Part<'_>], adopts: bool) -> Result<(), MergeConflict> {
    let mut old = MappingFinder::new(before);
    if adopts {
        old.give_way(parts);
    }
    compare::unchanged(before, after).map_err(|change| {
        let message = format!("the merge would change `{}`", change.path.join(" → "));
        error(change.line, message, HELP)
    })?;
    let mut new = MappingFinder::new(after);
    let mut expected = 0;
    for part in parts.iter().filter(|part| !part.members.is_empty()) {
        expected += belongs(new.find(&part.path), part).map_err(|wrong| {
            let message = format!("after the merge, `{}` would {wrong}", part.path.join(" → "));
            error(old.nearest_line(&part.path), message, HELP)
        })?;
    }
    // Any other generated member is in the wrong place.
    if compare::count_ours(after) == expected {
        return Ok(());
    }
    Err(error(1, "the merge would add a component in the wrong place", HELP))
}

/// Checks the members of a part, and returns the number of marked members among them.
fn belongs(place: Option<Mapping<'_, '_>>, part: &Part<'_>) -> Result<usize, String> {
    let place = place.ok_or("not be a mapping, or be duplicated")?;
    for (name, tree) in &part.members {
        let member = place.keys.position(name).map(|at| &place.node.members()[at]);
        let Some((key, value)) = member.filter(|(key, _)| key.text() == Some(name)) else {
            return Err(format!("lack `{name}`"));
        };
        if place.keys.is_repeated(name) {
            return Err(format!("have `{name}` twice"));
        }
        if !key.is_ours.get() && !place.is_ours {
            return Err(format!("contain `{name}` without its mark"));
        }
        if !compare::is_key(key, name) || !compare::fits(value, tree) {
            return Err(format!("contain a different `{name}`"));
        }
    }
    match place.is_ours {
        false => Ok(part.members.len()),
        true if place.node.members().len() == part.members.len() => Ok(1),
        true => Err("contain more than the catalog defines".to_owned()),
    }
}

fn not_readable(wrong: Unreadable) -> MergeConflict {
    error(wrong.line, wrong.message, "correct the document first")
}

fn no_longer_readable(document: &str, merged: &str, wrong: &Unreadable) -> MergeConflict {
    let same = document.bytes().zip(merged.bytes()).take_while(|(old, new)| old == new).count();
    let message = format!("the merge would produce an invalid document: {}", wrong.message);
    error(line_of(document, same), message, HELP)
}
