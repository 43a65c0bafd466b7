//! Every body that the runtime writes is of the schema that the document has for it; a damaged one is not.

use error_catalog::param::Arg;
use error_catalog::response::{Context, body, joint_body, joint_status};
use error_catalog::{CatalogError, FieldIssue, Json, Timestamp};
use error_catalog_codegen::Catalog;
use error_catalog_codegen::catalog::{Node, OpenApiVersion, Slot};
use error_catalog_test_support::openapi;
use error_catalog_tests::{
    awkward, codes, corpus_codes, corpus_names, corpus_texts, decoding, framework, leadron, lehnz, lendworks,
    lorn, many, one, optional, plain, product_tours, service, standards, two, validation,
};
use jsonschema::Validator;
use serde_json::{Value, json};

use super::holds;

/// The schemas of one catalog's document.
struct Document {
    catalog: Catalog,
    document: Value,
}

impl Document {
    fn new(name: &str, single: bool) -> Self {
        let is_it = |file: &&std::path::PathBuf| {
            file.file_stem().is_some_and(|stem| stem == name) || file.ends_with(format!("{name}/errors.toml"))
        };
        let files = super::files();
        let file = files.iter().find(is_it).unwrap_or_else(|| panic!("no catalog {name}"));
        let catalog = error_catalog_codegen::check(file).expect("a file").catalog.expect("a valid catalog");
        Self { document: openapi::json(&catalog, OpenApiVersion::V3_1, single), catalog }
    }

    /// The schema of what a response with this status and media type has; of the envelope where there is no HTTP.
    fn validator(&self, status: Option<u16>, media_type: &str) -> Validator {
        let components = &self.document["components"];
        let schema = match status {
            Some(status) => {
                let mut responses = components["responses"].as_object().expect("responses").iter();
                let ending = format!("Status{status}");
                let response = responses.find(|(name, _)| name.ends_with(&ending)).expect("a response").1;
                response["content"][media_type]["schema"].clone()
            }
            None => {
                let mut schemas = components["schemas"].as_object().expect("schemas").keys();
                let name = schemas.find(|name| name.ends_with("Envelope")).expect("an envelope");
                json!({ "$ref": format!("#/components/schemas/{name}") })
            }
        };
        super::validator(&self.document, &schema)
    }

    fn definition(&self, error: &dyn CatalogError) -> &error_catalog_codegen::catalog::Error {
        let name = error.definition().name();
        self.catalog.errors.iter().find(|known| known.name == name).expect("an error")
    }

