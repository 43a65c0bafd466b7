//! Bodies in the catalogs' envelopes: every JSON example on the APIs' pages, written off by hand.

use std::time::Duration;

use error_catalog::param::Arg;
use error_catalog::response::{Context, body, joint_body, joint_status};
use error_catalog::{CatalogError, FieldIssue};
use error_catalog_tests::{awkward, codes, leadron, lehnz, lendworks, lorn, many, one, plain, product_tours};
use error_catalog_tests::{corpus_codes, corpus_long, corpus_names, corpus_texts, extremes, optional};
use error_catalog_tests::{request_values, service, standards};
use serde_json::{Value, json};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

fn shows(error: &dyn CatalogError, expected: &Value) {
    shows_in(error, &Context::default(), expected);
}

fn shows_in(error: &dyn CatalogError, context: &Context<'_>, expected: &Value) {
    assert_eq!(&parsed(body(error, context).as_str()), expected);
}

fn at(seconds: u64) -> error_catalog::Timestamp {
    crate::support::after_1970(Duration::from_secs(seconds))
}

#[test]
fn lehnz_envelopes() {
    let cause = "connection to shard-9 refused";
    shows(
        &lehnz::Error::InternalError { source: cause.into() },
        &json!({ "success": false, "message": "An unexpected error occurred", "data": null, "error": null }),
    );
    let issues = vec![
        FieldIssue::new("email", "Invalid email"),
        FieldIssue::new("password", "String must contain at least 8 character(s)"),
    ];
    shows(
        &lehnz::Error::ValidationFailed { issues },
        &json!({
            "success": false,
            "message": "Validation Failed",
            "error": [
                { "path": "email", "message": "Invalid email" },
                { "path": "password", "message": "String must contain at least 8 character(s)" }
            ]
        }),
    );
    // `error` is an "optional detail or array of field errors": here it is the detail.
    let detail = Some("5 MB at the most".to_owned());
    let too_large = parsed(body(&lehnz::Error::PayloadTooLarge { detail }, &Context::default()).as_str());
    assert_eq!(too_large["error"], json!("5 MB at the most"));
}

#[test]
fn product_tours_envelope() {
    let issues = vec![FieldIssue::new("events.0.type", "Invalid enum value")];
    shows(
        &product_tours::Error::ValidationError { issues },
        &json!({
            "error": {
                "message": "Invalid request body",
                "statusCode": 400,
                "code": "VALIDATION_ERROR",
                "category": "VALIDATION",
                "details": [{ "path": "events.0.type", "message": "Invalid enum value" }]
            }
        }),
    );
    // Without details the key is left out.
    let forbidden = parsed(body(&product_tours::Error::Forbidden, &Context::default()).as_str());
    assert!(forbidden["error"].get("details").is_none() && forbidden["error"]["category"] == "AUTH");
}

#[test]
fn leadron_envelope() {
    let noon = Context::default().with_timestamp(at(1_770_552_000));
    let meta = json!({ "timestamp": "2026-02-08T12:00:00.000Z", "version": "v1" });
    let two =
        vec![FieldIssue::new("email", "Invalid email format"), FieldIssue::new("firstName", "Required")];
    let mut three = two.clone();
    shows_in(
        &leadron::Error::ValidationFailed { issues: two },
        &noon,
        &json!({
            "success": false,
            "status": 422,
            "message": "Validation failed",
            "errors": [
                { "field": "email", "message": "Invalid email format" },
                { "field": "firstName", "message": "Required" }
            ],
            "meta": meta
        }),
    );
    three.push(FieldIssue::new("score", "Must be between 0 and 100"));
    shows_in(
        &leadron::Error::ValidationFailed { issues: three },
        &noon,
        &json!({
            "success": false,
            "status": 422,
            "message": "Validation failed",
            "errors": [
                { "field": "email", "message": "Invalid email format" },
                { "field": "firstName", "message": "Required" },
                { "field": "score", "message": "Must be between 0 and 100" }
            ],
            "meta": meta
        }),
    );
    let now = parsed(body(&leadron::Error::NotFound, &Context::default()).as_str());
    assert!(now.get("errors").is_none());
    assert_eq!(now["meta"]["timestamp"].as_str().map(str::len), Some("2026-02-08T12:00:00.000Z".len()));
}

