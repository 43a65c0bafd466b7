//! Answers to HEAD, byte by byte: what GET says, without the body (RFC 9110 §9.3.2, §8.6).

use std::time::Duration;

use ::actix_web::{HttpResponse, web};
use ::axum::body::Body;
use ::axum::http::StatusCode;
use ::axum::response::IntoResponse;
use ::axum::routing::get;
use ::axum::{Extension, Router};
use error_catalog::framework::PassThrough;
use error_catalog_tests::service;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{Server, actix_web, axum};

/// What was sent in answer: the status line and the headers but those that differ each time, sorted; the body.
#[derive(Debug, Clone, PartialEq)]
struct Sent {
    head: Vec<String>,
    body: String,
}

impl Sent {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

async fn send(server: &Server, method: &str, path: &str) -> Sent {
    let mut stream = tokio::net::TcpStream::connect(server.address).await.expect("a connection");
    let request =
        format!("{method} {path} HTTP/1.1\r\nHost: x\r\nX-Request-Id: r\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut all = Vec::new();
    let read = stream.read_to_end(&mut all);
    tokio::time::timeout(Duration::from_secs(20), read).await.expect("an end").expect("an answer");
    let all = String::from_utf8(all).expect("text");
    let (head, body) = all.split_once("\r\n\r\n").expect("a head");
    let mut lines = head.split("\r\n");
    let status = lines.next().expect("a status line");
    // The reason is optional, and each framework's own.
    let mut head = vec![status.split(' ').take(2).collect::<Vec<_>>().join(" ")];
    let split = |line: &str| {
        let (name, value) = line.split_once(": ").expect("a header");
        format!("{}: {value}", name.to_ascii_lowercase())
    };
    head.extend(
        lines.map(split).filter(|line| !line.starts_with("date: ") && !line.starts_with("connection: ")),
    );
    head[1..].sort();
    Sent { head, body: body.to_owned() }
}

/// The paths of both services, the first of which are a catalog's errors with the layer, and the second without it, too.
const PATHS: [(&str, bool, bool); 9] = [
    ("/error", true, true),
    ("/busy", true, true),
    ("/text", true, false),
    ("/untyped", true, false),
    ("/nowhere", true, false),
    ("/html", false, false),
    ("/mine", false, false),
    ("/passes", false, false),
    ("/ok", false, false),
];

/// Each path's answers to GET, which HEAD's were held against.
async fn heads(server: &Server, has_layer: bool) -> Vec<(String, Sent)> {
    let mut answers = Vec::new();
    for (path, with_layer, without) in PATHS {
        let (head, get) = (send(server, "HEAD", path).await, send(server, "GET", path).await);
        assert_eq!(head.body, "", "{path}");
        let is_ours = if has_layer { with_layer } else { without };
        if is_ours || !get.body.is_empty() {
            assert_eq!(head.head, get.head, "{path}");
        }
        let length = get.header("content-length");
        assert_eq!(length, Some(&*get.body.len().to_string()), "{path}: {get:?}");
        assert_eq!(get.header("content-type") == Some("application/json"), is_ours, "{path}: {get:?}");
        answers.push((path.to_owned(), get));
    }
    answers
}

fn not_found() -> service::Error {
    service::Error::NotFound { what: "Lead".into(), shard: "a".into() }
}

fn of_axum() -> Router {
    Router::new()
        .route("/error", get(|| async { not_found() }))
        .route("/busy", get(|| async { service::Error::Busy { seconds: 7 } }))
        .route("/text", get(|| async { (StatusCode::CONFLICT, "a text") }))
        .route("/untyped", get(|| async { untyped(StatusCode::NOT_ACCEPTABLE) }))
        .route("/mine", get(|| async { untyped(StatusCode::NOT_FOUND) }))
        .route("/html", get(|| async { (StatusCode::NOT_FOUND, ::axum::response::Html("<p>mine</p>")) }))
        .route("/passes", get(|| async { (StatusCode::NOT_FOUND, Extension(PassThrough), "mine") }))
        .route("/ok", get(|| async { "fine" }))
}

/// As tower's services answer: without a content type.
fn untyped(status: StatusCode) -> ::axum::response::Response {
    let mut response = Body::from("an answer").into_response();
    *response.status_mut() = status;
    response
}

fn of_actix_web(app: &mut web::ServiceConfig) {
    let text = "text/plain; charset=utf-8";
    app.route("/error", web::route().to(|| async { Err::<String, _>(not_found()) }))
        .route("/busy", web::route().to(|| async { Err::<String, _>(service::Error::Busy { seconds: 7 }) }))
        .route(
            "/text",
            web::route()
                .to(move || async move { HttpResponse::Conflict().content_type(text).body("a text") }),
        )
        .route("/mine", web::route().to(|| async { HttpResponse::NotFound().body("an answer") }))
        .route("/untyped", web::route().to(|| async { HttpResponse::NotAcceptable().body("an answer") }))
        .route(
            "/html",
            web::route().to(|| async {
                HttpResponse::NotFound().content_type("text/html; charset=utf-8").body("<p>mine</p>")
            }),
        )
        .route(
            "/passes",
            web::route().to(move || async move {
                let mut response = HttpResponse::NotFound().content_type(text).body("mine");
                response.extensions_mut().insert(PassThrough);
                response
            }),
        )
        .route(
            "/ok",
            web::route().to(move || async move { HttpResponse::Ok().content_type(text).body("fine") }),
        );
}

/// The two frameworks send the same bytes.
#[tokio::test(flavor = "multi_thread")]
async fn to_heads_with_the_layer() {
    let of_axum = axum::serve(of_axum().layer(axum::layer::<service::Code>())).await;
    let of_axum = heads(&of_axum, true).await;
    let of_actix_web = actix_web::serve(|app| {
        app.service(web::scope("").wrap(actix_web::middleware::<service::Code>()).configure(of_actix_web));
    });
    assert_eq!(of_axum, heads(&of_actix_web.await, true).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn to_heads_without_it() {
    let of_axum = axum::serve(of_axum()).await;
    let of_actix_web = actix_web::serve(of_actix_web).await;
    let (of_axum, of_actix_web) = (heads(&of_axum, false).await, heads(&of_actix_web, false).await);
    // What a catalog answers is the same; the rest is the frameworks' own.
    let without_time = |(path, sent): &(String, Sent)| {
        let body = sent.body.split("\"at\"").next().map(str::to_owned);
        (path.clone(), sent.head.clone(), body)
    };
    let ours = |answers: &[(String, Sent)]| answers[..2].iter().map(without_time).collect::<Vec<_>>();
    assert_eq!(ours(&of_axum), ours(&of_actix_web));
}

/// A middleware answers without saying what it is, as actix-web's `Compress` does where no coding is acceptable.
#[tokio::test(flavor = "multi_thread")]
async fn refused_without_a_content_type() {
    let server = actix_web::serve(|app| {
        let refuses = ::actix_web::middleware::from_fn(
            |request: ::actix_web::dev::ServiceRequest,
             _: ::actix_web::middleware::Next<::actix_web::body::BoxBody>| async move {
                let status = ::actix_web::http::StatusCode::NOT_ACCEPTABLE;
                let text = "Supported encodings: br, gzip, deflate, zstd";
                let mut response = HttpResponse::with_body(status, text).map_into_boxed_body();
                let vary = ::actix_web::http::header::HeaderValue::from_static("Accept-Encoding");
                response.headers_mut().insert(::actix_web::http::header::VARY, vary);
                Ok(request.into_response(response))
            },
        );
        let middleware = actix_web::middleware::<service::Code>();
        app.service(web::scope("").wrap(refuses).wrap(middleware).configure(of_actix_web));
    });
    let server = server.await;
    let (get, head) = (send(&server, "GET", "/ok").await, send(&server, "HEAD", "/ok").await);
    assert_eq!((&*get.head[0], get.header("vary")), ("HTTP/1.1 406", Some("Accept-Encoding")));
    assert!(get.body.contains("\"code\":\"REFUSED\""), "{get:?}");
    assert_eq!((head.head, head.body.as_str()), (get.head, ""));
}

/// An error whose response is its text, without a content type, as actix-web has some.
#[derive(Debug)]
struct Untyped;

impl std::fmt::Display for Untyped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("secret of the framework")
    }
}

impl ::actix_web::ResponseError for Untyped {
    fn error_response(&self) -> HttpResponse {
        HttpResponse::with_body(self.status_code(), self.to_string()).map_into_boxed_body()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_of_an_error_without_a_content_type() {
    let server = actix_web::serve(|app| {
        let middleware = actix_web::middleware::<service::Code>();
        let route = web::route().to(|| async { Err::<String, _>(Untyped) });
        app.service(web::scope("").wrap(middleware).route("/fails", route));
    });
    let server = server.await;
    let (get, head) = (send(&server, "GET", "/fails").await, send(&server, "HEAD", "/fails").await);
    assert!(get.body.contains("\"code\":\"INTERNAL\"") && !get.body.contains("secret"), "{get:?}");
    assert_eq!((head.head, head.body.as_str()), (get.head, ""));
}

/// An error of an inner middleware, for which there is no request left to answer to.
#[tokio::test(flavor = "multi_thread")]
async fn of_an_inner_middleware() {
    let server = actix_web::serve(|app| {
        let refuses = ::actix_web::middleware::from_fn(
            |_: ::actix_web::dev::ServiceRequest,
             _: ::actix_web::middleware::Next<::actix_web::body::BoxBody>| async {
                Err::<::actix_web::dev::ServiceResponse, _>(service::Error::Busy { seconds: 7 }.into())
            },
        );
        let middleware = actix_web::middleware::<service::Code>();
        app.service(web::scope("").wrap(refuses).wrap(middleware).configure(of_actix_web));
    });
    let server = server.await;
    let (get, head) = (send(&server, "GET", "/ok").await, send(&server, "HEAD", "/ok").await);
    assert_eq!(get.head[0], "HTTP/1.1 429");
    assert_eq!(get.header("content-length"), Some(&*get.body.len().to_string()));
    assert_eq!((head.head, head.body.as_str()), (get.head, ""));
}
