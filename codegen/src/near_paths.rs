//! Messages for missing files, with similar paths.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::catalog::nearest::nearest;
use crate::printable::{printable, printable_path};

/// The maximum number of files of a folder to compare with a name.
const MOST_FILES: usize = 1_000;

/// The maximum number of parent folders of a package to search: those of a workspace.
const MOST_PARENTS: usize = 3;

/// Returns the message for a catalog that cannot be read, with the folder and a similar path.
///
/// ```
/// # let folder = std::env::temp_dir().join("error-catalog-near-paths");
/// # std::fs::create_dir_all(&folder)?;
/// std::fs::write(folder.join("errors.toml"), "")?;
/// let error = std::io::ErrorKind::NotFound.into();
/// let message = error_catalog_codegen::unreadable_path(&folder, "error.toml", &error);
/// assert!(message.starts_with("file `error.toml` not found in `"));
/// assert!(message.ends_with("the folder of Cargo.toml: did you mean `errors.toml`?"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn unreadable_path(package: &Path, written: &str, error: &io::Error) -> String {
    let near = near(package, written).map(|near| printable(&near));
    let (folder, written) = (printable_path(package), printable(written));
    if error.kind() != ErrorKind::NotFound {
        return format!(
            "`{written}` cannot be read: {error}; the path is relative to the folder of Cargo.toml, \
                `{folder}`"
        );
    }
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "write a path relative to this folder, or create the file with `error-catalog new`".to_owned()
        }
    };
    format!("file `{written}` not found in `{folder}`, the folder of Cargo.toml: {help}")
}

/// Returns the path of an existing file: with a similar name in the same folder, or with the same
/// name in the package or its parent folders.
fn near(package: &Path, written: &str) -> Option<String> {
    let path = Path::new(written);
    let name = path.file_name()?.to_str()?;
    let parent = path.parent().unwrap_or(Path::new(""));
    let beside = names(&package.join(parent));
    if let Some(near) = nearest(name, beside.iter().map(String::as_str)) {
        return Some(slashes(&parent.join(near)));
    }
    let ups = (1..=MOST_PARENTS).map(|levels| "../".repeat(levels));
    let folders = [String::new(), "src/".to_owned()].into_iter().chain(ups);
    folders.map(|folder| folder + name).find(|path| package.join(path).is_file())
}

/// Returns the names of the TOML files in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().take(MOST_FILES);
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<_> = names.filter(|name| name.ends_with(".toml") && name != "Cargo.toml").collect();
    names.sort();
    names
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
