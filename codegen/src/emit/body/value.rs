//! Values in a rendered body.

use std::borrow::Cow;

use super::output::{Hole, Insertion, Output, RequestValue};
use crate::catalog::json::{escape_into, quote_into};

/// A value that is known at build time, or that the runtime puts into a hole.
pub(super) enum RenderedValue<'a> {
    /// The error has no such value.
    Absent,
    Text(Cow<'a, str>),
    /// JSON text.
    Json(Cow<'a, str>),
    /// Text or JSON with values of parameters.
    Pieces {
        pieces: Vec<Piece<'a>>,
        is_json: bool,
    },
    Request(RequestValue),
}

/// A piece of a text or of JSON.
pub(super) enum Piece<'a> {
    Text(Cow<'a, str>),
    Param { slot: usize, as_json: bool },
}

/// The presence of the values of a node, as in the runtime.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Presence {
    Constant,
    Present,
    Absent,
    /// Present if the request has this value.
    If(RequestValue),
    /// Depends on more than one value of the request.
    Open,
}

impl Presence {
    pub(super) fn of(value: &RenderedValue<'_>) -> Self {
        match value {
            RenderedValue::Absent => Self::Absent,
            RenderedValue::Request(value) if *value != RequestValue::Timestamp => Self::If(*value),
            _ => Self::Present,
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Present, _) | (_, Self::Present) => Self::Present,
            (Self::Open, _) | (_, Self::Open) => Self::Open,
            (Self::If(value), Self::If(other)) if value != other => Self::Open,
            (Self::If(value), _) | (_, Self::If(value)) => Self::If(value),
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            _ => Self::Constant,
        }
    }
}

impl<'a> From<Option<&'a str>> for RenderedValue<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Absent, |text| Self::Text(text.into()))
    }
}

impl RenderedValue<'_> {
    /// Writes the value as JSON, or nothing if it is absent.
    pub(super) fn write_json(self, out: &mut Output) {
        match self {
            Self::Absent => {}
            Self::Text(text) => quote_into(&text, &mut out.text),
            Self::Json(json) => out.text.push_str(&json),
            Self::Pieces { pieces, is_json: true } => write_pieces(pieces, true, out),
            Self::Pieces { pieces, is_json: false } => {
                out.text.push('"');
                write_pieces(pieces, false, out);
                out.text.push('"');
            }
            Self::Request(value) => out.hole(Hole::Request(Insertion::as_json(value))),
        }
    }
}

/// Writes the pieces of JSON, or of a text in a string.
pub(super) fn write_pieces(pieces: Vec<Piece<'_>>, is_json: bool, out: &mut Output) {
    for piece in pieces {
        match piece {
            Piece::Text(json) if is_json => out.text.push_str(&json),
            Piece::Text(text) => escape_into(&text, &mut out.text),
            Piece::Param { slot, as_json } => out.hole(Hole::Param { slot, as_json }),
        }
    }
}
