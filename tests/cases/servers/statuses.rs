//! Every status that a framework makes, served by both, and held against the document that the catalog makes.

use actix_web::web;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use error_catalog::actix_web::extract as actix;
use error_catalog::axum::extract;
use error_catalog_codegen::Catalog;
use error_catalog_codegen::catalog::{FRAMEWORK_STATUSES, OpenApiVersion};
use error_catalog_test_support::folder;
use error_catalog_test_support::openapi::json;
use error_catalog_tests::framework::{self, Code};
use serde_json::Value;
use utoipa::IntoResponses;

use super::axum::NewLead;
use super::{Answer, Server};
use crate::openapi::{holds, validator};

async fn of_axum() -> Server {
    let create = |extract::Json(lead): extract::Json<NewLead>| async move { lead.name };
    let status = |extract::Path(status): extract::Path<u16>| async move {
        StatusCode::from_u16(status).expect("a status")
    };
    let app = Router::new()
        .route("/leads", post(create))
        .route("/leads/{id}", get(|extract::Path(id): extract::Path<u64>| async move { id.to_string() }))
        .route("/status/{status}", post(status))
        .route(
            "/panic",
            get(|| async {
                if true {
                    panic!("a panic")
                }
            }),
        )
        .layer(DefaultBodyLimit::max(1_000))
        .layer(super::axum::layer::<Code>());
    super::axum::serve(app).await
}

async fn of_actix_web() -> Server {
    super::actix_web::serve(|app| {
        let create = |lead: actix::Json<NewLead>| async move { lead.into_inner().name };
        let status = |status: actix::Path<u16>| async move {
            let status = actix_web::http::StatusCode::from_u16(status.into_inner()).expect("a status");
            actix_web::HttpResponse::build(status).finish()
        };
        let panics = || async {
            if true {
                panic!("a panic");
            }
            ""
        };
        app.service(
            web::scope("")
                .wrap(super::actix_web::middleware::<Code>())
                .app_data(web::JsonConfig::default().limit(1_000))
                .service(web::resource("/leads").route(web::post().to(create)))
                .route("/leads/{id}", web::get().to(|id: actix::Path<u64>| async move { id.to_string() }))
                .route("/status/{status}", web::post().to(status))
                .route("/panic", web::get().to(panics)),
        );
    })
    .await
}

fn catalog() -> Catalog {
    error_catalog_codegen::check(folder().join("fixtures/valid/framework.toml"))
        .expect("a file")
        .catalog
        .expect("a catalog")
}

/// The body of an answer holds against a response of the document.
#[track_caller]
fn is_of(document: &Value, response: &Value, answer: &Answer) {
    let response = match response["$ref"].as_str() {
        Some(target) => document.pointer(target.trim_start_matches('#')).expect("a component"),
        None => response,
    };
    let media_type = answer.header("content-type").expect("a content type");
    let schema = &response["content"][media_type]["schema"];
    assert!(schema.is_object(), "{answer:?} is not in {response:#}");
    holds(&validator(document, schema), &answer.json());
}

/// An answer is documented for the whole catalog, and for its operation.
#[track_caller]
fn is_documented(documents: &[Value], operation: Option<(&str, &str)>, answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{answer:?}");
    if status != 405 {
        let response =
            &serde_json::to_value(framework::Error::responses()).expect("JSON")[status.to_string()];
        is_of(&Value::Null, response, answer);
    }
    for document in documents {
        let component = format!("FrameworkStatus{status}");
        is_of(document, &document["components"]["responses"][component], answer);
        if let Some((path, method)) = operation {
            let responses = &document["paths"][path][method]["responses"];
            is_of(document, &responses[status.to_string()], answer);
        }
    }
}

async fn every_status(server: &Server) {
    let catalog = catalog();
    let documents = [false, true].map(|single| json(&catalog, OpenApiVersion::V3_1, single));
    let send = async |path: &str, content_type: &str, body: String| {
        let send =
            |client: &reqwest::Client, url| client.post(url).header("Content-Type", content_type).body(body);
        server.send(path, send).await
    };
    for (status, _) in FRAMEWORK_STATUSES {
        let answer = send(&format!("/status/{status}"), "text/plain", String::new()).await;
        let operation = Some(("/status/{status}", "post")).filter(|_| status != 405);
        is_documented(&documents, operation, &answer, status);
    }
    let create = Some(("/leads", "post"));
    let read = Some(("/leads/{id}", "get"));
    let large = format!("{{ \"name\": \"{}\" }}", "x".repeat(2_000));
    is_documented(&documents, None, &server.get("/nowhere").await, 404);
    is_documented(&documents, None, &server.get("/leads").await, 405);
    is_documented(&documents, None, &server.get("/panic").await, 500);
    is_documented(&documents, read, &server.get("/leads/x").await, 400);
    is_documented(&documents, create, &send("/leads", "application/json", "{".into()).await, 400);
    is_documented(&documents, create, &send("/leads", "application/json", large).await, 413);
    is_documented(&documents, create, &send("/leads", "text/csv", "a,b".into()).await, 415);
    is_documented(
        &documents,
        create,
        &send("/leads", "application/json", "{ \"name\": 1 }".into()).await,
        422,
    );
    // Any other status of a class: in the schema of the error, without a response of its own.
    for (status, schema) in
        [(403, "FrameworkBadRequest"), (499, "FrameworkBadRequest"), (599, "FrameworkListedEnvelope")]
    {
        let answer = send(&format!("/status/{status}"), "text/plain", String::new()).await;
        assert_eq!(answer.status, status, "{answer:?}");
        let document = &documents[0];
        let schema = serde_json::json!({ "$ref": format!("#/components/schemas/{schema}") });
        holds(&validator(document, &schema), &answer.json());
    }
}

#[tokio::test]
async fn of_axum_are_documented() {
    every_status(&of_axum().await).await;
}

#[tokio::test]
async fn of_actix_web_are_documented() {
    every_status(&of_actix_web().await).await;
}

/// The key turns the documentation off; what is served still fits.
#[test]
fn one_key_leaves_them_out() {
    let mut catalog = catalog();
    let names = |catalog: &Catalog| {
        let document = json(catalog, OpenApiVersion::V3_1, false);
        let responses = document["paths"]["/leads/{id}"]["get"]["responses"].as_object().expect("responses");
        responses.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(names(&catalog), ["400", "404", "406", "408", "429", "500", "503", "504"]);
    catalog.generate.framework = false;
    assert_eq!(names(&catalog), ["404"]);
    assert!(catalog.framework_statuses().is_empty());
    let document = json(&catalog, OpenApiVersion::V3_1, false);
    let status = &document["components"]["schemas"]["FrameworkBadRequest"]["properties"]["status"];
    assert_eq!((&status["minimum"], &status["maximum"]), (&400.into(), &499.into()));
}
