//! Messages, taken apart.

use super::param::Param;
use crate::catalog::filter::Encoding;

/// Text with placeholders that are resolved to parameters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Message {
    /// The pieces, in order; no two texts in a row, none of them empty.
    pub pieces: Vec<MessagePiece>,
}

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MessagePiece {
    /// Literal text.
    Text(String),
    /// The value of the parameter at that place of [`Error::params`](super::Error::params), encoded like this.
    Param(usize, Encoding),
    /// The start of an optional segment: it is left out where the parameter at that place of [`Error::params`](super::Error::params) is absent.
    SegmentStart(usize),
    /// The end of the optional segment.
    SegmentEnd,
}

impl Message {
    /// The text as people read it, with `{name}` for parameters, `{name|filter}` where one is encoded, and optional
    /// segments in brackets: `Down[ until {until}].`
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
