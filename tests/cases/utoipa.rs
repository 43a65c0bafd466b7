//! What a utoipa document says of errors: held against the catalogs as the generator reads them.

use std::collections::BTreeMap;

use error_catalog::param::Arg;
use error_catalog::{CatalogError, Definition, ErrorCatalog, ErrorCode};
use error_catalog_codegen::catalog::{Catalog, Error};
use error_catalog_codegen::emit;
use error_catalog_test_support::folder;
use error_catalog_tests::{
    awkward, codes, decoding, derived, leadron, lehnz, lendworks, lorn, many, one, optional, product_tours,
    service, standards, validation,
};
use serde_json::{Value, json};
use utoipa::{IntoResponses, OpenApi, PartialSchema};

/// Errors of two catalogs, some of which it hands through.
#[expect(dead_code, reason = "documentation alone")]
#[derive(Debug, ErrorCatalog)]
#[error_catalog("catalogs/leadron/errors.toml", subset)]
enum ImportError {
    NotFound,
    RateLimitExceeded,
    #[error_catalog(transparent)]
    Read(leadron::ReadLeadError),
    #[error_catalog(transparent)]
    Other(Wrapped<one::Error>),
}

/// Hands through whatever has responses.
#[expect(dead_code, reason = "documentation alone")]
#[derive(Debug, ErrorCatalog)]
#[error_catalog("catalogs/leadron/errors.toml", subset)]
enum Wrapped<T>
where
    T: CatalogError,
{
    Forbidden,
    #[error_catalog(transparent)]
    Inner(T),
}

/// An error that no document knows of.
#[derive(Debug)]
struct Undocumented(leadron::Error);

impl std::fmt::Display for Undocumented {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Undocumented {}

impl CatalogError for Undocumented {
    fn definition(&self) -> Definition {
        self.0.definition()
    }

    fn arg(&self, slot: usize) -> Arg<'_> {
        self.0.arg(slot)
    }
}

/// Whatever features are on, this compiles: it has no responses until what it hands through has.
#[derive(Debug, ErrorCatalog)]
#[error_catalog("catalogs/leadron/errors.toml", subset)]
enum HandsThrough {
    #[error_catalog(transparent)]
    Inner(Undocumented),
}

#[expect(dead_code, reason = "documentation alone")]
#[utoipa::path(get, path = "/leads/{id}", responses((status = 200, body = String), leadron::ReadLeadError))]
fn read_lead() {}

#[expect(dead_code, reason = "documentation alone")]
#[utoipa::path(post, path = "/leads", responses(derived::leadron::Error))]
fn create_lead() {}

#[expect(dead_code, reason = "documentation alone")]
#[utoipa::path(post, path = "/imports", responses(ImportError))]
fn import() {}

#[derive(OpenApi)]
#[openapi(paths(read_lead, create_lead, import), components(schemas(leadron::Code, leadron::Error)))]
struct Document;

fn json_of(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

fn responses<E: IntoResponses>() -> Value {
    json_of(&E::responses())
}

#[test]
fn a_document_has_every_error() {
    let document = json_of(&Document::openapi());
    let paths = &document["paths"];
    let of = |operation: &Value| operation["responses"].clone();
    let read = of(&paths["/leads/{id}"]["get"]);
    let of_framework = ["400", "404", "406", "408", "411", "413", "415", "422", "429", "500", "503", "504"];
    let mut expected: Vec<&str> = ["200", "401", "403"].into_iter().chain(of_framework).collect();
    expected.sort_unstable();
    assert_eq!(keys(&read), expected);
    assert_eq!(
        read["404"],
        json!({
            "description": "Not Found",
            "headers": { "X-Request-Id": { "schema": { "type": "string" } } },
            "content": { "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["success", "status", "message", "meta"],
                    "properties": {
                        "success": { "type": "boolean", "enum": [false] },
                        "status": { "type": "integer", "enum": [404] },
                        "message": { "type": "string" },
                        "meta": {
                            "type": "object",
                            "required": ["timestamp", "version"],
                            "properties": {
                                "timestamp": { "type": "string", "format": "date-time" },
                                "version": { "type": "string", "enum": ["v1"] }
                            }
                        }
                    }
                },
                "examples": { "NOT_FOUND": {
                    "summary": "Resource not found",
                    "value": {
                        "success": false,
                        "status": 404,
                        "message": "Resource not found",
                        "meta": { "timestamp": "2025-01-15T10:30:00.000Z", "version": "v1" }
                    }
                } }
            } }
        })
    );
    assert_eq!(
        of(&paths["/leads"]["post"]),
        responses::<leadron::Error>(),
        "derived and generated are alike"
    );
    let imported = of(&paths["/imports"]["post"]);
    assert_eq!(keys(&imported), expected[1..]);
    assert_eq!(imported["429"], read["429"], "the same error in both is one");
    let content = &imported["404"]["content"];
    assert_eq!(keys(&content["application/json"]["examples"]), ["NOT_FOUND"]);
    assert_eq!(keys(&content["application/problem+json"]["examples"]), ["NOT_FOUND"], "another catalog's");
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["Code"]["enum"][3], "NOT_FOUND");
    let errors = &schemas["Error"]["properties"]["errors"];
    assert_eq!(keys(&errors["items"]["properties"]), ["field", "message"]);
}

