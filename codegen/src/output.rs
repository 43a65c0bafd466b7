//! The only writer: what is generated, onto the disk, whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Artifact {
    /// Where it belongs.
    pub path: PathBuf,
    /// Its content.
    pub content: String,
}

impl Artifact {
    /// A file with this content.
    pub fn new(path: impl Into<PathBuf>, content: impl Into<String>) -> Self {
        Self { path: path.into(), content: content.into() }
    }

    /// What stands at its path now; `None` where there is nothing.
    ///
    /// # Errors
    ///
    /// Where something is there and cannot be read.
    pub fn on_disk(&self) -> io::Result<Option<String>> {
        match std::fs::read(&self.path) {
            // Bytes that are no text differ from any that are generated.
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(about(&self.path, &error)),
        }
    }

    /// Writes the file if its content is not there already; whether it was written.
    ///
    /// The content goes to a temporary file beside it first, which then takes its place: there is never half
    /// a file, and the old one is lost only once the new one is whole.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be made or the file cannot be written; the message names the path.
    pub fn write(&self) -> io::Result<bool> {
        if self.on_disk()?.as_deref() == Some(self.content.as_str()) {
            return Ok(false);
        }
        let folder = self.make_folder()?;
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = folder.join(format!(".{name}.{}.tmp", std::process::id()));
        let written =
            std::fs::write(&temporary, &self.content).and_then(|()| std::fs::rename(&temporary, &self.path));
        written.map(|()| true).map_err(|error| {
            let _ = std::fs::remove_file(&temporary);
            about(&self.path, &error)
        })
    }

    /// Writes the file where there is none.
    ///
    /// # Errors
    ///
    /// [`AlreadyExists`](io::ErrorKind::AlreadyExists) where anything is at its path, which stays as it is; else as
    /// [`write`](Self::write).
    pub fn write_new(&self) -> io::Result<()> {
        self.make_folder()?;
        let mut file = std::fs::File::create_new(&self.path).map_err(|error| about(&self.path, &error))?;
        file.write_all(self.content.as_bytes()).map_err(|error| {
            let _ = std::fs::remove_file(&self.path);
            about(&self.path, &error)
        })
    }

    /// The folder that the file belongs into, made where it is not there.
    fn make_folder(&self) -> io::Result<&Path> {
        let parent = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = parent.unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|error| about(folder, &error))?;
        Ok(folder)
    }
}

/// The same error, naming the path.
fn about(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
