//! Templates, taken apart.

use std::ops::Range;

use crate::catalog::filter::Encoding;

/// A text with placeholders, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Template {
    /// The pieces, in order; no two texts in a row, none of them empty.
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
        /// How the value is encoded.
        encoding: Encoding,
        /// Where it stands in the text, braces included.
        range: Range<usize>,
    },
    /// The start of an optional segment: it is left out where the parameter is absent.
    SegmentStart {
        /// The parameter's name.
        name: String,
        /// Where `{name?:` stands in the text.
        range: Range<usize>,
    },
    /// The end of the optional segment.
    SegmentEnd,
}

/// Why a text is no template.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TemplateError {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Template {
    /// The names of the placeholders and of the parameters that segments depend on, with where they stand.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder { name, range, .. } | Piece::SegmentStart { name, range } => {
                Some((name.as_str(), range.clone()))
            }
            Piece::Text(_) | Piece::SegmentEnd => None,
        })
    }

    /// The names of the parameters that segments depend on, with where `{name?:` stands.
    pub(crate) fn segments(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::SegmentStart { name, range } => Some((name.as_str(), range.clone())),
            _ => None,
        })
    }
}

/// Whether a parameter can have this name: a letter or `_`, then letters, digits and `_`.
pub(crate) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().any(|c| c.is_ascii_alphanumeric())
}
