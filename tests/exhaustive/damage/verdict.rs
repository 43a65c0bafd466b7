//! What is said of a damaged catalog, and whether it is said where the damage is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::panic::catch_unwind;
use std::path::Path;

use error_catalog_codegen::{Catalog, Checked, Diagnostic, Report, check, check_text};

use super::anatomy::Anatomy;
use super::classes::{self, Differences};
use super::meaning;
use super::mutants::Mutant;

/// How near to the damage a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// On a line that is damaged, or on the one before or after.
    Line,
    /// In the key and value that the damage stands in, which may be many lines.
    Entry,
    /// Elsewhere, and it names what the damage took away or brought in: a reference to a category that is gone.
    Named,
    /// In the table that the damage stands in.
    Table,
    Far,
}

/// What became of a mutant.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Not accepted, or with warnings.
    Told { refused: bool, place: Place },
    /// The text cannot be read at all.
    NoText,
    /// Accepted without a word, as it says the same.
    Same { same_toml: bool },
    /// Accepted without a word, and it says something else: which keys do.
    Changed(Differences),
    /// A panic; or the rules let pass what cannot be used.
    Broken,
}

/// What is known of a whole catalog.
pub(super) struct Original {
    pub(super) text: String,
    pub(super) anatomy: Anatomy,
    meaning: String,
    leaves: BTreeMap<String, String>,
}

impl Original {
    pub(super) fn read(file: &Path) -> Self {
        let text = std::fs::read_to_string(file).expect("a catalog");
        let catalog = check_text(file, text.as_str()).expect("no file is missing").catalog;
        let anatomy = Anatomy::of(&text);
        let leaves = meaning::leaves(&text).expect("TOML");
        Self { anatomy, meaning: meaning::of(&catalog.expect("a valid catalog")), leaves, text }
    }
}

/// A verdict, with what it is made of.
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    /// How near each diagnostic is.
    pub(super) places: Vec<Place>,
}

pub(super) fn judge(original: &Original, mutant: &Mutant, scratch: &Path) -> Judged {
    let checked = catch_unwind(|| {
        match String::from_utf8(mutant.apply(&original.text)) {
            Ok(text) => check_text("errors.toml", text.as_str()).map(|checked| (checked, text)),
            // What is no text cannot be in memory.
            Err(error) => {
                std::fs::write(scratch, error.into_bytes()).expect("a scratch file");
                check(scratch).map(|checked| (checked, String::new()))
            }
        }
    });
    let silent = |verdict| Judged { verdict, places: Vec::new() };
    let (Checked { catalog, report, .. }, text) = match checked {
        Err(_) => return silent(Verdict::Broken),
        Ok(Err(error)) if error.kind() == std::io::ErrorKind::InvalidData => return silent(Verdict::NoText),
        Ok(Err(_)) => return silent(Verdict::Broken),
        Ok(Ok(checked)) => checked,
    };
    let damage = Damage::of(original, mutant, &text);
    let places: Vec<Place> = report.diagnostics().iter().map(|d| damage.place(d, &report)).collect();
    let verdict = match (catalog, places.iter().min()) {
        (catalog, Some(place)) => Verdict::Told { refused: catalog.is_none(), place: *place },
        (Some(catalog), None) => silence(original, &catalog, &text),
        (None, None) => panic!("refused without a word: {mutant:?}"),
    };
    Judged { verdict, places }
}

fn silence(original: &Original, catalog: &Catalog, text: &str) -> Verdict {
    let leaves = meaning::leaves(text).expect("what is accepted is TOML");
    let differences = meaning::differences(&original.leaves, &leaves);
    // What is certain need not be looked up.
    let is_text = classes::of(&differences).is_some_and(|class| class == "text");
    if !is_text && meaning::of(catalog) == original.meaning {
        return Verdict::Same { same_toml: leaves == original.leaves };
    }
    Verdict::Changed(differences)
}

/// Where the damage is, in the lines of the mutant, from 1.
struct Damage<'a> {
    original: &'a Original,
    text: &'a str,
    first: usize,
    last: usize,
    /// How many lines more the mutant has.
    longer: isize,
    entry: Option<(usize, usize)>,
    table: Option<(usize, usize)>,
    /// The words that the damage touches, in the original and in the mutant.
    words: BTreeSet<String>,
}

