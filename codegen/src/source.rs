//! Reads catalog files, and converts byte offsets to lines and columns.

mod source_file;
mod span;
mod string_cursor;

use std::collections::HashMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

pub(crate) use self::source_file::SourceFile;
pub use self::span::{Location, Span, Spanned};
pub(crate) use self::string_cursor::StringCursor;
use self::string_cursor::continuation;
use crate::file::{self, Unreadable};
use crate::line_ends;
use crate::printable::printable_path;
use crate::project::Project;

/// The files of a catalog, beginning with the main file.
#[derive(Debug, Default)]
pub struct Sources {
    pub(crate) files: Vec<SourceFile>,
    /// Files that could not be read. A build depends on them as well.
    pub(crate) missing: Vec<PathBuf>,
    /// The project that must contain them.
    pub(crate) project: Project,
    /// The files by their resolved paths.
    pub(crate) by_path: HashMap<PathBuf, u32>,
    /// The resolved path of the main file's folder, if known.
    pub(crate) folder: OnceLock<PathBuf>,
}

impl Sources {
    /// Reads a file of the catalog. Returns its index, or the reason why it cannot be read.
    pub(crate) fn read_catalog(&mut self, path: &Path) -> Result<u32, Unreadable> {
        let index = self.read_at_most(path, file::LARGEST_CATALOG, line_ends::normalized)?;
        #[cfg(feature = "annotate-snippets")]
        {
            // Logs are public, and a path can lead to a file with secrets. So no lines are shown of
            // a file that is possibly not a catalog.
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

    /// Reads a page, whose handwritten lines are written back unchanged.
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
        // A byte order mark does not count as a character of the first line.
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

    /// Returns the path of an included file, resolved relative to the including file.
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

    /// Returns whether every file is unchanged, including files that could not be read.
    pub(crate) fn is_current(&self) -> bool {
        self.files.iter().all(|file| file::text(&file.path, file::LARGEST).is_ok_and(|text| file.has(text)))
            && !self.missing.iter().any(|path| path.exists())
    }

    /// Returns the text at a span.
    pub(crate) fn text(&self, span: Span) -> &str {
        self.files[span.file as usize].text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Returns the line and column of a span's start.
    pub fn location(&self, span: Span) -> Location {
        let file = &self.files[span.file as usize];
        Location { file: file.name.clone(), line: file.line(span), column: file.column(span).characters + 1 }
    }

    /// Returns the line and column of a span's start, with the path of the file as it was opened.
    pub(crate) fn opened_location(&self, span: Span) -> Location {
        let path = &self.files[span.file as usize].path;
        Location { file: path.display().to_string(), ..self.location(span) }
    }

    /// Returns the line of a span's start, from 1.
    #[cfg(feature = "annotate-snippets")]
    pub(crate) fn line(&self, span: Span) -> usize {
        self.files[span.file as usize].line(span)
    }

    /// Returns the column of a span's start in UTF-16 code units, from 1.
    pub(crate) fn utf16_column(&self, span: Span) -> usize {
        self.files[span.file as usize].column(span).utf16 + 1
    }

    /// Returns the span of a part of a TOML string, given in bytes of the string's value.
    ///
    /// Because of escapes, the string is scanned as written, from the position of the cursor.
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

/// Returns the text of a file to edit. If all line endings are CRLF, they are replaced by LF. An
/// [`Artifact`](crate::Artifact) is written with the line endings of the file.
///
/// # Errors
///
/// Fails if the file is missing or not UTF-8. The message contains the path.
pub fn read_document(path: &Path) -> io::Result<String> {
    file::text(path, file::LARGEST).map(line_ends::unified).map_err(|unreadable| {
        let kind = unreadable.kind;
        io::Error::new(
            kind,
            format!("`{}` cannot be read: {}", printable_path(path), io::Error::from(unreadable)),
        )
    })
}

/// Returns whether the first line that is not blank or a comment begins a section of a catalog.
#[cfg(feature = "annotate-snippets")]
fn begins_like_a_catalog(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{FEFF}').lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    let key = first.trim_start_matches('[').trim_start().trim_start_matches(['"', '\'']);
    let is_end = |rest: &str| rest.starts_with([']', '.', '=', ' ', '\t', '"', '\'']);
    crate::catalog::keys::ROOT.keys.iter().any(|section| key.strip_prefix(section.name).is_some_and(is_end))
}

/// Returns the relative path from a folder to a file outside it.
fn relative(folder: &Path, file: &Path) -> PathBuf {
    let true_path = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (folder, file) = (true_path(folder), true_path(file));
    let common = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(common).map(|_| Component::ParentDir);
    up.chain(file.components().skip(common)).collect()
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
