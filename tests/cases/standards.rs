//! The built-in envelopes: bodies written off by hand, and all bodies held against the rules of their standards.

use std::time::Duration;

use error_catalog::field_issues::{FieldPath, PathSegment};
use error_catalog::response::{Body, Context, body, joint_body, joint_response, joint_status, response};
use error_catalog::{CatalogError, FieldIssue, Json};
use error_catalog_tests::standards::{self, Code, Error};
use jsonschema::Validator;
use serde_json::{Value, json};

fn parsed(body: &Body) -> Value {
    serde_json::from_str(body.as_str()).unwrap_or_else(|error| panic!("{error} in {body}"))
}

fn shows(error: &Error, expected: &Value) {
    assert_eq!(&parsed(&body(error, &Context::default())), expected);
}

fn quota_exceeded() -> Error {
    Error::QuotaExceeded {
        zones: vec!["east \"1\"".into(), "west".into()],
        limit: 5,
        load: 0.5,
        urgent: true,
        until: crate::support::after_1970(Duration::from_secs(1_736_937_000)),
        rules: Some(Json::parse(r#"{"max": 3}"#).expect("JSON")),
        note: None,
        shard: "shard-9".into(),
    }
}

fn booking_refused() -> Error {
    Error::BookingRefused {
        venue: Some("Odeon".into()),
        issues: vec![
            FieldIssue::new("/data/attributes/seats", "Must be 1 or more").with_code("minimum"),
            FieldIssue::new("/data/attributes/day", "Must not be past"),
        ],
    }
}

#[test]
fn problem_details() {
    shows(
        &Error::LeadNotFound { id: 7 },
        &json!({
            "type": "https://example.com/errors/LEAD_NOT_FOUND",
            "title": "Not Found",
            "status": 404,
            "detail": "Lead 7 not found",
            "code": "LEAD_NOT_FOUND",
            "params": { "id": 7 }
        }),
    );
    let issues = vec![
        FieldIssue::new("email", "Invalid email").with_code("format"),
        FieldIssue::new("items[1].é", "Required"),
        FieldIssue::new(FieldPath::from_segments([PathSegment::Key("a/b~c.d")]), "Odd"),
    ];
    shows(
        &Error::InvalidLead { issues },
        &json!({
            "type": "https://example.com/errors/INVALID_LEAD",
            "title": "Unprocessable Content",
            "status": 422,
            "detail": "The lead is not valid",
            "code": "INVALID_LEAD",
            "errors": [
                { "pointer": "#/email", "detail": "Invalid email", "code": "format" },
                { "pointer": "#/items/1/%C3%A9", "detail": "Required" },
                { "pointer": "#/a~1b~0c.d", "detail": "Odd" }
            ]
        }),
    );
    shows(
        &Error::BatchRefused,
        &json!({
            "type": "https://example.com/errors/4001",
            "title": "Conflict",
            "status": 409,
            "detail": "The batch was refused",
            "code": 4001
        }),
    );
    // A status without a standard name gives no title, rather than one that is no text.
    assert_eq!(parsed(&body(&Error::ClientGone, &Context::default())).get("title"), None);
}

/// Without `docs` there is no `type`, which is `about:blank` then: the title is the phrase of the status (RFC 9457 §4.2.1).
#[test]
fn problem_details_without_documentation() {
    use error_catalog_tests::framework::{Code, Error};
    let title = |error: &dyn CatalogError, status: Option<u16>| {
        let context = Context::default();
        let context = status.map_or(context, |status| context.with_status(status));
        let body = parsed(&body(error, &context));
        assert_eq!(body.get("type"), None, "{body}");
        body["title"].as_str().map(str::to_owned)
    };
    let refused = Error::BadRequest { issues: Vec::new() };
    assert_eq!(title(&refused, None).as_deref(), Some("Bad Request"), "not the title of the error");
    assert_eq!(title(&Error::LeadNotFound { id: 7 }, None).as_deref(), Some("Not Found"));
    assert_eq!(title(&refused, Some(403)).as_deref(), Some("Forbidden"));
    assert_eq!(title(&Error::ClientGone, None).as_deref(), Some("Gone away"), "the status has no phrase");
    for (status, phrase) in [(400, "Bad Request"), (408, "Request Timeout"), (413, "Content Too Large")] {
        let made = error_catalog::framework::FrameworkError::new::<Code>(status).expect("an error");
        let body = parsed(&made.response(&Context::default()).body);
        assert_eq!((&body["status"], &body["title"]), (&json!(status), &json!(phrase)));
        assert_eq!(body.get("type"), None);
    }
    // The phrase in a list, in a text and in a header.
    let made = error_catalog::framework::FrameworkError::new::<Code>(503).expect("an error");
    let response = made.response(&Context::default());
    let item = json!({ "code": "BROKEN", "status": 503, "phrase": "Service Unavailable", "text": "503 Something broke" });
    assert_eq!(parsed(&response.body), json!({ "list": [item] }));
    assert_eq!(response.headers.get("X-Phrase"), Some("Service Unavailable"));
}

#[test]
fn google_errors() {
    let help = |code: &str| {
        json!({
            "@type": "type.googleapis.com/google.rpc.Help",
            "links": [{ "description": "About this error", "url": format!("https://example.com/errors/{code}") }]
        })
    };
    let info = |reason: &str| {
        json!({
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": reason,
            "domain": "standards.example.com"
        })
    };
    // Parameters as text; what is absent or internal is left out.
    let mut quota = info("QUOTA_EXCEEDED");
    quota["metadata"] = json!({
        "zones": "east \"1\", west",
        "limitPerMinute": "5",
        "load": "0.5",
        "urgent": "true",
        "until": "2025-01-15T10:30:00Z",
        "rules": "{\"max\": 3}"
    });
    let request = json!({ "@type": "type.googleapis.com/google.rpc.RequestInfo", "requestId": "r-1" });
    assert_eq!(
        parsed(&body(&quota_exceeded(), &Context::default().with_request_id("r-1"))),
        json!({
            "error": {
                "code": 429,
                "message": "There are no machines in east \"1\", west",
                "status": "RESOURCE_EXHAUSTED",
                "details": [quota, help("QUOTA_EXCEEDED"), request]
            }
        })
    );
    let issues = vec![
        FieldIssue::new("user.age", "Must be 18 or more").with_code("MINIMUM"),
        FieldIssue::new("b", "c"),
    ];
    let bad_request = json!({
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [
            { "field": "user.age", "description": "Must be 18 or more", "reason": "MINIMUM" },
            { "field": "b", "description": "c" }
        ]
    });
    let refused = |details: Value| {
        json!({ "error": {
            "code": 400, "message": "Some fields are not valid", "status": "INVALID_ARGUMENT", "details": details
        } })
    };
    shows(
        &Error::FormRefused { issues },
        &refused(json!([info("FORM_REFUSED"), bad_request, help("FORM_REFUSED")])),
    );
    // Without issues there is no payload for them, not even `null`.
    shows(
        &Error::FormRefused { issues: Vec::new() },
        &refused(json!([info("FORM_REFUSED"), help("FORM_REFUSED")])),
    );
    // The error's own name, where several share a status.
    shows(
        &Error::NameTaken,
        &json!({ "error": {
            "code": 409, "message": "The name is taken", "status": "ALREADY_EXISTS",
            "details": [info("NAME_TAKEN"), help("NAME_TAKEN")]
        } }),
    );
    // A numeric code as text.
    shows(
        &Error::Overheated,
        &json!({ "error": {
            "code": 503, "message": "The machine is too hot", "status": "UNAVAILABLE",
            "details": [info("7002"), help("7002")]
        } }),
    );
}

#[test]
fn json_api_errors() {
    let seat = json!({
        "links": { "type": "https://example.com/errors/SEAT_TAKEN" },
        "status": "409",
        "code": "SEAT_TAKEN",
        "title": "The seat is taken",
        "detail": "Seat 4A is taken",
        "meta": { "params": { "seat": "4A" } }
    });
    let seat_taken = Error::SeatTaken { seat: "4A".into(), row: None };
    shows(&seat_taken, &json!({ "errors": [seat] }));
    let booking = |pointer: &str, detail: &str, meta: Value| {
        json!({
            "links": { "type": "https://example.com/errors/BOOKING_REFUSED" },
            "status": "422",
            "code": "BOOKING_REFUSED",
            "title": "Unprocessable Content",
            "detail": detail,
            "source": { "pointer": pointer },
            "meta": meta
        })
    };
    let seats = booking(
        "/data/attributes/seats",
        "Must be 1 or more",
        json!({ "params": { "venue": "Odeon" }, "issueCode": "minimum" }),
    );
    let day = booking("/data/attributes/day", "Must not be past", json!({ "params": { "venue": "Odeon" } }));
    shows(&booking_refused(), &json!({ "errors": [seats, day] }));
    // A path in dots and brackets becomes a pointer; one that is a pointer stays one.
    for (path, pointer) in [
        (FieldPath::from("tags[1]"), "/tags/1"),
        ("items[1].mail".into(), "/items/1/mail"),
        ("a/b~c".into(), "/a~1b~0c"),
        ("/data/id".into(), "/data/id"),
        ("".into(), ""),
        (FieldPath::from_segments([PathSegment::Key("a.b"), PathSegment::Index(0)]), "/a.b/0"),
    ] {
        let error = Error::BookingRefused { venue: None, issues: vec![FieldIssue::new(path, "Odd")] };
        let sent = parsed(&body(&error, &Context::default()));
        assert_eq!(sent["errors"][0]["source"], json!({ "pointer": pointer }));
    }
    // Without issues the error stands for itself.
    shows(
        &Error::BookingRefused { venue: None, issues: Vec::new() },
        &json!({ "errors": [{
            "links": { "type": "https://example.com/errors/BOOKING_REFUSED" },
            "status": "422",
            "code": "BOOKING_REFUSED",
            "title": "Unprocessable Content",
            "detail": "The booking is not valid"
        }] }),
    );
    // Several errors in one response: all problems of all of them, each with its own status.
    let printer = json!({
        "links": { "type": "https://example.com/errors/-5" },
        "status": "500",
        "code": "-5",
        "title": "Internal Server Error",
        "detail": "The printer is on fire"
    });
    let errors: [&dyn CatalogError; 3] = [&seat_taken, &booking_refused(), &Error::PrinterOnFire];
    let context = Context::default().with_request_id("r-1");
    assert_eq!(
        parsed(&joint_body(&errors, &context)),
        json!({ "errors": [seat, seats, day, printer], "meta": { "requestId": "r-1" } })
    );
    assert_eq!(joint_status(&errors), Some(500));
    assert_eq!(
        joint_response(&errors, &context).headers.get("content-type"),
        Some("application/vnd.api+json")
    );
}

/// The same means in an envelope of the catalog's own, rendered when the program was built and written.
#[test]
fn an_envelope_of_the_catalogs_own() {
    shows(
        &Error::WeightUnknown,
        &json!({
            "list": ["standards.example.com", "WEIGHT_UNKNOWN", null, "at standards.example.com", "last"],
            "problems": [{ "says": "There is no weight", "path": null, "rpc": "FAILED_PRECONDITION" }]
        }),
    );
    let rendered = body(&Error::WeightUnknown, &Context::default());
    assert_eq!(rendered, error_catalog::__private::written_body(&Error::WeightUnknown, &Context::default()));
    assert!(matches!(rendered.into_text(), std::borrow::Cow::Borrowed(_)));
    let cut = Error::TreeCut {
        name: "oak".into(),
        rings: Some(vec!["a \"b\"".into(), "c".into()]),
        issues: vec![FieldIssue::new("a", "b"), FieldIssue::new("c", "d")],
    };
    shows(
        &cut,
        &json!({
            "list": ["standards.example.com", "TREE_CUT", null, "at standards.example.com", "last"],
            "problems": [
                { "says": "b", "path": "a", "rpc": "DATA_LOSS" },
                { "says": "d", "path": "c", "rpc": "DATA_LOSS" }
            ],
            "text": { "name": "oak", "rings": "a \"b\", c" },
            // Inside a string: a list with commas, an object as its JSON, nothing where a value is absent.
            "line": r#"a "b", c of {"name":"oak","rings":"a \"b\", c"}; "#
        }),
    );
    let headers = response(&cut, &Context::default()).headers;
    let own: Vec<_> = headers.iter().skip(1).collect();
    assert_eq!(own, [("X-Domain", "standards.example.com"), ("X-Rpc", "DATA_LOSS")]);
}

/// RFC 9457, Appendix A.
fn problem_schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "title": { "type": "string" },
            "status": { "type": "integer", "minimum": 100, "maximum": 599 },
            "detail": { "type": "string" },
            "instance": { "type": "string", "format": "uri-reference" }
        }
    })
}

