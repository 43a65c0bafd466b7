//! For [actix-web](https://docs.rs/actix-web) 4 (feature `actix-web`): errors are responses, and
//! [`CatalogMiddleware`] replaces actix-web's own errors with errors of the catalog.
//!
//! ```ignore
//! use actix_web::{App, web};
//! use error_catalog::actix_web::CatalogMiddleware;
//!
//! async fn get_lead() -> Result<String, errors::GetLeadError> {
//!     Err(errors::GetLeadError::LeadNotFound { id: 7 })
//! }
//!
//! let app = App::new()
//!     .wrap(CatalogMiddleware::new::<errors::Code>())
//!     .route("/v1/leads/{id}", web::get().to(get_lead));
//! ```
//!
//! Errors are also served without the middleware, but values of the request are then absent, as in
//! a task that a handler spawns. Inside the middleware, the extensions of a response with an error
//! contain the error's [`Definition`](crate::Definition), for your own metrics and logs.
//!
//! The module `extract` (feature `actix-web-extract`) has extractors with field issues.

mod answered;
#[cfg(feature = "actix-web-extract")]
pub mod extract;

use std::borrow::Cow;
use std::fmt;
use std::future::{Ready, ready};
use std::panic::resume_unwind;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{Extensions, Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::error::{Error, ErrorInternalServerError};
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::header::{InvalidHeaderName, InvalidHeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, ResponseError};

use self::answered::{Answered, answer_to_head, length};
use super::log::Log;
use super::request::{Called, CurrentRequest, LoggedResponse, OF_THE_BODY, Panic, PassThrough};
use super::request::{answer_panic, is_framework_made};
use super::request::{cause_of, framework_error, respond, text_at_hand};
use super::request_id::{Id, acceptable};
use super::settings::{Settings, Target, layer};
use crate::catalog_error::CatalogError;
use crate::definition::Definition;
use crate::framework_error::FrameworkError;
use crate::response::ErrorResponse;

/// Creates the response with one error and the values of the request.
pub(crate) fn error_response(error: &dyn CatalogError) -> HttpResponse {
    served(respond(&[error], |context| crate::response::response(error, context)), error.definition())
}

pub(crate) fn status_code(error: &dyn CatalogError) -> StatusCode {
    status(error.definition().status().unwrap_or(500))
}

fn status(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

impl ResponseError for FrameworkError {
    fn status_code(&self) -> StatusCode {
        status(self.status())
    }

    fn error_response(&self) -> HttpResponse {
        served(respond(&[self], |context| self.response(context)), self.definition())
    }
}

impl ResponseError for ErrorResponse {
    fn status_code(&self) -> StatusCode {
        status(crate::body::joint_status(&self.all()).unwrap_or(500))
    }

    fn error_response(&self) -> HttpResponse {
        served(respond(&self.all(), |context| self.response(context)), self.definition())
    }
}

/// Converts the response to actix-web's type, and marks it as a response of a catalog.
fn served(answer: LoggedResponse, definition: Definition) -> HttpResponse {
    let response = HttpResponse::new(status(answer.response.status));
    filled(response, answer, definition)
}

/// Replaces the body, and adds the catalog's headers that the response does not have.
fn filled<B>(response: HttpResponse<B>, answer: LoggedResponse, definition: Definition) -> HttpResponse {
    let LoggedResponse { response: crate::response::Response { headers, body, .. }, is_inside, log } = answer;
    let mut response = response.map_body(|head, _| {
        let mut added = None;
        for (name, value) in headers {
            // The values are valid (RFC 9110): they were tested before, the names by `check`.
            if let (Ok(name), Ok(value)) = (header_name(name), header_value(value)) {
                // Several values of the same name are consecutive.
                if added.as_ref() == Some(&name) || !head.headers.contains_key(&name) {
                    head.headers.append(name.clone(), value);
                    added = Some(name);
                }
            }
        }
        match body.into_text() {
            Cow::Borrowed(text) => BoxBody::new(text),
            Cow::Owned(text) => BoxBody::new(text),
        }
    });
    if is_inside {
        response.extensions_mut().insert(definition);
    }
    if let Some(log) = log {
        response.extensions_mut().insert(log);
    }
    response
}

fn header_name(name: &'static str) -> Result<HeaderName, InvalidHeaderName> {
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

/// A middleware that supplies values of the request to envelopes, and replaces the framework's own
/// errors with errors of the catalog.
///
/// * It takes the request ID from its header or creates one, and sends it back with every response.
///   Handlers find it in the request's header, and with
///   [`request_id`](crate::framework::request_id).
/// * It replaces an error response that is not from a catalog with the error that `[framework]`
///   defines for its status. The body of such a response is empty, `text/plain`, or an error's own
///   text without `Content-Type`; a 406 without `Content-Type` is replaced as well. Examples are an
///   unknown route, a body that is too large or invalid, and a text that a handler returned. The
///   new response keeps the status and the headers that do not describe the body, such as `Allow`.
///   The first 4096 bytes of the text are the cause in the log event. If `[framework]` defines no
///   error, or the response has [`PassThrough`] in its extensions, it is not changed. All other
///   responses pass through unread.
/// * It catches a panic and answers with the error that `[framework]` defines for 500, without the
///   text of the panic. Outside of the middleware, the result is an error with this response.
/// * An error response to HEAD has no body (RFC 9110 §9.3.2), and the `Content-Length` of the
///   response to GET.
/// * With the feature `tracing`, it logs each served error once.
///
/// Put it outside your handlers and inside CORS, compression and access logs. The last of several
/// `wrap`s is the outermost.
#[derive(Debug, Clone)]
pub struct CatalogMiddleware {
    header: HeaderName,
    settings: Arc<Settings>,
}

impl CatalogMiddleware {
    layer!(HeaderName);
}

impl<S, B> Transform<S, ServiceRequest> for CatalogMiddleware
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Transform = CatalogService<S>;
    type InitError = ();
    type Future = Ready<Result<CatalogService<S>, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        let settings = Arc::clone(&self.settings);
        ready(Ok(CatalogService { inner, header: self.header.clone(), settings }))
    }
}

/// A service inside a [`CatalogMiddleware`].
#[derive(Debug)]
pub struct CatalogService<S> {
    inner: S,
    header: HeaderName,
    settings: Arc<Settings>,
}

impl<S, B> Service<ServiceRequest> for CatalogService<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Future = AnswerFuture<S::Future>;

    fn poll_ready(&self, cx: &mut TaskContext<'_>) -> Poll<Result<(), Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&self, mut request: ServiceRequest) -> Self::Future {
        let known = self.known(&mut request);
        let is_head = request.method() == Method::HEAD;
        AnswerFuture { called: known.call(|| self.inner.call(request)), header: self.header.clone(), is_head }
    }
}

