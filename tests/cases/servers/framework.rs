//! What the frameworks answer by themselves, in the catalog's envelope.

use reqwest::Method;
use serde_json::json;

use super::{Answer, REQUEST_ID, Server, actix_web, axum};

/// The answer is the catalog's error for that status, in its envelope, with what is known of the request.
#[track_caller]
fn stands_for(answer: &Answer, status: u16, code: &str, path: &str) {
    assert_eq!((answer.status, answer.code().as_str()), (status, code), "{answer:?}");
    let json = answer.json();
    let request = json!({ "id": REQUEST_ID, "path": path, "at": "2025-01-15T10:30:00.250Z" });
    assert_eq!((&json["status"], &json["request"]), (&json!(status), &request), "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/json"), "{answer:?}");
    assert_eq!(answer.header("correlation-id"), Some(REQUEST_ID), "{answer:?}");
    assert_eq!(answer.header("content-length"), Some(&*answer.body.len().to_string()), "{answer:?}");
    assert!(!format!("{answer:?}").contains("secret"), "{answer:?}");
}

async fn post(server: &Server, content_type: &str, body: String) -> Answer {
    let send = |client: &reqwest::Client, url| {
        client.post(url).header("X-Request-Id", REQUEST_ID).header("Content-Type", content_type).body(body)
    };
    server.send("/leads", send).await
}

/// What both frameworks answer alike.
async fn alike(server: &Server) {
    for path in ["/nowhere", "/leads/7/nothing"] {
        stands_for(&server.get(path).await, 404, "ROUTE_NOT_FOUND", path);
    }
    let not_allowed = server.get("/leads").await;
    stands_for(&not_allowed, 405, "METHOD_NOT_ALLOWED", "/leads");
    let broken = post(server, "application/json", "{ \"name\": ".into()).await;
    stands_for(&broken, 400, "MALFORMED", "/leads");
    let large = post(server, "application/json", format!("{{ \"name\": \"{}\" }}", "x".repeat(2_000))).await;
    stands_for(&large, 413, "TOO_LARGE", "/leads");
    stands_for(&server.get("/panic").await, 500, "INTERNAL", "/panic");
    // Statuses that only the class stands for stay what they are.
    stands_for(&server.get("/text").await, 409, "REFUSED", "/text");
    stands_for(&server.get("/empty").await, 502, "INTERNAL", "/empty");
    // What is somebody's own passes through.
    let html = server.get("/html").await;
    assert_eq!((html.status, html.body.as_str()), (404, "<p>mine</p>"));
    let json = server.get("/json").await;
    assert_eq!((json.status, json.json()), (404, json!({ "mine": 1 })));
    let good = post(server, "application/json", r#"{ "name": "Ada", "tags": [1, 2] }"#.into()).await;
    assert_eq!((good.status, good.body.as_str()), (200, "Ada2"));
    assert_eq!(good.header("x-request-id"), Some(REQUEST_ID), "sent back whatever the response");
    // Errors of the catalog, with what handlers leave for the envelope.
    let not_found = server.get("/error").await;
    stands_for(&not_found, 404, "NOT_FOUND", "/error");
    assert_eq!(not_found.json()["message"], "Lead not found");
    let joint = server.get("/joint").await;
    assert_eq!((joint.status, joint.header("retry-after")), (429, Some("7")));
    assert_eq!(joint.json()["request"]["tenant"], "acme");
    let tenant = server.get("/tenant").await;
    assert_eq!((tenant.status, &tenant.json()["request"]["tenant"]), (500, &json!("second")));
    assert!(!tenant.body.contains("secret"));
    request_ids(server).await;
    heads(server).await;
}

/// Ids that cannot be sent back are replaced; so is none.
async fn request_ids(server: &Server) {
    let sent = async |id: Option<&str>| {
        let send = |client: &reqwest::Client, url| match id {
            Some(id) => client.get(url).header("X-Request-Id", id),
            None => client.get(url),
        };
        let answer = server.send("/error", send).await;
        let echoed = answer.header("x-request-id").expect("an id").to_owned();
        assert_eq!(answer.json()["request"]["id"], echoed, "the body and the header agree");
        echoed
    };
    assert_eq!(sent(Some("abc")).await, "abc");
    let (made, other) = (sent(None).await, sent(None).await);
    assert_eq!((made.len(), made == other), (36, false), "{made} {other}");
    for hostile in ["", "a b", "\"quoted\" text", &"x".repeat(129)] {
        assert_eq!(sent(Some(hostile)).await.len(), 36, "{hostile}");
    }
}

/// A HEAD request gets the headers, and no body.
async fn heads(server: &Server) {
    for path in ["/error", "/nowhere"] {
        let send = |method: Method| {
            move |client: &reqwest::Client, url| {
                client.request(method, url).header("X-Request-Id", REQUEST_ID)
            }
        };
        let head = server.send(path, send(Method::HEAD)).await;
        assert_eq!((head.status, head.body.as_str()), (404, ""), "{path}");
        assert_eq!(head.header("x-request-id"), Some(REQUEST_ID), "{path}");
    }
}

#[tokio::test]
async fn of_axum() {
    let server = axum::service().await;
    alike(&server).await;
    assert_eq!(server.get("/leads").await.header("allow"), Some("POST"), "what the router says stays");
    let wrong_type = post(&server, "application/json", r#"{ "name": 1 }"#.into()).await;
    stands_for(&wrong_type, 422, "INVALID", "/leads");
    let no_json = post(&server, "text/csv", "a,b".into()).await;
    stands_for(&no_json, 415, "NO_JSON", "/leads");
    stands_for(&server.get("/leads/x").await, 400, "MALFORMED", "/leads/x");
    stands_for(&server.get("/search?page=x").await, 400, "MALFORMED", "/search");
    stands_for(&server.get("/panic-at-once").await, 500, "INTERNAL", "/panic-at-once");
    stands_for(&server.get("/too-slow").await, 408, "TOO_SLOW", "/too-slow");
    stands_for(&server.get("/slow").await, 408, "TOO_SLOW", "/slow");
    let shed = server.get("/shed").await;
    stands_for(&shed, 503, "OVERLOADED", "/shed");
    assert_eq!(shed.header("retry-after"), Some("5"), "the catalog's header");
    let head = server.send("/error", |client, url| client.head(url).header("X-Request-Id", REQUEST_ID)).await;
    let body = server.get("/error").await.body;
    assert_eq!(head.header("content-length"), Some(&*body.len().to_string()));
}

/// The body of a response that is not the framework's is handed through as it comes.
#[tokio::test]
async fn streams_are_not_read() {
    let server = axum::service().await;
    let url = format!("http://{}/stream", server.address);
    let mut response = reqwest::get(url).await.expect("a response");
    assert_eq!(response.status().as_u16(), 502);
    assert_eq!(response.chunk().await.expect("a piece").as_deref(), Some(&b"first"[..]));
}

#[tokio::test]
async fn of_actix_web() {
    let server = actix_web::service().await;
    alike(&server).await;
    stands_for(&server.get("/foreign").await, 409, "REFUSED", "/foreign");
    let wrong_type = post(&server, "application/json", r#"{ "name": 1 }"#.into()).await;
    stands_for(&wrong_type, 400, "MALFORMED", "/leads");
    stands_for(&server.get("/leads/x").await, 404, "ROUTE_NOT_FOUND", "/leads/x");
}
