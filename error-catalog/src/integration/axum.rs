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
//! Without the layer errors are served all the same; what an envelope shows of the request is absent then, as it is in a
//! task that a handler spawns. Inside the layer, a response with an error has the error's [`Definition`](crate::Definition)
//! among its extensions: metrics and logs of your own find it there.
//!
//! The module `extract` (feature `axum-extract`) has extractors that name the fields that are wrong.

#[cfg(feature = "axum-extract")]
pub mod extract;

use std::borrow::Cow;
use std::convert::Infallible;
use std::error::Error;
use std::future::poll_fn;
use std::panic::resume_unwind;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};

use axum_core::BoxError;
use axum_core::body::Body;
use axum_core::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, Entry, HeaderName, InvalidHeaderValue};
use http::{Extensions, HeaderMap, HeaderValue, Request, StatusCode, Uri};
use http_body::Body as _;
use tower_layer::Layer;
use tower_service::Service;

use super::log::Log;
use super::request::{Answer, OF_THE_BODY, PassThrough, answer_panic, catch, is_framework_made};
use super::request::{respond, stands_for, text_at_hand};
use super::settings::{Settings, Target, acceptable, layer};
use crate::{CatalogError, Definition, ErrorResponse, FrameworkError};

/// The response with one error, with what the layer knows of the request.
pub(crate) fn into_response(error: &dyn CatalogError) -> Response {
    served(respond(&[error], |context| crate::response(error, context)), error.definition())
}

impl IntoResponse for FrameworkError {
    fn into_response(self) -> Response {
        served(respond(&[&self], |context| self.response(context)), self.definition())
    }
}

impl IntoResponse for ErrorResponse {
    fn into_response(self) -> Response {
        served(respond(&self.all(), |context| self.response(context)), self.definition())
    }
}

/// The response in axum's types, marked as one of a catalog.
fn served(Answer { response, log }: Answer, definition: Definition) -> Response {
    let mut served = Response::new(Body::from(response.body.into_text()));
    *served.status_mut() = status(response.status);
    *served.headers_mut() = HeaderMap::with_capacity(response.headers.len());
    for (name, value) in response.headers {
        // The values were held against RFC 9110 already, the names when the catalog was checked.
        if let (Ok(name), Ok(value)) = (header_name(name), header_value(value)) {
            served.headers_mut().append(name, value);
        }
    }
    if let Some(log) = log {
        served.extensions_mut().insert(definition);
        served.extensions_mut().insert(log);
    }
    served
}

fn status(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn header_name(name: &'static str) -> Result<HeaderName, http::header::InvalidHeaderName> {
    if name == "Content-Type" { Ok(CONTENT_TYPE) } else { HeaderName::from_bytes(name.as_bytes()) }
}

fn header_value(value: Cow<'static, str>) -> Result<HeaderValue, InvalidHeaderValue> {
    match value {
        Cow::Borrowed(text) => HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())),
        Cow::Owned(text) => HeaderValue::from_maybe_shared(Bytes::from(text)),
    }
}

/// Supplies what is known of the request to the envelopes of errors, and puts what the framework answers by itself
/// into the catalog's envelope.
///
/// * The request's id is taken from its header or made, and sent back in that header, whatever the response. Handlers
///   find it in the request's header, too, and by [`request_id`](crate::request_id).
/// * An error response that no catalog made is replaced where its body is empty or `text/plain`, as is a 406 without
///   `Content-Type`. It is replaced by the error
///   that the catalog names for its status under `[framework]`: a 404 or 405 of the router, a 413, a 415, a text that
///   a handler returned. The status and the headers that do not describe the body stay, `Allow` among them. Its text, up to
///   4096 bytes of it, is the cause in the log event. Where the
///   catalog names none, or the response says [`PassThrough`], it stays as it is. Everything else passes
///   through, unread.
/// * A panic is caught and answered as a 500 is, with nothing of its text, where the catalog names an error for it.
/// * A service error is answered, too, so that no `HandleErrorLayer` is needed: a 504 for an elapsed timeout (a 408 where the catalog
///   names an error for that alone) and a 503 for shed load with the feature `tower`, a 500 for all else.
/// * Each error that is served is logged once, with the feature `tracing`.
///
/// Put it outside of all that can fail, and inside of what has to see every response: CORS, compression, traces. In a
/// nested router axum hides the prefix from a layer; with the feature `axum-extract` `$instance` shows it all the same.
#[derive(Debug, Clone)]
pub struct CatalogLayer {
    header: HeaderName,
    settings: Settings,
}

impl CatalogLayer {
    layer!(HeaderName);
}

impl<S> Layer<S> for CatalogLayer {
    type Service = CatalogService<S>;

    fn layer(&self, inner: S) -> CatalogService<S> {
        CatalogService { inner, header: self.header.clone(), settings: Arc::new(self.settings.clone()) }
    }
}

/// A service inside a [`CatalogLayer`].
#[derive(Debug, Clone)]
pub struct CatalogService<S> {
    inner: S,
    header: HeaderName,
    settings: Arc<Settings>,
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

