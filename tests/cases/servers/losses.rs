//! Nothing is lost on its way through a layer, and nothing from outside is longer than it can be: causes, joint errors,
//! `$instance`, headers. For both frameworks.

use ::actix_web::test::{TestRequest, init_service, read_body};
use ::actix_web::{App, HttpResponse, web};
use ::axum::Router;
use ::axum::body::{Body, Bytes, to_bytes};
use ::axum::http::{Request, StatusCode};
use ::axum::routing::get;
use error_catalog::ErrorResponse;
use error_catalog::actix_web::CatalogMiddleware;
use error_catalog::axum::CatalogLayer;
use error_catalog::response::{Context, response};
use error_catalog_tests::{headers, service};
use serde_json::Value;
use tower::ServiceExt;

use super::log::Lines;

const REASON: &str = "database is down: pool timed out";

/// The body and the events of one request.
#[derive(Debug)]
struct Seen {
    body: String,
    events: Vec<Value>,
}

impl Seen {
    /// The causes in the one event.
    #[track_caller]
    fn cause(&self) -> Option<&str> {
        assert_eq!(self.events.len(), 1, "{self:?}");
        assert!(!self.body.contains("database"), "{self:?}");
        self.events[0]["exception.message"].as_str()
    }
}

fn endless() -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> {
    futures_util::stream::repeat_with(|| Ok(Bytes::from_static(REASON.as_bytes())))
}

fn pending() -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> {
    let first = futures_util::stream::iter([Ok(Bytes::from_static(REASON.as_bytes()))]);
    futures_util::StreamExt::chain(first, futures_util::stream::pending())
}

fn joint() -> ErrorResponse {
    ErrorResponse::new(service::Error::Busy { seconds: 7 })
        .and(service::Error::Internal { source: REASON.into() })
}

const TEXT: (&str, &str) = ("Content-Type", "text/plain");

fn of_axum() -> Router {
    const FAILED: StatusCode = StatusCode::INTERNAL_SERVER_ERROR;
    Router::new()
        .route("/text", get(|| async { (FAILED, REASON) }))
        .route("/long", get(|| async { (FAILED, REASON.repeat(1_000)) }))
        .route("/endless", get(|| async { (FAILED, [TEXT], Body::from_stream(endless())) }))
        .route("/pending", get(|| async { (FAILED, [TEXT], Body::from_stream(pending())) }))
        .route("/encoded", get(|| async { (FAILED, [TEXT, ("Content-Encoding", "gzip")], REASON) }))
        .route("/empty", get(|| async { FAILED }))
        .route("/joint", get(|| async { joint() }))
        .route("/own-cause", get(|| async { own_cause() }))
        .route("/panic", get(|| -> std::future::Ready<()> { panic!("{}", REASON.repeat(1_000)) }))
        .layer(CatalogLayer::new::<service::Code>())
}

fn of_actix_web(app: &mut web::ServiceConfig) {
    let text = || HttpResponse::InternalServerError().content_type("text/plain").body(REASON);
    let error = || async { Err::<(), _>(::actix_web::error::ErrorInternalServerError(REASON.repeat(1_000))) };
    let streaming = |stream| HttpResponse::InternalServerError().insert_header(TEXT).streaming(stream);
    let encoded = || {
        let head = [TEXT, ("Content-Encoding", "gzip")];
        let mut response = HttpResponse::InternalServerError();
        for header in head {
            response.insert_header(header);
        }
        response.body(REASON)
    };
    let panics = || -> std::future::Ready<HttpResponse> { panic!("{}", REASON.repeat(1_000)) };
    app.route("/text", web::get().to(move || async move { text() }))
        .route("/long", web::get().to(error))
        .route("/endless", web::get().to(move || async move { streaming(Box::pin(endless()) as Stream) }))
        .route("/pending", web::get().to(move || async move { streaming(Box::pin(pending()) as Stream) }))
        .route("/encoded", web::get().to(move || async move { encoded() }))
        .route("/empty", web::get().to(HttpResponse::InternalServerError))
        .route("/joint", web::get().to(|| async { Err::<(), _>(joint()) }))
        .route("/own-cause", web::get().to(|| async { Err::<(), _>(own_cause()) }))
        .route("/panic", web::get().to(panics));
}

type Stream = std::pin::Pin<Box<dyn futures_util::Stream<Item = Result<Bytes, std::io::Error>>>>;

/// A request to both frameworks: what is sent and what is logged.
fn both(path: &str) -> [Seen; 2] {
    let run = |framework: &str| {
        let lines = Lines::default();
        let subscriber =
            tracing_subscriber::fmt().json().flatten_event(true).with_writer(lines.clone()).finish();
        let guard = crate::support::heard_by(subscriber);
        let body = ::actix_web::rt::System::new().block_on(async {
            if framework == "axum" {
                let request = Request::get(path).body(Body::empty()).expect("a request");
                let response = of_axum().oneshot(request).await.expect("a response");
                return to_bytes(response.into_body(), usize::MAX).await.expect("a body");
            }
            let app = App::new().wrap(CatalogMiddleware::new::<service::Code>()).configure(of_actix_web);
            let request = TestRequest::get().uri(path).to_request();
            match ::actix_web::dev::Service::call(&init_service(app).await, request).await {
                Ok(response) => read_body(response).await,
                Err(error) => to_bytes_of(error.error_response()).await,
            }
        });
        drop(guard);
        let events = lines.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        Seen { body: String::from_utf8(body.to_vec()).expect("text"), events }
    };
    ["axum", "actix-web"].map(run)
}

