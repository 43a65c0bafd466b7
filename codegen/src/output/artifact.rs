//! A generated file, beside what is on the disk.

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
    /// Where it belongs.
    pub path: PathBuf,
    /// Its content.
    pub content: String,
    /// What somebody else wrote there, where the content is that with something put into it.
    pub(super) before: Option<String>,
}

impl Artifact {
    /// A file with this content.
    pub fn new(path: impl Into<PathBuf>, content: impl Into<String>) -> Self {
        let mut content = content.into();
        // What was written piece by piece has taken up to twice its length.
        content.shrink_to_fit();
        Self { path: path.into(), content, before: None }
    }

    /// A file of somebody's own with something put into it. It is written only while that is what it was before.
    pub fn edited(path: impl Into<PathBuf>, before: impl Into<String>, content: impl Into<String>) -> Self {
        Self { before: Some(before.into()), ..Self::new(path, content) }
    }

    /// Whether it is a file of somebody's own with something put into it.
    pub fn is_edited(&self) -> bool {
        self.before.is_some()
    }

    /// Where its path leads when all links are followed, whether there is something or not.
    ///
    /// # Errors
    ///
    /// Where they cannot be followed; the message names the path.
    pub fn true_path(&self) -> io::Result<PathBuf> {
        true_path(&self.path).map_err(|error| about(&self.path, &error))
    }

    /// The text of the file at its path; `None` if there is no file. Line ends are LF if all of them are CRLF, unless the
    /// content has CRLF itself.
    ///
    /// # Errors
    ///
    /// Returns an error if there is a file that cannot be read.
    pub fn on_disk(&self) -> io::Result<Option<String>> {
        let bytes = self.there(u64::MAX)?;
        // Bytes that are no text differ from any that are generated.
        let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let has_crlf = line_ends::all_are_crlf(self.content.as_bytes());
        Ok(if has_crlf { text } else { text.map(line_ends::unified) })
    }

    /// The bytes to write where a file has these: the content, with the file's line ends.
    pub(super) fn bytes_beside(&self, file: &[u8]) -> Cow<'_, str> {
        line_ends::adapted(&self.content, file)
    }

    /// At most so many of the bytes at its path; `None` where there is nothing.
    fn there(&self, at_most: u64) -> io::Result<Option<Vec<u8>>> {
        content(&self.path, at_most).map_err(|error| about(&self.path, &error))
    }

    /// Writes the file where there is none.
    ///
    /// # Errors
    ///
    /// [`AlreadyExists`](io::ErrorKind::AlreadyExists) where anything is at its path, which stays as it is; else as
    /// [`write`](Self::write).
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

/// As much of a file as is read first, to see whether it says that it is generated.
const BEGINNING: u64 = 1 << 16;

impl Artifact {
    /// Returns whether the content says that it is generated, as all that is not made with a template of the user's own does.
    pub fn is_marked(&self) -> bool {
        mark::is_marked(&self.content)
    }

    /// Returns whether somebody else's file is at its path: one that differs from the content and does not say that it is generated. A
    /// file without text is nobody's.
    ///
    /// # Errors
    ///
    /// As [`on_disk`](Self::on_disk).
    pub fn is_foreign(&self) -> io::Result<bool> {
        if self.is_edited() {
            return Ok(false);
        }
        // Most of what is large says it at its beginning: the rest need not be read.
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
