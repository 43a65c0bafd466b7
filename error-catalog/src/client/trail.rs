//! A place in a body, as a JSON Pointer (RFC 6901).

use std::fmt::Write as _;

use crate::field_path::write_token;

/// The way from the root of a body to a value. It lives on the stack of the walk, so it allocates nothing.
#[derive(Clone, Copy)]
pub(super) struct Trail<'t> {
    outer: Option<&'t Trail<'t>>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Root,
    Key(&'static str),
    Index(usize),
}

impl<'t> Trail<'t> {
    /// The whole body.
    pub(super) const ROOT: Self = Self { outer: None, step: Step::Root };

    /// The member of an object.
    pub(super) fn key(&'t self, key: &'static str) -> Self {
        Self { outer: Some(self), step: Step::Key(key) }
    }

    /// The item of a list.
    pub(super) fn index(&'t self, index: usize) -> Self {
        Self { outer: Some(self), step: Step::Index(index) }
    }

    /// The JSON Pointer.
    pub(super) fn pointer(&self) -> String {
        let mut out = self.outer.map(Trail::pointer).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Key(key) => drop(write_token(key, &mut out)),
            Step::Index(index) => drop(write!(out, "/{index}")),
        }
        out
    }
}
