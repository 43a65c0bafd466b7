//! The only reader: catalog files, and where in them a byte stands.

use std::cell::Cell;
use std::collections::HashMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::file::{self, Unreadable};
use crate::line_ends;
use crate::printable::printable_path;
use crate::project::Project;

/// A range of bytes in one of the catalog's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub(crate) file: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) fn new(file: u32, range: std::ops::Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: clamp(range.start), end: clamp(range.end) }
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    pub(crate) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A place in a file, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Location {
    /// The file, relative to the catalog's main file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One file of a catalog.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// As it is opened, and shown in diagnostics.
    pub(crate) path: PathBuf,
    /// Relative to the folder of the catalog's main file: the same on every machine.
    pub(crate) name: String,
    pub(crate) text: Arc<str>,
    line_starts: Vec<usize>,
    /// How many characters and how many UTF-16 code units begin before each kilobyte of the text.
    counts: OnceLock<Vec<Counts>>,
    /// Whether diagnostics may show its lines.
    #[cfg(feature = "annotate-snippets")]
    pub(crate) is_shown: bool,
}

/// A number of characters, and of UTF-16 code units.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    characters: usize,
    utf16: usize,
}

impl Counts {
    /// Adds the characters that begin in some bytes of UTF-8.
    fn add(self, bytes: &[u8]) -> Self {
        let begins = |byte: &&u8| **byte & 0xC0 != 0x80;
        let characters = bytes.iter().filter(begins).count();
        // A character of four bytes takes two code units.
        let pairs = bytes.iter().filter(|byte| **byte >= 0xF0).count();
        Self { characters: self.characters + characters, utf16: self.utf16 + characters + pairs }
    }
}

/// The bytes of a text between two of the places that are counted up to.
const STEP: usize = 1 << 10;

impl SourceFile {
    /// How many characters begin before a byte.
    fn counts_before(&self, byte: usize) -> Counts {
        let counts = self.counts.get_or_init(|| {
            let mut sum = Counts::default();
            let steps = self.text.as_bytes().chunks(STEP).map(|step| {
                let before = sum;
                sum = sum.add(step);
                before
            });
            let mut counts: Vec<Counts> = steps.collect();
            counts.push(sum);
            counts
        });
        let step = byte / STEP;
        counts[step].add(&self.text.as_bytes()[step * STEP..byte])
    }

    /// How many characters a span's start is behind the beginning of its line.
    fn column(&self, span: Span) -> Counts {
        let line_start = self.line_starts[self.line(span) - 1];
        let start = (span.start as usize).min(self.text.len());
        // There is no character in the middle of one, and none before the first line.
        let Some(before) = self.text.get(line_start..start) else { return Counts::default() };
        if before.len() <= STEP {
            return Counts::default().add(before.as_bytes());
        }
        let (from, to) = (self.counts_before(line_start), self.counts_before(start));
        Counts { characters: to.characters - from.characters, utf16: to.utf16 - from.utf16 }
    }

    /// Returns whether the file's text is still this one. Line ends do not count.
    fn has(&self, text: String) -> bool {
        let text = line_ends::normalized(text);
        text == *self.text || text == line_ends::normalized(self.text.to_string())
    }

    /// The line of a span's start, from 1.
    fn line(&self, span: Span) -> usize {
        let start = (span.start as usize).min(self.text.len());
        self.line_starts.partition_point(|at| *at <= start).max(1)
    }

    /// The bytes of these lines, counted from 1, without the last line's end.
    #[cfg(any(feature = "annotate-snippets", feature = "minijinja"))]
    pub(crate) fn lines(&self, lines: std::ops::RangeInclusive<usize>) -> std::ops::Range<usize> {
        let start = self.line_starts.get(lines.start() - 1).copied().unwrap_or(0);
        let end = self.line_starts.get(*lines.end()).copied().unwrap_or(self.text.len());
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }
}

/// The files of a catalog; the first is the main one.
#[derive(Debug, Default)]
pub struct Sources {
    pub(crate) files: Vec<SourceFile>,
    /// Files that were asked for and could not be read: a build depends on them too.
    pub(crate) missing: Vec<PathBuf>,
    /// Where they may lie.
    pub(crate) project: Project,
    /// The files by their one true paths.
    pub(crate) by_path: HashMap<PathBuf, u32>,
    /// The true path of the folder of the main file, once it is known.
    pub(crate) folder: OnceLock<PathBuf>,
}

impl Sources {
    /// Reads a file of the catalog itself; its index, or why it cannot be read.
    pub(crate) fn read_catalog(&mut self, path: &Path) -> Result<u32, Unreadable> {
        let index = self.read_at_most(path, file::LARGEST_CATALOG, line_ends::normalized)?;
        #[cfg(feature = "annotate-snippets")]
        {
            // Logs are public, and a path can lead to a file of secrets: of what may be no catalog, no line is shown.
            let is_link = std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
            let file = &mut self.files[index as usize];
            file.is_shown = (index == 0 && !is_link) || begins_like_a_catalog(&file.text);
        }
        Ok(index)
    }

