//! Answers to what emitters ask of a catalog time and again.

use std::collections::HashMap;
use std::sync::OnceLock;

/// What has been asked so far: each is found once.
#[derive(Debug, Default)]
pub(crate) struct Lookups {
    pub(super) by_category: OnceLock<Vec<Vec<usize>>>,
    pub(super) by_envelope: OnceLock<Vec<Vec<usize>>>,
    pub(super) by_status_row: OnceLock<Vec<Vec<usize>>>,
    pub(super) status_rows: OnceLock<HashMap<u16, usize>>,
    pub(super) framework: OnceLock<HashMap<u16, usize>>,
    #[cfg(feature = "markdown")]
    pub(super) fields: OnceLock<Vec<OnceLock<Vec<EnvelopeField>>>>,
}

/// A field of an envelope, for its documentation.
#[cfg(feature = "markdown")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EnvelopeField {
    /// As the catalog names it: `errors.code`.
    pub(crate) key: String,
    /// As people read it: `errors[].code`.
    pub(crate) path: String,
    /// Its types in words.
    pub(crate) ty: String,
    /// The place of what the catalog says about it, among the fields of the envelope.
    pub(crate) described: Option<usize>,
}
