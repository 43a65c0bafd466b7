//! Every small mistake that can be made in a text, one at a time.

use std::ops::Range;

use super::anatomy::Anatomy;

/// One way to damage a catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    KeyDeleted,
    KeyRenamed,
    KeyDuplicated,
    ValueRetyped,
    HeaderDeleted,
    TableDeleted,
    TableDuplicated,
    LineDeleted,
    LineTruncated,
    LinesSwapped,
    MarkRemoved,
    BitFlipped,
    HighBitFlipped,
}

/// What is written in place of a range of the text.
#[derive(Debug, Clone)]
pub(super) struct Mutant {
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
    pub(super) with: Vec<u8>,
}

impl Mutant {
    pub(super) fn apply(&self, text: &str) -> Vec<u8> {
        let (before, after) = (&text.as_bytes()[..self.at.start], &text.as_bytes()[self.at.end..]);
        [before, &self.with, after].concat()
    }
}

/// All mutants of a catalog, in the order of their kinds; none that leaves the text as it is.
pub(super) fn of(text: &str, anatomy: &Anatomy) -> Vec<Mutant> {
    let mut all = Mutants { text, anatomy, found: Vec::new() };
    all.entries();
    all.headers();
    all.lines();
    all.bytes();
    all.found.retain(|mutant| text.as_bytes()[mutant.at.clone()] != mutant.with);
    all.found.sort_by(|a, b| (a.kind, a.at.start, &a.with).cmp(&(b.kind, b.at.start, &b.with)));
    all.found.dedup_by(|a, b| (a.kind, &a.at, &a.with) == (b.kind, &b.at, &b.with));
    all.found
}

/// A value of each type that TOML has.
const VALUES: &[&str] =
    &["\"text\"", "7", "1.5", "true", "1979-05-27", "[\"text\"]", "[7]", "[]", "{ a = 1 }", "{}"];

struct Mutants<'a> {
    text: &'a str,
    anatomy: &'a Anatomy,
    found: Vec<Mutant>,
}

impl Mutants<'_> {
    fn add(&mut self, kind: Kind, at: Range<usize>, with: impl Into<Vec<u8>>) {
        self.found.push(Mutant { kind, at, with: with.into() });
    }

    fn entries(&mut self) {
        for entry in &self.anatomy.entries {
            self.add(Kind::KeyDeleted, with_separator(self.text, entry.range()), "");
            self.renamed(entry.key.clone());
            let written = &self.text[entry.range()];
            let separator = if starts_line(self.text, entry.start) { "\n" } else { ", " };
            self.add(Kind::KeyDuplicated, entry.start..entry.start, format!("{written}{separator}"));
        }
        for value in &self.anatomy.values {
            for other in VALUES {
                self.add(Kind::ValueRetyped, value.clone(), *other);
            }
        }
    }

    /// A letter dropped, doubled, replaced, in the other case, or swapped with the next, at each place.
    fn renamed(&mut self, name: Range<usize>) {
        let letters: Vec<char> = self.text[name.clone()].chars().collect();
        for at in 0..letters.len() {
            let (before, c, after) = (&letters[..at], letters[at], &letters[at + 1..]);
            let swapped = after.first().map(|next| vec![*next, c]);
            let other = if c.is_ascii_uppercase() { 'Q' } else { 'q' };
            let case = if c.is_ascii_uppercase() { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
            for (with, after) in
                [(vec![], after), (vec![c, c], after), (vec![other], after), (vec![case], after)]
                    .into_iter()
                    .chain(swapped.map(|with| (with, &after[1..])))
            {
                let new: String = before.iter().chain(&with).chain(after).collect();
                self.add(Kind::KeyRenamed, name.clone(), new);
            }
        }
    }

    fn headers(&mut self) {
        for header in &self.anatomy.headers {
            let line = &self.anatomy.lines[self.anatomy.line_at(header.start)];
            self.add(Kind::HeaderDeleted, line.clone(), "");
            let table = self.anatomy.table_under(header, self.text);
            self.add(Kind::TableDeleted, table.clone(), "");
            let twice = self.text[table.clone()].to_owned();
            self.add(Kind::TableDuplicated, table.end..table.end, twice);
            let mut at = header.start;
            let closing = self.text[header.clone()].find(']').map_or(header.end, |end| header.start + end);
            for part in self.text[header.start..closing].split(['[', '.', '"']) {
                self.renamed(at..at + part.len());
                at += part.len() + 1;
            }
        }
    }

    fn lines(&mut self) {
        let lines = &self.anatomy.lines;
        for (i, line) in lines.iter().enumerate() {
            self.add(Kind::LineDeleted, line.clone(), "");
            let content = self.text[line.clone()].trim_end_matches('\n');
            let end = line.start + content.len();
            let marks = content.match_indices(|c| "\"'[]{}".contains(c)).map(|(at, _)| at);
            for at in marks.chain([content.len() / 2, content.len().saturating_sub(1)]) {
                if content.is_char_boundary(at) {
                    self.add(Kind::LineTruncated, line.start + at..end, "");
                }
            }
            if let Some(next) = lines.get(i + 1) {
                let swapped = self.text[next.clone()].to_owned() + &self.text[line.clone()];
                self.add(Kind::LinesSwapped, line.start..next.end, swapped);
            }
        }
    }

    /// The low bit of each byte, another bit of some, and the one that makes it no UTF-8; and quotes and brackets.
    fn bytes(&mut self) {
        for (at, byte) in self.text.bytes().enumerate() {
            let one = at..at + 1;
            if b"\"'[]{}(),=.".contains(&byte) {
                self.add(Kind::MarkRemoved, one.clone(), "");
            }
            self.add(Kind::BitFlipped, one.clone(), [byte ^ 1]);
            // Which one is as good as random, and the same in every run.
            let other = 1 + (at.wrapping_mul(0x9E37_79B9) >> 7) % 6;
            if at % 4 == 0 {
                self.add(Kind::BitFlipped, one.clone(), [byte ^ (1 << other)]);
            }
            if at % 16 == 0 {
                self.add(Kind::HighBitFlipped, one, [byte ^ 0x80]);
            }
        }
    }
}

fn starts_line(text: &str, at: usize) -> bool {
    text[..at].chars().rev().find(|c| *c != ' ').is_none_or(|c| c == '\n')
}

/// An entry with what parts it from its neighbours: its line's end and a comment, or a comma.
fn with_separator(text: &str, entry: Range<usize>) -> Range<usize> {
    let (before, after) = (&text[..entry.start], &text[entry.end..]);
    if starts_line(text, entry.start) && !after.trim_start().starts_with([',', '}']) {
        return entry.start..entry.end + after.find('\n').map_or(after.len(), |end| end + 1);
    }
    match after.trim_start().strip_prefix(',') {
        Some(rest) => entry.start..text.len() - rest.trim_start_matches(' ').len(),
        None => before.trim_end().strip_suffix(',').map_or(before.len(), str::len)..entry.end,
    }
}
