//! What a marker can ask for, declared once: names, options, meaning.

use crate::emit::table::{self, Kind};

/// Something that a marker can ask for.
#[derive(Debug)]
#[non_exhaustive]
pub struct MarkerKind {
    /// What it is asked for by.
    pub name: &'static str,
    /// What it shows.
    pub meaning: &'static str,
    /// Its options.
    pub options: &'static [&'static str],
    /// Where it comes from.
    pub shows: Shows,
}

/// What a marker shows.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Shows {
    /// A table whose rows belong to errors, by the first number of each row.
    Errors(&'static Kind),
    /// A table whose rows belong to statuses.
    Statuses(&'static Kind),
    /// A table whose rows belong to envelopes.
    Fields(&'static Kind),
    /// A table that is always whole.
    Whole(&'static Kind),
    /// The example of an envelope.
    Envelope,
    /// An example body of an error.
    Example,
    /// The entry of an error.
    Error,
}

impl Shows {
    /// The table, where it is one.
    pub fn table(self) -> Option<&'static Kind> {
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

/// Everything that a marker can ask for.
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