#[test]
fn lendworks_envelope() {
    use lendworks::Error;
    let invalid =
        |field: &str, problem: &str| Error::ValidationError { field: field.into(), problem: problem.into() };
    let email = invalid("email", "must be a valid email address");
    let name = invalid("businessName", "must be between 1 and 255 characters");
    let email_json = json!({
        "code": "VALIDATION_ERROR",
        "message": "Field 'email' must be a valid email address",
        "detail": { "field": "email" }
    });
    let context = Context::default().with_request_id("550e8400-e29b-41d4-a716-446655440000");
    shows_in(
        &email,
        &context,
        &json!({ "errors": [email_json], "meta": { "requestId": "550e8400-e29b-41d4-a716-446655440000" } }),
    );
    let both: [&dyn CatalogError; 2] = [&email, &name];
    let name_json = json!({
        "code": "VALIDATION_ERROR",
        "message": "Field 'businessName' must be between 1 and 255 characters",
        "detail": { "field": "businessName" }
    });
    let joint = joint_body(&both, &Context::default());
    assert_eq!(parsed(joint.as_str()), json!({ "errors": [email_json, name_json] }));
    assert_eq!(joint_status(&both), Some(422));
    shows(
        &Error::RateLimitExceeded { retry_after: 45, limit: 1000, remaining: 0, reset_at: at(1_736_937_000) },
        &json!({
            "errors": [{
                "code": "RATE_LIMIT_EXCEEDED",
                "message": "Rate limit exceeded. Try again in 45 seconds.",
                "detail": { "retryAfter": 45, "limit": 1000, "remaining": 0, "resetAt": "2025-01-15T10:30:00Z" }
            }]
        }),
    );
    shows(
        &Error::MonthlyQuotaExceeded { current_plan: "basic".into(), reset_at: at(1_738_368_000) },
        &json!({
            "errors": [{
                "code": "MONTHLY_QUOTA_EXCEEDED",
                "message": "Monthly API quota exceeded. Upgrade your plan for higher limits.",
                "detail": { "currentPlan": "basic", "resetAt": "2025-02-01T00:00:00Z" }
            }]
        }),
    );
    shows(
        &Error::NotFound { resource: "Lead".into() },
        &json!({ "errors": [{ "code": "NOT_FOUND", "message": "Lead not found" }] }),
    );
}

#[test]
fn lorn_envelopes() {
    use lorn::Error;
    shows(
        &Error::MissingRequiredField { field: "items".into() },
        &json!({
            "error": {
                "type": "invalid_request",
                "code": "missing_required_field",
                "message": "The 'items' field is required",
                "param": "items"
            }
        }),
    );
    let values =
        [("session_id", Arg::Str("cs_demo_abc123")), ("session_status", Arg::Str("not_ready_for_payment"))];
    shows_in(
        &Error::OutOfStock { n: 0 },
        &Context::default().with_values(&values),
        &json!({
            "checkout_session": {
                "id": "cs_demo_abc123",
                "status": "not_ready_for_payment",
                "messages": [{
                    "type": "error",
                    "code": "out_of_stock",
                    "path": "$.line_items[0]",
                    "content_type": "plain",
                    "content": "This item is no longer available."
                }]
            }
        }),
    );
    let detail = |error: &dyn CatalogError, text: &str| shows(error, &json!({ "detail": text }));
    detail(
        &Error::SupabaseNotConfigured,
        "Supabase not configured. Set SUPABASE_URL, SUPABASE_SERVICE_ROLE_KEY, and OPENAI_API_KEY.",
    );
    detail(&Error::UnknownProductId { product_id: "prod_xyz".into() }, "Unknown product_id prod_xyz");
    detail(&Error::CheckoutSessionNotFound, "Checkout session not found");
    detail(
        &Error::CannotCancelSession { session_status: "completed".into() },
        "Cannot cancel session with status 'completed'",
    );
    // The checkout envelope takes the highest status of several errors.
    let errors: [&dyn CatalogError; 2] = [&Error::OutOfStock { n: 1 }, &Error::SessionCompleted];
    assert_eq!(joint_status(&errors), Some(405));
    let joint = joint_body(&errors, &Context::default().with_values(&values));
    assert_eq!(parsed(joint.as_str())["checkout_session"]["messages"].as_array().map(Vec::len), Some(2));
}

