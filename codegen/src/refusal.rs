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
                "move it into the project, or allow it where the catalog is used: `--allow-outside`, `allow_outside`"
            }
            Self::Hidden(_) => "write a path without a part that begins with a dot",
            Self::Reserved(_) => "write another path in `[generate]`",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside => f.write_str("lies outside of the catalog's project"),
            Self::Hidden(name) => write!(f, "leads to the hidden file or folder `{name}`"),
            Self::Reserved(name) => write!(f, "leads to `{name}`, where no output can go"),
        }
    }
}
