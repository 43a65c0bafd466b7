//! Utilities for tests of a service: [`assert_error!`](crate::assert_error), responses and example
//! errors.

use std::borrow::Cow;
use std::fmt;

use crate::client::{Received, decode};
use crate::code::ErrorCode;
pub use crate::example::ExampleError;
use crate::response::Response;

/// A response as a client receives it.
///
/// Convert it from responses of axum and actix-web (with their features), or from a status and a body.
///
/// ```
/// use error_catalog::testing::RawResponse;
///
/// let response = RawResponse::from((404, r#"{ "code": "NOT_FOUND" }"#));
/// assert_eq!(response.status, 404);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RawResponse {
    /// The status (RFC 9110 §15).
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl RawResponse {
    /// Creates a response.
    pub fn new(status: u16, headers: Vec<(String, String)>, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers, body: body.into() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

impl<B: AsRef<[u8]>> From<(u16, B)> for RawResponse {
    fn from((status, body): (u16, B)) -> Self {
        Self::new(status, Vec::new(), body.as_ref())
    }
}

impl From<Response> for RawResponse {
    fn from(response: Response) -> Self {
        let headers = response.headers.into_iter().map(|(name, value)| (name.to_owned(), value.into_owned()));
        let body: Cow<'static, str> = response.body.into_text();
        Self::new(response.status, headers.collect(), body.into_owned())
    }
}

/// Asserts that a response is this error of a catalog, and returns the received error.
///
/// It accepts responses of axum and actix-web (with their features), of
/// [`response`](crate::response::response), and any `(status, body)`. If the response is not this
/// error, the panic message shows the actual one.
///
/// ```
/// use error_catalog::assert_error;
/// use error_catalog::response::{Context, response};
/// use leads::{Code, Error};
///
/// let response = response(&Error::RateLimited { seconds: 7 }, &Context::default());
/// let received = assert_error!(response, Code::RateLimited);
/// assert_eq!(received.error().param("seconds"), Some(&7_u64.into()));
/// ```
///
/// # Panics
///
/// Panics if the response is not this error, or if the body of a framework's response is a stream.
#[macro_export]
macro_rules! assert_error {
    ($response:expr, $code:expr $(,)?) => {
        $crate::__private::assert_error($response, $code, ::core::option::Option::None)
    };
    ($response:expr, $code:expr, $($message:tt)+) => {
        $crate::__private::assert_error(
            $response,
            $code,
            ::core::option::Option::Some(::core::format_args!($($message)+)),
        )
    };
}

/// Implements [`assert_error!`](crate::assert_error).
#[track_caller]
pub fn assert_error<C: ErrorCode>(
    response: impl Into<RawResponse>,
    code: C,
    message: Option<fmt::Arguments<'_>>,
) -> Received<'static, C> {
    let response: RawResponse = response.into();
    let received = decode::<C>(response.status, |name| response.header(name), &response.body);
    let instead = match received {
        Ok(received) if received.error().is(code) => return received.into_owned(),
        Ok(received) => received.to_string(),
        Err(none) => none.to_string(),
    };
    let expected = code.definition();
    panic!(
        "unexpected response{}{}\n expected: {}{} {:?}\n  instead: {instead}\n     body: {}",
        if message.is_some() { ": " } else { "" },
        message.unwrap_or(format_args!("")),
        expected.status().map(|status| format!("{status} ")).unwrap_or_default(),
        expected.code(),
        expected.message(),
        String::from_utf8_lossy(&response.body),
    );
}

#[cfg(feature = "axum")]
mod of_axum {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use axum_core::response::Response;
    use http_body::Body;

    use super::RawResponse;

    impl From<Response> for RawResponse {
        /// # Panics
        ///
        /// Panics if the body is a stream.
        fn from(response: Response) -> Self {
            let (parts, body) = response.into_parts();
            let mut bytes = Vec::new();
            let mut body = pin!(body);
            loop {
                match body.as_mut().poll_frame(&mut Context::from_waker(Waker::noop())) {
                    Poll::Ready(Some(Ok(frame))) => bytes.extend(frame.into_data().unwrap_or_default()),
                    Poll::Ready(Some(Err(error))) => panic!("the body ended with an error: {error}"),
                    Poll::Ready(None) => break,
                    Poll::Pending => panic!("the body is a stream: collect it first"),
                }
            }
            let headers = parts.headers.iter().map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            });
            Self::new(parts.status.as_u16(), headers.collect(), bytes)
        }
    }
}

#[cfg(feature = "actix-web")]
mod of_actix_web {
    use actix_web::HttpResponse;
    use actix_web::body::MessageBody;
    use actix_web::dev::ServiceResponse;

    use super::RawResponse;

    impl<B: MessageBody> From<HttpResponse<B>> for RawResponse {
        /// # Panics
        ///
        /// Panics if the body is a stream.
        fn from(response: HttpResponse<B>) -> Self {
            let headers = response.headers().iter().map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            });
            let (status, headers) = (response.status().as_u16(), headers.collect());
            match response.into_body().try_into_bytes() {
                Ok(bytes) => Self::new(status, headers, bytes),
                Err(_) => panic!("the body is a stream: collect it first"),
            }
        }
    }

    impl<B: MessageBody> From<ServiceResponse<B>> for RawResponse {
        /// # Panics
        ///
        /// Panics if the body is a stream.
        fn from(response: ServiceResponse<B>) -> Self {
            response.into_parts().1.into()
        }
    }
}
