//! Merges into YAML, as regions between comment lines. Block mappings are followed by their
//! indentation (YAML 1.2.2 §8.2.2). Other forms are conflicts.

mod block;
mod lines;
mod targets;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use self::block::Block;
use self::lines::{Line, LineKind, scan};
use self::targets::{Entry, Target, Targets};
use super::super::used::{self, Reference};
use super::conflict::{self, Conflicts, MergeConflict, MergeError, error};
use super::edit::{Edit, edited, line_end};
use super::keys::Keys;
use super::marks::{BEGIN, END};
use super::part::Part;
use super::verify;

pub(super) fn merged(document: &str, parts: &[Part<'_>], adopts: bool) -> Result<String, MergeError> {
    let lines = scan(document)?;
    let regions = regions(document, &lines)?;
    let merger = Merger::new(document, &lines, regions, adopts);
    let mut blocks = Blocks { merger: &merger, known: HashMap::new() };
    let mut conflicts = Conflicts::default();
    let mut targets = Targets::default();
    for part in parts.iter().filter(|part| !part.members.is_empty()) {
        if let Some((block, entries)) = conflicts.noted(blocks.place(part)) {
            targets.add(block, entries);
        }
    }
    let edits = merger.edits(&targets.all, &mut conflicts);
    conflicts.finish()?;
    let merged = edited(document, edits)?;
    // A region that cannot be found again would be duplicated by the next run.
    let found = self::regions(&merged, &scan(&merged)?)?;
    if found.len() != targets.all.len() {
        let help = "use block mappings with one key per line around `components` and `responses`";
        return Err(error(1, "cannot determine the end of the mappings in this document", help).into());
    }
    verify::yaml(document, &merged, parts, adopts)?;
    Ok(merged)
}

/// Returns the components that the handwritten parts of the document reference.
pub(super) fn references(document: &str) -> Vec<Reference> {
    // The merge reports problems of the document.
    let Ok(lines) = scan(document) else { return Vec::new() };
    let Ok(regions) = regions(document, &lines) else { return Vec::new() };
    let is_ours = ours(lines.len(), &regions);
    let texts = (0..lines.len()).filter(|at| !is_ours[*at]).map(|at| lines[at].text(document));
    texts.flat_map(used::references_in_text).collect()
}

/// Returns for each line whether it is in a region.
fn ours(lines: usize, regions: &[Range<usize>]) -> Vec<bool> {
    let mut ours = vec![false; lines];
    regions.iter().for_each(|region| ours[region.clone()].fill(true));
    ours
}

/// Returns the lines of each region, including its comments.
fn regions(document: &str, lines: &[Line]) -> Result<Vec<Range<usize>>, MergeConflict> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.kind == LineKind::Comment) {
        match (line.text(document).trim(), open) {
            (BEGIN, None) => open = Some(at),
            (BEGIN, Some(_)) => {
                return Err(error(
                    at + 1,
                    "a region of error-catalog begins inside another region",
                    format!("add `{END}` before this line"),
                ));
            }
            (END, Some(start)) => {
                found.push(start..at + 1);
                open = None;
            }
            (END, None) => {
                return Err(error(
                    at + 1,
                    "this line ends a region that does not begin",
                    format!("remove the line, or add `{BEGIN}` before it"),
                ));
            }
            _ => {}
        }
    }
    match open {
        None => Ok(found),
        Some(at) => {
            Err(error(at + 1, "unclosed region of error-catalog", format!("add `{END}` after the region")))
        }
    }
}

struct Merger<'d> {
    document: &'d str,
    lines: &'d [Line],
    /// The lines, in order.
    regions: Vec<Range<usize>>,
    /// `true` for each line in a region.
    ours: Vec<bool>,
    line_end: &'static str,
    /// `true` if handwritten members are replaced.
    adopts: bool,
}

/// The visited blocks, by the lines of their keys. Each is parsed once.
struct Blocks<'m, 'd> {
    merger: &'m Merger<'d>,
    known: HashMap<Option<usize>, Rc<Block<'d>>>,
}

