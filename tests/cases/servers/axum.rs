//! Servers of axum.

use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Query};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use error_catalog::axum::CatalogLayer;
use error_catalog::framework::set_context_value;
use error_catalog::{CatalogError, ErrorCode, ErrorResponse};
use error_catalog_tests::service;
use tower::ServiceBuilder;

use super::{Server, clock};

/// A layer whose clock stands still.
pub(super) fn layer<C: ErrorCode>() -> CatalogLayer {
    CatalogLayer::new::<C>().request_id_header(HeaderName::from_static("x-request-id")).clock(clock)
}

/// A server that answers `/raise/{index}` with that error.
pub(crate) async fn raising<C: ErrorCode, E: IntoResponse + 'static>(errors: fn() -> Vec<E>) -> Server {
    let raise = move |Path(index): Path<usize>| async move {
        set_context_value("session_id", "cs_demo");
        set_context_value("session_status", "not_ready_for_payment");
        errors().into_iter().nth(index).expect("an error").into_response()
    };
    serve(Router::new().route("/raise/{index}", get(raise)).layer(layer::<C>())).await
}

pub(super) async fn serve(app: Router) -> Server {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    Server { address }
}

#[derive(serde::Deserialize)]
pub(crate) struct NewLead {
    pub(crate) name: String,
    pub(crate) tags: Vec<u8>,
}

/// A service in which all that can go wrong does.
pub(crate) async fn service() -> Server {
    let shed = ServiceBuilder::new()
        .layer(layer::<service::Code>())
        .load_shed()
        .concurrency_limit(0)
        .service(get(|| async { "never" }));
    let slow = ServiceBuilder::new()
        .layer(layer::<service::Code>())
        .timeout(Duration::from_millis(20))
        .service(get(|| async { tokio::time::sleep(Duration::from_secs(60)).await }));
    let slow_client = tower_http::timeout::TimeoutLayer::with_status_code(
        StatusCode::REQUEST_TIMEOUT,
        Duration::from_millis(20),
    );
    let app = Router::new()
        .route(
            "/leads",
            post(|Json(lead): Json<NewLead>| async move { lead.name + &lead.tags.len().to_string() }),
        )
        .route("/leads/{id}", get(|Path(id): Path<u64>| async move { id.to_string() }))
        .route("/search", get(|Query(page): Query<Page>| async move { page.page.to_string() }))
        .route("/panic", get(panics))
        .route("/panic-at-once", get(|| -> std::future::Ready<()> { panic!("secret-of-a-panic") }))
        .route("/text", get(|| async { (StatusCode::CONFLICT, "secret-of-a-handler") }))
        .route("/empty", get(|| async { StatusCode::BAD_GATEWAY }))
        .route("/html", get(|| async { (StatusCode::NOT_FOUND, axum::response::Html("<p>mine</p>")) }))
        .route("/json", get(|| async { (StatusCode::NOT_FOUND, Json(serde_json::json!({ "mine": 1 }))) }))
        .route("/stream", get(stream))
        .route(
            "/error",
            get(|| async { service::Error::NotFound { what: "Lead".into(), shard: "secret".into() } }),
        )
        .route("/joint", get(joint))
        .route("/tenant", get(tenant))
        .route(
            "/too-slow",
            get(|| async { tokio::time::sleep(Duration::from_secs(60)).await }).layer(slow_client),
        )
        .route_service("/shed", shed)
        .route_service("/slow", slow)
        .layer(DefaultBodyLimit::max(1_000))
        .layer(layer::<service::Code>());
    serve(app).await
}

#[derive(serde::Deserialize)]
struct Page {
    page: u32,
}

async fn panics() {
    tokio::time::sleep(Duration::from_millis(1)).await;
    panic!("secret-of-a-panic");
}

/// An error whose body comes in pieces, and never ends for whoever buffers it.
async fn stream() -> Response {
    let pieces =
        futures_util::stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from_static(b"first"))]);
    let pieces = futures_util::StreamExt::chain(pieces, futures_util::stream::pending());
    (StatusCode::BAD_GATEWAY, Body::from_stream(pieces)).into_response()
}

async fn joint() -> Result<(), ErrorResponse> {
    Err(ErrorResponse::new(service::Error::Busy { seconds: 7 })
        .and(service::Error::RouteNotFound)
        .with_value("tenant", "acme"))
}

/// `?` makes a response of an error of any catalog, and the value was left before it.
async fn tenant() -> Result<(), ErrorResponse> {
    set_context_value("tenant", "first");
    set_context_value("tenant", "second");
    fails()?;
    Ok(())
}

fn fails() -> Result<(), impl CatalogError + Send + Sync + 'static> {
    Err(service::Error::Internal { source: "secret-of-a-cause".into() })
}