async fn to_bytes_of(response: HttpResponse) -> Bytes {
    ::actix_web::body::to_bytes(response.into_body()).await.expect("a body")
}

#[test]
fn the_text_of_a_replaced_response_is_the_cause() {
    for seen in both("/text") {
        assert_eq!(seen.cause(), Some(REASON), "{seen:?}");
    }
    for seen in both("/pending") {
        let cut = format!("{REASON}… (cut off after {} bytes)", REASON.len());
        assert_eq!(seen.cause(), Some(&*cut), "nobody waits for the rest");
    }
    for seen in both("/empty") {
        assert_eq!(seen.cause(), None);
    }
    for seen in both("/encoded") {
        assert_eq!(seen.cause(), Some("a text with Content-Encoding"));
    }
}

#[test]
fn the_text_of_a_replaced_response_is_bounded() {
    for (path, bytes) in [("/long", 4096), ("/panic", 4096), ("/endless", 64 * REASON.len())] {
        for seen in both(path) {
            let cause = seen.cause().unwrap_or_else(|| panic!("no cause: {seen:?}"));
            let (text, end) = cause.split_once('…').unwrap_or_else(|| panic!("not cut off: {cause}"));
            assert_eq!((text.len(), text.contains(REASON)), (bytes, true), "{cause}");
            assert_eq!(end, format!(" (cut off after {bytes} bytes)"));
        }
    }
}

/// An error that is its own cause.
#[derive(Debug)]
struct Own;

impl std::fmt::Display for Own {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("own")
    }
}

impl std::error::Error for Own {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self)
    }
}

fn own_cause() -> service::Error {
    service::Error::Internal { source: Own.into() }
}

#[test]
fn a_chain_of_causes_ends() {
    let of_debug = [format!("{:?}", own_cause()), format!("{:?}", ErrorResponse::new(own_cause()))];
    let logged = both("/own-cause").map(|seen| seen.cause().expect("a cause").to_owned());
    for text in of_debug.iter().chain(&logged) {
        assert_eq!(text.matches("own").count(), 128, "{text}");
        assert!(text.contains("; caused by: … (cut off after 128 causes)"), "{text}");
    }
}

#[test]
fn an_error_in_a_joint_response_is_logged_by_its_own_status() {
    for seen in both("/joint") {
        let shown: Vec<_> = seen
            .events
            .iter()
            .map(|event| {
                let text = |key: &str| event[key].as_str().map(str::to_owned);
                let number = |key: &str| event[key].as_u64();
                (
                    text("level"),
                    text("error.type"),
                    number("http.response.status_code"),
                    number("error.status"),
                )
            })
            .collect();
        let event = |level: &str, code: &str, own| (Some(level.into()), Some(code.into()), Some(429), own);
        assert_eq!(shown, [event("WARN", "BUSY", None), event("ERROR", "INTERNAL", Some(500))]);
    }
}

/// What `$instance` shows of a target, by both frameworks.
fn instances(target: &str) -> [String; 2] {
    both(target).map(|seen| {
        let body: Value = serde_json::from_str(&seen.body).expect("JSON");
        body["request"]["path"].as_str().expect("a path").to_owned()
    })
}

#[test]
fn an_instance_is_a_uri_reference() {
    let cases = [
        ("//evil.example/x", "/.//evil.example/x"),
        ("/\\evil.example", "/%5Cevil.example"),
        ("/a\"b{c}", "/a%22b%7Bc%7D"),
        ("/plain/a%20b?x=1", "/plain/a%20b"),
        ("/a|b^[c]", "/a%7Cb%5E%5Bc%5D"),
        ("/100%/x", "/100%25/x"),
    ];
    for (target, instance) in cases {
        assert_eq!(instances(target), [instance, instance], "{target}");
    }
    let context = Context::default().with_instance("/a\"b c");
    let of_runtime = response(&service::Error::RouteNotFound, &context);
    assert!(of_runtime.body.as_str().contains(r#""path":"/a%22b%20c""#), "{}", of_runtime.body);
    let made = CatalogLayer::new::<service::Code>().instance(|_| "urn:x:{1}".to_owned());
    let app = Router::new().route("/joint", get(|| async { joint() })).layer(made);
    let body = ::actix_web::rt::System::new().block_on(async {
        let request = Request::get("/joint").body(Body::empty()).expect("a request");
        to_bytes(app.oneshot(request).await.expect("a response").into_body(), usize::MAX).await
    });
    assert!(body.expect("a body").windows(13).any(|text| text == b"urn:x:%7B1%7D"));
}

#[test]
fn reflected_values_in_headers_are_bounded() {
    let own = |length: usize| headers::Error::Own { id: "x".repeat(length), size: 7, name: None };
    let shown = |length: usize| {
        let response = response(&own(length), &Context::default());
        let value = response.headers.get("ETag").map(str::len);
        (value, response.headers.left_out().any(|(name, _)| name == "ETag"))
    };
    assert_eq!(shown(2_048), (Some(2_050), false), "the quotes are the catalog's");
    assert_eq!(shown(2_049), (None, true));
    assert_eq!(shown(1_000_000), (None, true));
    let values = [("realm", error_catalog::param::Arg::Str(&"r".repeat(3_000)))];
    let of_envelope = response(&headers::Error::InvalidToken, &Context::default().with_values(&values));
    assert_eq!(of_envelope.headers.get("WWW-Authenticate"), None);
    assert_eq!(of_envelope.headers.left_out().count(), 2, "{:?}", of_envelope.headers);
}
