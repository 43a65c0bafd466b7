//! For [axum](https://docs.rs/axum) 0.8 (feature `axum`): errors are responses, and [`CatalogLayer`] puts what axum
//! answers by itself into the catalog's envelope.
//!
//! ```ignore
//! use axum::{Router, routing::get};
//! use error_catalog::axum::CatalogLayer;
//!
//! async fn get_lead() -> Result<String, errors::GetLeadError> {
//!     Err(errors::GetLeadError::LeadNotFound { id: 7 })
//! }
//!
//! let app = Router::new()
//!     .route("/v1/leads/{id}", get(get_lead))
//!     .layer(CatalogLayer::new::<errors::Code>());
//! ```
//!
//! Without the layer errors are served all the same; what an envelope shows of the request is absent then.
//! A response with an error has the error's [`Definition`](crate::Definition) among its extensions: metrics and logs
//! of your own find it there.
//!
//! The module `extract` (feature `axum-extract`) has extractors that name the fields that are wrong.

#[cfg(feature = "axum-extract")]
pub mod extract;

use std::convert::Infallible;
use std::future::poll_fn;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};

use axum_core::BoxError;
use axum_core::body::Body;
use axum_core::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use http::{HeaderValue, Method, Request, StatusCode};
use http_body::Body as _;
use tower_layer::Layer;
use tower_service::Service;

use super::request::{OF_THE_BODY, catch, is_framework_made, respond, stands_for, stands_for_panic};
use super::settings::{Settings, layer};
use crate::{CatalogError, Definition, ErrorResponse, FrameworkError};

/// The response with one error, with what the layer knows of the request.
#[doc(hidden)]
pub fn into_response(error: &dyn CatalogError) -> Response {
    let response = respond(&[error], |context| crate::response(error, context));
    served(response, error.definition())
}

impl IntoResponse for FrameworkError {
    fn into_response(self) -> Response {
        served(respond(&[&self], |context| self.response(context)), self.definition())
    }
}

impl IntoResponse for ErrorResponse {
    fn into_response(self) -> Response {
        let errors: Vec<&dyn CatalogError> = self.errors().map(|error| error as _).collect();
        let response = respond(&errors, |context| self.response(context));
        match errors.first() {
            Some(first) => served(response, first.definition()),
            None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

/// The response in axum's types, marked as one of a catalog.
fn served(response: crate::Response, definition: Definition) -> Response {
    let mut served = Response::new(Body::from(response.body.into_text()));
    *served.status_mut() = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in response.headers {
        // The values were held against RFC 9110 already, the names when the catalog was checked.
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), header_value(value)) {
            served.headers_mut().insert(name, value);
        }
    }
    served.extensions_mut().insert(definition);
    served
}

fn header_value(
    value: std::borrow::Cow<'static, str>,
) -> Result<HeaderValue, http::header::InvalidHeaderValue> {
    match value {
        std::borrow::Cow::Borrowed(text) => HeaderValue::from_str(text),
        std::borrow::Cow::Owned(text) => HeaderValue::try_from(text),
    }
}

/// Supplies what is known of the request to the envelopes of errors, and puts what the framework answers by itself
/// into the catalog's envelope.
///
/// * The request's id is taken from its header or made, and sent back in that header, whatever the response.
/// * An error response that no catalog made and that has an empty body or one of `text/plain` is replaced by the error
///   that the catalog names for its status under `[framework]`: a 404 or 405 of the router, a 413, a 415, a text that
///   a handler returned. The status and the headers that do not describe the body stay, `Allow` among them. Where the
///   catalog names none, the response stays as it is. Everything else passes through, unread.
/// * A panic is caught and answered as a 500 is, with nothing of its text, where the catalog names an error for it.
/// * A service error is answered, too, so that no `HandleErrorLayer` is needed: a 504 for an elapsed timeout (a 408 where the catalog
///   names an error for that alone) and a 503 for shed load with the feature `tower`, a 500 for all else.
/// * A HEAD request gets no body (RFC 9110 §9.3.2).
///
/// Put it outside of all that can fail: `Router::layer` last, or around the whole router.
#[derive(Clone)]
pub struct CatalogLayer {
    settings: Settings<HeaderName>,
}

impl CatalogLayer {
    layer!(HeaderName);
}

impl<S> Layer<S> for CatalogLayer {
    type Service = CatalogService<S>;

