//! What is hard on a layer: its neighbours, users' code that answers back, connections that go on.

use std::fmt;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use error_catalog::axum::CatalogLayer;
use error_catalog::framework::{PassThrough, request_id, set_context_value};
use error_catalog::param::Arg;
use error_catalog::{CatalogError, Definition, ErrorResponse, Value};
use error_catalog_tests::{leadron, service};
use serde_json::{Value as Json, json};
use tower::{Layer, ServiceExt};

/// Sends a request through a service of axum: status, headers, body.
async fn send(app: Router, request: Request) -> (Response<()>, String) {
    let (parts, body) = app.oneshot(request).await.expect("no error").into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
    (Response::from_parts(parts, ()), String::from_utf8(bytes.to_vec()).expect("text"))
}

fn to(path: &str) -> Request {
    Request::get(path).header("Correlation-Id", "rid").body(Body::empty()).expect("a request")
}

fn layer() -> CatalogLayer {
    CatalogLayer::new::<service::Code>()
}

fn parsed(body: &str) -> Json {
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {body}"))
}

/// An error whose text leaves a value for the envelope that is being written.
#[derive(Debug)]
struct TalksBack;

impl fmt::Display for TalksBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        set_context_value("tenant", "from within");
        f.write_str("Lead")
    }
}

impl std::error::Error for TalksBack {}

impl CatalogError for TalksBack {
    fn definition(&self) -> Definition {
        service::Code::NotFound.definition()
    }

    fn arg(&self, _: usize) -> Arg<'_> {
        Arg::Display(self)
    }
}

struct Converted;

impl From<Converted> for Value<'static> {
    fn from(_: Converted) -> Self {
        set_context_value("tenant", "in between");
        Self::from("converted")
    }
}

#[tokio::test]
async fn users_code_may_leave_values_at_any_time() {
    let app = Router::new()
        .route("/display", get(|| async { ErrorResponse::new(TalksBack) }))
        .route(
            "/convert",
            get(|| async {
                set_context_value("tenant", Converted);
                service::Error::RouteNotFound
            }),
        )
        .layer(layer());
    let (head, body) = send(app.clone(), to("/display")).await;
    assert_eq!((head.status(), &parsed(&body)["message"]), (StatusCode::NOT_FOUND, &json!("Lead not found")));
    let (head, body) = send(app, to("/convert")).await;
    assert_eq!(head.status(), StatusCode::NOT_FOUND);
    assert_eq!(parsed(&body)["request"]["tenant"], "converted");
}

/// Something whose text and whose end both panic.
#[derive(Debug)]
struct Bomb;

impl fmt::Display for Bomb {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("in Display")
    }
}

impl std::error::Error for Bomb {}

pub(super) struct DropBomb;

impl Drop for DropBomb {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            panic!("in Drop")
        }
    }
}

