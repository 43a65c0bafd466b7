//! The files that a run makes, of all its catalogs.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use error_catalog_codegen::{Artifact, orphans};

use crate::lock;

/// What came out of a catalog.
#[derive(Default)]
pub(crate) struct Made {
    pub(crate) artifacts: Vec<Artifact>,
    /// The folders of HTML references, each with its catalog's name.
    pub(crate) folders: Vec<(PathBuf, String)>,
    /// Digests of what an earlier run wrote, by the paths of artifacts without a mark.
    pub(crate) digests: HashMap<PathBuf, String>,
    /// The locks with the digests of this run, which are written last.
    pub(crate) locks: Vec<Artifact>,
    /// Locks of earlier runs that hold nothing any more.
    pub(crate) left_locks: Vec<PathBuf>,
    /// All that the catalogs name, made this time or not.
    pub(crate) named: Vec<PathBuf>,
    /// The true paths of the catalogs' files.
    pub(crate) catalogs: HashSet<PathBuf>,
    /// The true paths of the pages and templates, too.
    pub(crate) inputs: HashSet<PathBuf>,
}

impl Made {
    /// Adds what another catalog gives.
    pub(crate) fn add(&mut self, other: Made) {
        self.artifacts.extend(other.artifacts);
        self.folders.extend(other.folders);
        self.digests.extend(other.digests);
        self.locks.extend(other.locks);
        self.left_locks.extend(other.left_locks);
    }

    /// The files that an earlier run wrote, and that nothing makes any more.
    pub(crate) fn orphans(&self) -> io::Result<Vec<PathBuf>> {
        let kept = self.kept();
        let mut found = self.left_locks.clone();
        for (folder, catalog) in &self.folders {
            found.extend(orphans(folder, catalog, &kept)?);
        }
        Ok(found)
    }

    /// Returns whether an artifact would replace a file that no run of its catalog wrote.
    pub(crate) fn is_foreign(&self, artifact: &Artifact) -> io::Result<bool> {
        lock::is_foreign(artifact, self.digests.get(&artifact.path).map(String::as_str))
    }

    /// All that is written, in the order in which it is. A lock comes after the outputs that it is about: until then the old one counts.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Artifact> {
        self.artifacts.iter().chain(&self.locks)
    }

    /// The true paths of all that is no orphan.
    pub(crate) fn kept(&self) -> HashSet<PathBuf> {
        let made = self.all().map(|artifact| artifact.path.as_path());
        true_paths(made.chain(self.named.iter().map(PathBuf::as_path)))
    }
}

/// The true paths of files that are there, or could be.
pub(crate) fn true_paths<'p>(paths: impl IntoIterator<Item = &'p Path>) -> HashSet<PathBuf> {
    paths.into_iter().filter_map(|path| Artifact::new(path, "").true_path().ok()).collect()
}