    fn media_type(&self, error: &dyn CatalogError) -> &str {
        &self.catalog.envelopes[self.definition(error).envelope].media_type
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

const VALUES: [(&str, Arg<'_>); 3] =
    [("session_id", Arg::Str("cs_1")), ("session_status", Arg::Str("open")), ("tenant", Arg::Str("a"))];

fn contexts() -> [Context<'static>; 2] {
    let full = Context::default()
        .with_request_id("r-1")
        .with_instance("/v1/leads")
        .with_timestamp(Timestamp::UNIX_EPOCH);
    [Context::default(), full.with_values(&VALUES)]
}

/// Every error of a catalog alone, and every two neighbours of one envelope together.
pub(crate) fn check<E: CatalogError>(name: &str, errors: &[E]) -> usize {
    let mut counted = 0;
    for single in [false, true] {
        let document = Document::new(name, single);
        let public: Vec<&E> = errors.iter().filter(|error| document.definition(*error).public).collect();
        for error in &public {
            let validator = document.validator(error.definition().status(), document.media_type(*error));
            for context in &contexts() {
                holds(&validator, &parsed(body(*error, context).as_str()));
                counted += 1;
            }
        }
        for pair in public.windows(2) {
            let errors: [&dyn CatalogError; 2] = [pair[0], pair[1]];
            if document.definition(pair[0]).envelope == document.definition(pair[1]).envelope {
                let validator = document.validator(joint_status(&errors), document.media_type(pair[0]));
                for context in &contexts() {
                    holds(&validator, &parsed(joint_body(&errors, context).as_str()));
                    counted += 1;
                }
            }
        }
    }
    counted
}

#[test]
fn every_body_is_of_its_schema() {
    let counted = check("leadron", &leadron::examples())
        + check("lehnz", &lehnz::examples())
        + check("lendworks", &lendworks::examples())
        + check("lorn", &lorn::examples())
        + check("product-tours", &product_tours::examples())
        + check("awkward", &awkward::examples())
        + check("codes", &codes::examples())
        + check("corpus-codes", &corpus_codes::examples())
        + check("corpus-names", &corpus_names::examples())
        + check("corpus-texts", &corpus_texts::examples())
        + check("decoding", &decoding::examples())
        + check("one", &one::examples())
        + check("optional", &optional::examples())
        + check("plain", &plain::examples())
        + check("service", &service::examples())
        + check("standards", &standards::examples())
        + check("framework", &framework::examples())
        + check("two", &two::examples())
        + check("validation", &validation::examples());
    assert!(counted > 500, "{counted}");
    assert_eq!(many::examples().len(), 5_000);
}

/// What may be absent is.
#[test]
fn bodies_without_what_is_optional() {
    let quota = standards::Error::QuotaExceeded {
        zones: Vec::new(),
        limit: u64::MAX,
        load: -1e300,
        urgent: false,
        until: Timestamp::UNIX_EPOCH,
        rules: None,
        note: None,
        shard: "x".into(),
    };
    let refused = standards::Error::BookingRefused { venue: None, issues: Vec::new() };
    let form = standards::Error::FormRefused { issues: Vec::new() };
    let cut = standards::Error::TreeCut { name: "oak".into(), rings: None, issues: Vec::new() };
    let issues = vec![FieldIssue::new("a", "b").with_code("c"), FieldIssue::new("", "")];
    let many = standards::Error::TreeCut { name: String::new(), rings: Some(Vec::new()), issues };
    check("standards", &[quota, refused, form, cut, many]);
    check(
        "lehnz",
        &[
            lehnz::Error::PayloadTooLarge { detail: None },
            lehnz::Error::ValidationFailed { issues: Vec::new() },
            lehnz::Error::StrategyInputMissing { issues: Vec::new() },
        ],
    );
    check("leadron", &[leadron::Error::ValidationFailed { issues: Vec::new() }]);
    let every = awkward::AwkwardError::EveryType {
        text: String::new(),
        maybe: None,
        list: Vec::new(),
        ids: None,
        count: 0,
        when: Timestamp::UNIX_EPOCH,
        any: Some(Json::parse("null").expect("JSON")),
        id: None,
        secret: String::new(),
    };
    check("awkward", &[every]);
}

/// The members that stand in every body, by JSON pointer.
fn required(node: &Node, pointer: &str, found: &mut Vec<String>) {
    match node {
        Node::Object(members) => {
            for member in members.iter().filter(|member| !member.optional) {
                let pointer = format!("{pointer}/{}", member.key.replace('~', "~0").replace('/', "~1"));
                found.push(pointer.clone());
                required(&member.value, &pointer, found);
            }
        }
        Node::Each(over, item) if *over != error_catalog_codegen::catalog::Over::Issues => {
            required(item, &format!("{pointer}/0"), found);
        }
        _ => {}
    }
}

/// Where the envelope shows the code as it is.
fn code_pointers(node: &Node, pointer: &str, found: &mut Vec<String>) {
    match node {
        Node::Value(Slot::Code, _) => found.push(pointer.to_owned()),
        Node::Object(members) => members.iter().for_each(|member| {
            code_pointers(&member.value, &format!("{pointer}/{}", member.key), found);
        }),
        Node::Each(_, item) => code_pointers(item, &format!("{pointer}/0"), found),
        _ => {}
    }
}

fn removed(mut body: Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let parent = body.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
    assert!(parent.remove(key).is_some(), "{pointer}");
    body
}

fn replaced(mut body: Value, pointer: &str, value: Value) -> Value {
    *body.pointer_mut(pointer).expect("a place") = value;
    body
}

/// Damages every body of a catalog in every way there is.
fn damage<E: CatalogError>(name: &str, errors: &[E]) -> usize {
    let document = Document::new(name, false);
    let mut counted = 0;
    for error in errors.iter().filter(|error| document.definition(*error).public) {
        let envelope = &document.catalog.envelopes[document.definition(error).envelope].body;
        let validator = document.validator(error.definition().status(), document.media_type(error));
        let [_, context] = contexts();
        let body = parsed(body(error, &context).as_str());
        let mut refuses = |broken: Value, how: &str| {
            counted += 1;
            assert!(!validator.is_valid(&broken), "{how}: {broken:#}");
        };
        let mut pointers = Vec::new();
        required(envelope, "", &mut pointers);
        for pointer in &pointers {
            refuses(removed(body.clone(), pointer), pointer);
            let wrong = match body.pointer(pointer).expect("a place") {
                Value::Array(_) | Value::Number(_) => json!("text"),
                _ => json!(404.5),
            };
            refuses(replaced(body.clone(), pointer, wrong), pointer);
        }
        let mut codes = Vec::new();
        code_pointers(envelope, "", &mut codes);
        for pointer in &codes {
            refuses(replaced(body.clone(), pointer, json!("NO_SUCH_CODE")), pointer);
            // The code of an error with another status.
            let other = errors.iter().find(|other| {
                other.definition().status() != error.definition().status()
                    && other.definition().code() != error.definition().code()
                    && other.definition().code_number().is_none()
            });
            if let Some(other) = other.filter(|_| error.definition().status().is_some()) {
                refuses(replaced(body.clone(), pointer, json!(other.definition().code())), pointer);
            }
        }
    }
    counted
}

#[test]
fn damaged_bodies_are_of_none() {
    assert!(damage("leadron", &leadron::examples()) > 50);
    assert!(damage("lendworks", &lendworks::examples()) > 50);
    assert!(damage("lorn", &lorn::examples()) > 200);
    assert!(damage("product-tours", &product_tours::examples()) > 200);
    assert!(damage("awkward", &awkward::examples()) > 100);
    assert!(damage("codes", &codes::examples()) > 20);
    assert!(damage("service", &service::examples()) > 100);
    assert!(damage("standards", &standards::examples()) > 50);
}

/// Parameters that are missing or of the wrong type.
#[test]
fn damaged_parameters() {
    let document = Document::new("lendworks", false);
    let limit = lendworks::Error::RateLimitExceeded {
        retry_after: 45,
        limit: 1,
        remaining: 0,
        reset_at: Timestamp::UNIX_EPOCH,
    };
    let validator = document.validator(Some(429), "application/json");
    let right = parsed(body(&limit, &Context::default()).as_str());
    holds(&validator, &right);
    for (pointer, value) in [
        ("/errors/0/detail/retryAfter", json!("45")),
        ("/errors/0/detail/retryAfter", json!(-1)),
        ("/errors/0/detail/limit", json!(0.5)),
        ("/errors/0/detail/resetAt", json!(5)),
        ("/errors/0/detail", json!(null)),
        ("/errors", json!([])),
        ("/errors/0", json!(null)),
    ] {
        assert!(!validator.is_valid(&replaced(right.clone(), pointer, value)), "{pointer}");
    }
    for pointer in ["/errors/0/detail/limit", "/errors/0/detail"] {
        assert!(!validator.is_valid(&removed(right.clone(), pointer)), "{pointer}");
    }
}
