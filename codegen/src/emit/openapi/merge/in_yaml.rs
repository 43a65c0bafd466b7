//! YAML: lines between comment lines of ours. Block mappings are followed by their indentation (YAML 1.2.2 §8.2.2); what is in the
//! way of that is refused.

mod lines;

use std::ops::Range;

use self::lines::{Kind, Line, scan};
use super::super::tree::blanks;
use super::{Edit, Members, MergeError, Part, Tree, edited, error, line_end};

const BEGIN: &str = "# error-catalog:begin";
const END: &str = "# error-catalog:end";

pub(super) fn merged(document: &str, parts: Vec<Part<'_>>) -> Result<String, MergeError> {
    let lines = scan(document)?;
    let known = regions(document, &lines)?;
    let merger = Merger { document, lines, regions: known };
    let mut targets: Vec<Target> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.members.is_empty()) {
        let (block, members) = merger.place(part)?;
        match targets.iter_mut().find(|target| target.block == block) {
            Some(target) => target.members.extend(members),
            None => targets.push(Target { block, members }),
        }
    }
    let merged = edited(document, merger.edits(&targets)?);
    // What cannot be found again would be doubled by the next run.
    let found = regions(&merged, &scan(&merged)?)?;
    if found.len() != targets.len() {
        let help = "write block mappings, one key a line, around `components` and `responses`";
        return Err(error(1, "it cannot be seen where the mappings of this document end", help));
    }
    Ok(merged)
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
fn regions(document: &str, lines: &[Line]) -> Result<Vec<Range<usize>>, MergeError> {
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
    fn place<'a>(&self, part: Part<'a>) -> Result<(Block, Members<'a>), MergeError> {
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
        let keys: Vec<(usize, &str)> = self
            .content(block.lines.clone())
            .filter(|(_, line)| line.column == block.column)
            .filter_map(|(at, line)| match &line.kind {
                Kind::Key { name, .. } => Some((at, name.as_str())),
                _ => None,
            })
            .collect();
        super::position(keys.iter().map(|(_, name)| *name), key).map(|found| keys[found].0)
    }

    /// The mapping that is the value of the key on that line.
    fn block(&self, at: usize, key: &str) -> Result<Block, MergeError> {
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

    fn edits(&self, targets: &[Target]) -> Result<Vec<Edit>, MergeError> {
        let mut edits = Vec::new();
        let mut kept: Vec<&Range<usize>> = Vec::new();
        for Target { block, members } in targets {
            for (at, line) in
                self.content(block.lines.clone()).filter(|(_, line)| line.column == block.column)
            {
                if let Kind::Key { name, .. } = &line.kind
                    && members.iter().any(|(member, _)| member == name)
                {
                    return Err(super::clash(at + 1, name));
                }
            }
            let region =
                self.regions_in(&block.lines).find(|region| self.lines[region.start].column == block.column);
            kept.extend(region);
            let range = match region {
                Some(region) => self.lines[region.start].start..self.lines[region.end - 1].end,
                None => {
                    let last = self.content(block.lines.clone()).last().map(|(at, _)| at).or(block.key);
                    let at = last.map_or(0, |at| self.lines[at].end);
                    at..at
                }
            };
            edits.push(Edit { text: self.text(block, members, range.start), range });
        }
        let gone = self.regions.iter().filter(|region| !kept.contains(region));
        edits.extend(gone.map(|region| Edit {
            range: self.lines[region.start].start..self.lines[region.end - 1].end,
            text: String::new(),
        }));
        Ok(edits)
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