/// JSON:API 1.1: "Top Level", "Links", "Meta Information" and "Error Objects".
fn json_api_schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        // An error document has `errors`; "the members `data` and `errors` MUST NOT coexist in the same document".
        "required": ["errors"],
        // The other top-level members; `included` needs `data`, and no extension is applied.
        "properties": {
            "errors": { "type": "array", "items": { "$ref": "#/$defs/error" } },
            "meta": { "type": "object" },
            "jsonapi": { "type": "object" },
            "links": { "type": "object" }
        },
        "additionalProperties": false,
        "$defs": {
            "error": {
                "type": "object",
                // "An error object MAY have the following members, and MUST contain at least one of".
                "minProperties": 1,
                "properties": {
                    "id": { "type": "string" },
                    "links": {
                        "type": "object",
                        "properties": { "about": { "$ref": "#/$defs/link" }, "type": { "$ref": "#/$defs/link" } },
                        "additionalProperties": false
                    },
                    "status": { "type": "string", "pattern": "^[1-5][0-9]{2}$" },
                    "code": { "type": "string" },
                    "title": { "type": "string" },
                    "detail": { "type": "string" },
                    "source": {
                        "type": "object",
                        // "It SHOULD include one of the following members or be omitted".
                        "minProperties": 1,
                        "properties": {
                            "pointer": { "type": "string" },
                            "parameter": { "type": "string" },
                            "header": { "type": "string" }
                        },
                        "additionalProperties": false
                    },
                    "meta": { "type": "object" }
                },
                "additionalProperties": false
            },
            // "A link MUST be represented as either: a string …, a link object, null".
            "link": { "type": ["string", "object", "null"] }
        }
    })
}

