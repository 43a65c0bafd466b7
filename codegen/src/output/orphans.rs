//! Pages of the HTML reference that are no longer generated.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::disk::about;
use super::mark;
use super::writer::is_temporary;
use crate::project::true_path;

/// Returns the pages of an earlier run in the folder of a catalog's HTML reference, except those to
/// keep, which are compared by their resolved paths.
///
/// Only files whose mark contains this catalog and their own path count, not pages of other
/// catalogs or moved pages.
///
/// # Errors
///
/// Fails if a folder cannot be read. The message contains the path.
pub fn orphans(folder: &Path, catalog: &str, kept: &HashSet<PathBuf>) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for (path, is_folder) in entries(folder)? {
        let name = name(&path);
        if !is_folder {
            found.push((path, name));
            continue;
        }
        // Pages are never deeper.
        let inner = entries(&path)?.into_iter().filter(|(_, is_folder)| !is_folder);
        found.extend(inner.map(|(page, _)| {
            let relative = format!("{name}/{}", self::name(&page));
            (page, relative)
        }));
    }
    let is_kept = |path: &Path| true_path(path).is_ok_and(|path| kept.contains(&path));
    let orphans = found.into_iter().filter(|(path, relative)| {
        // Temporary files of other generators do not count.
        !is_temporary(path) && says(path, &mark::of_page(catalog, relative)) && !is_kept(path)
    });
    let mut orphans: Vec<_> = orphans.map(|(path, _)| path).collect();
    orphans.sort();
    Ok(orphans)
}

/// Returns the files and folders in a folder, and whether each is a folder. Symbolic links are ignored.
fn entries(folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
    let read = || -> io::Result<Vec<_>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() || kind.is_file() {
                found.push((entry.path(), kind.is_dir()));
            }
        }
        Ok(found)
    };
    match read() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        found => found.map_err(|error| about(folder, &error)),
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Returns whether the last line of a file is a comment with exactly these words.
fn says(path: &Path, mark: &str) -> bool {
    last_line(path, mark.len() as u64).is_ok_and(|line| {
        let comment = line.strip_prefix("<!-- ").and_then(|comment| comment.strip_suffix(" -->"));
        let comment =
            comment.or_else(|| line.strip_prefix("/* ").and_then(|comment| comment.strip_suffix(" */")));
        comment == Some(mark)
    })
}

/// Returns the last line of a file, if it is not much longer than the mark.
fn last_line(path: &Path, len: u64) -> io::Result<String> {
    const AROUND: u64 = 32;
    let mut file = File::open(path)?;
    let end = file.metadata()?.len();
    file.seek(SeekFrom::Start(end.saturating_sub(len + AROUND)))?;
    let mut bytes = Vec::new();
    file.take(len + AROUND).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.trim_end().lines().next_back().unwrap_or_default().to_owned())
}
