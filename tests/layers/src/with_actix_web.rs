//! Both services on actix-web.

use std::future::{Ready, ready};
use std::pin::Pin;

use actix_web::dev::{ServiceRequest, ServiceResponse, Transform, forward_ready};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::http::{StatusCode, Uri};
use actix_web::{HttpMessage, HttpResponse, ResponseError, web};

use crate::by_hand::{AppError, At, is_id};
use crate::errors::Error;
use crate::name;

impl std::fmt::Debug for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AppError")
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AppError")
    }
}

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        response(self, "")
    }
}

impl std::fmt::Debug for At<Uri> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::fmt::Display for At<Uri> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl ResponseError for At<Uri> {
    fn status_code(&self) -> StatusCode {
        self.0.status_code()
    }

    fn error_response(&self) -> HttpResponse {
        response(&self.0, self.1.path())
    }
}

fn response(error: &AppError, instance: &str) -> HttpResponse {
    let (media_type, body) = error.body(instance);
    HttpResponse::build(error.status_code()).content_type(HeaderValue::from_static(media_type)).body(body)
}

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, for handlers.
#[derive(Clone)]
pub struct RequestId(pub HeaderValue);

/// Takes the id from the request or makes one, and sends it back.
pub struct RequestIdMiddleware;

impl<S, B> Transform<S, ServiceRequest> for RequestIdMiddleware
where
    S: actix_web::dev::Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error>,
    S::Future: 'static,
{
    type Response = ServiceResponse<B>;
    type Error = actix_web::Error;
    type Transform = RequestIdService<S>;
    type InitError = ();
    type Future = Ready<Result<RequestIdService<S>, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(RequestIdService { inner }))
    }
}

pub struct RequestIdService<S> {
    inner: S,
}

impl<S, B> actix_web::dev::Service<ServiceRequest> for RequestIdService<S>
where
    S: actix_web::dev::Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error>,
    S::Future: 'static,
{
    type Response = ServiceResponse<B>;
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<ServiceResponse<B>, actix_web::Error>>>>;

    forward_ready!(inner);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let sent = request.headers().get(&X_REQUEST_ID).filter(|id| is_id(id.as_bytes())).cloned();
        let id = sent.unwrap_or_else(|| {
            let id = uuid::Uuid::new_v4().to_string();
            HeaderValue::try_from(id).expect("an id is ASCII")
        });
        request.extensions_mut().insert(RequestId(id.clone()));
        let answer = self.inner.call(request);
        Box::pin(async move {
            let mut response = answer.await?;
            response.headers_mut().insert(X_REQUEST_ID, id);
            Ok(response)
        })
    }
}

/// The routes of the service by hand.
pub fn by_hand(app: &mut web::ServiceConfig) {
    app.route("/ok", web::get().to(|| async { "fine" }))
        .route("/error", web::get().to(|uri: Uri| async { Err::<&str, _>(At(AppError::LeadNotFound, uri)) }))
        .route(
            "/error-one",
            web::get().to(|uri: Uri| async { Err::<&str, _>(At(AppError::NameTaken { name: name() }, uri)) }),
        )
        .route("/short", web::get().to(|| async { Err::<&str, _>(AppError::ShortNotFound) }))
        .route(
            "/short-one",
            web::get().to(|| async { Err::<&str, _>(AppError::ShortTaken { name: name() }) }),
        );
}

/// The routes of the service with the catalog.
pub fn with_catalog(app: &mut web::ServiceConfig) {
    app.route("/ok", web::get().to(|| async { "fine" }))
        .route("/error", web::get().to(|| async { Err::<&str, _>(Error::LeadNotFound) }))
        .route("/error-one", web::get().to(|| async { Err::<&str, _>(Error::NameTaken { name: name() }) }))
        .route("/short", web::get().to(|| async { Err::<&str, _>(Error::ShortNotFound) }))
        .route("/short-one", web::get().to(|| async { Err::<&str, _>(Error::ShortTaken { name: name() }) }));
}
