//! Blocks of a document.

use std::ops::Range;

use crate::emit::openapi::merge::keys::Keys;

/// A block mapping of the document.
#[derive(Debug)]
pub(super) struct Block<'d> {
    /// The line of its key.
    pub(super) key: Option<usize>,
    /// Its lines.
    pub(super) lines: Range<usize>,
    /// The column of its keys.
    pub(super) column: usize,
    /// The handwritten keys, with their lines.
    pub(super) members: Vec<(usize, &'d str)>,
    pub(super) keys: Keys<'d>,
}
