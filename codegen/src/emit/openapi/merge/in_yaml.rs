//! YAML: lines between comment lines of ours. Block mappings are followed by their indentation (YAML 1.2.2 §8.2.2); what is in the
//! way of that is refused.

mod lines;

use std::collections::HashSet;
use std::ops::Range;

use self::lines::{Kind, Line, scan};
use super::super::tree::blanks;
use super::super::used::{self, Reference};
use super::{Conflicts, Edit, Members, MergeConflict, MergeError, Part, Tree, edited, error, line_end};

const BEGIN: &str = "# error-catalog:begin";
const END: &str = "# error-catalog:end";

pub(super) fn merged(document: &str, parts: Vec<Part<'_>>, adopts: bool) -> Result<String, MergeError> {
    let lines = scan(document)?;
    let known = regions(document, &lines)?;
    let merger = Merger { document, lines, regions: known, adopts };
    let mut conflicts = Conflicts::default();
    let mut targets: Vec<Target> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.members.is_empty()) {
        let Some((block, members)) = conflicts.noted(merger.place(part)) else { continue };
        match targets.iter_mut().find(|target| target.block == block) {
            Some(target) => target.members.extend(members),
            None => targets.push(Target { block, members }),
        }
    }
    let edits = merger.edits(&targets, &mut conflicts);
    conflicts.finish()?;
    let merged = edited(document, edits);
    // What cannot be found again would be doubled by the next run.
    let found = regions(&merged, &scan(&merged)?)?;
    if found.len() != targets.len() {
        let help = "write block mappings, one key a line, around `components` and `responses`";
        return Err(error(1, "it cannot be seen where the mappings of this document end", help).into());
    }
    Ok(merged)
}

/// The components that the document refers to outside of what is ours.
pub(super) fn references(document: &str) -> Vec<Reference> {
    // What is wrong with the document is said when it is merged.
    let Ok(lines) = scan(document) else { return Vec::new() };
    let Ok(regions) = regions(document, &lines) else { return Vec::new() };
    let is_ours = |at: &usize| regions.iter().any(|region| region.contains(at));
    let texts = (0..lines.len()).filter(|at| !is_ours(at)).map(|at| lines[at].text(document));
    texts.flat_map(used::references_in_text).collect()
}

/// A block mapping of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    /// The line of its key.
    key: Option<usize>,
    /// Its lines.
    lines: Range<usize>,
    /// Where its own keys stand.
    column: usize,
}

struct Target<'a> {
    block: Block,
    members: Members<'a>,
}

/// The lines of each region of ours, with the comments around it.
fn regions(document: &str, lines: &[Line]) -> Result<Vec<Range<usize>>, MergeConflict> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.kind == Kind::Comment) {
        match (line.text(document).trim(), open) {
            (BEGIN, None) => open = Some(at),
            (BEGIN, Some(_)) => {
                return Err(error(
                    at + 1,
                    "a region of error-catalog begins within another",
                    format!("write `{END}` before it"),
                ));
            }
            (END, Some(start)) => {
                found.push(start..at + 1);
                open = None;
            }
            (END, None) => {
                return Err(error(
                    at + 1,
                    "no region of error-catalog ends here",
                    format!("remove the line, or write `{BEGIN}` before it"),
                ));
            }
            _ => {}
        }
    }
    match open {
        None => Ok(found),
        Some(at) => Err(error(
            at + 1,
            "a region of error-catalog has no end",
            format!("write `{END}` on a line after it"),
        )),
    }
}

struct Merger<'d> {
    document: &'d str,
    lines: Vec<Line>,
    regions: Vec<Range<usize>>,
    /// `true` if members of the document's own give way.
    adopts: bool,
}

