//! Reasons why a catalog cannot use a path.

use std::fmt;

/// The reason why a catalog cannot read or write a file. `Display` writes a sentence without its
/// subject, the path.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The path is outside the catalog's project.
    Outside,
    /// The path leads to or through a hidden file or folder with this name.
    Hidden(String),
    /// The path leads to a file or folder with this name, whose content programs run.
    Reserved(String),
}

impl Refusal {
    /// Returns the help.
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
            Self::Outside => f.write_str("is outside the project of the catalog"),
            Self::Hidden(name) => write!(f, "leads to the hidden file or folder `{name}`"),
            Self::Reserved(name) => write!(f, "leads to the reserved file or folder `{name}`"),
        }
    }
}
