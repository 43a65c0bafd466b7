//! What is hard on the middleware: its neighbours, panics, connections that go on.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use actix_web::{App, HttpResponse, HttpServer, web};
use error_catalog::actix_web::CatalogMiddleware;
use error_catalog_tests::service;

use super::hard::DropBomb;

/// Starts actix-web with what is hard on its middleware.
async fn actix() -> std::net::SocketAddr {
    let (started, start) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let app = || {
                App::new()
                    .wrap(actix_web::middleware::from_fn(refuses))
                    .wrap(CatalogMiddleware::new::<service::Code>())
                    .wrap(actix_web::middleware::from_fn(looks_twice))
                    .route("/text", web::get().to(closes))
                    .route("/payload", web::get().to(payload))
                    .route("/later", web::to(later))
                    .route("/nowhere", web::get().to(HttpResponse::NotFound))
            };
            let server = HttpServer::new(app).workers(1).bind(("127.0.0.1", 0)).expect("a port");
            started.send(server.addrs()[0]).expect("the test waits");
            server.run().await.expect("a server");
        });
    });
    start.await.expect("an address")
}

type Next = actix_web::middleware::Next<actix_web::body::BoxBody>;
type Served = actix_web::dev::ServiceResponse<actix_web::body::BoxBody>;

/// An inner middleware that refuses.
async fn refuses(request: actix_web::dev::ServiceRequest, next: Next) -> actix_web::Result<Served> {
    if request.path() == "/refused" {
        return Err(service::Error::Busy { seconds: 7 }.into());
    }
    next.call(request).await
}

/// An outer one that looks at what it hands through.
async fn looks_twice(
    request: actix_web::dev::ServiceRequest,
    next: actix_web::middleware::Next<actix_web::body::EitherBody<actix_web::body::BoxBody>>,
) -> actix_web::Result<actix_web::dev::ServiceResponse<actix_web::body::EitherBody<actix_web::body::BoxBody>>>
{
    match next.call(request).await {
        Ok(mut response) => {
            let extension = response.response().extensions().get::<u8>().copied();
            let cause = response.response().error().map(ToString::to_string);
            let seen = format!("{extension:?} {cause:?}").parse().expect("a value");
            response.headers_mut().insert(actix_web::http::header::HeaderName::from_static("x-seen"), seen);
            Ok(response)
        }
        Err(error) => {
            let looked = (error.error_response().status(), error.error_response().status());
            assert_eq!(looked.0, looked.1);
            Err(error)
        }
    }
}

async fn closes() -> actix_web::Result<HttpResponse> {
    let error = actix_web::error::ErrorServiceUnavailable("the real cause");
    let mut response = HttpResponse::from_error(error);
    response.extensions_mut().insert(7_u8);
    response.head_mut().set_connection_type(actix_web::http::ConnectionType::Close);
    Ok(response)
}

/// Long enough for the next request of the connection to be read.
async fn later() -> Result<HttpResponse, service::Error> {
    actix_web::rt::time::sleep(Duration::from_millis(50)).await;
    Err(service::Error::RouteNotFound)
}

async fn payload() -> HttpResponse {
    std::panic::panic_any(DropBomb);
}

/// All that comes back on one connection.
fn on_one_connection(address: std::net::SocketAddr, requests: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a timeout");
    stream.write_all(requests.replace('\n', "\r\n").as_bytes()).expect("sent");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_actix_web() {
    let address = actix().await;
    let get = |path: &str| {
        on_one_connection(address, &format!("GET {path} HTTP/1.1\nHost: x\nConnection: close\n\n"))
    };
    let refused = get("/refused");
    assert!(refused.starts_with("HTTP/1.1 429 ") && refused.contains("\"code\":\"BUSY\""), "{refused}");
    assert!(
        refused.to_lowercase().contains("correlation-id: ") && refused.contains("retry-after: 7"),
        "{refused}"
    );
    let payload = get("/payload");
    assert!(payload.starts_with("HTTP/1.1 500 ") && payload.contains("\"code\":\"INTERNAL\""), "{payload}");
    // What stands for a response keeps its cause, its extensions, and that the connection ends.
    let text = on_one_connection(address, "GET /text HTTP/1.1\nHost: x\n\n");
    assert!(text.contains("x-seen: Some(7) Some(\"the real cause\")"), "{text}");
    assert!(
        text.to_lowercase().contains("connection: close") && text.contains("\"code\":\"OVERLOADED\""),
        "{text}"
    );
    assert_eq!(text.matches("the real cause").count(), 1, "in our header alone: {text}");
    // A HEAD among other requests of one connection has no body, whatever was read last.
    let mixed = "HEAD /later HTTP/1.1\nHost: x\n\nGET /nowhere HTTP/1.1\nHost: x\nConnection: close\n\n";
    let answers = on_one_connection(address, mixed);
    assert_eq!(answers.matches("HTTP/1.1 404").count(), 2, "{answers}");
    assert_eq!(answers.matches("ROUTE_NOT_FOUND").count(), 1, "{answers}");
}
