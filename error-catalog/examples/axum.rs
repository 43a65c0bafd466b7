//! A service on axum. Start it, and call it with curl:
//!
//! ```sh
//! cargo run -p error-catalog --example axum --features axum-extract,tracing
//! ```

mod service;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{delete, get, post};
use error_catalog::ErrorResponse;
use error_catalog::axum::CatalogLayer;
use error_catalog::axum::extract::{Json, Path as Checked};
use service::errors::{Code, DeleteAudienceError, LogInError, SendEventsError};

async fn send_events(
    headers: HeaderMap,
    Json(events): Json<Vec<service::Event>>,
) -> Result<String, SendEventsError> {
    let api_key = headers.get("X-API-Key").and_then(|key| key.to_str().ok());
    service::send_events(api_key, &events)
}

async fn log_in(Json(credentials): Json<service::Credentials>) -> Result<String, LogInError> {
    service::log_in(&credentials)
}

async fn delete_audience(Checked(id): Checked<u64>) -> Result<String, DeleteAudienceError> {
    service::delete_audience(id)
}

async fn raise(Path(code): Path<String>) -> ErrorResponse {
    service::raise(&code)
}

async fn panics() {
    panic!("clients never see this text")
}

async fn broken() -> (StatusCode, &'static str) {
    (StatusCode::INTERNAL_SERVER_ERROR, "clients never see this text")
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt().init();
    let app = Router::new()
        .route("/api/sdk/events", post(send_events))
        .route("/api/auth/login", post(log_in))
        .route("/api/audiences/{id}", delete(delete_audience))
        .route("/raise", get(|| async { service::codes() }))
        .route("/raise/{code}", get(raise))
        .route("/panic", get(panics))
        .route("/broken", get(broken))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .layer(CatalogLayer::new::<Code>());
    let listener = tokio::net::TcpListener::bind(service::address()).await?;
    println!("{}", service::greeting(&listener.local_addr()?.to_string()));
    axum::serve(listener, app).await
}
