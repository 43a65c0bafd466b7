//! Responses without a request, and responses to HEAD.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};

use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_LENGTH, HeaderMap, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, ResponseError};

use crate::definition::Definition;
use crate::integration::log::Log;

/// Returns the response to a HEAD request: without its body, but with the length of the response to
/// GET (RFC 9110 §8.6).
///
/// actix-web omits the body by itself, but based on the last request that it has read from the
/// connection, not on the request of this response.
pub(super) fn answer_to_head<B: MessageBody + 'static>(
    response: HttpResponse<EitherBody<B>>,
) -> HttpResponse<EitherBody<B>> {
    let length = length(response.body());
    response.map_body(|head, _| {
        if let Some(length) = length {
            head.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        // An empty stream, so that the header is the only source of the length.
        head.no_chunking(true);
        EitherBody::right(BoxBody::new(NoBody))
    })
}

/// The length of a body, where it is known.
pub(super) fn length(body: &impl MessageBody) -> Option<u64> {
    match body.size() {
        BodySize::None => Some(0),
        BodySize::Sized(length) => Some(length),
        BodySize::Stream => None,
    }
}

/// A stream without any bytes.
struct NoBody;

impl MessageBody for NoBody {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut TaskContext<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Poll::Ready(None)
    }
}

/// An error with a finished response, which can be requested any number of times.
pub(super) struct Answered {
    /// The text of the error, for logs.
    text: String,
    status: StatusCode,
    pub(super) headers: HeaderMap,
    body: Bytes,
    definition: Option<Definition>,
    pub(super) log: Option<Log>,
    is_head: bool,
}

impl Answered {
    /// `None` if the body is a stream.
    pub(super) fn of(
        text: String,
        mut response: HttpResponse<impl MessageBody>,
        is_head: bool,
    ) -> Option<Self> {
        let definition = response.extensions().get::<Definition>().copied();
        let log = response.extensions_mut().remove::<Log>();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().try_into_bytes().ok()?;
        Some(Self { text, status, headers, body, definition, log, is_head })
    }
}

impl ResponseError for Answered {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::with_body(self.status, BoxBody::new(self.body.clone()));
        *response.headers_mut() = self.headers.clone();
        self.definition.map(|definition| response.extensions_mut().insert(definition));
        if self.is_head && self.definition.is_some() {
            return answer_to_head(response.map_into_left_body::<BoxBody>()).map_into_boxed_body();
        }
        response
    }
}

impl fmt::Display for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