/// AIP-193, google/rpc/code.proto and google/rpc/error_details.proto, as JSON over HTTP.
fn google_schema() -> Value {
    let payload = |name: &str, required: Value, mut properties: Value| {
        properties["@type"] = json!({ "const": format!("type.googleapis.com/google.rpc.{name}") });
        json!({ "required": required, "properties": properties, "additionalProperties": false })
    };
    let list_of = |required: Value, properties: Value| {
        let item = json!({
            "type": "object", "required": required, "properties": properties, "additionalProperties": false
        });
        json!({ "type": "array", "minItems": 1, "items": item })
    };
    let text = json!({ "type": "string" });
    let info = payload(
        "ErrorInfo",
        json!(["@type", "reason", "domain"]),
        json!({
            // "at most 63 characters and match a regular expression of …"
            "reason": { "type": "string", "maxLength": 63, "pattern": "^[A-Z][A-Z0-9_]+[A-Z0-9]$" },
            "domain": { "type": "string", "minLength": 1 },
            // map<string, string>; "keys should match … and be limited to 64 characters in length"
            "metadata": {
                "type": "object",
                "propertyNames": { "maxLength": 64, "pattern": "^[a-zA-Z0-9_-]+$" },
                "additionalProperties": text
            }
        }),
    );
    let bad_request = payload(
        "BadRequest",
        json!(["@type", "fieldViolations"]),
        json!({
            "fieldViolations": list_of(json!(["field", "description"]), json!({
                "field": text, "description": text, "reason": text
            }))
        }),
    );
    let help = payload(
        "Help",
        json!(["@type", "links"]),
        json!({
            "links": list_of(json!(["description", "url"]), json!({ "description": text, "url": text }))
        }),
    );
    let request_info = payload(
        "RequestInfo",
        json!(["@type", "requestId"]),
        json!({
            "requestId": text, "servingData": text
        }),
    );
    // "Each type of detail payload must be included at most once"; "there must be exactly one ErrorInfo".
    let count = |name: &str, least: u8| {
        let ty = format!("type.googleapis.com/google.rpc.{name}");
        json!({ "contains": { "properties": { "@type": { "const": ty } } }, "minContains": least, "maxContains": 1 })
    };
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["error"],
        "additionalProperties": false,
        "properties": { "error": {
            "type": "object",
            "required": ["code", "message", "status", "details"],
            "additionalProperties": false,
            "properties": {
                "code": { "type": "integer", "minimum": 400, "maximum": 599 },
                "message": { "type": "string", "minLength": 1 },
                "status": { "enum": [
                    "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
                    "PERMISSION_DENIED", "UNAUTHENTICATED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED",
                    "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS"
                ] },
                "details": {
                    "type": "array",
                    "items": { "oneOf": [info, bad_request, help, request_info] },
                    "allOf": [count("ErrorInfo", 1), count("BadRequest", 0), count("Help", 0), count("RequestInfo", 0)]
                }
            }
        } }
    })
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).expect("a schema")
}

