//! A document as data, in the same form for YAML and JSON.

use std::borrow::Cow;
use std::cell::Cell;

/// The maximum nesting. It limits the stack of comparisons, which recurse.
pub(super) const MAX_DEPTH: usize = 512;

/// A value of a document, or a key.
#[derive(Debug)]
pub(super) struct Node<'t> {
    /// The line, from 1.
    pub(super) line: u32,
    /// `true` for a key or an item that is generated or replaced.
    pub(super) is_ours: Cell<bool>,
    /// The number of its anchor in the parser; 0 for none.
    pub(super) anchor: u32,
    /// The tag, if any.
    pub(super) tag: Option<Box<str>>,
    pub(super) kind: NodeKind<'t>,
}

#[derive(Debug)]
pub(super) enum NodeKind<'t> {
    Scalar {
        text: Cow<'t, str>,
        /// `true` for a plain scalar, which can be a number, a boolean or null.
        is_plain: bool,
    },
    /// The number of the referenced anchor. Aliases are never expanded.
    Alias(u32),
    List(Vec<Node<'t>>),
    Map(Vec<(Node<'t>, Node<'t>)>),
}

/// A syntax error of a document.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) line: usize,
    pub(super) message: String,
}

impl<'t> Node<'t> {
    pub(super) fn new(line: usize, kind: NodeKind<'t>) -> Self {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        Self { line, is_ours: Cell::new(false), anchor: 0, tag: None, kind }
    }

    /// Returns the members of a mapping; empty for other nodes.
    pub(super) fn members(&self) -> &[(Node<'t>, Node<'t>)] {
        match &self.kind {
            NodeKind::Map(members) => members,
            _ => &[],
        }
    }

    /// Returns the text of a scalar, quoted or not.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Returns the value of the first member with this key.
    pub(super) fn member(&self, key: &str) -> Option<&Self> {
        self.members().iter().find(|(known, _)| known.text() == Some(key)).map(|(_, value)| value)
    }

    /// Returns the text of this value, if it is a scalar.
    pub(super) fn member_text(&self, key: &str) -> Option<&str> {
        self.member(key)?.text()
    }
}