#[test]
fn problem_details_where_a_catalog_has_no_envelope() {
    let error = awkward::AwkwardError::EveryType {
        text: "a\"b\u{1}".into(),
        maybe: None,
        list: vec!["x".into()],
        ids: None,
        count: 3,
        when: at(1),
        any: Some(error_catalog::Json::parse("{\"a\":[1]}").expect("JSON")),
        id: None,
        secret: "shard-9".into(),
    };
    shows_in(
        &error,
        &Context::default().with_instance("urn:uuid:1"),
        &json!({
            "type": "https://example.com/EVERY_TYPE.html?a=1&b=2",
            "title": "Bad Request",
            "status": 400,
            "detail": "a\"b\u{1}  x ",
            "instance": "urn:uuid:1",
            "code": "EVERY_TYPE",
            "params": { "text": "a\"b\u{1}", "list": ["x"], "when": "1970-01-01T00:00:01Z", "any": { "a": [1] } }
        }),
    );
}

#[test]
fn without_http() {
    shows(
        &plain::Error::BadLine { line: 3 },
        &json!({ "code": "BAD_LINE", "message": "Line 3 cannot be read", "params": { "line": 3 } }),
    );
    shows(&codes::Error::ParseError, &json!({ "code": -32700, "message": "Parse error" }));
    assert!(matches!(
        body(&plain::Error::NoInput, &Context::default()).into_text(),
        std::borrow::Cow::Borrowed(_)
    ));
    assert_eq!(joint_status(&[&plain::Error::NoInput]), None);
    assert_eq!(joint_body(&[], &Context::default()).as_str(), "null");
}

/// Checks that each body that was rendered when the program was built is what the writer writes, whatever is known of the request.
/// Returns how many have no value to put in without a request, and how many were rendered.
fn compare_rendered<E: CatalogError>(errors: &[E]) -> (usize, usize) {
    let values = [("tenant", Arg::Str("acme"))];
    let alone = Context::default().with_timestamp(at(1));
    let contexts = [
        alone,
        alone.with_request_id("req\"1\\"),
        alone.with_instance("/leads/{7}?a=\"b\""),
        alone.with_request_id("").with_instance(""),
        alone.with_request_id("550e8400").with_instance("urn:uuid:550e8400").with_values(&values),
        alone.with_values(&values),
        alone.with_status(418).with_instance("/"),
    ];
    let (mut constants, mut rendered) = (0, 0);
    for error in errors {
        for context in &contexts {
            let written = error_catalog::__private::written_body(error, context);
            let body = body(error, context);
            assert_eq!(body, written, "{error}");
            parsed(body.as_str());
        }
        let own_status = error.definition().status().map_or(alone, |status| alone.with_status(status));
        rendered += usize::from(error_catalog::__private::rendered_body(error, &own_status).is_some());
        let text = body(error, &alone).into_text();
        constants += usize::from(matches!(text, std::borrow::Cow::Borrowed(_)));
    }
    (constants, rendered)
}