    fn layer(&self, inner: S) -> CatalogService<S> {
        CatalogService { inner, settings: self.settings.clone() }
    }
}

/// A service inside a [`CatalogLayer`].
#[derive(Clone)]
pub struct CatalogService<S> {
    inner: S,
    settings: Settings<HeaderName>,
}

impl<S, ReqBody, ResBody> Service<Request<ReqBody>> for CatalogService<S>
where
    S: Service<Request<ReqBody>, Response = http::Response<ResBody>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    ReqBody: Send + 'static,
    ResBody: http_body::Body<Data = Bytes> + Send + 'static,
    ResBody::Error: Into<BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut TaskContext<'_>) -> Poll<Result<(), Infallible>> {
        // Whether the inner service is ready is asked with the request at hand: its refusal is a response.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<ReqBody>) -> Self::Future {
        let sent_id = request.headers().get(&self.settings.request_id_header).map(HeaderValue::as_bytes);
        let known = self.settings.request(sent_id, request.uri().path());
        let id = HeaderValue::from_str(&known.id).ok();
        let header = self.settings.request_id_header.clone();
        let is_head = request.method() == Method::HEAD;
        let inner = self.inner.clone();
        Box::pin(known.scope(async move {
            let mut response = answer(inner, request).await;
            if let Some(id) = id {
                response.headers_mut().entry(header).or_insert(id);
            }
            Ok(if is_head { without_body(response) } else { response })
        }))
    }
}

/// What the inner service answers, or what stands for it.
async fn answer<S, ReqBody, ResBody>(mut inner: S, request: Request<ReqBody>) -> Response
where
    S: Service<Request<ReqBody>, Response = http::Response<ResBody>>,
    S::Error: Into<BoxError>,
    ResBody: http_body::Body<Data = Bytes> + Send + 'static,
    ResBody::Error: Into<BoxError>,
{
    let outcome = catch(async {
        poll_fn(|cx| inner.poll_ready(cx)).await?;
        inner.call(request).await
    });
    match outcome.await {
        Ok(Ok(response)) => in_envelope(response.map(Body::new)),
        Ok(Err(error)) => failed(error.into()),
        Err(panic) => match stands_for_panic(&*panic) {
            Some(error) => error.into_response(),
            None => resume_unwind(panic),
        },
    }
}

/// The response to a service's error.
fn failed(error: BoxError) -> Response {
    let status = error_status(&error);
    match stands_for(status) {
        Some(stand_in) => stand_in.with_source(error).into_response(),
        None => StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
}

#[cfg(feature = "tower")]
fn error_status(error: &BoxError) -> u16 {
    if error.is::<tower::timeout::error::Elapsed>() {
        super::request::timeout_status()
    } else if error.is::<tower::load_shed::error::Overloaded>() {
        503
    } else {
        500
    }
}

#[cfg(not(feature = "tower"))]
fn error_status(_: &BoxError) -> u16 {
    500
}

/// The same response, or what stands for it where the framework made it.
fn in_envelope(response: Response) -> Response {
    let content_type = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let is_empty = response.body().size_hint().exact() == Some(0);
    let status = response.status().as_u16();
    if response.extensions().get::<Definition>().is_some()
        || !is_framework_made(status, content_type, is_empty)
    {
        return response;
    }
    let Some(error) = stands_for(status) else { return response };
    let (mut parts, _) = response.into_parts();
    let (of_error, body) = error.into_response().into_parts();
    for name in OF_THE_BODY {
        parts.headers.remove(name);
    }
    // What the framework knows goes before what the catalog says of all such errors.
    for (name, value) in of_error.headers.iter() {
        parts.headers.entry(name).or_insert_with(|| value.clone());
    }
    parts.extensions.extend(of_error.extensions);
    Response::from_parts(parts, body)
}

/// The response to a HEAD request: the length of the body, and no body.
fn without_body(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact().filter(|length| *length > 0) {
        parts.headers.entry(CONTENT_LENGTH).or_insert(length.into());
    }
    Response::from_parts(parts, Body::empty())
}
