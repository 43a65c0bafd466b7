//! Markers and their requests.

use std::ops::Range;

use crate::emit::table::{Chosen, Row, TableKind};

/// A pair of comments with the request for the text between them.
#[derive(Debug)]
#[non_exhaustive]
pub struct Marker {
    /// The range of bytes to replace: the lines between the two comments.
    pub between: Range<usize>,
    /// The text before the first comment on its line.
    pub indent: String,
    /// The request.
    pub request: MarkerRequest,
}

/// The request of a marker.
#[derive(Debug)]
#[non_exhaustive]
pub enum MarkerRequest {
    /// A table.
    Table {
        /// The kind.
        kind: &'static TableKind,
        /// Its rows.
        rows: Vec<Row>,
        /// The selected columns, if any.
        columns: Option<Vec<Chosen>>,
    },
    /// Tables of errors, each under a heading.
    Groups {
        /// The kind.
        kind: &'static TableKind,
        /// The rows of all of them.
        rows: Vec<Row>,
        /// The selected columns, if any.
        columns: Option<Vec<Chosen>>,
        /// The grouping.
        by: GroupBy,
        /// The level of the headings.
        level: u8,
    },
    /// The example of an envelope, as an index into [`Catalog::envelopes`](crate::Catalog::envelopes).
    Envelope(usize),
    /// The example body of an error, as an index into [`Catalog::errors`](crate::Catalog::errors).
    Example(usize),
    /// The entry of an error.
    Error {
        /// The index into [`Catalog::errors`](crate::Catalog::errors).
        error: usize,
        /// The level of its heading.
        level: u8,
    },
}

/// The grouping of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GroupBy {
    /// By category; errors without one come last.
    Category,
    /// By status, in ascending order.
    Status,
}