pin_project_lite::pin_project! {
    /// The future of a [`CatalogService`].
    pub struct AnswerFuture<F> {
        #[pin]
        called: Called<F>,
        header: HeaderName,
        is_head: bool,
    }
}

impl<F> fmt::Debug for AnswerFuture<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnswerFuture").finish_non_exhaustive()
    }
}

impl<F, B> Future for AnswerFuture<F>
where
    F: Future<Output = Result<ServiceResponse<B>, Error>>,
    B: MessageBody + 'static,
{
    type Output = Result<ServiceResponse<EitherBody<B>>, Error>;

    fn poll(self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let outcome = std::task::ready!(this.called.as_mut().poll(cx));
        let known = &this.called.request;
        let id = known.id.as_ref();
        let (log, answered) = match answer(outcome, known, *this.is_head) {
            Ok(mut response) => {
                add_id(response.headers_mut(), this.header, id);
                let log = response.response_mut().extensions_mut().remove::<Log>();
                (log, Ok(response))
            }
            Err(Failure::Answered(mut answered)) => {
                add_id(&mut answered.headers, this.header, id);
                (answered.log.take(), Err((*answered).into()))
            }
            Err(Failure::Foreign(error)) => (None, Err(error)),
        };
        log.iter().for_each(Log::emit);
        Poll::Ready(answered)
    }
}

impl<S> CatalogService<S> {
    /// Collects the values of the request, and sets the ID in its header.
    fn known(&self, request: &mut ServiceRequest) -> Arc<CurrentRequest> {
        let mut values = request.headers().get_all(&self.header);
        let sent = values.next().filter(|sent| acceptable(sent.as_bytes())).cloned();
        let is_there = sent.is_some() && values.next().is_none();
        let make = |id: &[u8]| HeaderValue::from_bytes(id).ok().map(Id::ActixWeb);
        let target = request.uri().path_and_query().cloned().map_or(Target::Other, Target::ActixWeb);
        let known = CurrentRequest::new(&self.settings, sent.map(Id::ActixWeb), make, target);
        if let (Some(Id::ActixWeb(id)), false) = (&known.id, is_there) {
            request.headers_mut().insert(self.header.clone(), id.clone());
        }
        known
    }
}