    /// Reads a template.
    #[cfg(feature = "minijinja")]
    pub(crate) fn read_template(&mut self, path: &Path) -> Result<u32, Unreadable> {
        self.read_at_most(path, file::LARGEST, line_ends::normalized)
    }

    /// Reads a page, whose lines of its own are written again as they are.
    #[cfg(feature = "markdown")]
    pub(crate) fn read_page(&mut self, path: &Path) -> Result<u32, Unreadable> {
        self.read_at_most(path, file::LARGEST, line_ends::unified)
    }

    fn read_at_most(
        &mut self,
        path: &Path,
        largest: u64,
        with_line_ends: fn(String) -> String,
    ) -> Result<u32, Unreadable> {
        match file::text(path, largest) {
            Ok(text) => Ok(self.add(path.to_owned(), with_line_ends(text))),
            Err(unreadable) => {
                self.missing.push(path.to_owned());
                Err(unreadable)
            }
        }
    }

    pub(crate) fn add(&mut self, path: PathBuf, text: String) -> u32 {
        let root = self.files.first().and_then(|file| file.path.parent()).unwrap_or(Path::new(""));
        let name = match self.files.first() {
            None => path.file_name().map(PathBuf::from).unwrap_or_default(),
            Some(_) => path.strip_prefix(root).map_or_else(|_| relative(root, &path), PathBuf::from),
        };
        // A mark of the byte order is no character of the first line.
        let first = text.len() - text.trim_start_matches('\u{FEFF}').len();
        let line_starts =
            std::iter::once(first).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let name = name.to_string_lossy().replace('\\', "/");
        let canonical = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        let place = self.files.len() as u32;
        self.by_path.entry(canonical).or_insert(place);
        self.files.push(SourceFile {
            path,
            name,
            text: text.into(),
            line_starts,
            counts: OnceLock::new(),
            #[cfg(feature = "annotate-snippets")]
            is_shown: true,
        });
        place
    }

    /// The file that an include names, seen from the file that names it.
    pub(crate) fn resolve(&self, from: u32, include: &str) -> PathBuf {
        let mut path = self.files[from as usize].path.parent().map(PathBuf::from).unwrap_or_default();
        for component in Path::new(include).components() {
            match component {
                Component::CurDir => {}
                Component::ParentDir if path.file_name().is_some() => {
                    path.pop();
                }
                other => path.push(other),
            }
        }
        path
    }

    pub(crate) fn find(&self, path: &Path) -> Option<u32> {
        let canonical = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        self.by_path.get(&canonical).copied()
    }

    /// Whether every file still has the content that was read, and those that could not be read still cannot.
    pub(crate) fn is_current(&self) -> bool {
        self.files.iter().all(|file| file::text(&file.path, file::LARGEST).is_ok_and(|text| file.has(text)))
            && !self.missing.iter().any(|path| path.exists())
    }

