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
//! Without the middleware errors are served all the same; what an envelope shows of the request is absent then.
//! A response with an error has the error's [`Definition`](crate::Definition) among its extensions: metrics and logs
//! of your own find it there.
//!
//! The module `extract` (feature `actix-web-extract`) has extractors that name the fields that are wrong.

#[cfg(feature = "actix-web-extract")]
pub mod extract;

use std::fmt;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context as TaskContext, Poll};

use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::error::{Error, InternalError};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use actix_web::{HttpResponse, ResponseError};

use super::request::{OF_THE_BODY, catch, is_framework_made, respond, stands_for, stands_for_panic};
use super::settings::{Settings, layer};
use crate::{CatalogError, Definition, ErrorResponse, FrameworkError};

#[doc(hidden)]
/// The response with one error, with what the middleware knows of the request.
pub fn error_response(error: &dyn CatalogError) -> HttpResponse {
    let response = respond(&[error], |context| crate::response(error, context));
    served(response, error.definition())
}

#[doc(hidden)]
pub fn status_code(error: &dyn CatalogError) -> StatusCode {
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
        let errors: Vec<&dyn CatalogError> = self.errors().map(|error| error as _).collect();
        status(crate::joint_status(&errors).unwrap_or(500))
    }

    fn error_response(&self) -> HttpResponse {
        let errors: Vec<&dyn CatalogError> = self.errors().map(|error| error as _).collect();
        let response = respond(&errors, |context| self.response(context));
        match errors.first() {
            Some(first) => served(response, first.definition()),
            None => HttpResponse::new(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}

/// The response in actix-web's types, marked as one of a catalog.
fn served(response: crate::Response, definition: Definition) -> HttpResponse {
    let mut served = HttpResponse::with_body(
        status(response.status),
        match response.body.into_text() {
            std::borrow::Cow::Borrowed(text) => BoxBody::new(text),
            std::borrow::Cow::Owned(text) => BoxBody::new(text),
        },
    );
    for (name, value) in response.headers {
        // The values were held against RFC 9110 already, the names when the catalog was checked.
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value))
        {
            served.headers_mut().insert(name, value);
        }
    }
    served.extensions_mut().insert(definition);
    served
}

/// Supplies what is known of the request to the envelopes of errors, and puts what the framework answers by itself
/// into the catalog's envelope.
///
/// * The request's id is taken from its header or made, and sent back in that header, whatever the response.
/// * An error response that no catalog made and that has an empty body or one of `text/plain` is replaced by the error
///   that the catalog names for its status under `[framework]`: an unknown route, a body that is too large or cannot be
///   read, a text that a handler returned. The status and the headers that do not describe the body stay, `Allow` among
///   them. Where the catalog names none, the response stays as it is. Everything else passes through, unread.
/// * A panic is caught and answered as a 500 is, with nothing of its text, where the catalog names an error for it.
/// * A HEAD request gets no body (RFC 9110 §9.3.2): actix-web sees to that.
///
/// Wrap the app in it last, so that it is outside of all that can fail.
#[derive(Clone)]
pub struct CatalogMiddleware {
    settings: Settings<HeaderName>,
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
        ready(Ok(CatalogService { inner: Rc::new(inner), settings: self.settings.clone() }))
    }
}

/// A service inside a [`CatalogMiddleware`].
pub struct CatalogService<S> {
    inner: Rc<S>,
    settings: Settings<HeaderName>,
}

impl<S, B> Service<ServiceRequest> for CatalogService<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Error>>>>;

    fn poll_ready(&self, cx: &mut TaskContext<'_>) -> Poll<Result<(), Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let sent_id = request.headers().get(&self.settings.request_id_header).map(HeaderValue::as_bytes);
        let known = self.settings.request(sent_id, request.path());
        let id = HeaderValue::from_str(&known.id).ok();
        let header = self.settings.request_id_header.clone();
        let inner = Rc::clone(&self.inner);
        Box::pin(known.scope(async move {
            let mut answered = answer(&*inner, request).await;
            if let Some(id) = id {
                let headers = match &mut answered {
                    Ok(response) => response.headers_mut(),
                    Err(response) => response.headers_mut(),
                };
                if !headers.contains_key(&header) {
                    headers.insert(header, id);
                }
            }
            // Where there is no request left to answer to, the response travels as an error.
            answered.map_err(|response| InternalError::from_response(Answered, response).into())
        }))
    }
}

/// What the inner service answers, or what stands for it.
async fn answer<S, B>(
    inner: &S,
    request: ServiceRequest,
) -> Result<ServiceResponse<EitherBody<B>>, HttpResponse>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody + 'static,
{
    match catch(async { inner.call(request).await }).await {
        Ok(Ok(response)) => Ok(in_envelope(response)),
        Ok(Err(error)) => {
            let response = error.error_response();
            Err(stand_in(&response).unwrap_or(response))
        }
        Err(panic) => match stands_for_panic(&*panic) {
            Some(error) => Err(error.error_response()),
            None => std::panic::resume_unwind(panic),
        },
    }
}

/// The same response, or what stands for it where the framework made it.
fn in_envelope<B: MessageBody>(response: ServiceResponse<B>) -> ServiceResponse<EitherBody<B>> {
    match stand_in(response.response()) {
        Some(stand_in) => response.into_response(stand_in.map_into_right_body()),
        None => response.map_into_left_body(),
    }
}

/// What stands for a response that the framework made.
fn stand_in<B: MessageBody>(response: &HttpResponse<B>) -> Option<HttpResponse> {
    let content_type = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let is_empty = matches!(response.body().size(), BodySize::None | BodySize::Sized(0));
    let status = response.status().as_u16();
    if response.extensions().contains::<Definition>() || !is_framework_made(status, content_type, is_empty) {
        return None;
    }
    let mut stand_in = stands_for(status)?.error_response();
    // What the framework knows goes before what the catalog says of all such errors.
    let headers = response.headers();
    for name in headers.keys().filter(|name| !OF_THE_BODY.contains(&name.as_str())) {
        stand_in.headers_mut().remove(name);
        for value in headers.get_all(name) {
            stand_in.headers_mut().append(name.clone(), value.clone());
        }
    }
    Some(stand_in)
}

/// The cause of a response that travels as an error.
#[derive(Debug)]
struct Answered;

impl fmt::Display for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("answered by the catalog's middleware")
    }
}
