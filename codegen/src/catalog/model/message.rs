//! Parsed messages.

use super::param::Param;
use crate::catalog::filter::Encoding;

/// Text with placeholders that are resolved to parameters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Message {
    /// The pieces in order. Texts are not empty and never adjacent.
    pub pieces: Vec<MessagePiece>,
}

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MessagePiece {
    /// Literal text.
    Text(String),
    /// The value of a parameter, as an index into [`Error::params`](super::Error::params), and its
    /// encoding.
    Param(usize, Encoding),
    /// The start of an optional segment, which is omitted if the parameter is absent. The parameter
    /// is an index into [`Error::params`](super::Error::params).
    SegmentStart(usize),
    /// The end of the optional segment.
    SegmentEnd,
}

impl Message {
    /// Returns the text for people, with `{name}` for parameters, `{name|filter}` for encoded ones,
    /// and optional segments in brackets: `Down[ until {until}].`
    pub fn display(&self, params: &[Param]) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                MessagePiece::Text(text) => out.push_str(text),
                MessagePiece::SegmentStart(_) => out.push('['),
                MessagePiece::SegmentEnd => out.push(']'),
                MessagePiece::Param(slot, encoding) => {
                    out.extend(["{", &params[*slot].name]);
                    out.extend(encoding.filter.iter().flat_map(|filter| ["|", filter.name()]));
                    out.push('}');
                }
            }
        }
        out
    }
}
