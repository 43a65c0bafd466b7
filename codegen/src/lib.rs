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
//! Everything else is for programs that do more with a catalog, such as the command
//! `error-catalog`. [`check`] reads and checks a catalog, [`check_text`] a catalog in memory, and
//! [`Checker`] has settings. [`catalog`] is the model, [`emit`] generates artifacts from it, and
//! [`Artifact::write`] writes them to the disk.
//!
//! # Features
//!
//! | feature | adds |
//! | --- | --- |
//! | `annotate-snippets` (default) | the underlined source in diagnostics |
//! | `minijinja` | `emit::site`: the HTML reference; `orphans`: its stale pages;
//! `Part::HtmlTemplates` and `Part::FileTemplates`; with `serde_json`, `emit::template` |
//! | `openapi` | `emit::openapi`: OpenAPI documents |
//! | `markdown` | `emit::markdown_page`, `Part::Pages`: documentation; `emit::format`: the catalog format |
//! | `prettyplease` | `emit::rust::formatted`: Rust for a file to commit |
//! | `serde_json` | `emit::export`: a checked catalog as JSON; with `markdown`, `emit::format::schema`: the JSON Schema of catalog files |

pub mod catalog;
mod check;
mod compile;
mod diagnostic;
pub mod emit;
mod escape;
mod file;
mod finding;
mod hash;
mod line_ends;
mod near_paths;
mod output;
#[cfg(feature = "markdown")]
pub mod page;
mod paths;
mod pipeline;
mod printable;
mod project;
mod refusal;
mod source;
#[cfg(feature = "minijinja")]
mod templates;

pub use catalog::Catalog;
pub use catalog::naming::catalog_name;
pub use catalog::nearest::{Suggestions, nearest};
pub use check::{RULES, rule};
pub use compile::{CompileError, Config, compile, configure};
pub use diagnostic::{Diagnostic, Report, Rule, Severity};
pub use near_paths::unreadable_path;
#[cfg(feature = "minijinja")]
pub use output::orphans;
pub use output::{Artifact, Writer};
pub use pipeline::{Checked, Checker, Part, check, check_text};
pub use printable::{printable, printable_path};
pub use project::Project;
pub use refusal::Refusal;
pub use source::{Location, Sources, Span, Spanned, read_document};
#[cfg(feature = "minijinja")]
pub use templates::FileTemplate;
