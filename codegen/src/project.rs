//! The project of a catalog, which contains its paths.

use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// The folder for all paths in a catalog, of included files and of outputs.
///
/// It is the nearest parent folder of the catalog with `.git`. Without `.git`, it is the outermost
/// parent folder with `Cargo.toml`, or else the folder of the catalog. Symbolic links are resolved
/// first.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// The resolved path; `None` for no limit.
    root: Option<PathBuf>,
}

impl Project {
    /// Finds the project of a catalog.
    pub fn around(catalog: impl AsRef<Path>) -> Self {
        let folder = catalog.as_ref().parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        // The folder of a catalog on standard input can be missing.
        let folder = true_path(folder).unwrap_or_else(|_| folder.to_owned());
        let with = |name: &'static str| folder.ancestors().filter(move |around| around.join(name).exists());
        let root = with(".git").next().or_else(|| with("Cargo.toml").last()).unwrap_or(&folder);
        Self { root: Some(root.to_owned()) }
    }

    /// Creates a project without a limit, for a trusted catalog.
    pub fn unbounded() -> Self {
        Self::default()
    }

    /// Returns the folder; `None` for no limit.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// Returns whether the project contains a path, which does not have to exist.
    pub fn contains(&self, path: &Path) -> bool {
        // A path that cannot be resolved can be neither read nor written.
        self.root.is_none() || true_path(path).map_or(true, |place| self.has(&place))
    }

    /// Like [`contains`](Self::contains), for a resolved path.
    pub(crate) fn has(&self, place: &Path) -> bool {
        self.root.as_ref().is_none_or(|root| place.starts_with(root))
    }
}

/// The maximum number of links in a chain.
const LINKS: usize = 40;

/// Resolves all symbolic links of a path. The file does not have to exist, and links can be broken.
pub(crate) fn true_path(path: &Path) -> io::Result<PathBuf> {
    let mut there = std::path::absolute(path)?;
    // The missing parts, in reverse order.
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

/// Appends a part to a path. `..` removes the last part.
fn joined(mut path: PathBuf, part: Component<'_>) -> PathBuf {
    match part {
        Component::ParentDir => {
            path.pop();
        }
        part => path.push(part),
    }
    path
}
