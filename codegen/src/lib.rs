//! Reads and checks an error catalog, and generates a Rust error type from it.
//!
//! A build script needs two functions, [`compile`] and [`configure`]:
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), error_catalog_codegen::CompileError> {
//!     error_catalog_codegen::compile("errors.toml")
//! }
//! ```
//!
//! Everything else is for programs that do more with a catalog, such as the command `error-catalog`:
//! [`check`] reads and checks one ([`check_text`] one that is in memory, [`check_reader`] one from a stream), [`catalog`] is its model, [`emit`] makes artifacts of it, and
//! [`Artifact::write`] puts them on the disk. Data flows that way alone.
//!
//! # Features
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `annotate-snippets` (on) | diagnostics show the source line with the text underlined |
//! | `minijinja` | `emit::site`: the HTML reference; `orphans`: what is left of it; `templates`; with `serde_json`, `emit::template` |
//! | `openapi` | `emit::openapi`: OpenAPI documents |
//! | `markdown` | `emit::markdown_page`, `pages`: documentation; `emit::format`: the format itself |
//! | `prettyplease` | `emit::rust::formatted`: Rust for a file that is committed |
//! | `serde_json` | `emit::export`: a checked catalog as JSON; with `markdown`, `emit::format::schema`: the JSON Schema of catalog files |

pub mod catalog;
mod check;
mod compile;
mod diagnostic;
pub mod emit;
mod escape;
mod file;
mod hash;
mod line_ends;
mod near_paths;
mod output;
#[cfg(feature = "markdown")]
pub mod page;
mod paths;
mod printable;
mod project;
mod source;
#[cfg(feature = "minijinja")]
mod templates;

pub use catalog::Catalog;
pub use catalog::naming::catalog_name;
pub use catalog::nearest::{Suggestions, nearest};
pub use check::{RULES, check, check_reader, check_text, check_within, rule};
pub use compile::{CompileError, Config, compile, configure};
pub use diagnostic::{Diagnostic, Report, Rule, Severity};
pub use near_paths::unreadable_path;
#[cfg(feature = "minijinja")]
pub use output::orphans;
pub use output::{Artifact, Writer};
#[cfg(feature = "markdown")]
pub use page::pages;
pub use paths::{Refusal, check_paths};
pub use printable::{printable, printable_path};
pub use project::Project;
pub use source::{Location, Sources, Span, Spanned, read_document};
#[cfg(feature = "minijinja")]
pub use templates::{FileTemplate, file_templates, templates};
