//! Decodes responses on a client's side, by the same envelopes that wrote them.

mod body_path;
mod collector;
mod constant;
mod decode;
mod decode_error;
mod errors;
mod fields;
mod identify;
mod limits;
mod member_set;
mod params;
mod pattern;
mod raw_value;
mod received;
mod response;
mod score;
mod state;
mod values;
mod visitor;
mod walk;

pub use decode_error::{DecodeError, DecodeErrorKind};
pub use limits::{MAX_BODY, MAX_ERRORS, MAX_IGNORED, MAX_ITEMS};
pub use received::{Errors, Received, ReceivedCode, ReceivedError, RetryAdvice};

use crate::code::ErrorCode;
use crate::definition::ParamDefinition;
use crate::value::Value;

/// Reads the errors in a response to a client.
///
/// `header` returns the value of a header. Names are case-insensitive (RFC 9110 §5.1). If a
/// response has several headers of the same name, return the first. Without headers, pass
/// `|_| None`.
///
/// The result contains only received data: causes and internal parameters are never sent. Each
/// value can be absent. Unknown codes are kept, so a newer server never breaks an older client.
///
/// * An identifying member must be present and have the right type. Any other member that is
///   missing, `null` or of the wrong type is ignored (RFC 9457 §3.1); [`Received::ignored`] names
///   such values. Unknown members are skipped. The first of duplicate keys counts. A byte order
///   mark is skipped.
/// * If the error is unknown, the body must have all required members of the envelope. The unknown
///   code is kept.
/// * In an envelope with `$code`, the code identifies the error, or else the documentation URL of a
///   known error (`$docs`). The code can also be in a header of the envelope. In other envelopes,
///   the message and the constants identify the error; with `identify = "status"`, the constants
///   suffice.
/// * A constant next to the code can be missing or have another value, except a boolean with the
///   opposite value: a body with `"success": true` does not match an envelope with
///   `"success": false`. The constant `null` matches any value. In a list with fixed items,
///   constants distinguish the items and must be equal.
/// * With a status below 400, all constants must be equal, and the body must contain a known error
///   with this status, or with the status in the body. The body of a successful response is
///   therefore never an error. In a catalog without HTTP, an unknown code is an error as well.
/// * If several envelopes match, one with a code has priority, then one without ignored values,
///   then the one with the most keys. An envelope with a lower priority wins if it is the only one
///   with a known error.
/// * Without a code, the error is the one with this envelope, status and message. If several
///   messages match, the one with the most literal text wins. If two match equally, the error is
///   unknown.
/// * Errors that share a code are distinguished by the other values of the body. If that fails, the
///   error is unknown, with its code and the parameters that all of these errors declare.
/// * A parameter comes from the envelope, from an attribute or header that contains it, or else
///   from the message, if the message is unambiguous.
///
/// The time is linear in the size of the body. Strings without escapes are borrowed from it.
///
/// # Errors
///
/// Fails if the body is not JSON, matches no envelope of the catalog, belongs to a successful
/// response, is longer than [`MAX_BODY`], nests deeper than 128 levels, or has more than
/// [`MAX_ITEMS`] items or [`MAX_ERRORS`] errors.
///
/// ```
/// use error_catalog::decode;
/// use error_catalog::client::DecodeErrorKind;
/// use leads::Code; // generated from the catalog
///
/// let headers = [("Retry-After", "7")];
/// let header = |name: &str| headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
/// let body = br#"{ "code": "RATE_LIMITED", "message": "Too many requests. Try again in 7 seconds." }"#;
/// let received = decode::<Code>(429, header, body)?;
/// assert!(received.error().is(Code::RateLimited));
/// assert_eq!(received.error().param("seconds"), Some(&7_u64.into()));
/// assert_eq!(received.next_delay(0, 0.5), Some(std::time::Duration::from_secs(7)));
///
/// // An unknown code from a newer server, and a page from a proxy.
/// let body = br#"{ "code": "NEW_CODE", "message": "Hello" }"#;
/// assert_eq!(decode::<Code>(400, |_| None, body)?.error().code.known(), None);
/// let other = decode::<Code>(502, |_| None, b"<html>Bad gateway</html>").expect_err("a page");
/// assert!(matches!(other.kind, DecodeErrorKind::NotJson { .. }));
/// # Ok::<(), error_catalog::client::DecodeError<'static>>(())
/// ```
pub fn decode<'a, C: ErrorCode>(
    status: u16,
    header: impl Fn(&str) -> Option<&'a str>,
    body: &'a [u8],
) -> Result<Received<'a, C>, DecodeError<'a>> {
    match decode::decode(response::Response { table: C::table(), status, header: &header, body }) {
        Ok(received) => Ok(received.with_codes(C::all())),
        Err(kind) => {
            let retry = RetryAdvice::of_status(C::table(), status);
            Err(DecodeError { status, body: body.into(), kind, retry })
        }
    }
}

/// Returns the example value of a parameter; `None` if the binary has none.
pub(crate) fn parse_example(param: ParamDefinition) -> Option<Value<'static>> {
    let example = raw_value::RawValue::Json(param.example()?);
    values::parse(param, example, &mut state::DecodeState::default())
}
