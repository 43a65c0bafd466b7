//! `error-catalog schema`

use clap::{Args, ValueEnum};
use error_catalog_codegen::emit::format;

use crate::outcome::Outcome;

/// Print a JSON Schema of the catalog format, or its reference.
///
/// Taplo and Even Better TOML use the schema if the first line of a catalog names it:
/// `#:schema ./errors.schema.json`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The output format.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A JSON Schema (draft 2020-12), for editors.
    Json,
    /// The reference in Markdown: every table and key, with type, default, meaning and examples.
    Markdown,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    match arguments.format {
        Format::Json => println!("{:#}", format::schema()),
        Format::Markdown => print!("{}", format::reference()),
    }
    Outcome::Done
}
