//! Reads catalogs for commands.

use std::path::Path;

use clap::Args;
use error_catalog_codegen::{Checked, Checker, printable_path};

use crate::outcome::Outcome;

/// The options for reading catalogs.
#[derive(Args)]
pub(crate) struct ReadOptions {
    /// Allow catalogs to include, read and write files outside their project.
    ///
    /// The project of a catalog is the nearest parent folder with `.git`. Without `.git`, it is the
    /// outermost parent folder with `Cargo.toml`, or else the folder of the catalog. Symbolic links
    /// are resolved first.
    #[arg(long)]
    allow_outside: bool,
}

impl ReadOptions {
    /// Reads and checks a catalog.
    pub(crate) fn check(&self, file: &Path) -> Result<Checked, Outcome> {
        self.checker(file).check().map_err(|error| {
            Outcome::CouldNotRun(format!("`{}` cannot be read: {error}", printable_path(file)))
        })
    }

    /// Reads a catalog from standard input and checks it as the file at this path.
    pub(crate) fn check_stdin(&self, path: &Path) -> Result<Checked, Outcome> {
        self.checker(path)
            .check_reader(std::io::stdin().lock())
            .map_err(|error| Outcome::CouldNotRun(format!("standard input cannot be read: {error}")))
    }

    fn checker(&self, file: &Path) -> Checker {
        Checker::new(file).allow_outside(self.allow_outside)
    }
}
