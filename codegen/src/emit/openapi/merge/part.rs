//! The parts of a merge.

use std::borrow::Cow;

use crate::emit::openapi::tree::Tree;

/// The members to merge at a key path of a document.
pub(super) struct Part<'a> {
    pub(super) path: Vec<String>,
    /// The operation of the part, if any.
    pub(super) operation: Option<&'a str>,
    pub(super) members: Members<'a>,
}

pub(super) type Members<'a> = Vec<(Cow<'a, str>, Tree<'a>)>;