    fn call(&mut self, mut request: Request<ReqBody>) -> Self::Future {
        let sent = request.headers().get(&self.header).cloned();
        let known =
            self.settings.request(sent.as_ref().map(HeaderValue::as_bytes), Target::Axum(target(&request)));
        let sent = sent.filter(|sent| acceptable(sent.as_bytes()).is_some());
        let id = sent.map_or_else(|| HeaderValue::from_str(&known.id), Ok).ok();
        id.clone().map(|id| request.headers_mut().insert(self.header.clone(), id));
        let (inner, header) = (self.inner.clone(), self.header.clone());
        Box::pin(known.scope(async move {
            let mut response = answer(inner, request).await;
            if let Some(log) = response.extensions_mut().remove::<Log>() {
                log.emit();
            }
            if let (Some(id), Entry::Vacant(place)) = (id, response.headers_mut().entry(header)) {
                place.insert(id);
            }
            Ok(response)
        }))
    }
}

/// The target as the client sent it: a nested router takes its prefix away.
fn target<B>(request: &Request<B>) -> Uri {
    #[cfg(feature = "axum-extract")]
    if let Some(original) = request.extensions().get::<::axum::extract::OriginalUri>() {
        return original.0.clone();
    }
    request.uri().clone()
}

/// What the inner service answers, or what stands for it.
async fn answer<S, ReqBody, ResBody>(mut inner: S, request: Request<ReqBody>) -> Response
where
    S: Service<Request<ReqBody>, Response = http::Response<ResBody>>,
    S::Error: Into<BoxError>,
    ResBody: http_body::Body<Data = Bytes> + Send + 'static,
    ResBody::Error: Into<BoxError>,
{
    let answered = catch(async {
        let outcome: Result<_, BoxError> = match poll_fn(|cx| inner.poll_ready(cx)).await.map_err(Into::into)
        {
            Ok(()) => inner.call(request).await.map_err(Into::into),
            Err(error) => Err(error),
        };
        match outcome {
            Ok(response) => in_envelope(response.map(Body::new)),
            Err(error) => failed(error),
        }
    });
    let bare = || StatusCode::INTERNAL_SERVER_ERROR.into_response();
    match answered.await {
        Ok(response) => response,
        Err(panic) => answer_panic(panic, FrameworkError::into_response, bare)
            .unwrap_or_else(|panic| resume_unwind(panic)),
    }
}

/// The response to a service's error.
fn failed(error: BoxError) -> Response {
    let status = error_status(&*error);
    match stands_for(status) {
        Some(stand_in) => stand_in.with_source(error).into_response(),
        None => self::status(status).into_response(),
    }
}

/// The status of a service's error, which others may have wrapped.
fn error_status(error: &(dyn Error + 'static)) -> u16 {
    #[cfg(feature = "tower")]
    {
        for cause in crate::fmt::chain(error) {
            if cause.is::<tower::timeout::error::Elapsed>() {
                return super::request::timeout_status();
            }
            if cause.is::<tower::load_shed::error::Overloaded>() {
                return 503;
            }
        }
    }
    let _ = error;
    500
}

/// The same response, or what stands for it where the framework made it.
fn in_envelope(response: Response) -> Response {
    let status = response.status().as_u16();
    if is_answered(response.extensions())
        || !is_framework_made(status, content_type(&response), length(&response))
    {
        return response;
    }
    let Some(mut error) = stands_for(status) else { return response };
    let (mut parts, replaced) = response.into_parts();
    if let Some(text) = text_of(replaced, parts.headers.contains_key(CONTENT_ENCODING)) {
        error = error.with_source(text);
    }
    let (of_error, body) = error.into_response().into_parts();
    for name in OF_THE_BODY {
        parts.headers.remove(name);
    }
    add_absent(&mut parts.headers, of_error.headers);
    parts.extensions.extend(of_error.extensions);
    Response::from_parts(parts, body)
}

/// The text of a body that is not sent: the cause, for the log.
fn text_of(body: Body, is_encoded: bool) -> Option<String> {
    let mut body = pin!(body);
    text_at_hand(is_encoded, |cx| {
        let frame = body.as_mut().poll_frame(cx);
        frame.map(|frame| frame?.ok().map(|frame| frame.into_data().unwrap_or_default()))
    })
}

/// Whether a catalog or its user answered.
fn is_answered(extensions: &Extensions) -> bool {
    extensions.get::<Definition>().is_some() || extensions.get::<PassThrough>().is_some()
}

fn content_type(response: &Response) -> Option<&[u8]> {
    response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes)
}

/// The length of the body. Of an answer to HEAD, which may have lost its body, that of the answer to GET.
fn length(response: &Response) -> Option<u64> {
    let declared =
        response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    declared.or_else(|| response.body().size_hint().exact())
}

/// What the framework knows goes before what the catalog says of all such errors.
fn add_absent(headers: &mut HeaderMap, others: HeaderMap) {
    let mut added = None;
    for (name, value) in others {
        // Of several values of one name, the first alone has the name.
        if let Some(name) = name {
            added = Some(name).filter(|name| !headers.contains_key(name));
        }
        if let Some(name) = &added {
            headers.append(name.clone(), value);
        }
    }
}