    /// The text at a span.
    pub(crate) fn text(&self, span: Span) -> &str {
        self.files[span.file as usize].text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Line and column of a span's start.
    pub fn location(&self, span: Span) -> Location {
        let file = &self.files[span.file as usize];
        Location { file: file.name.clone(), line: file.line(span), column: file.column(span).characters + 1 }
    }

    /// The line of a span's start, from 1.
    #[cfg(feature = "annotate-snippets")]
    pub(crate) fn line(&self, span: Span) -> usize {
        self.files[span.file as usize].line(span)
    }

    /// The column of a span's start in UTF-16 code units, from 1.
    pub(crate) fn utf16_column(&self, span: Span) -> usize {
        self.files[span.file as usize].column(span).utf16 + 1
    }

    /// Returns the span of a part of a TOML string, given in bytes of the string's value.
    ///
    /// Escapes make the two differ, so the string is walked over as written, from where the cursor stands.
    pub(crate) fn part(&self, string: Span, range: std::ops::Range<usize>, cursor: &StringCursor) -> Span {
        let raw = self.text(string);
        let start = cursor.offset(string, raw, range.start).map(|at| at + continuation(&raw[at..]));
        match (start, cursor.offset(string, raw, range.end)) {
            (Some(start), Some(end)) if end > start => {
                Span { start: string.start + start as u32, end: string.start + end as u32, ..string }
            }
            _ => string,
        }
    }
}

/// Remembers the last place that was looked for in a TOML string: all places of a string take one walk over it together, where they
/// are asked for in their order.
#[derive(Default)]
pub(crate) struct StringCursor(Cell<Option<(Span, Offset)>>);

/// A place in a TOML string: the byte as written, and the byte of the value.
#[derive(Clone, Copy)]
struct Offset {
    written: usize,
    value: usize,
}

impl StringCursor {
    /// Returns where in a string as written the byte at `target` of its value stands.
    fn offset(&self, string: Span, raw: &str, target: usize) -> Option<usize> {
        let known = self.0.get().filter(|(known, last)| *known == string && last.value <= target);
        let from = known.map(|(_, last)| last).or_else(|| first_offset(raw))?;
        let found = offset_in_string(raw, from, target)?;
        self.0.set(Some((string, found)));
        (found.value == target).then_some(found.written)
    }
}

/// The text of a file that something is put into. Line ends are LF where all of them are CRLF: an [`Artifact`](crate::Artifact)
/// is written with those of the file.
///
/// # Errors
///
/// Where there is none, or it is no UTF-8; the message names the path.
pub fn read_document(path: &Path) -> io::Result<String> {
    file::text(path, file::LARGEST).map(line_ends::unified).map_err(|unreadable| {
        let kind = unreadable.kind;
        io::Error::new(
            kind,
            format!("`{}` cannot be read: {}", printable_path(path), io::Error::from(unreadable)),
        )
    })
}

/// Returns whether the first line of a file that is neither blank nor a comment begins a section of a catalog.
#[cfg(feature = "annotate-snippets")]
fn begins_like_a_catalog(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{FEFF}').lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    let key = first.trim_start_matches('[').trim_start().trim_start_matches(['"', '\'']);
    let is_end = |rest: &str| rest.starts_with([']', '.', '=', ' ', '\t', '"', '\'']);
    crate::catalog::keys::ROOT.keys.iter().any(|section| key.strip_prefix(section.name).is_some_and(is_end))
}

/// A file outside a folder, seen from there: the same wherever the two stand together.
fn relative(folder: &Path, file: &Path) -> PathBuf {
    let true_path = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (folder, file) = (true_path(folder), true_path(file));
    let common = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(common).map(|_| Component::ParentDir);
    up.chain(file.components().skip(common)).collect()
}

/// Where the value of a TOML string begins, as it is written.
fn first_offset(raw: &str) -> Option<Offset> {
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let multiline = raw.len() >= 6 && raw.chars().take(3).all(|c| c == quote);
    let mut written = if multiline { 3 } else { 1 };
    if multiline {
        let rest = &raw[written..];
        written += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    }
    Some(Offset { written, value: 0 })
}

/// Walks over a TOML string as written, to the byte at `target` of its value or past it.
fn offset_in_string(raw: &str, from: Offset, target: usize) -> Option<Offset> {
    let has_escapes = raw.starts_with('"');
    let Offset { written: mut at, mut value } = from;
    while value < target {
        let c = raw[at..].chars().next()?;
        if has_escapes && c == '\\' {
            let escape = raw[at + 1..].chars().next()?;
            match escape {
                'x' => (at, value) = (at + 4, value + escaped_len(&raw[at..], 2)?),
                'u' => (at, value) = (at + 6, value + escaped_len(&raw[at..], 4)?),
                'U' => (at, value) = (at + 10, value + escaped_len(&raw[at..], 8)?),
                c if c.is_ascii_whitespace() => at += continuation(&raw[at..]),
                _ => (at, value) = (at + 2, value + 1),
            }
        } else {
            at += c.len_utf8();
            value += c.len_utf8();
        }
    }
    Some(Offset { written: at, value })
}

/// The length of a `\` that ends a line, with the white space that it swallows; zero where there is none.
fn continuation(raw: &str) -> usize {
    const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];
    let Some(rest) = raw.strip_prefix('\\').filter(|rest| rest.starts_with(WHITE)) else { return 0 };
    raw.len() - rest.trim_start_matches(WHITE).len()
}

/// The UTF-8 length of the character that `\u` and so many hexadecimal digits stand for.
fn escaped_len(escape: &str, digits: usize) -> Option<usize> {
    let number = u32::from_str_radix(escape.get(2..2 + digits)?, 16).ok()?;
    char::from_u32(number).map(char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_strings() {
        let part = |raw: &str, range: std::ops::Range<usize>| {
            let mut sources = Sources::default();
            let file = sources.add("x.toml".into(), raw.to_owned());
            let span = sources.part(Span::new(file, 0..raw.len()), range, &StringCursor::default());
            sources.text(span).to_owned()
        };
        assert_eq!(part(r#""a{b}c""#, 1..4), "{b}");
        assert_eq!(part(r#""\n\u00e9{b}""#, 3..6), "{b}");
        assert_eq!(part("'''\n{b}'''", 0..3), "{b}");
        assert_eq!(part("\"\"\"\\\n   x{b}\"\"\"", 1..4), "{b}");
        assert_eq!(part("\"\"\"a\\\n   {b}\"\"\"", 1..4), "{b}");
        assert_eq!(part("'é{b}'", 2..5), "{b}");
    }

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::default();
        let file = sources.add("dir/x.toml".into(), "é = 1\n  b = 2\n".to_owned());
        let location = sources.location(Span::new(file, 9..10));
        assert_eq!((location.file.as_str(), location.line, location.column), ("x.toml", 2, 3));
    }
}
