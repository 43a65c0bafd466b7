//! Markers, and what they ask for.

use std::ops::Range;

use crate::emit::table::{Chosen, Kind, Row};

/// A pair of comments with what belongs between them.
#[derive(Debug)]
#[non_exhaustive]
pub struct Marker {
    /// What is replaced, in bytes: the lines between the two comments.
    pub between: Range<usize>,
    /// What stands before the first comment on its line.
    pub indent: String,
    /// What is asked for.
    pub request: Request,
}

/// What a marker asks for.
#[derive(Debug)]
#[non_exhaustive]
pub enum Request {
    /// A table.
    Table {
        /// Of which kind.
        kind: &'static Kind,
        /// Its rows.
        rows: Vec<Row>,
        /// Its columns, where they are chosen.
        columns: Option<Vec<Chosen>>,
    },
    /// Tables of errors, each under a heading.
    Groups {
        /// Of which kind.
        kind: &'static Kind,
        /// The rows of all of them.
        rows: Vec<Row>,
        /// Their columns, where they are chosen.
        columns: Option<Vec<Chosen>>,
        /// What they are grouped by.
        by: GroupBy,
        /// The level of the headings.
        level: u8,
    },
    /// The example of an envelope, by its place in [`Catalog::envelopes`](crate::Catalog::envelopes).
    Envelope(usize),
    /// The example body of an error, by its place in [`Catalog::errors`](crate::Catalog::errors).
    Example(usize),
    /// The entry of an error.
    Error {
        /// Its place in [`Catalog::errors`](crate::Catalog::errors).
        error: usize,
        /// The level of its heading.
        level: u8,
    },
}

/// What errors are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GroupBy {
    /// Their category; those without one come last.
    Category,
    /// Their status, the lowest first.
    Status,
}
