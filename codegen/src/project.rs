//! The project around a catalog: as far as the paths in it reach.

use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// The folder that the paths of a catalog stay in: what it includes, and what is generated.
///
/// It is the nearest folder around the catalog that has `.git`; where there is none, the outermost that has `Cargo.toml`; else the
/// catalog's own. Links are followed before a path is compared with it.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// By its one true path; `None` for everything.
    root: Option<PathBuf>,
}

impl Project {
    /// The project around a catalog.
    pub fn around(catalog: impl AsRef<Path>) -> Self {
        let folder = catalog.as_ref().parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        // A catalog from standard input may be one of a folder that is not there.
        let folder = true_path(folder).unwrap_or_else(|_| folder.to_owned());
        let with = |name: &'static str| folder.ancestors().filter(move |around| around.join(name).exists());
        let root = with(".git").next().or_else(|| with("Cargo.toml").last()).unwrap_or(&folder);
        Self { root: Some(root.to_owned()) }
    }

    /// No bounds: for a catalog that is trusted to name any file there is.
    pub fn unbounded() -> Self {
        Self::default()
    }

    /// Its folder; `None` where there are no bounds.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// Whether a path leads to a place in it, where there is something already or not.
    pub fn contains(&self, path: &Path) -> bool {
        // What cannot be followed can be neither read nor written.
        self.root.is_none() || true_path(path).map_or(true, |place| self.has(&place))
    }

    /// As [`contains`](Self::contains), for a true path.
    pub(crate) fn has(&self, place: &Path) -> bool {
        self.root.as_ref().is_none_or(|root| place.starts_with(root))
    }
}

/// The links of a chain that the system follows.
const LINKS: usize = 40;

/// The one true path of a file, also of one that is not there yet: links are followed, even where they lead to nothing.
pub(crate) fn true_path(path: &Path) -> io::Result<PathBuf> {
    let mut there = std::path::absolute(path)?;
    // What is not there, the last part first.
    let mut missing: Vec<PathBuf> = Vec::new();
    let mut links = 0;
    loop {
        match std::fs::canonicalize(&there) {
            Ok(found) => {
                let parts = missing.iter().rev().flat_map(|part| part.components());
                return Ok(parts.fold(found, joined));
            }
            Err(error) if error.kind() == ErrorKind::NotFound && links < LINKS => {
                if let Ok(target) = std::fs::read_link(&there) {
                    there.pop();
                    there.push(target);
                    links += 1;
                } else if let Some(part) = there.components().next_back() {
                    missing.push(part.as_os_str().into());
                    there = there.parent().map(PathBuf::from).unwrap_or_default();
                }
            }
            Err(error) => return Err(error),
        }
    }
}

/// A path with one more part, where `..` goes up.
fn joined(mut path: PathBuf, part: Component<'_>) -> PathBuf {
    match part {
        Component::ParentDir => {
            path.pop();
        }
        part => path.push(part),
    }
    path
}