#[tokio::test]
async fn no_panic_leaves_the_layer() {
    let payload = || async {
        std::panic::panic_any(DropBomb);
        #[allow(unreachable_code)]
        ()
    };
    let app = Router::new()
        .route("/payload", get(payload))
        .route("/cause", get(|| async { service::Error::Internal { source: Box::new(Bomb) } }))
        .layer(layer());
    let _guard = crate::support::heard_by(tracing_subscriber::fmt().with_writer(std::io::sink).finish());
    for path in ["/payload", "/cause"] {
        let (head, body) = send(app.clone(), to(path)).await;
        assert_eq!(head.status(), StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert!(body.is_empty() || parsed(&body)["code"] == "INTERNAL", "{path}: {body}");
    }
}

/// Two layers around one request know the same of it, and log what is served once.
#[tokio::test]
async fn layers_in_layers() {
    let inner = Router::new()
        .route("/error", get(|| async { leadron::Error::NotFound }))
        .route("/own", get(|| async { service::Error::Busy { seconds: 1 } }))
        .layer(CatalogLayer::new::<leadron::Code>().request_id_header(HeaderName::from_static("x-inner-id")));
    let left = axum::middleware::from_fn(|request: Request, next: axum::middleware::Next| async {
        set_context_value("tenant", "left outside");
        next.run(request).await
    });
    let app = Router::new().nest("/api", inner).layer(left).layer(layer());
    let (head, body) = send(app.clone(), to("/api/error")).await;
    assert_eq!(
        (head.headers()["correlation-id"].as_bytes(), head.headers()["x-inner-id"].as_bytes()),
        (&b"rid"[..], &b"rid"[..])
    );
    assert_eq!(
        parsed(&body)["message"],
        json!(leadron::Error::NotFound.to_string()),
        "the inner one's stays"
    );
    let (_, body) = send(app.clone(), to("/api/own")).await;
    let request = json!({ "id": "rid", "path": "/api/own", "tenant": "left outside" });
    let mut shown = parsed(&body)["request"].clone();
    shown.as_object_mut().expect("an object").remove("at");
    assert_eq!(shown, request, "the prefix of a nested router, and what was left between the layers");
}

#[tokio::test]
async fn the_prefix_of_a_nested_router_is_shown() {
    let nested = Router::new().route("/own", get(|| async { service::Error::RouteNotFound })).layer(layer());
    let (_, body) = send(Router::new().nest("/api", nested), to("/api/own")).await;
    assert_eq!(parsed(&body)["request"]["path"], "/api/own");
}

#[tokio::test]
async fn what_a_response_says_of_itself_stays() {
    let range = || async {
        let headers = [("Content-Range", "bytes */7"), ("ETag", "\"v2\""), ("Content-Encoding", "gzip")];
        (StatusCode::RANGE_NOT_SATISFIABLE, headers)
    };
    let cookies = || async {
        let headers = axum::response::AppendHeaders([("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]);
        (StatusCode::FORBIDDEN, headers, "text")
    };
    let metrics = || async {
        (StatusCode::SERVICE_UNAVAILABLE, [("Content-Type", "text/plain; version=0.0.4")], "up 0")
    };
    let health = || async { (StatusCode::SERVICE_UNAVAILABLE, Extension(PassThrough), "draining") };
    let app = Router::new()
        .route("/range", get(range))
        .route("/cookies", get(cookies))
        .route("/metrics", get(metrics))
        .route("/health", get(health))
        .layer(layer());
    let (head, _) = send(app.clone(), to("/range")).await;
    assert_eq!(
        (&head.headers()["content-range"], &head.headers()["etag"]),
        (&"bytes */7".parse().unwrap(), &"\"v2\"".parse().unwrap())
    );
    assert!(!head.headers().contains_key("content-encoding"));
    let (head, body) = send(app.clone(), to("/cookies")).await;
    assert_eq!(
        (head.headers().get_all("set-cookie").iter().count(), &parsed(&body)["code"]),
        (2, &json!("REFUSED"))
    );
    assert_eq!(send(app.clone(), to("/metrics")).await.1, "up 0");
    assert_eq!(send(app, to("/health")).await.1, "draining");
}

/// HEAD is answered as GET is, without the body.
#[tokio::test]
async fn heads_of_axum() {
    let stream =
        || async { Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>()) };
    let mine = || async { (StatusCode::NOT_FOUND, Body::from("mine")) };
    let router = Router::new().route("/stream", get(stream)).route("/mine", get(mine));
    let head = |path: &str| Request::head(path).body(Body::empty()).expect("a request");
    let around_routes = router.clone().layer(layer());
    let streamed = around_routes.oneshot(head("/stream")).await.expect("no error");
    assert_eq!(streamed.headers().get("content-length"), None, "nobody knows the length");
    let around_all = layer().layer(router);
    let own = around_all.oneshot(head("/mine")).await.expect("no error");
    assert_eq!(
        (own.headers().get("content-type"), &own.headers()["content-length"]),
        (None, &"4".parse().unwrap())
    );
}

#[tokio::test]
async fn handlers_know_the_id() {
    let echo = |request: Request| async move {
        let sent = request.headers()["correlation-id"].to_str().expect("text").to_owned();
        format!("{} {sent}", request_id().expect("inside the layer"))
    };
    let app = Router::new().route("/", get(echo)).layer(layer().make_request_id(|| "made".to_owned()));
    assert_eq!(send(app.clone(), to("/")).await.1, "rid rid");
    let bare = || Request::get("/").body(Body::empty()).expect("a request");
    assert_eq!(send(app.clone(), bare()).await.1, "made made");
    assert_eq!(request_id(), None, "outside");
    let unfit = app.layer(layer().make_request_id(|| "b\nd".to_owned()));
    assert_eq!(
        send(unfit, bare()).await.0.headers()["correlation-id"].len(),
        36,
        "not one that cannot be sent"
    );
}

#[tokio::test]
async fn the_later_value_counts() {
    let twice = || async {
        ErrorResponse::new(service::Error::RouteNotFound).with_value("tenant", "a").with_value("tenant", "b")
    };
    let (_, body) = send(Router::new().route("/", get(twice)).layer(layer()), to("/")).await;
    assert_eq!(parsed(&body)["request"]["tenant"], "b");
}

#[derive(Debug)]
struct Wrapped(tower::BoxError);

impl fmt::Display for Wrapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the upstream failed")
    }
}

impl std::error::Error for Wrapped {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}

/// An elapsed timeout is one, however it is wrapped.
#[tokio::test]
async fn wrapped_timeouts() {
    let slow = tower::ServiceBuilder::new()
        .layer(layer())
        .map_err(|error: tower::BoxError| Wrapped(error))
        .timeout(Duration::from_millis(5))
        .service(get(|| async { tokio::time::sleep(Duration::from_secs(60)).await }));
    let (head, body) = send(Router::new().route_service("/", slow), to("/")).await;
    assert_eq!((head.status(), &parsed(&body)["code"]), (StatusCode::REQUEST_TIMEOUT, &json!("TOO_SLOW")));
}

/// Only what is served is logged, and once.
#[tokio::test]
async fn discarded_errors_are_not_logged() {
    let lines = super::log::Lines::default();
    let subscriber = tracing_subscriber::fmt().with_writer(lines.clone()).finish();
    let guard = crate::support::heard_by(subscriber);
    let discards = || async {
        let _ = service::Error::RouteNotFound.into_response();
        "fine"
    };
    let app = Router::new()
        .route("/discards", get(discards))
        .route("/serves", get(|| async { service::Error::Busy { seconds: 1 } }))
        .layer(layer())
        .layer(layer());
    send(app.clone(), to("/discards")).await;
    assert_eq!(lines.text(), "");
    send(app, to("/serves")).await;
    assert_eq!(lines.text().lines().count(), 1, "{}", lines.text());
    drop(guard);
}
