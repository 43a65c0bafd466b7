//! OpenAPI documents: every error stands in them, every body is of its schema, both texts say the same.

use std::path::PathBuf;

use error_catalog_codegen::Catalog;
use error_catalog_codegen::catalog::OpenApiVersion;
use error_catalog_codegen::emit::openapi::{Options, document};
use error_catalog_test_support::openapi::{VERSIONS, json, options};
use error_catalog_test_support::{catalogs, folder, scratch};
use jsonschema::Validator;
use serde_json::{Value, json};

mod adopting;
pub(crate) mod bodies;
mod descriptions;
mod merging;
pub(crate) mod texts;
mod used;

/// The catalogs of the repository, and the valid fixtures.
fn all_catalogs() -> Vec<Catalog> {
    let checked =
        |file| error_catalog_codegen::check(file).expect("a file").catalog.expect("a valid catalog");
    files().iter().map(checked).collect()
}

fn files() -> Vec<PathBuf> {
    let fixtures = std::fs::read_dir(folder().join("fixtures/valid")).expect("the fixtures");
    let mut files: Vec<_> = fixtures.map(|entry| entry.expect("an entry").path()).collect();
    files.extend(catalogs());
    files.sort();
    files
}

/// The examples of a response, with what `$ref` stands for.
pub(crate) fn examples<'d>(document: &'d Value, response: &Value) -> Vec<(String, &'d Value)> {
    let mut found = Vec::new();
    for media_type in response["content"].as_object().expect("media types").values() {
        // A status that the web framework alone sends has none.
        for (name, example) in media_type["examples"].as_object().into_iter().flatten() {
            found.push((name.clone(), resolved(document, example)));
        }
    }
    found
}

/// What tells whether a body is of a schema of the document.
pub(crate) fn validator(document: &Value, schema: &Value) -> Validator {
    let mut root = schema.clone();
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["components"] = json!({ "schemas": document["components"]["schemas"] });
    jsonschema::validator_for(&root).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn holds(validator: &Validator, body: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(body).map(|e| format!("{} at {}", e, e.instance_path())).collect();
    assert!(errors.is_empty(), "{body:#}\n{errors:#?}");
}

fn resolved<'d>(document: &'d Value, value: &Value) -> &'d Value {
    let target = value["$ref"].as_str().and_then(|target| target.strip_prefix('#')).expect("a reference");
    document.pointer(target).unwrap_or_else(|| panic!("{target} stands nowhere"))
}

/// No error is lost to another: each stands as an example in the response of its status, and of its operations.
#[test]
fn every_public_error_stands_in_its_responses() {
    let mut counted = 0;
    for mut catalog in all_catalogs() {
        // With the framework's, an operation has errors that it does not name: see `statuses.rs` of the servers.
        catalog.generate.framework = false;
        for (version, single) in VERSIONS.iter().flat_map(|(v, _)| [(*v, false), (*v, true)]) {
            let document = json(&catalog, version, single);
            let responses = document["components"]["responses"].as_object().into_iter().flatten();
            let mut of_status = Vec::new();
            let mut of_operations = Vec::new();
            for (name, response) in responses {
                let names: Vec<String> =
                    examples(&document, response).into_iter().map(|(name, _)| name).collect();
                let list = if name.contains("Status") { &mut of_status } else { &mut of_operations };
                list.extend(names);
            }
            let is_public =
                |error: &&error_catalog_codegen::catalog::Error| error.public && error.status.is_some();
            let mut expected: Vec<&str> =
                catalog.errors.iter().filter(is_public).map(|error| error.name.as_str()).collect();
            expected.sort_unstable();
            of_status.sort_unstable();
            assert_eq!(of_status, expected, "{}", catalog.name);
            let errors = catalog.operations.iter().flat_map(|operation| &operation.errors);
            let errors = errors.map(|at| &catalog.errors[*at]);
            let mut expected: Vec<&str> = errors.filter(is_public).map(|error| error.name.as_str()).collect();
            expected.sort_unstable();
            of_operations.sort_unstable();
            assert_eq!(of_operations, expected, "{}", catalog.name);
            counted += expected.len() + of_status.len();
        }
    }
    assert!(counted > 1000, "{counted}");
}

/// What is not for the public stands nowhere, not even by its code.
#[test]
fn errors_that_are_not_public_are_left_out() {
    let mut counted = 0;
    for catalog in all_catalogs() {
        let text = document(&catalog, &Options::default());
        for error in catalog.errors.iter().filter(|error| !error.public) {
            counted += 1;
            assert!(!text.contains(&error.name), "{}", error.name);
        }
    }
    assert!(counted >= 2);
}

#[test]
fn the_single_schema_is_that_of_every_response() {
    for catalog in all_catalogs() {
        let document = json(&catalog, OpenApiVersion::V3_0, true);
        let mut schemas: Vec<&Value> = Vec::new();
        for response in
            document["components"]["responses"].as_object().into_iter().flat_map(|all| all.values())
        {
            let content = response["content"].as_object().expect("media types").values();
            schemas.extend(content.map(|media_type| &media_type["schema"]));
        }
        schemas.dedup();
        assert!(schemas.len() <= 1, "{}: {schemas:?}", catalog.name);
    }
}

