//! Parsed templates.

use std::ops::Range;

use crate::catalog::filter::Encoding;

/// A parsed text with placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Template {
    /// The pieces in order. Texts are not empty and never adjacent.
    pub(crate) pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Piece {
    /// Literal text.
    Text(String),
    /// The value of a parameter.
    Placeholder {
        /// The parameter's name.
        name: String,
        /// The encoding of the value.
        encoding: Encoding,
        /// The range in the text, including braces.
        range: Range<usize>,
    },
    /// The start of an optional segment, which is omitted if the parameter is absent.
    SegmentStart {
        /// The parameter's name.
        name: String,
        /// The range of `{name?:` in the text.
        range: Range<usize>,
    },
    /// The end of the optional segment.
    SegmentEnd,
}

/// A problem in a template.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TemplateError {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Template {
    /// Returns the names of placeholders and of segment parameters, with their ranges.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder { name, range, .. } | Piece::SegmentStart { name, range } => {
                Some((name.as_str(), range.clone()))
            }
            Piece::Text(_) | Piece::SegmentEnd => None,
        })
    }

    /// Returns the names of segment parameters, with the ranges of `{name?:`.
    pub(crate) fn segments(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::SegmentStart { name, range } => Some((name.as_str(), range.clone())),
            _ => None,
        })
    }
}

/// Returns whether a parameter can have this name: a letter or `_`, then letters, digits and `_`.
pub(crate) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().any(|c| c.is_ascii_alphanumeric())
}