/// Adds the request ID, unless the response has one.
fn add_id(headers: &mut HeaderMap, name: &HeaderName, id: Option<&Id>) {
    if let Some(Id::ActixWeb(id)) = id
        && !headers.contains_key(name)
    {
        headers.insert(name.clone(), id.clone());
    }
}

/// Creates the response from the result of the inner service. That service can panic, and so can
/// the code that this function runs. Without a request, the response is an error.
fn answer<B: MessageBody + 'static>(
    outcome: Result<Result<ServiceResponse<B>, Error>, Panic>,
    known: &Arc<CurrentRequest>,
    is_head: bool,
) -> Result<ServiceResponse<EitherBody<B>>, Failure> {
    let answered = outcome.and_then(|outcome| match outcome {
        Ok(response) if !is_error(response.status()) && !is_head => Ok(Ok(response.map_into_left_body())),
        outcome => known.run(|| in_envelopes(outcome, is_head)),
    });
    let panicked = match answered {
        Ok(outcome) => return outcome,
        Err(panic) => panic,
    };
    let answered = known.run(|| {
        let bare = || HttpResponse::new(StatusCode::INTERNAL_SERVER_ERROR);
        let answered = answer_panic(panicked, |error| error.error_response(), bare);
        answered.map(|response| Answered::of("a panic".to_owned(), in_envelope(response, None), is_head))
    });
    match answered.and_then(|answered| answered) {
        Ok(Some(answered)) => Err(Failure::Answered(Box::new(answered))),
        Ok(None) => Err(Failure::Foreign(ErrorInternalServerError(""))),
        Err(panic) => resume_unwind(panic),
    }
}

fn is_error(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

/// Returns the response or error, or its replacement if it is the framework's own.
fn in_envelopes<B: MessageBody + 'static>(
    outcome: Result<ServiceResponse<B>, Error>,
    is_head: bool,
) -> Result<ServiceResponse<EitherBody<B>>, Failure> {
    match outcome {
        Ok(response) => {
            let (request, response) = response.into_parts();
            let response = in_envelope(response, None);
            let is_bodiless = is_head && response.extensions().contains::<Definition>();
            let response = if is_bodiless { answer_to_head(response) } else { response };
            Ok(ServiceResponse::new(request, response))
        }
        Err(error) => {
            let response = in_envelope(error.error_response(), Some(&error));
            Err(Answered::of(error.to_string(), response, is_head)
                .map_or(Failure::Foreign(error), |answered| Failure::Answered(Box::new(answered))))
        }
    }
}

/// Handles a result without a request.
enum Failure {
    Answered(Box<Answered>),
    /// Creates an error that computes its response later.
    Foreign(Error),
}

/// Returns the response, or its replacement if it is the framework's own. The text of the error,
/// which the response can contain as well, becomes the cause.
fn in_envelope<B: MessageBody + 'static>(
    response: HttpResponse<B>,
    error: Option<&Error>,
) -> HttpResponse<EitherBody<B>> {
    if !is_error(response.status()) || is_answered(&response.extensions()) {
        return response.map_into_left_body();
    }
    let status = response.status().as_u16();
    let cause = error.or(response.error()).map(ToString::to_string);
    let content_type = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let length = length(response.body());
    // actix-web's own errors send their text, some without a content type.
    let is_text_of_error = || {
        let text = cause.as_ref().map(|cause| cause.len() as u64);
        content_type.is_none() && length.is_some() && length == text
    };
    let is_ours = is_framework_made(status, content_type, length) || is_text_of_error();
    match framework_error(status).filter(|_| is_ours) {
        Some(mut error) => {
            let mut cause = cause.map(|cause| cause_of(&cause));
            let bare = response.map_body(|head, replaced| {
                cause =
                    cause.take().or_else(|| text_of(replaced, head.headers.contains_key(CONTENT_ENCODING)));
                OF_THE_BODY.iter().for_each(|name| drop(head.headers.remove(*name)));
            });
            if let Some(cause) = cause {
                error = error.with_source(cause);
            }
            let answer = respond(&[&error], |context| error.response(context));
            filled(bare, answer, error.definition()).map_into_right_body()
        }
        None => response.map_into_left_body(),
    }
}

/// Returns the text of a replaced body, as the cause for the log.
fn text_of(body: impl MessageBody, is_encoded: bool) -> Option<String> {
    let mut body = pin!(body);
    text_at_hand(is_encoded, |cx| body.as_mut().poll_next(cx).map(|piece| piece?.ok()))
}

/// Returns whether the response is from a catalog, or has `PassThrough`.
fn is_answered(extensions: &Extensions) -> bool {
    extensions.contains::<Definition>() || extensions.contains::<PassThrough>()
}
