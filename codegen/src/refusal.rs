//! Why a catalog cannot use the file at a path.

use std::fmt;

/// Why a catalog cannot read or write the file at a path. `Display` says it as the second half of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The path leads out of the catalog's project.
    Outside,
    /// The path leads to a hidden file or through a hidden folder, of this name.
    Hidden(String),
    /// The path leads to a file or folder of this name, which programs read and run.
    Reserved(String),
}

impl Refusal {
    /// What to write instead.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Outside => {
                "move the file into the project, or allow the path with `--allow-outside` or `allow_outside`"
            }
            Self::Hidden(_) => "write a path without hidden files and folders (names that begin with a dot)",
            Self::Reserved(_) => "write a different path in `[generate]`",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside => f.write_str("is outside of the project of the catalog"),
            Self::Hidden(name) => write!(f, "leads to the hidden file or folder `{name}`"),
            Self::Reserved(name) => write!(f, "leads to `{name}`, which an output must not overwrite"),
        }
    }
}
