//! Values of a response before their types are known.

use std::borrow::Cow;

use crate::json::{Reader, number};

/// A value of a response, not yet parsed as its type.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum RawValue<'a> {
    /// JSON text.
    Json(&'a str),
    /// The content of a JSON string, for values that are always text.
    String(Cow<'a, str>),
    /// Text from a header, or from within a longer string.
    Text(Cow<'a, str>),
}

impl<'a> RawValue<'a> {
    /// Returns the text; `None` for JSON that is not a string.
    pub(super) fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Json(json) if json.starts_with('"') => Reader::new(json).string(),
            Self::Json(_) => None,
            Self::String(text) | Self::Text(text) => Some(text),
        }
    }

    /// Parses an HTTP status code.
    pub(super) fn status(&self) -> Option<u16> {
        match self {
            Self::Json(json) if !json.starts_with('"') => number::parse_whole(json)?.try_into().ok(),
            raw => raw.clone().into_text()?.parse().ok(),
        }
    }
}
