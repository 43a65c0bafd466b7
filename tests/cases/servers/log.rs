//! What is logged when errors are served.

use std::io;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::routing::get;
use error_catalog::ErrorResponse;
use error_catalog::axum::CatalogLayer;
use error_catalog_tests::service;
use serde_json::{Value, json};
use tower::ServiceExt;
use tracing_subscriber::fmt::MakeWriter;

/// Keeps what a subscriber writes.
#[derive(Clone, Default)]
pub(super) struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    pub(super) fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no panic while writing").clone()).expect("text")
    }
}

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic while writing").extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[derive(Debug)]
struct Outer(io::Error);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the pool is\nempty")
    }
}

impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

fn app() -> Router {
    let not_found = || async { service::Error::NotFound { what: "Lead".into(), shard: "shard-9".into() } };
    let internal = || async {
        service::Error::Internal { source: Box::new(Outer(io::Error::other("connection refused"))) }
    };
    let joint = || async {
        ErrorResponse::new(service::Error::Busy { seconds: 7 }).and(service::Error::Unauthorized)
    };
    let invalid = || async {
        let issues = vec![error_catalog::FieldIssue::new("email", "is taken")];
        service::Error::Invalid { issues }
    };
    Router::new()
        .route("/not-found", get(not_found))
        .route("/internal", get(internal))
        .route("/joint", get(joint))
        .route("/invalid", get(invalid))
        .route("/panic", get(|| -> std::future::Ready<()> { panic!("text of a panic") }))
        .route("/fine", get(|| async { "fine" }))
        .layer(CatalogLayer::new::<service::Code>())
}

/// The events of one request, without their time.
async fn events(path: &str) -> Vec<Value> {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .without_time()
        .with_writer(lines.clone())
        .finish();
    let guard = crate::support::heard_by(subscriber);
    let request =
        Request::get(path).header("Correlation-Id", "req-1").body(Body::empty()).expect("a request");
    app().oneshot(request).await.expect("a response");
    drop(guard);
    lines.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[tokio::test]
async fn one_event_for_each_error() {
    let not_found = json!({
        "level": "WARN", "target": "error_catalog", "message": "no Lead in shard-9",
        "error.type": "NOT_FOUND", "http.response.status_code": 404, "request.id": "req-1",
    });
    assert_eq!(events("/not-found").await, [not_found]);
    let internal = json!({
        "level": "ERROR", "target": "error_catalog", "message": "Something broke",
        "error.type": "INTERNAL", "http.response.status_code": 500, "request.id": "req-1",
        "exception.message": "the pool is\\nempty; caused by: connection refused",
    });
    assert_eq!(events("/internal").await, [internal]);
    let joint = events("/joint").await;
    let codes: Vec<_> = joint.iter().map(|event| event["error.type"].as_str()).collect();
    assert_eq!(codes, [Some("BUSY"), Some("UNAUTHORIZED")]);
    let invalid = events("/invalid").await;
    assert_eq!((invalid.len(), &invalid[0]["error.params"]), (1, &json!("email: is taken")));
    let unknown = events("/nowhere").await;
    assert_eq!((unknown.len(), &unknown[0]["error.type"]), (1, &json!("ROUTE_NOT_FOUND")));
    let panic = events("/panic").await;
    assert_eq!((panic.len(), &panic[0]["error.type"]), (1, &json!("INTERNAL")));
    assert_eq!(panic[0]["exception.message"], "panicked: text of a panic");
    assert_eq!(events("/fine").await, [] as [Value; 0]);
}
