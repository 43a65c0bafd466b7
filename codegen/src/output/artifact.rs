//! A generated file, and its comparison with the disk.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;

use super::disk::{about, content};
use super::mark;
use crate::line_ends;
use crate::project::true_path;

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Artifact {
    /// The path.
    pub path: PathBuf,
    /// Its content.
    pub content: String,
    /// The original content of an edited file.
    pub(super) before: Option<String>,
}

impl Artifact {
    /// Creates a generated file with this content.
    pub fn new(path: impl Into<PathBuf>, content: impl Into<String>) -> Self {
        let mut content = content.into();
        // Text that was written piece by piece can have twice its capacity.
        content.shrink_to_fit();
        Self { path: path.into(), content, before: None }
    }

    /// Creates an edited handwritten file. It is written only if the file still has its original
    /// content.
    pub fn edited(path: impl Into<PathBuf>, before: impl Into<String>, content: impl Into<String>) -> Self {
        Self { before: Some(before.into()), ..Self::new(path, content) }
    }

    /// Returns whether it is an edited handwritten file.
    pub fn is_edited(&self) -> bool {
        self.before.is_some()
    }

    /// Returns the path with all symbolic links resolved. The file does not have to exist.
    ///
    /// # Errors
    ///
    /// Fails if the links cannot be resolved. The message contains the path.
    pub fn true_path(&self) -> io::Result<PathBuf> {
        true_path(&self.path).map_err(|error| about(&self.path, &error))
    }

    /// Returns the text of the file at its path; `None` if there is no file. If all line endings
    /// are CRLF, they are replaced by LF, unless the content has CRLF.
    ///
    /// # Errors
    ///
    /// Fails if the file exists but cannot be read.
    pub fn on_disk(&self) -> io::Result<Option<String>> {
        let bytes = self.there(u64::MAX)?;
        // A file that is not UTF-8 differs from any generated content.
        let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let has_crlf = line_ends::all_are_crlf(self.content.as_bytes());
        Ok(if has_crlf { text } else { text.map(line_ends::unified) })
    }

    /// Returns the bytes to write: the content with the line endings of the file.
    pub(super) fn bytes_beside(&self, file: &[u8]) -> Cow<'_, str> {
        line_ends::adapted(&self.content, file)
    }

    /// Reads at most this number of bytes of the file; `None` if there is none.
    fn there(&self, at_most: u64) -> io::Result<Option<Vec<u8>>> {
        content(&self.path, at_most).map_err(|error| about(&self.path, &error))
    }

    /// Writes the file if it does not exist.
    ///
    /// # Errors
    ///
    /// [`AlreadyExists`](io::ErrorKind::AlreadyExists) if the path exists; it is not changed.
    /// Otherwise as for [`write`](Self::write).
    pub fn write_new(&self) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| about(folder, &error))?;
        }
        let mut file = std::fs::File::create_new(&self.path).map_err(|error| about(&self.path, &error))?;
        file.write_all(self.content.as_bytes()).map_err(|error| {
            let _ = std::fs::remove_file(&self.path);
            about(&self.path, &error)
        })
    }
}

/// The number of bytes to search for the mark first.
const BEGINNING: u64 = 1 << 16;

impl Artifact {
    /// Returns whether the content has the mark. Only outputs of user-defined templates can lack it.
    pub fn is_marked(&self) -> bool {
        mark::is_marked(&self.content)
    }

    /// Returns whether the path has a handwritten file: one that differs from the content and has
    /// no mark. An empty file does not count.
    ///
    /// # Errors
    ///
    /// Fails like [`on_disk`](Self::on_disk).
    pub fn is_foreign(&self) -> io::Result<bool> {
        if self.is_edited() {
            return Ok(false);
        }
        // Most large files have the mark at the beginning, so the rest is not read.
        match self.there(BEGINNING)? {
            None => Ok(false),
            Some(beginning) if mark::is_marked_at_beginning(&String::from_utf8_lossy(&beginning)) => {
                Ok(false)
            }
            Some(_) => Ok(self.on_disk()?.is_some_and(|there| {
                there != self.content && !mark::is_marked(&there) && !there.trim().is_empty()
            })),
        }
    }
}
