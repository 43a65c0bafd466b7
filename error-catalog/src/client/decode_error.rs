//! What is no error response of a catalog.

use std::fmt;

use super::received::RetryAdvice;

/// A response that is none of the catalog's errors: a proxy's HTML, say.
///
/// It holds what came, to be shown or logged.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct NotDecoded<'a> {
    /// The response's status (RFC 9110 §15).
    pub status: u16,
    /// The response's body.
    pub body: &'a [u8],
    /// Why it could not be decoded.
    pub reason: Reason,
    /// How the request may be repeated, as the catalog says for the status alone; `None` where it does not.
    pub retry: Option<RetryAdvice>,
}

/// Why a response could not be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The body is not JSON in UTF-8 (RFC 8259).
    #[non_exhaustive]
    NotJson {
        /// The byte at which it ceases to be.
        offset: usize,
    },
    /// The body is JSON in none of the catalog's envelopes.
    NoEnvelope,
    /// The body has the form of one of the catalog's envelopes, but the status is below 400 and the body shows no error of the
    /// catalog with that status.
    NotAnError,
    /// The body is longer than [`MAX_BODY`](super::MAX_BODY).
    TooLarge,
    /// The body nests deeper than 128 levels.
    TooDeep,
    /// The body holds more than [`MAX_ERRORS`](super::MAX_ERRORS) errors, or more than [`MAX_ITEMS`](super::MAX_ITEMS) field
    /// issues and values in lists.
    TooManyItems,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { offset } => write!(f, "not JSON at byte {offset}"),
            Self::NoEnvelope => f.write_str("in none of the catalog's envelopes"),
            Self::NotAnError => f.write_str("a status of success, and none of the catalog's errors"),
            Self::TooLarge => f.write_str("the body is too large"),
            Self::TooDeep => f.write_str("the body nests too deep"),
            Self::TooManyItems => f.write_str("too many items"),
        }
    }
}

impl fmt::Display for NotDecoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a response with status {} that is no error of the catalog: {}", self.status, self.reason)
    }
}

impl fmt::Debug for NotDecoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = &self.body[..self.body.len().min(200)];
        write!(f, "{self}: {:?}", String::from_utf8_lossy(body))
    }
}

impl std::error::Error for NotDecoded<'_> {}
