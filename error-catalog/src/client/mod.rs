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
/// `header` looks a header up by its name, whose case does not count (RFC 9110 §5.1); `|_| None` where there are none. Of
/// several headers of one name, give the first.
///
/// The result is the data that was received, not the server's error: causes and internal parameters are never sent. Each value may
/// be absent. An unknown code is kept as it is, so that a newer server breaks no older client.
///
/// * A member that identifies the error must be there and have its type. Any other member that is missing, `null` or of another
///   type is ignored on its own (RFC 9457 §3.1); [`Received::ignored`] names such values. Unknown members are skipped.
///   Of a duplicate key, the first counts. A byte order mark is skipped.
/// * Where no error of the catalog is found, the body must have all members of the envelope that are not optional. A code that this
///   catalog has not is kept then.
/// * In an envelope that shows `$code`, the code identifies the error, or else the address of a known error's documentation
///   (`$docs`). A code in a header of the envelope does so, too. In any other envelope the message does, together with the constants around it; with `identify = "status"` the
///   constants are enough.
/// * A constant around the code may be missing or have another value, but for a boolean with the opposite value: a body with
///   `"success": true` is not in an envelope with `"success": false`. The constant `null` may be anything. In a list whose
///   items the envelope writes out, constants tell the items apart and must be right.
/// * With a status below 400, no constant may have another value of its type, and the body must show an error of the catalog that has
///   this status, or the status that the body shows. So the body of a success is never an error. In a catalog without HTTP
///   statuses an unknown code is an error, too.
/// * Of several envelopes that fit, one with a code comes first, then one that fits without anything ignored, then the one
///   with the most keys. One that fits less well counts where it alone shows a known error.
/// * Where no code is sent, the error is the only one of that envelope and status whose message reads like this; of several, the one
///   with the most literal text. Where two are alike it is unknown, never a guess.
/// * Errors that share a code are told apart by what else the body shows. Where that fails, the error is unknown, with
///   its code and with the parameters that all of them declare alike.
/// * A parameter comes from the envelope, from an attribute or a header that holds it, or else from the message, if that can be
///   read in one way only.
///
/// The time is linear in the body. Strings are borrowed from it where they hold no escapes.
///
/// # Errors
///
/// Where the body is not JSON, is in none of the catalog's envelopes, is that of a success, is longer than [`MAX_BODY`], nests deeper than 128
/// levels, or has more than [`MAX_ITEMS`] items or [`MAX_ERRORS`] errors.
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
/// // A newer server's code, and a proxy's page.
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
    match decode::decode(decode::Response { table: C::table(), status, header: &header, body }) {
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