/// The rules that a body in the envelope of that name keeps.
fn rules_of(envelope: &str) -> Option<Validator> {
    match envelope {
        "problem+json" => Some(validator(&problem_schema())),
        "json:api" => Some(validator(&json_api_schema())),
        "google.rpc.Status" => Some(validator(&google_schema())),
        _ => None,
    }
}

fn keeps(rules: &Validator, instance: &Value) {
    let broken: Vec<_> =
        rules.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(broken.is_empty(), "{broken:#?}\n{instance:#}");
}

/// Every error of the catalog, as the runtime writes it and as documentation shows it, keeps the rules of its standard.
#[test]
fn bodies_keep_the_rules_of_their_standards() {
    let file = error_catalog_test_support::folder().join("fixtures/valid/standards.toml");
    let catalog = error_catalog_codegen::check(file).expect("a file").catalog.expect("a valid catalog");
    let context = Context::default().with_request_id("r-1").with_instance("urn:uuid:1");
    let mut held = 0;
    for (value, error) in standards::examples().iter().zip(&catalog.errors) {
        // `reason` is the code, and AIP-193 has no numbers there.
        if value.code() == Code::Overheated {
            continue;
        }
        let Some(rules) = rules_of(&catalog.envelopes[error.envelope].name) else { continue };
        keeps(&rules, &parsed(&body(value, &Context::default())));
        keeps(&rules, &parsed(&body(value, &context)));
        let example = error_catalog_codegen::emit::example(&catalog, error);
        keeps(&rules, &serde_json::from_str(&example).expect("JSON"));
        held += 1;
    }
    assert_eq!(held, 11);
    let json_api = rules_of("json:api").expect("a standard");
    let errors: [&dyn CatalogError; 2] = [&booking_refused(), &Error::PrinterOnFire];
    keeps(&json_api, &parsed(&joint_body(&errors, &context)));
}

