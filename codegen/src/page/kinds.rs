//! The kinds of markers: names, options, meaning.

use crate::emit::table::{self, TableKind};

/// A kind of marker.
#[derive(Debug)]
#[non_exhaustive]
pub struct MarkerKind {
    /// The name in markers.
    pub name: &'static str,
    /// The content.
    pub meaning: &'static str,
    /// The options.
    pub options: &'static [&'static str],
    /// The position of its content.
    pub shows: Shows,
}

/// The content of a marker.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Shows {
    /// A table whose rows belong to errors, by the first number of each row.
    Errors(&'static TableKind),
    /// A table whose rows belong to statuses.
    Statuses(&'static TableKind),
    /// A table whose rows belong to envelopes.
    Fields(&'static TableKind),
    /// A table without a selection of rows.
    Whole(&'static TableKind),
    /// The example of an envelope.
    Envelope,
    /// An example body of an error.
    Example,
    /// The entry of an error.
    Error,
}

impl Shows {
    /// Returns the table, if it is one.
    pub fn table(self) -> Option<&'static TableKind> {
        match self {
            Self::Errors(kind) | Self::Statuses(kind) | Self::Fields(kind) | Self::Whole(kind) => Some(kind),
            Self::Envelope | Self::Example | Self::Error => None,
        }
    }
}

const OF_ERRORS: &[&str] =
    &["columns", "group", "level", "category", "status", "operation", "tag", "retryable", "code"];
const OF_PARAMS: &[&str] = &["columns", "category", "status", "operation", "tag", "retryable", "code"];
const OF_STATUSES: &[&str] = &["columns", "status", "retryable"];
const COLUMNS: &[&str] = &["columns"];

const fn kind(
    name: &'static str,
    shows: Shows,
    options: &'static [&'static str],
    meaning: &'static str,
) -> MarkerKind {
    MarkerKind { name, meaning, options, shows }
}

/// All kinds of markers.
pub static KINDS: &[MarkerKind] = &[
    kind("statuses", Shows::Statuses(&table::STATUSES), OF_STATUSES, "The statuses."),
    kind("categories", Shows::Whole(&table::CATEGORIES), COLUMNS, "The categories."),
    kind("codes", Shows::Errors(&table::CODES), OF_ERRORS, "The errors, by their codes."),
    kind("triggers", Shows::Errors(&table::TRIGGERS), OF_ERRORS, "The triggers of errors."),
    kind("params", Shows::Errors(&table::PARAMS), OF_PARAMS, "The parameters of errors."),
    kind("envelope", Shows::Envelope, &["name"], "An example of an envelope."),
    kind("fields", Shows::Fields(&table::FIELDS), &["name", "columns"], "The fields of an envelope."),
    kind("example", Shows::Example, &["code"], "An example body of an error."),
    kind("error", Shows::Error, &["code", "level"], "The complete entry of an error."),
    kind("retry", Shows::Statuses(&table::RETRY), OF_STATUSES, "The statuses with a retry policy."),
    kind("policies", Shows::Whole(&table::POLICIES), COLUMNS, "The retry policies."),
    kind("rate-limits", Shows::Whole(&table::RATE_LIMITS), COLUMNS, "The rate limits."),
    kind("operations", Shows::Whole(&table::OPERATIONS), COLUMNS, "The operations, each with its errors."),
    kind(
        "framework",
        Shows::Whole(&table::FRAMEWORK),
        COLUMNS,
        "The web framework's own statuses, and the errors that replace them.",
    ),
    kind("retired", Shows::Whole(&table::RETIRED), COLUMNS, "The retired codes."),
];
