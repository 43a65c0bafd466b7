//! wip
pub mod catalog;
mod check;
mod diagnostic;
mod source;
pub use catalog::Catalog;
pub use check::{RULES, Rule, check, rule};
pub use diagnostic::{Diagnostic, Report, Severity};
pub use source::{Location, Sources, Span, Spanned};
