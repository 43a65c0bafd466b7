//! Extractors that name the fields that are wrong, and `?` on what validators say.

mod actix_web;
mod axum;
mod log;

use error_catalog_tests::{one, service, validation};
use serde::{Deserialize, Serialize};
use serde_json::json;
use validator::Validate;

use super::{Answer, REQUEST_ID, Server};

#[derive(Serialize, Deserialize)]
struct Lead {
    name: String,
    tags: Vec<u8>,
}

#[derive(Deserialize)]
struct Page {
    page: u32,
}

#[derive(Deserialize)]
struct Seat {
    row: u8,
    seat: u8,
}

/// What validator checks.
#[derive(Deserialize, Validate)]
struct Order {
    #[validate(email(message = "No email address"))]
    email: String,
    #[validate(nested)]
    items: Vec<Item>,
}

#[derive(Deserialize, Validate)]
struct Item {
    #[validate(length(min = 1))]
    name: String,
}

/// What garde checks.
#[derive(Deserialize, garde::Validate)]
struct Checked {
    #[garde(dive)]
    items: Vec<CheckedItem>,
}

#[derive(Deserialize, garde::Validate)]
struct CheckedItem {
    #[garde(length(min = 1))]
    name: String,
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

async fn post(server: &Server, path: &str, content_type: &str, body: &str) -> Answer {
    let body = body.to_owned();
    let send = |client: &reqwest::Client, url| {
        client.post(url).header("X-Request-Id", REQUEST_ID).header("Content-Type", content_type).body(body)
    };
    server.send(path, send).await
}

/// The answer is the catalog's error, with one issue: its path, and how its message begins.
#[track_caller]
fn names(answer: &Answer, status: u16, code: &str, path: &str, message: &str) {
    assert_eq!((answer.status, answer.code().as_str()), (status, code), "{answer:?}");
    let json = answer.json();
    let issues = json["issues"].as_array().unwrap_or_else(|| panic!("no issues: {answer:?}"));
    assert_eq!((issues.len(), &issues[0]["path"]), (1, &json!(path)), "{answer:?}");
    let pointer = match path {
        "tags[1]" => "/tags/1".to_owned(),
        "[1]" => "/1".to_owned(),
        "" => String::new(),
        key => format!("/{key}"),
    };
    assert_eq!(issues[0]["pointer"], pointer, "{answer:?}");
    assert!(issues[0]["message"].as_str().is_some_and(|text| text.starts_with(message)), "{answer:?}");
    assert_eq!(json["request"]["id"], REQUEST_ID, "{answer:?}");
}

/// The answer is the catalog's error, without issues.
#[track_caller]
fn names_none(answer: &Answer, status: u16, code: &str) {
    assert_eq!((answer.status, answer.code().as_str()), (status, code), "{answer:?}");
    assert_eq!(answer.json().get("issues"), None, "{answer:?}");
}

/// What both frameworks answer alike.
async fn alike(server: &Server) {
    let good = post(server, "/json", JSON, r#" { "name": "Ada", "tags": [1, 2] }"#).await;
    assert_eq!((good.status, good.json()), (200, json!({ "name": "Ada", "tags": [1, 2] })));
    json_bodies(server).await;
    let large = format!(r#"{{ "name": "{}" }}"#, "x".repeat(2_000));
    names_none(&post(server, "/json", JSON, &large).await, 413, "TOO_LARGE");
    names_none(&post(server, "/json", "text/csv", "a,b").await, 415, "NO_JSON");

    let good = post(server, "/form", FORM, "page=7").await;
    assert_eq!((good.status, good.body.as_str()), (200, "7"));
    let wrong = post(server, "/form", FORM, "page=x").await;
    names(&wrong, 422, "INVALID", "page", "invalid digit");
    let missing = post(server, "/form", FORM, "size=7").await;
    names(&missing, 422, "INVALID", "", "missing field `page`");
    names_none(&post(server, "/form", JSON, "{}").await, 415, "NO_JSON");
    names_none(&post(server, "/form", FORM, &"x".repeat(2_000)).await, 413, "TOO_LARGE");

    assert_eq!(server.get("/query?page=7").await.body, "7");
    names(&server.get("/query?page=x").await, 400, "MALFORMED", "page", "invalid digit");
    names(&server.get("/query").await, 400, "MALFORMED", "", "missing field `page`");

    assert_eq!(server.get("/seat/1/2").await.body, "1-2");
    assert_eq!(server.get("/pair/1/2").await.body, "1-2");
    assert_eq!(server.get("/one/7").await.body, "7");
    names(&server.get("/seat/1/x").await, 400, "MALFORMED", "seat", "");
    names(&server.get("/pair/1/300").await, 400, "MALFORMED", "[1]", "");
    names(&server.get("/one/x").await, 400, "MALFORMED", "", "");

    // The framework's own extractor: what the status says, and no more.
    let plain = post(server, "/plain", JSON, "{").await;
    names_none(&plain, 400, "MALFORMED");
}

async fn json_bodies(server: &Server) {
    let send = async |body: &str| post(server, "/json", JSON, body).await;
    let tag = "invalid type: string \"x\", expected u8";
    names(&send(r#"{ "name": "Ada", "tags": [1, "x"] }"#).await, 422, "INVALID", "tags[1]", tag);
    names(&send(r#"{ "name": "Ada" }"#).await, 422, "INVALID", "", "missing field `tags`");
    names(&send(r#"{ "name": 1 }"#).await, 422, "INVALID", "name", "invalid type: integer");
    names(&send(r#"{ "name": "Ada", "tags": [] } x"#).await, 400, "MALFORMED", "", "trailing characters");
}

/// `?` makes the catalog's error of what a validator says, and of a rejection.
async fn question_marks(server: &Server) {
    let send = async |path: &str, body: &str| {
        let answer = post(server, path, JSON, body).await;
        (answer.status, answer.json()["code"].clone(), answer.json()["errors"].clone())
    };
    let order = r#"{ "email": "x", "items": [{ "name": "a" }, { "name": "" }] }"#;
    let issues = json!([
        { "pointer": "#/email", "detail": "No email address", "code": "email" },
        { "pointer": "#/items/1/name", "detail": "Not valid: length", "code": "length" },
    ]);
    assert_eq!(send("/validator", order).await, (422, json!("NOT_VALID"), issues));
    let issues = json!([{ "pointer": "#/items/1/name", "detail": "length is lower than 1" }]);
    assert_eq!(send("/garde", order).await, (422, json!("NOT_VALID"), issues));
    let (status, code, issues) = send("/unreadable", r#"{ "name": "Ada", "tags": [1, "x"] }"#).await;
    assert_eq!((status, code, &issues[0]["pointer"]), (400, json!("UNREADABLE"), &json!("#/tags/1")));
    let (status, code, issues) = send("/unreadable", r#"{ "name": "#).await;
    assert_eq!((status, code), (400, json!("UNREADABLE")));
    assert!(issues[0]["detail"].as_str().is_some_and(|text| text.starts_with("EOF")), "{issues}");
}

/// Where the catalog names no error, or none is known, the response is the framework's.
async fn own(server: &Server) {
    let wrong = post(server, "/json", JSON, r#"{ "name": 1 }"#).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.header("content-type"), Some("text/plain; charset=utf-8"));
    assert!(wrong.body.contains("name: invalid type: integer `1`, expected a string"), "{wrong:?}");
    let no_json = post(server, "/json", "text/csv", "a,b").await;
    assert_eq!((no_json.status, no_json.body.is_empty()), (415, false), "{no_json:?}");
}

#[tokio::test]
async fn of_axum() {
    let server = axum::inside::<service::Code>().await;
    alike(&server).await;
    // A deserializer of axum's stops inside the value that it reads.
    let broken = post(&server, "/json", JSON, r#"{ "name": "#).await;
    names(&broken, 400, "MALFORMED", "name", "EOF while parsing a value");
    let plain = post(&server, "/plain", JSON, r#"{ "name": 1 }"#).await;
    names_none(&plain, 422, "INVALID");
    // The route and its handler do not fit: that is not the client's to know.
    names_none(&server.get("/misfit/1/2").await, 500, "INTERNAL");
    assert_eq!(server.get("/misfit-issues/1/2").await.body, "0");
    assert_eq!(server.send("/optional", |client, url| client.post(url)).await.body, "false");
    question_marks(&axum::inside::<validation::Code>().await).await;
    own(&axum::inside::<one::Code>().await).await;
    own(&axum::bare().await).await;
}

#[tokio::test]
async fn of_actix_web() {
    let server = actix_web::inside::<service::Code>().await;
    alike(&server).await;
    let broken = post(&server, "/json", JSON, r#"{ "name": "#).await;
    names(&broken, 400, "MALFORMED", "", "EOF while parsing a value");
    question_marks(&actix_web::inside::<validation::Code>().await).await;
    own(&actix_web::inside::<one::Code>().await).await;
    own(&actix_web::bare().await).await;
}
