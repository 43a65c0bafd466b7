//! The client's side: what a response says, by the same trees that it was written by.

mod collect;
mod constant;
mod decode;
mod identify;
mod not_decoded;
mod params;
mod read;
mod received;
mod shown;
mod unformat;
mod values;

pub use not_decoded::{NotDecoded, Reason};
pub use received::{Received, ReceivedCode, ReceivedError, RetryAdvice};

use crate::{ErrorCode, ParamDefinition, Value};

/// The longest body that [`decode`] reads, in bytes.
pub const MAX_BODY: usize = 16 << 20;

/// The most field issues and values in lists that [`decode`] takes from one body.
pub const MAX_ITEMS: usize = 65_536;

/// The most errors that [`decode`] takes from one body: each may have to be held against the whole catalog.
pub const MAX_ERRORS: usize = 1_024;

/// Reads the errors in a response to a client.
///
/// `header` looks a header up by its name, whose case does not count (RFC 9110 §5.1); `|_| None` where there are none.
///
/// What comes out is what was received, not the server's error: causes and internal parameters never travel. Each value
/// may be absent, and a code that this catalog has not is kept as it is, so that a newer server breaks no older client.
///
/// * The envelope is the one whose keys and constants are all there, and of several the one with the most. Keys that it
///   has not are passed over; of a key that stands twice, the first counts.
/// * The error is known by its code. Where no code is sent, it is the only one of that envelope and status whose message
///   reads like this; of several, the one with the most literal text. Where two are alike it is unknown, never a guess.
/// * A parameter comes from the envelope, from an attribute or a header that holds it, or else from the message, if that can be
///   read in one way only.
///
/// The time is linear in the body. Strings are borrowed from it where they hold no escapes.
///
/// # Errors
///
/// Where the body is not JSON, is in none of the catalog's envelopes, is longer than [`MAX_BODY`], nests deeper than 128
/// levels, or has more than [`MAX_ITEMS`] items or [`MAX_ERRORS`] errors.
///
/// ```
/// use error_catalog::{ErrorCode, decode};
///
/// # struct HeaderMap;
/// # impl HeaderMap { fn get(&self, _: &str) -> Option<&Self> { None } fn to_str(&self) -> Result<&str, ()> { Err(()) } }
/// fn report<C: ErrorCode>(status: u16, headers: &HeaderMap, body: &[u8]) -> String {
///     let header = |name: &str| headers.get(name)?.to_str().ok();
///     match decode::<C>(status, header, body) {
///         Ok(received) => match received.error().code.known() {
///             Some(code) => format!("{code:?}, again in {:?}", received.next_delay(0, 0.5)),
///             None => format!("an error that is newer than this client: {received}"),
///         },
///         Err(other) => other.to_string(),
///     }
/// }
/// # let _ = report::<Code>;
/// # #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)] enum Code {}
/// # impl ErrorCode for Code {
/// #     fn all() -> &'static [Self] { &[] }
/// #     fn table() -> &'static error_catalog::__private::Table { unimplemented!() }
/// #     fn index(self) -> usize { match self {} }
/// # }
/// ```
pub fn decode<'a, C: ErrorCode>(
    status: u16,
    header: impl Fn(&str) -> Option<&'a str>,
    body: &'a [u8],
) -> Result<Received<'a, C>, NotDecoded<'a>> {
    match decode::received(C::table(), status, &header, body) {
        Ok(received) => Ok(received.with_codes(C::all())),
        Err(reason) => {
            let retry = RetryAdvice::of_status(C::table(), status);
            Err(NotDecoded { status, body, reason, retry })
        }
    }
}

/// The example value of a parameter; `None` where the binary has none.
pub(crate) fn example(param: ParamDefinition) -> Option<Value<'static>> {
    values::typed(param, shown::Raw::Json(param.example()?), &mut shown::Items::default())
}
