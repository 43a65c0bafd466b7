//! How a file takes another's place: whole or not at all.
//!
//! The content goes to a temporary file in the same folder, which is then renamed: whoever reads, and whoever looks after a
//! crash, finds the old file or the new one. A link stays, and what it leads to is replaced.
//!
//! A generator that is killed leaves its temporary file behind, and the next one that writes into the folder takes it away. It
//! cannot know whether its owner still lives; so an owner whose file is gone makes another. Names are random, as process ids are
//! not unique where containers share a folder: nobody ever renames a file that another is still writing.

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

/// Writes artifacts, and takes away what generators that were killed have left in their folders.
#[derive(Debug, Default)]
pub struct Writer {
    /// Folders in which nothing is left.
    cleaned: HashSet<PathBuf>,
}

/// How often a temporary file is made anew. It is taken away at most once by each generator that starts meanwhile.
const ATTEMPTS: usize = 100;

impl Writer {
    /// Writes a file if its content is not there already; whether it was written.
    ///
    /// Its folder is made where it is not there. An old file lends its permissions, and its line ends: if all its lines end with
    /// CRLF, as git checks files out with `core.autocrlf=true`, so do those of the new one.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be made or the file cannot be written, or where an [edited](Artifact::edited) file is no longer
    /// what it was. The message names the path, and what was there is still there.
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
    /// Writes the file by itself: see [`Writer::write`].
    ///
    /// # Errors
    ///
    /// As [`Writer::write`].
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

/// Writes the temporary file, so that nothing is left but to rename it.
fn fill(mut file: File, artifact: &Artifact, bytes: &str, target: &Path) -> io::Result<()> {
    file.write_all(bytes.as_bytes())?;
    if let Ok(old) = fs::metadata(target)
        && file.metadata()?.permissions() != old.permissions()
    {
        file.set_permissions(old.permissions())?;
    }
    let Some(before) = &artifact.before else { return Ok(()) };
    // What is generated can be generated again, and is left to the system. These are words that stand nowhere else: they are on the
    // disk before the file that holds them now is gone.
    file.sync_all()?;
    // The last thing before the rename: whoever saves the file while it is being filled keeps what is saved. Another generator
    // may have filled it alike.
    match content(target, u64::MAX)? {
        Some(now) if now == line_ends::adapted(before, &now).as_bytes() || now == bytes.as_bytes() => Ok(()),
        _ => Err(io::Error::other(
            "the file changed during the run and was not written; run the command again",
        )),
    }
}

const BEGIN: &str = ".error-catalog.";
const END: &str = ".tmp";

/// Whether a file is a temporary one of a generator, by its name.
pub(super) fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(BEGIN) && name.ends_with(END)
}

/// Takes the temporary files away. One that cannot be taken away harms nobody.
fn clean(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_temporary(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
