//! Responses that are not an error of the catalog.

use std::borrow::Cow;
use std::fmt;

use super::received::RetryAdvice;

/// An error of decoding a response: it is not an error of the catalog, but a proxy's HTML page, for example.
///
/// It holds the status and the body for logs.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct DecodeError<'a> {
    /// The response's status (RFC 9110 §15).
    pub status: u16,
    /// The response's body.
    pub body: Cow<'a, [u8]>,
    /// The reason why the response could not be decoded.
    pub kind: DecodeErrorKind,
    /// The retry policy that the catalog declares for the status; `None` if it declares none.
    pub retry: Option<RetryAdvice>,
}

impl DecodeError<'_> {
    /// Returns the same error, borrowing nothing from the response.
    ///
    /// ```
    /// use error_catalog::client::{DecodeError, Received, decode};
    /// use leads::Code;
    ///
    /// fn read(status: u16, body: Vec<u8>) -> Result<Received<'static, Code>, DecodeError<'static>> {
    ///     let received = decode(status, |_| None, &body).map_err(DecodeError::into_owned)?;
    ///     Ok(received.into_owned())
    /// }
    ///
    /// let error = read(502, b"<html>Bad gateway</html>".to_vec()).expect_err("a proxy's page");
    /// assert_eq!(error.status, 502);
    /// assert_eq!(&*error.body, b"<html>Bad gateway</html>");
    /// ```
    pub fn into_owned(self) -> DecodeError<'static> {
        DecodeError { body: self.body.into_owned().into(), ..self }
    }
}

/// The reason why a response could not be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The body is not JSON in UTF-8 (RFC 8259).
    #[non_exhaustive]
    NotJson {
        /// The offset of the first invalid byte.
        offset: usize,
    },
    /// The body is JSON, but in none of the catalog's envelopes.
    NoEnvelope,
    /// The body has the form of one of the catalog's envelopes, but the status is below 400 and the body shows no error of the
    /// catalog with that status.
    NotAnError,
    /// The body is longer than [`MAX_BODY`](super::MAX_BODY).
    TooLarge,
    /// The body nests deeper than 128 levels.
    TooDeep,
    /// The body has more than [`MAX_ERRORS`](super::MAX_ERRORS) errors, or more than [`MAX_ITEMS`](super::MAX_ITEMS) field
    /// issues and values in lists.
    TooManyItems,
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { offset } => write!(f, "invalid JSON at byte {offset}"),
            Self::NoEnvelope => f.write_str("the body matches no envelope of the catalog"),
            Self::NotAnError => f.write_str(
                "the status is not an error status, and the body contains \
                no error of the catalog",
            ),
            Self::TooLarge => f.write_str("the body is too large"),
            Self::TooDeep => f.write_str("the body is nested too deeply"),
            Self::TooManyItems => f.write_str("too many items"),
        }
    }
}

impl fmt::Display for DecodeError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response with status {} is not an error of the catalog: {}", self.status, self.kind)
    }
}

/// The same as `Display`, with the first 200 bytes of the body.
impl fmt::Debug for DecodeError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = &self.body[..self.body.len().min(200)];
        write!(f, "{self}: {:?}", String::from_utf8_lossy(body))
    }
}

impl std::error::Error for DecodeError<'_> {}
