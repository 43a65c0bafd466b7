//! Diagnostics of a catalog, collected in one run.

mod mistake;
mod report;
mod rule;
mod sink;
#[cfg(feature = "annotate-snippets")]
mod snippet;

pub use self::mistake::Diagnostic;
pub use self::report::Report;
pub use self::rule::{Rule, Severity};
pub(crate) use self::sink::Sink;
