//! Requests that are served at the same time know nothing of each other.

use ::actix_web::test::{TestRequest, init_service, read_body};
use ::actix_web::{App, web};
use ::axum::Router;
use ::axum::body::{Body, to_bytes};
use ::axum::extract::Path;
use ::axum::http::Request;
use ::axum::routing::get;
use error_catalog::actix_web::CatalogMiddleware;
use error_catalog::axum::CatalogLayer;
use error_catalog::framework::{request_id, set_context_value};
use error_catalog_tests::service;
use serde_json::Value;
use tower::ServiceExt;

const REQUESTS: usize = 4_000;

/// Leaves the number for the envelope, and lets others go first, again and again.
async fn refuses(number: String) -> service::Error {
    set_context_value("tenant", number.clone());
    for _ in 0..number.len() * 3 {
        assert_eq!(request_id().as_deref(), Some(&*format!("id-{number}")));
        tokio::task::yield_now().await;
    }
    if number.ends_with('7') {
        panic!("{number}");
    }
    service::Error::Busy { seconds: number.parse().expect("a number") }
}

#[track_caller]
fn check(number: usize, header: Option<&str>, body: &[u8]) {
    let body: Value = serde_json::from_slice(body).expect("JSON");
    let shown = |name: &str| body["request"][name].as_str().map(str::to_owned);
    let id = format!("id-{number}");
    assert_eq!((header, shown("id").as_deref()), (Some(&*id), Some(&*id)), "{body}");
    assert_eq!(shown("path"), Some(format!("/{number}")), "{body}");
    assert_eq!(shown("tenant"), Some(number.to_string()), "{body}");
    let message = format!("Try again in {number} seconds");
    let message = if number % 10 == 7 { "Something broke" } else { &message };
    assert_eq!(body["message"], message, "{body}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_axum() {
    let app = Router::new()
        .route("/{number}", get(|Path(number): Path<String>| refuses(number)))
        .layer(CatalogLayer::new::<service::Code>());
    let answered = |number: usize| {
        let app = app.clone();
        async move {
            let request = Request::get(format!("/{number}")).header("Correlation-Id", format!("id-{number}"));
            let response =
                app.oneshot(request.body(Body::empty()).expect("a request")).await.expect("a response");
            let header = response.headers()["correlation-id"].clone();
            let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
            check(number, header.to_str().ok(), &body);
        }
    };
    let tasks: Vec<_> = (0..REQUESTS).map(|number| tokio::spawn(answered(number))).collect();
    for task in tasks {
        task.await.expect("no panic");
    }
}

#[test]
fn of_actix_web() {
    ::actix_web::rt::System::new().block_on(async {
        let route = web::get()
            .to(|number: web::Path<String>| async { Err::<(), _>(refuses(number.into_inner()).await) });
        let app = App::new().wrap(CatalogMiddleware::new::<service::Code>()).route("/{number}", route);
        let app = init_service(app).await;
        let answered = |number: usize| {
            let request = TestRequest::get().uri(&format!("/{number}"));
            let request = request.insert_header(("Correlation-Id", format!("id-{number}"))).to_request();
            let response = ::actix_web::dev::Service::call(&app, request);
            async move {
                match response.await {
                    Ok(response) => {
                        let header = response.headers().get("correlation-id").expect("an id").clone();
                        check(number, header.to_str().ok(), &read_body(response).await);
                    }
                    Err(panicked) => {
                        let response = panicked.error_response();
                        let header = response.headers().get("correlation-id").expect("an id").clone();
                        let body = ::actix_web::body::to_bytes(response.into_body()).await.expect("a body");
                        check(number, header.to_str().ok(), &body);
                    }
                }
            }
        };
        futures_util::future::join_all((0..REQUESTS).map(answered)).await;
    });
}