#[test]
fn rendered_bodies_are_what_the_writer_writes() {
    assert!(compare_rendered(&lehnz::examples()).0 > 10);
    // The envelope shows the time.
    let (constants, rendered) = compare_rendered(&leadron::examples());
    assert!(constants == 0 && rendered > 5, "{constants} {rendered}");
    assert!(compare_rendered(&lendworks::examples()).0 > 5);
    assert!(compare_rendered(&product_tours::examples()).0 > 20);
    assert!(compare_rendered(&lorn::examples()).0 > 10);
    assert_eq!(compare_rendered(&many::examples()).0, 3_000);
    assert!(compare_rendered(&awkward::examples()).0 > 20 && compare_rendered(&one::examples()).0 <= 1);
    assert!(
        compare_rendered(&corpus_codes::examples()).0 + compare_rendered(&corpus_names::examples()).0 > 100
    );
    assert!(
        compare_rendered(&corpus_texts::examples()).0 + compare_rendered(&corpus_long::examples()).0 > 50
    );
    assert!(compare_rendered(&service::examples()).1 > 5);
    compare_rendered(&standards::examples());
    compare_rendered(&extremes::examples());
    compare_rendered(&optional::examples());
    compare_rendered(&codes::examples());
    compare_rendered(&plain::examples());
}

/// Values of the request are put into a rendered body wherever they stand, unless the text around them depends on more than one.
#[test]
fn values_of_the_request_are_put_into_rendered_bodies() {
    // Two errors an envelope. The last four envelopes depend on more than one value. Without a request, two errors need no value.
    assert_eq!(compare_rendered(&request_values::examples()), (2, 16));
}

/// Of a request of which something is known, the body shows it, though one was rendered without.
#[test]
fn what_is_known_of_the_request_is_shown() {
    let known = Context::default().with_instance("urn:uuid:1");
    let error = many::examples().remove(0);
    let shown = parsed(body(&error, &known).as_str());
    assert_eq!(shown["instance"], "urn:uuid:1");
    assert!(parsed(body(&error, &Context::default()).as_str()).get("instance").is_none());
    assert_eq!(parsed(body(&error, &Context::default().with_status(418)).as_str())["status"], 418);
}

/// Values that are put into a rendered body are escaped there as everywhere.
#[test]
fn values_in_rendered_bodies_are_escaped() {
    for text in ["", "\"", "\\\"\u{1}\n\t", "é\u{2028}👩‍🚀", "{\"a\":1}", "\u{F0000}\u{F0001}"] {
        let error = lendworks::Error::NotFound { resource: text.into() };
        let shown = body(&error, &Context::default());
        assert_eq!(
            shown.as_str(),
            error_catalog::__private::written_body(&error, &Context::default()).as_str()
        );
        parsed(shown.as_str());
    }
}

/// What is internal never leaves: the causes and the internal parameters of every error of every catalog.
#[test]
fn nothing_internal_leaves() {
    fn check<E: CatalogError>(errors: &[E]) {
        for error in errors {
            let text = body(error, &Context::default()).into_text();
            assert!(!text.contains("a cause"), "{text}");
        }
    }
    check(&lehnz::examples());
    check(&lorn::examples());
    check(&awkward::examples());
    let secret = awkward::examples().into_iter().find(|e| e.code() == awkward::AwkwardCode::EveryType);
    let secret = secret.expect("the error");
    let slot = secret.definition().params().position(|param| param.is_internal()).expect("a secret");
    assert_eq!(secret.arg(slot).to_string(), "a \"text\"");
    assert!(!body(&secret, &Context::default()).as_str().contains("secret"));
}

/// What documentation shows as an example is JSON, and is what the writer writes where nothing is made up.
#[test]
fn example_bodies() {
    for file in error_catalog_test_support::catalogs() {
        let catalog = error_catalog_codegen::check(&file).expect("a file").catalog.expect("a valid catalog");
        for error in &catalog.errors {
            let example = parsed(&error_catalog_codegen::emit::example(&catalog, error));
            assert!(example.is_object(), "{}", error.name);
        }
    }
    let catalog =
        error_catalog_codegen::check(error_catalog_test_support::folder().join("catalogs/lehnz/errors.toml"))
            .expect("a file")
            .catalog;
    let catalog = catalog.expect("a valid catalog");
    let error = catalog.errors.iter().find(|error| error.name == "NOT_FOUND").expect("an error");
    let example = parsed(&error_catalog_codegen::emit::example(&catalog, error));
    shows(&lehnz::Error::NotFound, &example);
}
