//! `error-catalog export`

use std::path::PathBuf;

use clap::Args;
use error_catalog_codegen::{Checked, Severity, emit};

use crate::outcome::Outcome;
use crate::read_options::ReadOptions;
use crate::reporter;

/// Check catalogs and print them as JSON, for other programs.
///
/// Each catalog is printed on one line (JSON Lines). All names are resolved, defaults are filled
/// in, and examples are rendered. The output includes internal parameters and errors with `public =
/// false`, marked as such. `docs/export.md` describes the format. `"format"` is its version.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The main files of the catalogs.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    reading: ReadOptions,

    /// Indent the JSON.
    #[arg(long)]
    pretty: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut documents = Vec::new();
    for file in &arguments.files {
        let Checked { catalog, report, .. } = match arguments.reading.check(file) {
            Ok(checked) => checked,
            Err(outcome) => return outcome,
        };
        if catalog.is_none() || report.count(Severity::Warning) > 0 {
            reporter::print(&report);
        }
        documents.extend(catalog.map(|catalog| emit::export(&catalog)));
    }
    // Nothing is printed if one of the catalogs has an error.
    if documents.len() < arguments.files.len() {
        return Outcome::Failed;
    }
    for document in documents {
        if arguments.pretty { println!("{document:#}") } else { println!("{document}") }
    }
    Outcome::Done
}
