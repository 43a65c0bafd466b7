//! Cached answers to queries of emitters.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The cached answers.
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
    /// The path in the catalog: `errors.code`.
    pub(crate) key: String,
    /// The path for people: `errors[].code`.
    pub(crate) path: String,
    /// The types in words.
    pub(crate) ty: String,
    /// The index of its description among the fields of the envelope.
    pub(crate) described: Option<usize>,
}
