//! For [axum](https://docs.rs/axum) 0.8 (feature `axum`): errors are responses, and
//! [`CatalogLayer`] replaces axum's own errors with errors of the catalog.
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
//! Errors are also served without the layer, but values of the request are then absent, as in a
//! task that a handler spawns. Inside the layer, the extensions of a response with an error contain
//! the error's [`Definition`](crate::Definition), for your own metrics and logs.
//!
//! The module `extract` (feature `axum-extract`) has extractors with field issues.

#[cfg(feature = "axum-extract")]
pub mod extract;
mod replaced;

use std::borrow::Cow;
use std::convert::Infallible;
use std::error::Error;
use std::future::{poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};

use axum_core::BoxError;
use axum_core::body::Body;
use axum_core::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, Entry, HeaderName, InvalidHeaderValue};
use http::{HeaderMap, HeaderValue, Request, StatusCode, Uri};
use tower_layer::Layer;
use tower_service::Service;

use self::replaced::in_envelope;
use super::log::Log;
use super::request::{Called, CurrentRequest, LoggedResponse, Panic};
use super::request::{answer_panic, framework_error, respond};
use super::request_id::{Id, acceptable};
use super::settings::{Settings, Target, layer};
use crate::catalog_error::CatalogError;
use crate::definition::Definition;
use crate::framework_error::FrameworkError;
use crate::response::ErrorResponse;

/// Creates the response with one error and the values of the request.
pub(crate) fn into_response(error: &dyn CatalogError) -> Response {
    served(respond(&[error], |context| crate::response::response(error, context)), error.definition())
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

/// Converts the response to axum's type, and marks it as a response of a catalog.
fn served(LoggedResponse { response, is_inside, log }: LoggedResponse, definition: Definition) -> Response {
    let mut served = Response::new(Body::from(response.body.into_text()));
    *served.status_mut() = status(response.status);
    // axum adds `Content-Length`, the layer the request ID, and hyper the date.
    *served.headers_mut() = HeaderMap::with_capacity(response.headers.len() + 3);
    for (name, value) in response.headers {
        // The values are valid (RFC 9110): they were tested before, the names by `check`.
        if let (Ok(name), Ok(value)) = (header_name(name), header_value(value)) {
            served.headers_mut().append(name, value);
        }
    }
    if is_inside {
        served.extensions_mut().insert(definition);
    }
    if let Some(log) = log {
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

/// The usual media types are values that were checked when the crate was compiled.
fn header_value(value: Cow<'static, str>) -> Result<HeaderValue, InvalidHeaderValue> {
    const JSON: HeaderValue = HeaderValue::from_static("application/json");
    const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");
    match value {
        Cow::Borrowed("application/json") => Ok(JSON),
        Cow::Borrowed("application/problem+json") => Ok(PROBLEM),
        Cow::Borrowed(text) => HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())),
        Cow::Owned(text) => HeaderValue::from_maybe_shared(Bytes::from(text)),
    }
}

/// A layer that supplies values of the request to envelopes, and replaces the framework's own
/// errors with errors of the catalog.
///
/// * It takes the request ID from its header or creates one, and sends it back with every response.
///   Handlers find it in the request's header, and with
///   [`request_id`](crate::framework::request_id).
/// * It replaces an error response that is not from a catalog with the error that `[framework]`
///   defines for its status. The body of such a response is empty or `text/plain`; a 406 without
///   `Content-Type` is replaced as well. Examples are a 404 or 405 of the router, a 413, a 415, and
///   a text that a handler returned. The new response keeps the status and the headers that do not
///   describe the body, such as `Allow`. The first 4096 bytes of the text are the cause in the log
///   event. If `[framework]` defines no error, or the response has
///   [`PassThrough`](crate::framework::PassThrough) in its extensions, it is not changed. All other
///   responses pass through unread.
/// * It catches a panic and answers with the error that `[framework]` defines for 500, without the
///   text of the panic.
/// * It answers service errors, so that you need no `HandleErrorLayer`. With the feature `tower`,
///   the status is 504 for an elapsed timeout (408 if `[framework]` defines only that) and 503 for
///   shed load. Otherwise it is 500.
/// * With the feature `tracing`, it logs each served error once.
///
/// Put it outside your handlers and inside CORS, compression and tracing. In a nested router, axum
/// removes the prefix from the path; with the feature `axum-extract`, `$instance` contains it.
#[derive(Debug, Clone)]
pub struct CatalogLayer {
    header: HeaderName,
    settings: Arc<Settings>,
}

impl CatalogLayer {
    layer!(HeaderName);
}

impl<S> Layer<S> for CatalogLayer {
    type Service = CatalogService<S>;

    fn layer(&self, inner: S) -> CatalogService<S> {
        let settings = Arc::clone(&self.settings);
        CatalogService { inner, readiness: Readiness::Unknown, header: self.header.clone(), settings }
    }
}

/// A service inside a [`CatalogLayer`].
#[derive(Debug)]
pub struct CatalogService<S> {
    inner: S,
    readiness: Readiness,
    header: HeaderName,
    settings: Arc<Settings>,
}

impl<S: Clone> Clone for CatalogService<S> {
    fn clone(&self) -> Self {
        // Readiness is per service and not cloned.
        Self {
            inner: self.inner.clone(),
            readiness: Readiness::Unknown,
            header: self.header.clone(),
            settings: Arc::clone(&self.settings),
        }
    }
}

/// The readiness of the inner service.
#[derive(Debug)]
enum Readiness {
    /// It was not polled, or is not ready.
    Unknown,
    Ready,
    Failed(BoxError),
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
    type Future = AnswerFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<(), Infallible>> {
        // An error of the inner service becomes a response, which needs a request. So the layer is
        // always ready.
        let polled = catch_unwind(AssertUnwindSafe(|| self.inner.poll_ready(cx)));
        self.readiness = match polled {
            Ok(Poll::Ready(Ok(()))) => Readiness::Ready,
            Ok(Poll::Ready(Err(error))) => Readiness::Failed(error.into()),
            // It is polled again with the request.
            Ok(Poll::Pending) | Err(_) => Readiness::Unknown,
        };
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<ReqBody>) -> Self::Future {
        let known = self.known(&mut request);
        let header = self.header.clone();
        let outcome = match std::mem::replace(&mut self.readiness, Readiness::Unknown) {
            Readiness::Ready => Outcome::Called(known.call(|| Box::pin(self.inner.call(request)))),
            Readiness::Failed(error) => {
                let failed: Waiting = Box::pin(ready(Err(error)));
                Outcome::Waiting(known.call(|| failed))
            }
            Readiness::Unknown => {
                // The waiting service keeps its position, for example in the queue of a concurrency
                // limit.
                let other = self.inner.clone();
                let mut inner = std::mem::replace(&mut self.inner, other);
                let waiting: Waiting = Box::pin(async move {
                    poll_fn(|cx| inner.poll_ready(cx)).await.map_err(Into::into)?;
                    inner.call(request).await.map(|response| response.map(Body::new)).map_err(Into::into)
                });
                Outcome::Waiting(known.call(|| waiting))
            }
        };
        AnswerFuture { outcome, header }
    }
}

impl<S> CatalogService<S> {
    /// Collects the values of the request, and sets the ID in its header.
    fn known<B>(&self, request: &mut Request<B>) -> Arc<CurrentRequest> {
        let mut values = request.headers().get_all(&self.header).iter();
        let sent = values.next().filter(|sent| acceptable(sent.as_bytes())).cloned();
        let is_there = sent.is_some() && values.next().is_none();
        let make = |id: &[u8]| HeaderValue::from_bytes(id).ok().map(Id::Axum);
        let known = CurrentRequest::new(&self.settings, sent.map(Id::Axum), make, target(request));
        if let (Some(Id::Axum(id)), false) = (&known.id, is_there) {
            request.headers_mut().insert(&self.header, id.clone());
        }
        known
    }
}

/// An inner service that is not ready yet.
type Waiting = Pin<Box<dyn Future<Output = Result<Response, BoxError>> + Send>>;

enum Outcome<F> {
    /// Boxed: the future of a route is moved into several others, and moving a large one costs more
    /// than the box.
    Called(Called<Pin<Box<F>>>),
    Waiting(Called<Waiting>),
}

/// The future of a [`CatalogService`].
pub struct AnswerFuture<F> {
    outcome: Outcome<F>,
    header: HeaderName,
}

impl<F> std::fmt::Debug for AnswerFuture<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AnswerFuture").finish_non_exhaustive()
    }
}

