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
//! [`check`] reads and checks one ([`check_text`] one that is in memory, [`Checker`] one with settings), [`catalog`] is its model, [`emit`] makes artifacts of it, and
//! [`Artifact::write`] puts them on the disk. Data flows that way alone.
//!
//! # Features
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `annotate-snippets` (on) | diagnostics show the source line with the text underlined |
//! | `minijinja` | `emit::site`: the HTML reference; `orphans`: what is left of it; `Part::HtmlTemplates` and `Part::FileTemplates`; with `serde_json`, `emit::template` |
//! | `openapi` | `emit::openapi`: OpenAPI documents |
//! | `markdown` | `emit::markdown_page`, `Part::Pages`: documentation; `emit::format`: the format itself |
//! | `prettyplease` | `emit::rust::formatted`: Rust for a file that is committed |
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
