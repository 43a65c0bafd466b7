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
use super::request::{Answer, Called, Id, Panic, Request as Known};
use super::request::{answer_panic, respond, stands_for};
use super::settings::{Settings, Target, acceptable, layer};
use crate::catalog_error::CatalogError;
use crate::definition::Definition;
use crate::error_response::ErrorResponse;
use crate::framework_error::FrameworkError;

/// The response with one error, with what the layer knows of the request.
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

/// The response in axum's types, marked as one of a catalog.
fn served(Answer { response, is_inside, log }: Answer, definition: Definition) -> Response {
    let mut served = Response::new(Body::from(response.body.into_text()));
    *served.status_mut() = status(response.status);
    // axum adds `Content-Length`, a layer the id, and hyper the date.
    *served.headers_mut() = HeaderMap::with_capacity(response.headers.len() + 3);
    for (name, value) in response.headers {
        // The values were held against RFC 9110 already, the names when the catalog was checked.
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
///   find it in the request's header, too, and by [`request_id`](crate::framework::request_id).
/// * An error response that no catalog made is replaced where its body is empty or `text/plain`, as is a 406 without
///   `Content-Type`. It is replaced by the error
///   that the catalog names for its status under `[framework]`: a 404 or 405 of the router, a 413, a 415, a text that
///   a handler returned. The status and the headers that do not describe the body stay, `Allow` among them. Its text, up to
///   4096 bytes of it, is the cause in the log event. Where the
///   catalog names none, or the response says [`PassThrough`](crate::framework::PassThrough), it stays as it is. Everything else passes
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
        // Readiness is that of one service alone.
        Self {
            inner: self.inner.clone(),
            readiness: Readiness::Unknown,
            header: self.header.clone(),
            settings: Arc::clone(&self.settings),
        }
    }
}

/// Whether the inner service can be called.
#[derive(Debug)]
enum Readiness {
    /// It was not asked, or is not ready yet.
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
        // A refusal of the inner service is a response, and needs a request: so the layer is always ready.
        let polled = catch_unwind(AssertUnwindSafe(|| self.inner.poll_ready(cx)));
        self.readiness = match polled {
            Ok(Poll::Ready(Ok(()))) => Readiness::Ready,
            Ok(Poll::Ready(Err(error))) => Readiness::Failed(error.into()),
            // It is asked again with the request at hand.
            Ok(Poll::Pending) | Err(_) => Readiness::Unknown,
        };
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<ReqBody>) -> Self::Future {
        let known = self.known(&mut request);
        let header = self.header.clone();
        let outcome = match std::mem::replace(&mut self.readiness, Readiness::Unknown) {
            Readiness::Ready => Outcome::Called(known.call(|| self.inner.call(request))),
            Readiness::Failed(error) => Outcome::Waiting(known.call(|| {
                let failed: Waiting = Box::pin(ready(Err(error)));
                failed
            })),
            Readiness::Unknown => {
                // The one that waits keeps its place, such as that in the queue of a limit.
                let other = self.inner.clone();
                let mut inner = std::mem::replace(&mut self.inner, other);
                Outcome::Waiting(known.call(|| {
                    let waiting: Waiting = Box::pin(async move {
                        poll_fn(|cx| inner.poll_ready(cx)).await.map_err(Into::into)?;
                        inner.call(request).await.map(|response| response.map(Body::new)).map_err(Into::into)
                    });
                    waiting
                }))
            }
        };
        AnswerFuture { outcome, header }
    }
}

impl<S> CatalogService<S> {
    /// What is known of the request. Its header has the id from here on.
    fn known<B>(&self, request: &mut Request<B>) -> Arc<Known> {
        let mut values = request.headers().get_all(&self.header).iter();
        let sent = values.next().filter(|sent| acceptable(sent.as_bytes())).cloned();
        let is_there = sent.is_some() && values.next().is_none();
        let make = |id: &[u8]| HeaderValue::from_bytes(id).ok().map(Id::Axum);
        let known = self.settings.request(sent.map(Id::Axum), make, target(request));
        if let (Some(Id::Axum(id)), false) = (&known.id, is_there) {
            request.headers_mut().insert(self.header.clone(), id.clone());
        }
        known
    }
}

/// An inner service that is waited for.
type Waiting = Pin<Box<dyn Future<Output = Result<Response, BoxError>> + Send>>;

enum Outcome<F> {
    Called(Called<F>),
    Waiting(Called<Waiting>),
}

/// The response of a [`CatalogService`] to come.
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
                let outcome = std::task::ready!(called.poll(cx));
                let in_box = |outcome: F::Output| outcome.map(|response| response.map(Body::new));
                (outcome.map(|outcome| in_box(outcome).map_err(Into::into)), &called.request)
            }
            Outcome::Waiting(called) => (std::task::ready!(called.poll(cx)), &called.request),
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

/// The target as the client sent it: a nested router takes its prefix away.
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

/// The response to what the inner service answered. What it runs may panic, too.
fn answer(outcome: Result<Result<Response, BoxError>, Panic>, known: &Arc<Known>) -> Response {
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
