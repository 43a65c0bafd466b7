//! Both services on axum.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use error_catalog::axum::CatalogLayer;
use tower::{Layer, Service as Tower};

use crate::by_hand::{AppError, At, is_id};
use crate::errors::{Code, Error};
use crate::{Service, name};

impl IntoResponse for At<Uri> {
    fn into_response(self) -> Response {
        response(&self.0, self.1.path())
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        response(&self, "")
    }
}

fn response(error: &AppError, instance: &str) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (media_type, body) = error.body(instance);
    (status, [(CONTENT_TYPE, HeaderValue::from_static(media_type))], body).into_response()
}

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, for handlers.
#[derive(Clone)]
pub struct RequestId(pub HeaderValue);

/// Takes the id from the request or makes one, and sends it back.
#[derive(Clone)]
pub struct RequestIdLayer;

impl<S> Layer<S> for RequestIdLayer {
    type Service = RequestIdService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        RequestIdService { inner }
    }
}

#[derive(Clone)]
pub struct RequestIdService<S> {
    inner: S,
}

impl<S> Tower<Request> for RequestIdService<S>
where
    S: Tower<Request, Response = Response> + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let sent = request.headers().get(X_REQUEST_ID).filter(|id| is_id(id.as_bytes())).cloned();
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

/// The service.
pub fn app(service: Service) -> Router {
    match service {
        Service::Plain => by_hand(),
        Service::ByHand => by_hand().layer(RequestIdLayer),
        Service::Catalog => Router::new()
            .route("/ok", get(|| async { "fine" }))
            .route("/error", get(|| async { Err::<(), _>(Error::LeadNotFound) }))
            .route("/error-one", get(|| async { Err::<(), _>(Error::NameTaken { name: name() }) }))
            .route("/short", get(|| async { Err::<(), _>(Error::ShortNotFound) }))
            .route("/short-one", get(|| async { Err::<(), _>(Error::ShortTaken { name: name() }) }))
            .layer(CatalogLayer::new::<Code>()),
    }
}

fn by_hand() -> Router {
    Router::new()
        .route("/ok", get(|| async { "fine" }))
        .route("/error", get(|uri: Uri| async { Err::<(), _>(At(AppError::LeadNotFound, uri)) }))
        .route(
            "/error-one",
            get(|uri: Uri| async { Err::<(), _>(At(AppError::NameTaken { name: name() }, uri)) }),
        )
        .route("/short", get(|| async { Err::<(), _>(AppError::ShortNotFound) }))
        .route("/short-one", get(|| async { Err::<(), _>(AppError::ShortTaken { name: name() }) }))
}

/// A request as clients send them.
pub fn request(path: &str) -> Request {
    Request::get(path)
        .header("host", "127.0.0.1:3000")
        .header("user-agent", "load/1.0")
        .header("accept", "*/*")
        .body(Body::empty())
        .expect("a request")
}
