//! Replaces files atomically.
//!
//! The content is written to a temporary file in the same folder, which is then renamed. Readers
//! always see the old file or the new one, even after a crash. A symbolic link is kept, and its
//! target is replaced.
//!
//! A killed generator leaves its temporary file, which the next generator in this folder removes.
//! It cannot know whether the other generator is still running, so a generator whose file is gone
//! creates another. Names are random, because process ids are not unique if containers share a
//! folder.

use std::collections::HashSet;
use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::artifact::Artifact;
use super::disk::{about, content};
use crate::file;
use crate::line_ends;
use crate::project::true_path;

/// A writer of artifacts. It removes temporary files of killed generators.
#[derive(Debug, Default)]
pub struct Writer {
    /// The cleaned folders.
    cleaned: HashSet<PathBuf>,
}

/// The maximum number of attempts to create a temporary file. Each generator that starts in the
/// meantime removes it at most once.
const ATTEMPTS: usize = 100;

impl Writer {
    /// Writes a file if its content differs. Returns whether it was written.
    ///
    /// Missing folders are created. The permissions of an existing file are kept. If all of its
    /// lines end with CRLF, as with `core.autocrlf=true` of git, the new file has CRLF as well.
    ///
    /// # Errors
    ///
    /// Fails if the folder cannot be created, the file cannot be written, or an
    /// [edited](Artifact::edited) file was changed. The message contains the path, and the file is
    /// unchanged.
    pub fn write(&mut self, artifact: &Artifact) -> io::Result<bool> {
        self.replace(artifact).map_err(|error| about(&artifact.path, &error))
    }

    fn replace(&mut self, artifact: &Artifact) -> io::Result<bool> {
        let target = true_path(&artifact.path)?;
        let folder = target.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        if self.cleaned.insert(folder.to_owned()) {
            clean(folder);
        }
        let there = content(&target, file::LARGEST)?;
        let bytes = artifact.bytes_beside(there.as_deref().unwrap_or_default());
        if there.is_some_and(|there| there == bytes.as_bytes()) {
            return Ok(false);
        }
        for _ in 1..ATTEMPTS {
            match attempt(artifact, &bytes, folder, &target) {
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists) => {}
                result => return result.map(|()| true),
            }
        }
        attempt(artifact, &bytes, folder, &target).map(|()| true)
    }
}

impl Artifact {
    /// Writes a single file: see [`Writer::write`].
    ///
    /// # Errors
    ///
    /// Fails like [`Writer::write`].
    pub fn write(&self) -> io::Result<bool> {
        Writer::default().write(self)
    }
}

fn attempt(artifact: &Artifact, bytes: &str, folder: &Path, target: &Path) -> io::Result<()> {
    let temporary = folder.join(format!("{BEGIN}{:016x}{END}", RandomState::new().hash_one(())));
    let file = File::create_new(&temporary)?;
    let replaced = fill(file, artifact, bytes, target).and_then(|()| fs::rename(&temporary, target));
    if replaced.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    replaced
}

/// Writes the temporary file.
fn fill(mut file: File, artifact: &Artifact, bytes: &str, target: &Path) -> io::Result<()> {
    file.write_all(bytes.as_bytes())?;
    if let Ok(old) = fs::metadata(target)
        && file.metadata()?.permissions() != old.permissions()
    {
        file.set_permissions(old.permissions())?;
    }
    let Some(before) = &artifact.before else { return Ok(()) };
    // Generated files can be generated again, so they are not synced. An edited file contains
    // handwritten text, so it is synced before it replaces the original.
    file.sync_all()?;
    // The last check before the rename, so that a file saved in the meantime is kept. Another
    // generator can have written the same content.
    match content(target, u64::MAX)? {
        Some(now) if now == line_ends::adapted(before, &now).as_bytes() || now == bytes.as_bytes() => Ok(()),
        _ => Err(io::Error::other(
            "the file changed during the run and was not written; run the command again",
        )),
    }
}

const BEGIN: &str = ".error-catalog.";
const END: &str = ".tmp";

/// Returns whether the name is that of a temporary file.
pub(super) fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(BEGIN) && name.ends_with(END)
}

/// Removes the temporary files. Errors are ignored.
fn clean(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_temporary(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