impl<'d> Blocks<'_, 'd> {
    /// Returns the block for a part, and the content to add: the part's own mapping or, if it is
    /// missing, the one around it.
    fn place<'p, 'a>(
        &mut self,
        part: &'p Part<'a>,
    ) -> Result<(Rc<Block<'d>>, Vec<Entry<'p, 'a>>), MergeConflict> {
        let mut block = self.block(None, "")?;
        for (depth, key) in part.path.iter().enumerate() {
            match block.keys.position(key).map(|at| block.members[at].0) {
                Some(at) => block = self.block(Some(at), key)?,
                None if depth > 0 && depth + 1 == part.path.len() => {
                    return Ok((block, vec![Entry::Section(key, &part.members)]));
                }
                None => return Err(conflict::nowhere(block.key.map_or(1, |at| at + 1), part, depth)),
            }
        }
        Ok((block, part.members.iter().map(|(name, value)| Entry::Member(name, value)).collect()))
    }

    fn block(&mut self, at: Option<usize>, key: &str) -> Result<Rc<Block<'d>>, MergeConflict> {
        if let Some(known) = self.known.get(&at) {
            return Ok(Rc::clone(known));
        }
        let (lines, column) = match at {
            None => (0..self.merger.lines.len(), 0),
            Some(at) => self.merger.block(at, key)?,
        };
        let members = self.merger.members(&lines, column);
        let keys = Keys::new(members.iter().map(|(_, name)| *name));
        let block = Rc::new(Block { key: at, lines, column, members, keys });
        self.known.insert(at, Rc::clone(&block));
        Ok(block)
    }
}

impl<'d> Merger<'d> {
    fn new(document: &'d str, lines: &'d [Line], regions: Vec<Range<usize>>, adopts: bool) -> Self {
        let ours = ours(lines.len(), &regions);
        Self { document, lines, regions, ours, line_end: line_end(document), adopts }
    }