impl<F, ResBody, E> Future for AnswerFuture<F>
where
    F: Future<Output = Result<http::Response<ResBody>, E>>,
    E: Into<BoxError>,
    ResBody: http_body::Body<Data = Bytes> + Send + 'static,
    ResBody::Error: Into<BoxError>,
{
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let (outcome, known) = match &mut this.outcome {
            Outcome::Called(called) => {
                let outcome = std::task::ready!(Pin::new(&mut *called).poll(cx));
                let in_box = |outcome: F::Output| outcome.map(|response| response.map(Body::new));
                (outcome.map(|outcome| in_box(outcome).map_err(Into::into)), &called.request)
            }
            Outcome::Waiting(called) => (std::task::ready!(Pin::new(&mut *called).poll(cx)), &called.request),
        };
        let mut response = answer(outcome, known);
        if let Some(log) = response.extensions_mut().remove::<Log>() {
            log.emit();
        }
        if let Some(Id::Axum(id)) = &known.id
            && let Entry::Vacant(place) = response.headers_mut().entry(&this.header)
        {
            place.insert(id.clone());
        }
        Poll::Ready(Ok(response))
    }
}

/// Returns the target as the client sent it. A nested router removes its prefix.
fn target<B>(request: &Request<B>) -> Target {
    #[cfg(feature = "axum-extract")]
    if let Some(original) = request.extensions().get::<::axum::extract::OriginalUri>() {
        return path_of(&original.0);
    }
    path_of(request.uri())
}

fn path_of(uri: &Uri) -> Target {
    uri.path_and_query().cloned().map_or(Target::Other, Target::Axum)
}

/// Creates the response from the result of the inner service. The code that this function runs can
/// panic as well.
fn answer(outcome: Result<Result<Response, BoxError>, Panic>, known: &Arc<CurrentRequest>) -> Response {
    let answered = outcome.and_then(|outcome| match outcome {
        Ok(response) if !is_error(response.status()) => Ok(response),
        Ok(response) => known.run(|| in_envelope(response)),
        Err(error) => known.run(|| failed(error)),
    });
    answered.unwrap_or_else(|panic| {
        let bare = || StatusCode::INTERNAL_SERVER_ERROR.into_response();
        let answered = known.run(|| answer_panic(panic, FrameworkError::into_response, bare));
        answered.and_then(|answered| answered).unwrap_or_else(|panic| resume_unwind(panic))
    })
}

fn is_error(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

/// Creates the response to an error of a service.
fn failed(error: BoxError) -> Response {
    let status = error_status(&*error);
    match framework_error(status) {
        Some(stand_in) => stand_in.with_source(error).into_response(),
        None => self::status(status).into_response(),
    }
}

/// Returns the status of a service's error, which can be wrapped in other errors.
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