impl<'a> Damage<'a> {
    fn of(original: &'a Original, mutant: &Mutant, text: &'a str) -> Self {
        let anatomy = &original.anatomy;
        let line = |place: usize| anatomy.line_at(place) + 1;
        let first = line(mutant.at.start);
        let breaks = |text: &[u8]| text.iter().filter(|byte| **byte == b'\n').count();
        let with = breaks(&mutant.with);
        let longer = with as isize - breaks(&original.text.as_bytes()[mutant.at.clone()]) as isize;
        let entry = anatomy.entry_at(mutant.at.start).map(|e| (line(e.start), line(e.value.end)));
        let header = anatomy.headers.iter().rev().find(|header| header.start <= mutant.at.start);
        let table = header.map(|header| anatomy.table_under(header, &original.text));
        let table = table.map(|table| (line(table.start), line(table.end.saturating_sub(1))));
        let old = words(around(&original.text, mutant.at.start..swallowed_end(&original.text, &mutant.at)));
        let new = words(around(text, mutant.at.start..mutant.at.start + mutant.with.len()));
        let words = old.union(&new).cloned().collect();
        Self { original, text, first, last: first + with, longer, entry, table, words }
    }

    fn place(&self, diagnostic: &Diagnostic, report: &Report) -> Place {
        let spans = std::iter::once(diagnostic.span).chain(diagnostic.related.iter().map(|(span, _)| *span));
        let lines: Vec<usize> = spans.map(|span| report.location(span).line).collect();
        let is_in = |(first, last): (usize, usize)| {
            lines.iter().any(|line| (first..=last).contains(&self.in_the_original(*line)))
        };
        if lines.iter().any(|line| (self.first - 1..=self.last + 1).contains(line)) {
            Place::Line
        } else if self.entry.is_some_and(is_in) {
            Place::Entry
        } else if self.is_named(diagnostic, &lines) {
            Place::Named
        } else if self.table.is_some_and(is_in) {
            Place::Table
        } else {
            Place::Far
        }
    }

    /// Whether the diagnostic names what is damaged, and that stands where it points. A table that stands nowhere any
    /// more is missed at the file's first place.
    fn is_named(&self, diagnostic: &Diagnostic, lines: &[usize]) -> bool {
        let there: BTreeSet<String> =
            lines.iter().filter_map(|line| self.text.lines().nth(line - 1)).flat_map(words).collect();
        let is_nowhere = |name: &str| {
            let header = format!("[{name}]");
            lines == [1] && diagnostic.message.contains(&header) && !self.text.contains(&header)
        };
        let names = named(&diagnostic.message);
        let mut damaged = names.iter().filter(|name| self.words.contains(*name));
        // A rule that `[rules]` turned off is named by its id.
        self.words.contains(diagnostic.rule.id)
            || damaged.any(|name| there.contains(name) || is_nowhere(name))
    }

    /// Which line of the original a line of the mutant is.
    fn in_the_original(&self, line: usize) -> usize {
        let moved = if line > self.last { line.saturating_add_signed(-self.longer) } else { line };
        moved.min(self.original.anatomy.lines.len())
    }
}

/// Returns the end of a damaged range. A comment that loses the end of its line takes in the next line, whose names are then damaged, too.
fn swallowed_end(text: &str, at: &Range<usize>) -> usize {
    let is_line_end = text.get(at.clone()) == Some("\n");
    let line = text.get(..at.start).and_then(|before| before.lines().next_back()).unwrap_or_default();
    if !is_line_end || !line.contains('#') {
        return at.end;
    }
    text[at.end..].find('\n').map_or(text.len(), |len| at.end + len)
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || "_-".contains(c)
}

/// A range of the text, with the rest of the names that it begins and ends in: `$context.name` is one.
fn around(text: &str, range: Range<usize>) -> &str {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (boundary(range.start), boundary(range.end));
    let is_part = |c| is_part(c) || c == '.';
    let start = text[..start].trim_end_matches(is_part).len();
    let end = text.len() - text[end..].trim_start_matches(is_part).len();
    &text[start..end]
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c| !is_part(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The names and the numbers in a message.
fn named(message: &str) -> BTreeSet<String> {
    let quoted = message.split('`').skip(1).step_by(2).flat_map(words);
    let numbers = words(message).into_iter().filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
    quoted.chain(numbers).collect()
}