    /// Returns the handwritten lines with content in a range.
    fn content(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = (usize, &'d Line)> {
        let lines = range.map(|at| (at, &self.lines[at]));
        lines
            .filter(|(at, line)| !self.ours[*at] && !matches!(line.kind, LineKind::Blank | LineKind::Comment))
    }

    /// Returns the handwritten keys at this column, with their lines.
    fn members(&self, lines: &Range<usize>, column: usize) -> Vec<(usize, &'d str)> {
        let keys = self.content(lines.clone()).filter_map(|(at, line)| match &line.kind {
            LineKind::Key { name, .. } if line.column == column => Some((at, name.as_str())),
            _ => None,
        });
        keys.collect()
    }

    /// Returns the mapping of the key on this line: its lines, and the column of its keys.
    fn block(&self, at: usize, key: &str) -> Result<(Range<usize>, usize), MergeConflict> {
        let column = self.lines[at].column;
        let help = format!("write `{key}:` on its own line, and its members indented on the following lines");
        if let LineKind::Key { value, .. } = &self.lines[at].kind
            && !value.is_empty()
        {
            let what = match value.chars().next() {
                Some('&' | '!' | '*') => "an anchor, an alias or a tag",
                _ => "a value on its own line",
            };
            return Err(error(at + 1, format!("`{key}` has {what}, but must be a block mapping"), help));
        }
        let is_outside =
            |line: &Line| line.kind != LineKind::Inside && line.column <= column && !line.is_item;
        let end = self.content(at + 1..self.lines.len()).find(|(_, line)| is_outside(line));
        let lines = at + 1..end.map_or(self.lines.len(), |(end, _)| end);
        let child = match self.content(lines.clone()).next() {
            Some((_, Line { kind: LineKind::Key { .. }, column: child, is_item: false, .. })) => *child,
            Some((first, _)) => {
                return Err(error(first + 1, format!("`{key}` is not a block mapping"), help));
            }
            // Only generated content, or none.
            None => self
                .regions_in(&lines)
                .iter()
                .map(|region| self.lines[region.start].column)
                // The line after the mapping is indented less.
                .filter(|child| *child > column)
                .max()
                .unwrap_or(column + 2),
        };
        // Every other line must be a key, or an item of the list of a key.
        let is_odd = |line: &Line| line.kind == LineKind::Other && line.column <= child && !line.is_item;
        if let Some((odd, _)) = self.content(lines.clone()).find(|(_, line)| is_odd(line)) {
            return Err(error(odd + 1, format!("`{key}` is not a block mapping"), help));
        }
        Ok((lines, child))
    }

    /// Returns the regions that begin in these lines.
    fn regions_in(&self, lines: &Range<usize>) -> &[Range<usize>] {
        let at = |line: usize| self.regions.partition_point(|region| region.start < line);
        &self.regions[at(lines.start)..at(lines.end).max(at(lines.start))]
    }

    fn edits(&self, targets: &[Target<'_, '_, '_>], conflicts: &mut Conflicts) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut kept: HashSet<usize> = HashSet::new();
        let aliases = if self.adopts { self.aliases() } else { HashMap::new() };
        for Target { block, entries } in targets {
            let names: HashSet<&str> = entries.iter().map(Entry::name).collect();
            let mut adopted: Vec<Range<usize>> = Vec::new();
            for (place, (at, name)) in block.members.iter().enumerate() {
                if !names.contains(name) {
                    continue;
                }
                let lines = self.member(block, place);
                let member = if self.adopts {
                    self.without_anchors(&lines, name, &aliases)
                } else {
                    Err(conflict::clash(at + 1, name))
                };
                adopted.extend(conflicts.noted(member).map(|()| self.bytes(&lines)));
            }
            let regions = self.regions_in(&block.lines);
            let region = regions.iter().find(|region| self.lines[region.start].column == block.column);
            kept.extend(region.map(|region| region.start));
            let range = match region {
                Some(region) => self.bytes(region),
                None if !adopted.is_empty() => adopted.remove(0),
                None => {
                    let at = self.end(block);
                    at..at
                }
            };
            edits.extend(adopted.into_iter().map(removal));
            edits.push(Edit { text: self.text(block, entries, range.start), column: block.column, range });
        }
        edits.extend(self.gone(&kept, &edits));
        edits
    }

    /// Returns the regions without new content. A region inside a removed member is removed with it.
    fn gone(&self, kept: &HashSet<usize>, edits: &[Edit]) -> Vec<Edit> {
        let mut edited: Vec<&Range<usize>> =
            edits.iter().map(|edit| &edit.range).filter(|range| !range.is_empty()).collect();
        edited.sort_by_key(|range| range.start);
        let is_left = |range: &Range<usize>| {
            let after = edited.partition_point(|edit| edit.start <= range.start);
            after.checked_sub(1).is_none_or(|at| !edited[at].contains(&range.start))
        };
        let gone = self.regions.iter().filter(|region| !kept.contains(&region.start));
        gone.map(|lines| self.bytes(lines)).filter(is_left).map(removal).collect()
    }

    fn bytes(&self, lines: &Range<usize>) -> Range<usize> {
        self.lines[lines.start].start..self.lines[lines.end - 1].end
    }

    /// Returns the end of a block: after its last content, and after content that is added to
    /// nested blocks.
    fn end(&self, block: &Block<'_>) -> usize {
        let last = self.content(block.lines.clone()).next_back().map(|(at, _)| at).or(block.key);
        let inner = self.regions_in(&block.lines).iter();
        let inner = inner.filter(|region| self.lines[region.start].column > block.column);
        let inner = inner.map(|region| region.end - 1).max();
        last.max(inner).map_or(0, |at| self.lines[at].end)
    }

    /// Returns the lines of a member of a block, without comments and empty lines after it.
    fn member(&self, block: &Block<'_>, place: usize) -> Range<usize> {
        let at = block.members[place].0;
        let next = block.members.get(place + 1).map(|(line, _)| *line);
        let lines = at..next.unwrap_or(block.lines.end);
        let last = self.content(lines).next_back().map_or(at, |(last, _)| last);
        at..last + 1
    }

    /// Returns the first and the last line of each alias in the document.
    fn aliases(&self) -> HashMap<&'d str, (usize, usize)> {
        let mut found = HashMap::new();
        for (at, name) in words(self.document, '*') {
            found.entry(name).or_insert((at, at)).1 = at;
        }
        found
    }

    /// Checks that no alias outside these lines refers to an anchor inside (YAML 1.2.2 §6.9.2).
    fn without_anchors(
        &self,
        lines: &Range<usize>,
        key: &str,
        aliases: &HashMap<&str, (usize, usize)>,
    ) -> Result<(), MergeConflict> {
        let bytes = self.bytes(lines);
        let is_used_elsewhere = |(_, anchor): &(usize, &str)| {
            aliases.get(anchor).is_some_and(|(first, last)| *first < bytes.start || *last >= bytes.end)
        };
        match words(&self.document[bytes.clone()], '&').find(is_used_elsewhere) {
            None => Ok(()),
            Some((_, anchor)) => Err(error(
                lines.start + 1,
                format!("cannot replace `{key}`: its anchor `&{anchor}` is used elsewhere"),
                format!("replace `*{anchor}` with its value"),
            )),
        }
    }

    fn text(&self, block: &Block<'_>, entries: &[Entry<'_, '_>], at: usize) -> String {
        let column = " ".repeat(block.column);
        // The last line of the document can lack a line break.
        let start = if self.document[..at].ends_with('\n') { "" } else { "\n" };
        let mut out = format!("{start}{column}{BEGIN}\n");
        entries.iter().for_each(|entry| entry.yaml(block.column, &mut out));
        out.push_str(&format!("{column}{END}\n"));
        if self.line_end == "\n" { out } else { out.replace('\n', self.line_end) }
    }
}

fn removal(range: Range<usize>) -> Edit {
    Edit { range, column: 0, text: String::new() }
}

/// Returns the words after a prefix such as `&`, with their positions.
fn words(text: &str, mark: char) -> impl Iterator<Item = (usize, &str)> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}');
    let words = text.split(is_end).filter_map(move |word| word.strip_prefix(mark));
    words.map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
