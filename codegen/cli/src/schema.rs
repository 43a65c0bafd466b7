//! `error-catalog schema`

use clap::{Args, ValueEnum};
use error_catalog_codegen::emit::format;

use crate::outcome::Outcome;

/// Print the format of catalogs: a JSON Schema for editors, or the reference page.
///
/// Taplo and Even Better TOML complete and check a catalog that names the schema in its first line:
/// `#:schema ./errors.schema.json`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A JSON Schema, draft 2020-12.
    Json,
    /// The reference: every table and key with type, default, meaning, and examples.
    Markdown,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    match arguments.format {
        Format::Json => println!("{:#}", format::schema()),
        Format::Markdown => print!("{}", format::reference()),
    }
    Outcome::Done
}
