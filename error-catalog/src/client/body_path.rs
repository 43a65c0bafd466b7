//! The path of a value in a body, as a JSON Pointer (RFC 6901).

use std::fmt::Write as _;

use crate::field_path::write_token;

/// The path from the root of a body to a value. It lives on the stack of the walk, so it allocates nothing.
#[derive(Clone, Copy)]
pub(super) struct BodyPath<'t> {
    parent: Option<&'t BodyPath<'t>>,
    segment: Segment,
}

#[derive(Clone, Copy)]
enum Segment {
    Root,
    Member(&'static str),
    Item(usize),
}

impl<'t> BodyPath<'t> {
    /// The whole body.
    pub(super) const ROOT: Self = Self { parent: None, segment: Segment::Root };

    /// Returns the path of a member of the object at this path.
    pub(super) fn member(&'t self, key: &'static str) -> Self {
        Self { parent: Some(self), segment: Segment::Member(key) }
    }

    /// Returns the path of an item of the array at this path.
    pub(super) fn item(&'t self, index: usize) -> Self {
        Self { parent: Some(self), segment: Segment::Item(index) }
    }

    /// Renders the JSON Pointer.
    pub(super) fn to_pointer(self) -> String {
        let mut out = self.parent.map(|parent| parent.to_pointer()).unwrap_or_default();
        match self.segment {
            Segment::Root => {}
            Segment::Member(key) => drop(write_token(key, &mut out)),
            Segment::Item(index) => drop(write!(out, "/{index}")),
        }
        out
    }
}