#[test]
fn what_is_handed_through_needs_no_responses() {
    let error = HandsThrough::Inner(Undocumented(leadron::Error::NotFound));
    assert_eq!(error.definition(), leadron::Code::NotFound.definition());
}

#[test]
fn codes_and_categories_are_what_the_wire_has() {
    let numbers_and_texts = json!([-32700, -32600, "20404", "shared", 7]);
    let codes = json_of(&codes::Code::schema());
    assert_eq!((&codes["type"], &codes["enum"]), (&json!(["integer", "string"]), &numbers_and_texts));
    let catalog = catalog("catalogs/lehnz/errors.toml");
    let public = catalog.errors.iter().filter(|error| error.public).map(|error| error.code.text());
    let mut public: Vec<_> = public.collect();
    public.dedup();
    assert_eq!(json_of(&lehnz::Code::schema()), json!({ "type": "string", "enum": public }));
    for code in lehnz::Code::all().iter().filter(|code| code.definition().is_public()) {
        assert!(public.contains(&json_of(code).as_str().expect("text").to_owned()), "{code:?}");
    }
    let categories: Vec<_> = standards::Category::ALL.iter().map(|category| category.as_str()).collect();
    assert_eq!(json_of(&standards::Category::schema()), json!({ "type": "string", "enum": categories }));
}

