//! Generated files that nothing makes any more.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use super::writer::is_temporary;
use super::{MARK, about};
use crate::project::true_path;

/// Generated files below these folders that are none of those to be kept, which are known by their true paths: what they
/// were made of is gone.
///
/// # Errors
///
/// Where a folder cannot be read; the message names the path.
pub fn orphans(folders: &[PathBuf], kept: &HashSet<PathBuf>) -> io::Result<Vec<PathBuf>> {
    let mut left: Vec<PathBuf> = folders.to_vec();
    let mut found = Vec::new();
    while let Some(folder) = left.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(about(&folder, &error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| about(&folder, &error))?;
            let (path, kind) = (entry.path(), entry.file_type().map_err(|error| about(&folder, &error))?);
            if kind.is_dir() {
                left.push(path);
            } else if kind.is_file() && is_orphan(&path, kept) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_orphan(path: &Path, kept: &HashSet<PathBuf>) -> bool {
    let is_kept = || true_path(path).is_ok_and(|path| kept.contains(&path));
    let is_generated = || std::fs::read_to_string(path).is_ok_and(|text| text.contains(MARK));
    // What another generator is just writing is none.
    !is_temporary(path) && !is_kept() && is_generated()
}
