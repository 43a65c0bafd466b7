//! For [actix-web](https://docs.rs/actix-web) 4 (feature `actix-web`): errors are responses, and
//! [`CatalogMiddleware`] puts what actix-web answers by itself into the catalog's envelope.
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
//! Without the middleware errors are served all the same; what an envelope shows of the request is absent then, as it is
//! in a task that a handler spawns. Inside the middleware, a response with an error has the error's [`Definition`](crate::Definition)
//! among its extensions: metrics and logs of your own find it there.
//!
//! The module `extract` (feature `actix-web-extract`) has extractors that name the fields that are wrong.

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

use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::dev::{Extensions, Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::error::{Error, ErrorInternalServerError};
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::header::{InvalidHeaderName, InvalidHeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, ResponseError};

use self::answered::{Answered, answer_to_head};
use super::log::Log;
use super::request::{Answer, Called, Id, OF_THE_BODY, Panic, PassThrough, Request as Known};
use super::request::{answer_panic, is_framework_made};
use super::request::{cause_of, respond, stands_for, text_at_hand};
use super::settings::{Settings, Target, acceptable, layer};
use crate::catalog_error::CatalogError;
use crate::definition::Definition;
use crate::error_response::ErrorResponse;
use crate::framework_error::FrameworkError;

/// The response with one error, with what the middleware knows of the request.
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

/// The response in actix-web's types, marked as one of a catalog.
fn served(answer: Answer, definition: Definition) -> HttpResponse {
    let response = HttpResponse::new(status(answer.response.status));
    filled(response, answer, definition)
}

/// The same response, with the catalog's headers where it has none and with its body.
fn filled<B>(response: HttpResponse<B>, answer: Answer, definition: Definition) -> HttpResponse {
    let Answer { response: crate::response::Response { headers, body, .. }, is_inside, log } = answer;
    let mut response = response.map_body(|head, _| {
        let mut added = None;
        for (name, value) in headers {
            // The values were held against RFC 9110 already, the names when the catalog was checked.
            if let (Ok(name), Ok(value)) = (header_name(name), header_value(value)) {
                // Several values of one name stand in a row.
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
///   `Content-Type`, or is an error's own text without `Content-Type`. It is replaced by the error
///   that the catalog names for its status under `[framework]`: an unknown route, a body that is too large or cannot be
///   read, a text that a handler returned. The status and the headers that do not describe the body stay, `Allow` among
///   them. Its text, up to 4096 bytes of it, is the cause in the log event. Where the catalog names none, or the response
///   says [`PassThrough`], it stays as it is. Everything else passes through, unread.
/// * A panic is caught and answered as a 500 is, with nothing of its text, where the catalog names an error for it. To
///   what stands outside of the middleware it is an error, whose response that is.
/// * An error in answer to HEAD has no body (RFC 9110 §9.3.2), and the `Content-Length` that a GET gets.
/// * Each error that is served is logged once, with the feature `tracing`.
///
/// Wrap the app in it outside of all that can fail, and inside of what has to see every response: CORS, compression,
/// access logs. Of several `wrap`s, the last is outermost.
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

/// The response of a [`CatalogService`] to come.
pub struct AnswerFuture<F> {
    called: Called<F>,
    header: HeaderName,
    is_head: bool,
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

    fn poll(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Self::Output> {
        let outcome = std::task::ready!(self.called.poll(cx));
        let known = &self.called.request;
        let id = known.id.as_ref();
        let (log, answered) = match answer(outcome, known, self.is_head) {
            Ok(mut response) => {
                add_id(response.headers_mut(), &self.header, id);
                let log = response.response_mut().extensions_mut().remove::<Log>();
                (log, Ok(response))
            }
            Err(Failure::Answered(mut answered)) => {
                add_id(&mut answered.headers, &self.header, id);
                (answered.log.take(), Err((*answered).into()))
            }
            Err(Failure::Foreign(error)) => (None, Err(error)),
        };
        log.iter().for_each(Log::emit);
        Poll::Ready(answered)
    }
}

impl<S> CatalogService<S> {
    /// What is known of the request. Its header has the id from here on.
    fn known(&self, request: &mut ServiceRequest) -> Arc<Known> {
        let mut values = request.headers().get_all(&self.header);
        let sent = values.next().filter(|sent| acceptable(sent.as_bytes())).cloned();
        let is_there = sent.is_some() && values.next().is_none();
        let make = |id: &[u8]| HeaderValue::from_bytes(id).ok().map(Id::ActixWeb);
        let target = request.uri().path_and_query().cloned().map_or(Target::Other, Target::ActixWeb);
        let known = self.settings.request(sent.map(Id::ActixWeb), make, target);
        if let (Some(Id::ActixWeb(id)), false) = (&known.id, is_there) {
            request.headers_mut().insert(self.header.clone(), id.clone());
        }
        known
    }
}

/// Adds the id of the request, unless the response has one.
fn add_id(headers: &mut HeaderMap, name: &HeaderName, id: Option<&Id>) {
    if let Some(Id::ActixWeb(id)) = id
        && !headers.contains_key(name)
    {
        headers.insert(name.clone(), id.clone());
    }
}

/// The response to what the inner service answered, which may have panicked; what it runs may, too. Where there is no request left
/// to answer to, it is an error that is answered.
fn answer<B: MessageBody + 'static>(
    outcome: Result<Result<ServiceResponse<B>, Error>, Panic>,
    known: &Arc<Known>,
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

/// The same response or error, or what stands for it where the framework made it.
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

/// Where there is no request left to answer to.
enum Failure {
    Answered(Box<Answered>),
    /// An error with a response of its own that is still to come.
    Foreign(Error),
}

/// The same response, or what stands for it where the framework made it. The text of the error, which the response may hold
/// itself, is what the framework says of it.
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
    // actix-web's own errors send their text, some of them without a content type.
    let is_text_of_error = || {
        let text = cause.as_ref().map(|cause| cause.len() as u64);
        content_type.is_none() && length.is_some() && length == text
    };
    let is_ours = is_framework_made(status, content_type, length) || is_text_of_error();
    match stands_for(status).filter(|_| is_ours) {
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

/// The text of a body that is not sent: the cause, for the log.
fn text_of(body: impl MessageBody, is_encoded: bool) -> Option<String> {
    let mut body = pin!(body);
    text_at_hand(is_encoded, |cx| body.as_mut().poll_next(cx).map(|piece| piece?.ok()))
}

/// Whether a catalog or its user answered.
fn is_answered(extensions: &Extensions) -> bool {
    extensions.contains::<Definition>() || extensions.contains::<PassThrough>()
}

fn length(body: &impl MessageBody) -> Option<u64> {
    match body.size() {
        BodySize::None => Some(0),
        BodySize::Sized(length) => Some(length),
        BodySize::Stream => None,
    }
}