#[test]
fn five_thousand_errors() {
    let responses = responses::<many::Error>();
    let responses = responses.as_object().expect("responses").values();
    let examples =
        responses.map(|response| keys(&response["content"]["application/problem+json"]["examples"]).len());
    assert_eq!(examples.sum::<usize>(), 5_000);
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

/// The catalog, as the generator reads it.
fn catalog(path: &str) -> Catalog {
    let path = folder().join(path);
    error_catalog_codegen::check(path).expect("a file").catalog.expect("a catalog")
}

/// The responses have every public error of those, each with its body, and the bodies fit their schemas.
fn documents<E: IntoResponses + PartialSchema>(catalog: &Catalog, errors: &[usize]) {
    let mut expected: BTreeMap<(String, &str), Vec<&Error>> = BTreeMap::new();
    for error in errors.iter().map(|index| &catalog.errors[*index]).filter(|error| error.public) {
        let media_type = catalog.envelopes[error.envelope].media_type.as_str();
        let status = error.status.expect("a status").to_string();
        expected.entry((status, media_type)).or_default().push(error);
    }
    // A request with the wrong method reaches no operation.
    for made in catalog.framework_statuses().iter().filter(|made| made.status != 405) {
        let error = &catalog.errors[made.error];
        let media_type = catalog.envelopes[error.envelope].media_type.as_str();
        let known = expected.entry((made.status.to_string(), media_type)).or_default();
        // An example shows the status of the error itself.
        if error.status == Some(made.status) && known.iter().all(|known| known.place != error.place) {
            known.push(error);
        }
    }
    let whole = jsonschema::validator_for(&json_of(&E::schema())).expect("a schema");
    let documented = responses::<E>();
    for (status, response) in documented.as_object().expect("responses") {
        assert_ne!(response["description"], "", "{status}");
        for (media_type, content) in response["content"].as_object().expect("content") {
            let shown_errors = expected.remove(&(status.clone(), media_type)).expect("errors of that status");
            let examples = content["examples"].as_object().cloned().unwrap_or_default();
            assert_eq!(examples.len(), shown_errors.len(), "{status}: {examples:?}");
            let schema = jsonschema::validator_for(&content["schema"]).expect("a schema");
            let mut shown = BTreeMap::new();
            for error in shown_errors {
                let code = error.code.text();
                let nth = shown.entry(code.clone()).and_modify(|n| *n += 1).or_insert(1);
                let name = if *nth == 1 { code } else { format!("{code}-{nth}") };
                let value = &examples[&name]["value"];
                // The schema of an enum is that of its own errors.
                let is_own = errors.contains(&error.place);
                assert!(
                    schema.is_valid(value) && (whole.is_valid(value) || !is_own),
                    "{value:#} in {:#}",
                    content["schema"]
                );
                is_written_as_explained(catalog, error, value);
            }
            refuses_others(&schema, &examples);
        }
        carries_headers(catalog, errors, status, response);
    }
    assert!(expected.is_empty(), "nothing is said of {:?}", expected.keys());
}

/// The generator's example is the same but for what it alone knows: codes of issues, the types of the context's values, and
/// examples where the catalog keeps none in the binary.
fn is_written_as_explained(catalog: &Catalog, error: &Error, value: &Value) {
    let known = catalog.rust.examples || error.params.iter().all(|param| param.example.is_none());
    if known && !error.issues && catalog.context.is_empty() {
        let example: Value = serde_json::from_str(&emit::example(catalog, error)).expect("JSON");
        assert_eq!(*value, example, "{}", error.name);
    }
}

/// Without any of what it requires, a body does not fit.
fn refuses_others(schema: &jsonschema::Validator, examples: &serde_json::Map<String, Value>) {
    for example in examples.values() {
        assert!(!schema.is_valid(&json!({})) || example["value"] == json!({}));
        assert!(!schema.is_valid(&Value::Null));
    }
}

fn carries_headers(catalog: &Catalog, errors: &[usize], status: &str, response: &Value) {
    let of_status = errors
        .iter()
        .map(|index| &catalog.errors[*index])
        .filter(|error| error.public && error.status.is_some_and(|number| number.to_string() == status));
    let headers = &response["headers"];
    for error in of_status {
        let own = error.headers.iter().map(|(name, _)| name.as_str());
        let envelope = &catalog.envelopes[error.envelope];
        for name in own.chain(envelope.headers.iter().map(|(name, _)| name.as_str())) {
            assert!(headers[name]["schema"].is_object(), "{name} of {}: {headers}", error.name);
        }
    }
}

macro_rules! documented {
    ($($test:ident: $path:literal, $($error:ty)|+ $(, $operation:literal $of_operation:ty)*;)*) => { $(
        #[test]
        fn $test() {
            let catalog = catalog($path);
            let all: Vec<usize> = (0..catalog.errors.len()).collect();
            $(documents::<$error>(&catalog, &all);)+
            let mut operations = catalog.operations.iter();
            $(
                let operation = operations.next().expect("an operation");
                assert_eq!(operation.name, $operation);
                documents::<$of_operation>(&catalog, &operation.errors);
            )*
            assert!(operations.next().is_none(), "an operation without a test");
        }
    )* };
}

documented! {
    every_error_of_leadron: "catalogs/leadron/errors.toml", leadron::Error | derived::leadron::Error,
        "create_lead" leadron::CreateLeadError, "read_lead" leadron::ReadLeadError;
    every_error_of_lehnz: "catalogs/lehnz/errors.toml", lehnz::Error | derived::lehnz::Error,
        "register" lehnz::RegisterError, "login" lehnz::LoginError, "upsert_items" lehnz::UpsertItemsError;
    every_error_of_lendworks: "catalogs/lendworks/errors.toml", lendworks::Error | derived::lendworks::Error,
        "create_lead" lendworks::CreateLeadError, "get_lead" lendworks::GetLeadError;
    every_error_of_lorn: "catalogs/lorn/errors.toml", lorn::Error | derived::lorn::Error,
        "get_product" lorn::GetProductError, "update_checkout_session" lorn::UpdateCheckoutSessionError,
        "cancel_checkout_session" lorn::CancelCheckoutSessionError;
    every_error_of_product_tours: "catalogs/product-tours/errors.toml",
        product_tours::Error | derived::product_tours::Error,
        "send_events" product_tours::SendEventsError, "log_in" product_tours::LogInError,
        "delete_audience" product_tours::DeleteAudienceError;
    awkward_errors: "fixtures/valid/awkward.toml", awkward::AwkwardError | derived::awkward::AwkwardError,
        "read_thing" awkward::ReadThingError, "type" awkward::TypeError;
    errors_for_decoding: "fixtures/valid/decoding.toml", decoding::Error | derived::decoding::Error;
    errors_of_standards: "fixtures/valid/standards.toml", standards::Error | derived::standards::Error;
    errors_of_a_service: "fixtures/valid/service.toml", service::Error | derived::service::Error;
    errors_with_issues: "fixtures/valid/validation.toml", validation::Error | derived::validation::Error,
        "create_lead" validation::CreateLeadError, "get_lead" validation::GetLeadError;
    errors_with_segments: "fixtures/valid/optional.toml", optional::Error | derived::optional::Error;
    an_error_alone: "fixtures/valid/one.toml", one::Error | derived::one::Error;
}
