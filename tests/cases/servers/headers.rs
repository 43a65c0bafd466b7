//! Headers as the frameworks send them: several of one name, and those that cannot be sent.

use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{App, HttpResponse, web};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use error_catalog::actix_web::CatalogMiddleware;
use error_catalog::axum::CatalogLayer;
use error_catalog::framework::set_context_value;
use error_catalog_tests::headers::{Code, Error};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::log::Lines;

const ID: &str = "a\r\nSet-Cookie: x=1";

fn token() -> Error {
    set_context_value("realm", "leads");
    Error::InvalidToken
}

fn own() -> Error {
    Error::Own { id: ID.into(), size: 7, name: None }
}

/// All values of a header, from both frameworks.
fn both(path: &str, name: &str) -> [Vec<String>; 2] {
    actix_web::rt::System::new().block_on(async {
        let app = Router::new()
            .route("/token", get(|| async { token() }))
            .route("/own", get(|| async { own() }))
            .route("/bare", get(|| async { StatusCode::UNAUTHORIZED }))
            .route(
                "/negotiate",
                get(|| async {
                    (StatusCode::UNAUTHORIZED, [("WWW-Authenticate", "Negotiate")]).into_response()
                }),
            )
            .layer(CatalogLayer::new::<Code>());
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let response = app.oneshot(request).await.expect("a response");
        let axum = response
            .headers()
            .get_all(name)
            .iter()
            .map(|value| value.to_str().expect("ASCII").to_owned())
            .collect();

        let bare = || HttpResponse::Unauthorized().finish();
        let negotiate =
            || HttpResponse::Unauthorized().insert_header(("WWW-Authenticate", "Negotiate")).finish();
        let app = App::new()
            .wrap(CatalogMiddleware::new::<Code>())
            .route("/token", web::get().to(|| async { Err::<String, _>(token()) }))
            .route("/own", web::get().to(|| async { Err::<String, _>(own()) }))
            .route("/bare", web::get().to(move || async move { bare() }))
            .route("/negotiate", web::get().to(move || async move { negotiate() }));
        let app = init_service(app).await;
        let response = call_service(&app, TestRequest::get().uri(path).to_request()).await;
        let actix_web =
            response.headers().get_all(name).map(|value| value.to_str().expect("ASCII").to_owned()).collect();
        [axum, actix_web]
    })
}

#[test]
fn a_list_is_sent_as_a_line_for_each_value() {
    for values in both("/token", "www-authenticate") {
        assert_eq!(
            values,
            [
                r#"Bearer realm="leads", error="invalid_token", error_description="The access token expired""#,
                r#"Basic realm="leads""#,
            ]
            .map(|value| value.to_owned())
        );
    }
    // Nothing is known of the realm here, and what the framework says goes before what the catalog says.
    assert_eq!(both("/bare", "www-authenticate"), [[""; 0]; 2].map(|none| none.map(str::to_owned).to_vec()));
    for values in both("/negotiate", "www-authenticate") {
        assert_eq!(values, ["Negotiate"]);
    }
}

#[test]
fn a_header_that_cannot_be_sent_is_logged() {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .without_time()
        .with_writer(lines.clone())
        .finish();
    let guard = crate::support::heard_by(subscriber);
    for values in both("/own", "x-id").into_iter().chain(both("/own", "set-cookie")) {
        assert_eq!(values, [""; 0]);
    }
    drop(guard);
    let events: Vec<Value> =
        lines.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let names: Vec<_> = events.iter().filter_map(|event| event["http.response.header"].as_str()).collect();
    // For each of four responses.
    assert_eq!(names, ["ETag", "Warning", "Link", "X-Id"].repeat(4));
    let event = events.iter().find(|event| event["http.response.header"] == "X-Id").expect("an event");
    let expected = json!({
        "level": "WARN", "target": "error_catalog", "error.type": "own", "http.response.header": "X-Id",
        "message": "a header was omitted: its value is invalid (RFC 9110, 5.5) or too long",
    });
    assert_eq!(*event, expected, "the value is not logged");
}
