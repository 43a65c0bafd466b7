//! What a merge puts into a document.

use std::borrow::Cow;

use crate::emit::openapi::tree::Tree;

/// What goes under one key path of a document.
pub(super) struct Part<'a> {
    pub(super) path: Vec<String>,
    /// The operation that it is of, if any.
    pub(super) operation: Option<&'a str>,
    pub(super) members: Members<'a>,
}

pub(super) type Members<'a> = Vec<(Cow<'a, str>, Tree<'a>)>;