/// The rules refuse what a body could get wrong.
#[test]
fn the_rules_can_be_broken() {
    let check = |envelope: &str, error: &Error, wrong: &[(&str, Value)]| {
        let rules = rules_of(envelope).expect("a standard");
        let right = parsed(&body(error, &Context::default()));
        keeps(&rules, &right);
        for (pointer, value) in wrong {
            let mut broken = right.clone();
            let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
            match broken.pointer_mut(parent).expect("a place") {
                Value::Array(items) => items.push(value.clone()),
                place => place[key] = value.clone(),
            }
            assert!(!rules.is_valid(&broken), "{pointer} = {value}");
        }
    };
    check(
        "problem+json",
        &Error::LeadNotFound { id: 1 },
        &[
            ("/type", json!("no uri reference")),
            ("/title", json!(null)),
            ("/status", json!("404")),
            ("/status", json!(600)),
            ("/detail", json!(5)),
        ],
    );
    check(
        "json:api",
        &booking_refused(),
        &[
            ("/data", json!(null)),
            ("/requestId", json!("r-1")),
            ("/errors", json!({})),
            ("/errors/-", json!({})),
            ("/errors/0/status", json!(422)),
            ("/errors/0/code", json!(-5)),
            ("/errors/0/title", json!(null)),
            ("/errors/0/source", json!({})),
            ("/errors/0/source/pointer", json!(null)),
            ("/errors/0/params", json!({})),
            ("/errors/0/links/docs", json!("https://example.com")),
        ],
    );
    check(
        "google.rpc.Status",
        &quota_exceeded(),
        &[
            ("/error/code", json!("429")),
            ("/error/status", json!("OK")),
            ("/error/status", json!(null)),
            ("/error/details/-", json!(null)),
            (
                "/error/details/-",
                json!({ "@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [] }),
            ),
            ("/error/details", json!([])),
            ("/error/details/0/reason", json!("quotaExceeded")),
            ("/error/details/0/domain", json!("")),
            ("/error/details/0/metadata", json!({ "limit": 5 })),
        ],
    );
}
