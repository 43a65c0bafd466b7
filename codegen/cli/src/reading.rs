//! How commands read catalogs.

use std::path::Path;

use clap::Args;
use error_catalog_codegen::{Catalog, Project, Report, check_reader, check_within, printable_path};

use crate::Outcome;

/// How catalogs are read.
#[derive(Args)]
pub(crate) struct Reading {
    /// Let catalogs include, read and write files outside of their project.
    ///
    /// A catalog's project is the nearest folder around it that has `.git`; where there is none, the outermost that has
    /// `Cargo.toml`; else the catalog's own folder. Links are followed before a path is compared with it.
    #[arg(long)]
    allow_outside: bool,
}

impl Reading {
    /// Reads and checks a catalog.
    pub(crate) fn check(&self, file: &Path) -> Result<(Option<Catalog>, Report), Outcome> {
        check_within(file, self.project(file)).map_err(|error| {
            Outcome::CouldNotRun(format!("`{}` cannot be read: {error}", printable_path(file)))
        })
    }

    /// Reads a catalog from standard input and checks it as if it were the file at that path.
    pub(crate) fn check_stdin(&self, path: &Path) -> Result<(Option<Catalog>, Report), Outcome> {
        check_reader(path, std::io::stdin().lock(), self.project(path))
            .map_err(|error| Outcome::CouldNotRun(format!("standard input cannot be read: {error}")))
    }

    fn project(&self, file: &Path) -> Project {
        if self.allow_outside { Project::unbounded() } else { Project::around(file) }
    }
}