#[test]
fn names_of_components_are_legal_and_every_reference_leads_somewhere() {
    fn check(document: &Value, value: &Value) {
        if value.get("$ref").is_some() {
            resolved(document, value);
        }
        match value {
            Value::Object(members) => members.values().for_each(|value| check(document, value)),
            Value::Array(items) => items.iter().for_each(|value| check(document, value)),
            _ => {}
        }
    }
    for catalog in all_catalogs() {
        let document = json(&catalog, OpenApiVersion::V3_1, false);
        check(&document, &document);
        for section in document["components"].as_object().into_iter().flat_map(|all| all.values()) {
            for name in section.as_object().expect("components").keys() {
                let is_legal = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
                assert!(!name.is_empty() && name.chars().all(is_legal), "{name}");
            }
        }
    }
}

/// The same catalog gives the same text, and the files that other tools are shown: see `tests/run.sh`.
#[test]
fn documents_for_validators() {
    let out = scratch("openapi");
    let catalogs = all_catalogs().into_iter().chain([texts::hostile(), descriptions::alike()]);
    for catalog in catalogs {
        for ((version, number), json) in VERSIONS.into_iter().flat_map(|v| [(v, false), (v, true)]) {
            for single in [false, true] {
                let options = options(version, json, single);
                let text = document(&catalog, &options);
                assert_eq!(text, document(&catalog, &options));
                let mode = if single { "-single" } else { "" };
                let ending = if json { "json" } else { "yaml" };
                let name = format!("{}-{number}{mode}.{ending}", catalog.name);
                std::fs::write(out.join(name), text).expect("a file");
            }
        }
    }
}

/// Every operation with a route stands in the document, and every `{parameter}` of its path is declared.
#[test]
fn every_route_has_its_operation() {
    let mut counted = 0;
    for catalog in all_catalogs() {
        for (version, _) in VERSIONS {
            let document = json(&catalog, version, false);
            let paths = document["paths"].as_object().expect("paths");
            let mut found: Vec<String> = Vec::new();
            for (path, item) in paths {
                for operation in item.as_object().expect("a path item").values() {
                    found.push(operation["operationId"].as_str().expect("a name").to_owned());
                    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
                    let of_path = parameters.iter().filter(|parameter| parameter["in"] == "path");
                    let mut declared: Vec<_> = of_path.filter_map(|p| p["name"].as_str()).collect();
                    let mut named: Vec<&str> =
                        path.split('{').skip(1).filter_map(|p| p.split('}').next()).collect();
                    declared.sort_unstable();
                    named.sort_unstable();
                    assert_eq!(declared, named, "{path}");
                    counted += 1;
                }
            }
            let has_public = |operation: &&error_catalog_codegen::catalog::Operation| {
                operation.endpoint.is_some() && operation.errors.iter().any(|at| catalog.errors[*at].public)
            };
            let mut wanted: Vec<_> =
                catalog.operations.iter().filter(has_public).map(|o| o.name.clone()).collect();
            found.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(found, wanted);
        }
    }
    assert!(counted > 60, "{counted} operations");
}

#[test]
fn paths_are_written_as_documents_write_them() {
    let file = folder().join("fixtures/valid/routes.toml");
    let catalog = error_catalog_codegen::check(file).expect("a file").catalog.expect("a valid catalog");
    let document = json(&catalog, OpenApiVersion::V3_1, false);
    let paths: Vec<&str> = document["paths"].as_object().expect("paths").keys().map(String::as_str).collect();
    let mut expected = [
        "/files/{file_id}/thumbnail.{extension}",
        "/files/{file_id}",
        "/files/{file_id}#add_shared_link",
        "/v1/{name}:cancel",
        "/v1/leads:batchGet",
        "/{Bucket}/{Key}",
        "/{Bucket}/{Key}#acl",
        "/{Bucket}/{Key}#list-type=2&versions",
        "/v1/leads/{id}",
        "/assets/{path}",
        "/pages/{page}",
    ];
    expected.sort_unstable();
    let mut sorted = paths.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
    let item = &document["paths"]["/v1/leads/{id}"];
    assert_eq!(item["delete"]["parameters"][0]["name"], "id");
    assert_eq!(item["x-query"]["operationId"], "query_lead");
    let newest = json(&catalog, OpenApiVersion::V3_2, false);
    assert_eq!(newest["paths"]["/v1/leads/{id}"]["query"]["operationId"], "query_lead");
    let of_query = &document["paths"]["/{Bucket}/{Key}#list-type=2&versions"]["get"]["parameters"];
    assert_eq!(of_query[2]["schema"]["enum"], json!(["2"]));
    assert_eq!((&of_query[3]["name"], &of_query[3]["in"]), (&json!("versions"), &json!("query")));
}
