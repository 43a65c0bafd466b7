//! The generated files of all catalogs of a run.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use error_catalog_codegen::{Artifact, orphans};

use crate::lock;

/// The generated files.
#[derive(Default)]
pub(crate) struct GeneratedFiles {
    pub(crate) artifacts: Vec<Artifact>,
    /// The folders of HTML references, each with its catalog's name.
    pub(crate) folders: Vec<(PathBuf, String)>,
    /// The digests of earlier runs, by the paths of artifacts without a mark.
    pub(crate) digests: HashMap<PathBuf, String>,
    /// The locks with the digests of this run, which are written last.
    pub(crate) locks: Vec<Artifact>,
    /// Locks of earlier runs that are no longer needed.
    pub(crate) left_locks: Vec<PathBuf>,
    /// All outputs of the catalogs, generated in this run or not.
    pub(crate) named: Vec<PathBuf>,
    /// The resolved paths of the catalogs' files.
    pub(crate) catalogs: HashSet<PathBuf>,
    /// The resolved paths of all inputs, including pages and templates.
    pub(crate) inputs: HashSet<PathBuf>,
}

impl GeneratedFiles {
    /// Adds the files of another catalog.
    pub(crate) fn add(&mut self, other: GeneratedFiles) {
        self.artifacts.extend(other.artifacts);
        self.folders.extend(other.folders);
        self.digests.extend(other.digests);
        self.locks.extend(other.locks);
        self.left_locks.extend(other.left_locks);
    }

    /// Returns the files of an earlier run that are no longer generated.
    pub(crate) fn orphans(&self) -> io::Result<Vec<PathBuf>> {
        let kept = self.kept();
        let mut found = self.left_locks.clone();
        for (folder, catalog) in &self.folders {
            found.extend(orphans(folder, catalog, &kept)?);
        }
        Ok(found)
    }

    /// Returns whether an artifact would replace a foreign file.
    pub(crate) fn is_foreign(&self, artifact: &Artifact) -> io::Result<bool> {
        lock::is_foreign(artifact, self.digests.get(&artifact.path).map(String::as_str))
    }

    /// Returns all files to write, in order. A lock comes after its outputs, because the old lock
    /// is valid until then.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Artifact> {
        self.artifacts.iter().chain(&self.locks)
    }

    /// Returns the resolved paths of all files that are not orphans.
    pub(crate) fn kept(&self) -> HashSet<PathBuf> {
        let made = self.all().map(|artifact| artifact.path.as_path());
        true_paths(made.chain(self.named.iter().map(PathBuf::as_path)))
    }
}

/// Returns the resolved paths of files, which do not have to exist.
pub(crate) fn true_paths<'p>(paths: impl IntoIterator<Item = &'p Path>) -> HashSet<PathBuf> {
    paths.into_iter().filter_map(|path| Artifact::new(path, "").true_path().ok()).collect()
}