impl Merger<'_> {
    /// The lines of a range that somebody else wrote and that hold something.
    fn content(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Line)> {
        let is_ours = |at: usize| self.regions.iter().any(|region| region.contains(&at));
        range
            .map(|at| (at, &self.lines[at]))
            .filter(move |(at, line)| !is_ours(*at) && !matches!(line.kind, Kind::Blank | Kind::Comment))
    }

    /// The block that a part goes into, and what goes there: into the part's own mapping, or, where there is none, into the
    /// one around it.
    fn place<'a>(&self, part: Part<'a>) -> Result<(Block, Members<'a>), MergeConflict> {
        let mut block = Block { key: None, lines: 0..self.lines.len(), column: 0 };
        for (depth, key) in part.path.iter().enumerate() {
            match self.child(&block, key) {
                Some(at) => block = self.block(at, key)?,
                None if depth > 0 && depth + 1 == part.path.len() => {
                    return Ok((block, vec![(key.clone().into(), Tree::Object(part.members))]));
                }
                None => return Err(super::nowhere(block.key.map_or(1, |at| at + 1), &part, depth)),
            }
        }
        Ok((block, part.members))
    }

    fn child(&self, block: &Block, key: &str) -> Option<usize> {
        let keys: Vec<(usize, &str)> = self.keys(block).collect();
        super::position(keys.iter().map(|(_, name)| *name), key).map(|found| keys[found].0)
    }

    /// The keys of a block that somebody else wrote, with their lines.
    fn keys<'m>(&'m self, block: &Block) -> impl Iterator<Item = (usize, &'m str)> {
        let column = block.column;
        self.content(block.lines.clone()).filter_map(move |(at, line)| match &line.kind {
            Kind::Key { name, .. } if line.column == column => Some((at, name.as_str())),
            _ => None,
        })
    }

    /// The mapping that is the value of the key on that line.
    fn block(&self, at: usize, key: &str) -> Result<Block, MergeConflict> {
        let column = self.lines[at].column;
        let help =
            format!("write `{key}:` alone on its line, and its members on lines of their own, indented");
        if let Kind::Key { value, .. } = &self.lines[at].kind
            && !value.is_empty()
        {
            let what = match value.chars().next() {
                Some('&' | '!' | '*') => "an anchor, an alias or a tag",
                _ => "a value on its own line",
            };
            return Err(error(at + 1, format!("`{key}` has {what}, where a block is needed"), help));
        }
        let is_outside = |line: &Line| line.kind != Kind::Inside && line.column <= column && !line.is_item;
        let end = self.content(at + 1..self.lines.len()).find(|(_, line)| is_outside(line));
        let lines = at + 1..end.map_or(self.lines.len(), |(end, _)| end);
        let child = match self.content(lines.clone()).next() {
            Some((_, Line { kind: Kind::Key { .. }, column: child, is_item: false, .. })) => *child,
            Some((first, _)) => return Err(error(first + 1, format!("`{key}` is no block mapping"), help)),
            // Nothing but ours, or nothing at all.
            None => self
                .regions_in(&lines)
                .map(|region| self.lines[region.start].column)
                // What follows the mapping stands further to the left.
                .filter(|child| *child > column)
                .max()
                .unwrap_or(column + 2),
        };
        // Every line of its own is a key, or an item of the list that is a key's value, or it is not what it looks like.
        let is_odd = |line: &Line| line.kind == Kind::Other && line.column <= child && !line.is_item;
        if let Some((odd, _)) = self.content(lines.clone()).find(|(_, line)| is_odd(line)) {
            return Err(error(odd + 1, format!("`{key}` is no block mapping"), help));
        }
        Ok(Block { key: Some(at), lines, column: child })
    }

    fn regions_in<'r>(&'r self, lines: &'r Range<usize>) -> impl Iterator<Item = &'r Range<usize>> {
        self.regions.iter().filter(|region| lines.contains(&region.start))
    }

    fn edits(&self, targets: &[Target], conflicts: &mut Conflicts) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut kept: Vec<&Range<usize>> = Vec::new();
        for Target { block, members } in targets {
            let alike = self.keys(block).filter(|(_, name)| members.iter().any(|(member, _)| member == name));
            let alike: Vec<(usize, &str)> = alike.collect();
            let mut adopted: Vec<Range<usize>> = Vec::new();
            for (at, name) in alike {
                let lines = self.member(block, at);
                let member = if self.adopts {
                    self.without_anchors(&lines, name)
                } else {
                    Err(super::clash(at + 1, name))
                };
                adopted.extend(conflicts.noted(member).map(|()| self.bytes(&lines)));
            }
            let region =
                self.regions_in(&block.lines).find(|region| self.lines[region.start].column == block.column);
            kept.extend(region);
            let range = match region {
                Some(region) => self.bytes(region),
                None if !adopted.is_empty() => adopted.remove(0),
                None => {
                    let at = self.end(block);
                    at..at
                }
            };
            edits.extend(adopted.into_iter().map(|range| self.removal(range)));
            edits.push(Edit { text: self.text(block, members, range.start), column: block.column, range });
        }
        let gone = self.regions.iter().filter(|region| !kept.contains(region)).map(|lines| self.bytes(lines));
        // One within a member that goes is gone with it.
        let is_left = |range: &Range<usize>| edits.iter().all(|edit| !edit.range.contains(&range.start));
        let gone: Vec<Edit> = gone.filter(is_left).map(|range| self.removal(range)).collect();
        edits.extend(gone);
        edits
    }

    fn bytes(&self, lines: &Range<usize>) -> Range<usize> {
        self.lines[lines.start].start..self.lines[lines.end - 1].end
    }

    fn removal(&self, range: Range<usize>) -> Edit {
        Edit { range, column: 0, text: String::new() }
    }

    /// Where a block ends: behind its last content, and behind what is put into the blocks within it.
    fn end(&self, block: &Block) -> usize {
        let last = self.content(block.lines.clone()).last().map(|(at, _)| at).or(block.key);
        let inner = self.regions_in(&block.lines).filter(|r| self.lines[r.start].column > block.column);
        let inner = inner.map(|region| region.end - 1).max();
        last.max(inner).map_or(0, |at| self.lines[at].end)
    }

    /// The lines of the member whose key stands on that line; comments and empty lines behind it are not its own.
    fn member(&self, block: &Block, at: usize) -> Range<usize> {
        let next = self.keys(block).map(|(line, _)| line).find(|line| *line > at);
        let lines = at..next.unwrap_or(block.lines.end);
        let last = self.content(lines).last().map_or(at, |(last, _)| last);
        at..last + 1
    }

    /// That nothing outside of these lines refers to an anchor within them (YAML 1.2.2 §6.9.2).
    fn without_anchors(&self, lines: &Range<usize>, key: &str) -> Result<(), MergeConflict> {
        let bytes = self.bytes(lines);
        let rest = [&self.document[..bytes.start], &self.document[bytes.end..]];
        let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}');
        let words = |text: &str, mark| {
            text.split(is_end).filter_map(move |word| word.strip_prefix(mark)).map(str::to_owned).collect()
        };
        let used: HashSet<String> =
            rest.iter().flat_map(|text| -> Vec<String> { words(text, '*') }).collect();
        let anchors: Vec<String> = words(&self.document[bytes.clone()], '&');
        match anchors.iter().find(|anchor| used.contains(*anchor)) {
            None => Ok(()),
            Some(anchor) => Err(error(
                lines.start + 1,
                format!("`{key}` cannot be replaced: its anchor `&{anchor}` is used elsewhere"),
                format!("write its value where `*{anchor}` stands"),
            )),
        }
    }

    fn text(&self, block: &Block, members: &Members<'_>, at: usize) -> String {
        let column = " ".repeat(block.column);
        // The document's last line may have no end.
        let start = if self.document[..at].ends_with('\n') { "" } else { "\n" };
        let mut out = format!("{start}{column}{BEGIN}\n");
        for (name, value) in members {
            blanks(block.column, &mut out);
            value.yaml_member(name, block.column, &mut out);
        }
        out.push_str(&format!("{column}{END}\n"));
        out.replace('\n', line_end(self.document))
    }
}
