//! What a server writes, a client reads: every error of every catalog, and what no server should send.

use std::fmt::Debug;
use std::time::Duration;

use error_catalog::client::{DecodeError, Received, ReceivedCode};
use error_catalog::field_issues::FieldPath;
use error_catalog::param::Arg;
use error_catalog::response::{Context, Response, joint_response, response};
use error_catalog::{CatalogError, Catalogued, ErrorCode, FieldIssue, Value, decode};
use error_catalog_tests::{
    awkward, codes, corpus_codes, corpus_long, corpus_names, corpus_texts, decoding, derived, leadron, lehnz,
    lendworks, lorn, many, one, optional, plain, product_tours, service, standards, two,
};
const ID: &str = "550e8400-e29b-41d4-a716-446655440000";

fn noon() -> error_catalog::Timestamp {
    crate::support::after_1970(Duration::from_millis(1_770_552_000_007))
}

pub(crate) fn received<C: ErrorCode>(response: &Response) -> Result<Received<'_, C>, DecodeError<'_>> {
    decode(response.status, |name| response.headers.get(name), response.body.as_str().as_bytes())
}

/// What comes with a body alone.
pub(crate) fn read<C: ErrorCode>(status: u16, body: &str) -> Received<'_, C> {
    decode(status, |_| None, body.as_bytes()).unwrap_or_else(|error| panic!("{error:?}"))
}

pub(crate) fn param<C: ErrorCode>(received: &Received<'_, C>, name: &str) -> Option<String> {
    received.error().param(name).map(Value::to_string)
}

/// The errors that arrived as unknown, and the parameters that did not arrive; all else has to be what was sent.
fn lost<E: CatalogError + Catalogued>(errors: &[E]) -> Vec<String>
where
    E::Code: Debug,
{
    let values = [("session_id", Arg::Str("cs \"demo\"")), ("session_status", Arg::Str("ok"))];
    let context = Context::default()
        .with_request_id(ID)
        .with_instance("urn:1")
        .with_timestamp(noon())
        .with_values(&values);
    let mut lost = Vec::new();
    for error in errors {
        let response = response(error, &context);
        let sent = format!("{} {:?}", response.body, response.headers);
        let received: Received<'_, E::Code> =
            received(&response).unwrap_or_else(|error| panic!("{error:?} {sent}"));
        let (got, name) = (received.error(), error.definition().name());
        assert_eq!(received.status(), response.status);
        assert_eq!(received.errors().count(), 1, "{sent}");
        assert_eq!(received.request_id(), sent.contains(ID).then_some(ID), "{sent}");
        assert_eq!(received.instance(), sent.contains("urn:1").then_some("urn:1"), "{sent}");
        let is_dated = sent.contains("2026-02-08T12:00:00.007Z");
        assert_eq!(received.timestamp(), is_dated.then(noon), "{sent}");
        let session = sent.contains("cs \\\"demo").then(|| Value::from("cs \"demo\""));
        assert_eq!(received.context("session_id"), session.as_ref(), "{sent}");
        assert_eq!(got.issues, error.issues(), "{sent}");
        match &got.message {
            Some(message) => assert_eq!(*message, error.to_string()),
            None => lost.push(format!("{name} message")),
        }
        if got.code != ReceivedCode::Known(error.code()) {
            assert!(matches!(got.code, ReceivedCode::Unknown(_)), "{got:?} {sent}");
            lost.push(name.to_owned());
            continue;
        }
        for (slot, param) in error.definition().params().enumerate() {
            let arg = error.arg(slot);
            match got.param(param.name()) {
                Some(_) if param.is_internal() => panic!("{name} {param:?}"),
                Some(value) => assert_eq!(value.to_string(), arg.to_string(), "{sent}"),
                None if arg.is_absent() || param.is_internal() => {}
                None => lost.push(format!("{name} {}", param.name())),
            }
        }
        let policy = received.retry().map(|advice| advice.policy);
        assert_eq!(policy, error.definition().retry());
        assert_eq!(received.clone().into_owned(), received);
    }
    lost
}

/// Both the generated and the derived errors.
macro_rules! lost {
    ($module:ident) => {{
        let lost = lost(&$module::examples());
        assert_eq!(lost, self::lost(&derived::$module::examples()), "derived");
        lost
    }};
}

#[test]
fn every_error_arrives() {
    assert_eq!(lost!(leadron), [""; 0]);
    // `check` says that no client can tell the two apart.
    assert_eq!(lost!(lehnz), ["ROLE_FORBIDDEN", "NOT_A_MEMBER"]);
    assert_eq!(lost!(lendworks), [""; 0]);
    assert_eq!(lost!(lorn), [""; 0]);
    assert_eq!(lost!(product_tours), [""; 0]);
    assert_eq!(lost!(awkward), [""; 0]);
    assert_eq!(lost!(plain), [""; 0]);
    assert_eq!(lost!(codes), [""; 0]);
    assert_eq!(lost!(corpus_codes), [""; 0]);
    assert_eq!(lost!(corpus_long), [""; 0]);
    assert_eq!(lost!(corpus_names), [""; 0]);
    assert_eq!(lost!(corpus_texts), [""; 0]);
    assert_eq!(lost!(one), [""; 0]);
    // The first could have the segment's words in its value. A segment without a placeholder does not say the value.
    assert_eq!(lost!(optional), ["LOST what", "LOST place", "FOUND again"]);
    assert_eq!(lost!(service), [""; 0]);
    assert_eq!(lost!(two), [""; 0]);
    assert_eq!(lost!(many), [""; 0]);
    let of_standards = [
        // A list of texts, as text: no comma in it tells whether it parts two.
        "QUOTA_EXCEEDED zones",
        // The envelopes show the field issue's message in the place of the error's.
        "BOOKING_REFUSED message",
        "TREE_CUT message",
        "TREE_CUT rings",
    ];
    assert_eq!(lost!(standards), of_standards);
    assert_eq!(lost(&decoding::examples()), LOST_OF_DECODING);
}

/// What the catalog for these tests makes hard to read.
const LOST_OF_DECODING: &[&str] = &[
    // No literal between the two.
    "ADJACENT a",
    "ADJACENT b",
    // As likely as SAYING.
    "TRUTH",
    // A list of texts, as text.
    "LISTS words",
    // A text with blanks between values that blanks part: neither of the two readings has numbers where there must be some.
    "TYPES",
    // Alike.
    "SAME_A",
    "SAME_B",
    // They share a code.
    "SPLIT_1 message",
    "SPLIT_1",
    "SPLIT_2 message",
    "SPLIT_2",
    // The envelope shows no message.
    "FLAGGED message",
    // No literal between the two.
    "BY STATUS a",
    "BY STATUS b",
];

#[test]
fn several_errors_arrive() {
    let field =
        |field: &str| lendworks::Error::ValidationError { field: field.into(), problem: "is bad".into() };
    let limit =
        lendworks::Error::RateLimitExceeded { retry_after: 45, limit: 9, remaining: 0, reset_at: noon() };
    let (first, second) = (field("email"), field("name"));
    let response = joint_response(&[&first, &second, &limit], &Context::default());
    let got = received::<lendworks::Code>(&response).expect("errors");
    let seen: Vec<_> = got.errors().map(|error| (error.code.known(), error.params().count())).collect();
    let validation = Some(lendworks::Code::ValidationError);
    assert_eq!(seen, [(validation, 2), (validation, 2), (Some(lendworks::Code::RateLimitExceeded), 4)]);
    assert_eq!(got.errors().nth(1).and_then(|error| error.param("field")?.as_str()), Some("name"));
    // A mistake in the request forbids what the limit allows.
    assert_eq!(got.retry().map(|advice| advice.policy.name), Some("never"));
    assert_eq!(got.next_delay(0, 0.0), None);
    let alone = response_of(&limit);
    assert_eq!(
        received::<lendworks::Code>(&alone).expect("one").next_delay(0, 0.0),
        Some(Duration::from_secs(45))
    );

    // Of another envelope and status than the first's; no header is shared out among two.
    let mut errors: Vec<&dyn CatalogError> =
        vec![&lorn::Error::OutOfStock { n: 3 }, &lorn::Error::SessionCompleted];
    let busy = lorn::Error::RateLimitExceeded { retry_after: 9 };
    errors.push(&busy);
    let response = joint_response(&errors, &Context::default());
    let got = received::<lorn::Code>(&response).expect("errors");
    let codes: Vec<_> = got.errors().map(|error| error.code.known()).collect();
    use lorn::Code::{OutOfStock, RateLimitExceeded, SessionCompleted};
    assert_eq!(codes, [Some(OutOfStock), Some(SessionCompleted), Some(RateLimitExceeded)]);
    let got: Vec<_> =
        got.errors().map(|error| error.params().next().map(|(_, value)| value.clone())).collect();
    assert_eq!(got, [Some(Value::U64(3)), None, Some(Value::U64(9))]);
}

pub(crate) fn response_of(error: &dyn CatalogError) -> Response {
    response(error, &Context::default())
}

/// One element per field issue and one per error without any: told apart again.
#[test]
fn problems_arrive_as_errors() {
    let issue = |path: &str| FieldIssue::new(path, "is bad").with_code("c");
    let form = |paths: &[&str]| standards::Error::BookingRefused {
        issues: paths.iter().map(|path| issue(path)).collect(),
        venue: Some("V".into()),
    };
    let seat = standards::Error::SeatTaken { seat: "4A".into(), row: Some(4) };
    let errors: [&dyn CatalogError; 4] = [&form(&["/a", "/b", "/c"]), &seat, &seat, &form(&["/d"])];
    let response = joint_response(&errors, &Context::default().with_request_id(ID));
    let got = received::<standards::Code>(&response).expect("errors");
    assert_eq!(got.errors().count(), 4, "{}", response.body);
    for (got, sent) in got.errors().zip(errors) {
        assert_eq!(got.definition(), Some(sent.definition()));
        assert_eq!(got.issues, sent.issues());
        let sent_message = sent.issues().is_empty().then(|| sent.to_string());
        assert_eq!(got.message.as_deref(), sent_message.as_deref());
        assert_eq!(got.params().count(), sent.definition().params().len());
    }
    assert_eq!((got.status(), got.request_id()), (422, Some(ID)));
}

/// Pointers are paths again, with keys of any characters.
#[test]
fn pointers_arrive_as_paths() {
    use error_catalog::field_issues::PathSegment::{Index, Key};
    let paths = [
        FieldPath::from("tags[1]"),
        FieldPath::from("items[1].mail"),
        FieldPath::from(""),
        FieldPath::from_segments([Key("a.b"), Index(0), Key("c/d~e"), Key("é ü")]),
    ];
    let issues: Vec<_> = paths.iter().map(|path| FieldIssue::new(path.clone(), "is bad")).collect();
    let errors = [
        standards::Error::InvalidLead { issues: issues.clone() },
        standards::Error::BookingRefused { issues: issues.clone(), venue: None },
    ];
    for error in errors {
        let sent = response_of(&error);
        let got = received::<standards::Code>(&sent).expect("an error");
        assert_eq!(got.error().issues, issues, "{}", sent.body);
        let texts =
            |issues: &[FieldIssue]| issues.iter().map(|issue| issue.path.to_string()).collect::<Vec<_>>();
        assert_eq!(texts(&got.error().issues), texts(&issues), "{}", sent.body);
    }
    // Where both are shown, the text is as it was sent.
    let body = r#"{ "code": "INVALID", "status": 422, "message": "x", "request": {},
        "issues": [{ "path": "a.b", "pointer": "/a.b", "message": "m" }] }"#;
    let got = read::<service::Code>(422, body);
    let path = &got.error().issues[0].path;
    assert_eq!((path.as_str(), path.pointer().as_str()), ("a.b", "/a.b"));
    // A server that sends something else as a pointer.
    let body = r##"{ "code": "INVALID_LEAD", "detail": "x", "errors": [{ "pointer": "items[1]", "detail": "m" }] }"##;
    let got = read::<standards::Code>(422, body);
    assert_eq!(got.error().issues[0].path, "items[1]");
}

/// Payloads of a newer server, or of another order of keys, are passed over.
#[test]
fn payloads_that_are_new() {
    let body = r#"{ "error": { "details": [
        { "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "NOT_ALLOWED", "domain": "standards.example.com" },
        { "@type": "type.googleapis.com/google.rpc.Localized", "message": "Non" },
        { "requestId": "r", "@type": "type.googleapis.com/google.rpc.RequestInfo", "servingData": "x" }
    ], "new": [], "status": "PERMISSION_DENIED", "code": 403, "message": "Only owners may do this" } }"#;
    let got = read::<standards::Code>(403, body);
    assert_eq!((got.error().code.known(), got.request_id()), (Some(standards::Code::NotAllowed), Some("r")));
}

/// The JSON of the APIs' pages.
#[test]
fn examples_of_the_pages() {
    let got = read::<lehnz::Code>(
        500,
        r#"{"success":false,"message":"An unexpected error occurred","data":null,"error":null}"#,
    );
    assert!(got.error().is(lehnz::Code::InternalError));
    let got = read::<lehnz::Code>(
        400,
        r#"{ "success": false, "message": "Validation Failed", "error": [
        { "path": "email", "message": "Invalid email" },
        { "path": "password", "message": "String must contain at least 8 character(s)" } ] }"#,
    );
    assert!(got.error().is(lehnz::Code::ValidationFailed));
    assert_eq!(
        got.error().issues[1],
        FieldIssue::new("password", "String must contain at least 8 character(s)")
    );

    let got = read::<product_tours::Code>(
        400,
        r#"{ "error": { "message": "Invalid request body", "statusCode": 400,
        "code": "VALIDATION_ERROR", "category": "VALIDATION",
        "details": [{ "path": "events.0.type", "message": "Invalid enum value" }] } }"#,
    );
    assert!(got.error().is(product_tours::Code::ValidationError));
    assert_eq!(got.error().category.as_deref(), Some("VALIDATION"));
    assert_eq!(got.error().issues, [FieldIssue::new("events.0.type", "Invalid enum value")]);

    let got = read::<leadron::Code>(
        422,
        r#"{ "success": false, "status": 422, "message": "Validation failed",
        "errors": [{ "field": "email", "message": "Invalid email format" }, { "field": "firstName", "message": "Required" }],
        "meta": { "timestamp": "2026-02-08T12:00:00.007Z", "version": "v1" } }"#,
    );
    assert!(got.error().is(leadron::Code::ValidationFailed));
    assert_eq!((got.error().issues.len(), got.timestamp()), (2, Some(noon())));

    let got = read::<lendworks::Code>(
        422,
        r#"{ "errors": [{ "code": "VALIDATION_ERROR",
        "message": "Field 'email' must be a valid email address", "detail": { "field": "email" } }],
        "meta": { "requestId": "550e8400-e29b-41d4-a716-446655440000" } }"#,
    );
    assert!(got.error().is(lendworks::Code::ValidationError));
    assert_eq!(param(&got, "field").as_deref(), Some("email"));
    assert_eq!(param(&got, "problem").as_deref(), Some("must be a valid email address"), "from the message");
    assert_eq!(got.request_id(), Some(ID));
    let got = read::<lendworks::Code>(
        429,
        r#"{ "errors": [{ "code": "RATE_LIMIT_EXCEEDED",
        "message": "Rate limit exceeded. Try again in 45 seconds.",
        "detail": { "retryAfter": 45, "limit": 1000, "remaining": 0, "resetAt": "2025-01-15T10:30:00Z" } }] }"#,
    );
    let reset = crate::support::after_1970(Duration::from_secs(1_736_937_000));
    assert_eq!(got.error().param("reset_at"), Some(&Value::Timestamp(reset)));
    assert_eq!(got.error().param("retry_after").and_then(Value::as_u64), Some(45));
    let names: Vec<_> = got.error().params().map(|(name, _)| name).collect();
    assert_eq!(names, ["retry_after", "limit", "remaining", "reset_at"]);

    let got = read::<lorn::Code>(
        400,
        r#"{ "error": { "type": "invalid_request", "code": "missing_required_field",
        "message": "The 'items' field is required", "param": "items" } }"#,
    );
    assert!(got.error().is(lorn::Code::MissingRequiredField));
    assert_eq!(param(&got, "field").as_deref(), Some("items"));
    let got = read::<lorn::Code>(
        409,
        r#"{ "checkout_session": { "id": "cs_demo_abc123", "status": "not_ready_for_payment",
        "messages": [{ "type": "error", "code": "out_of_stock", "path": "$.line_items[0]", "content_type": "plain",
        "content": "This item is no longer available." }] } }"#,
    );
    assert!(got.error().is(lorn::Code::OutOfStock));
    assert_eq!(param(&got, "n").as_deref(), Some("0"), "from the path");
    assert_eq!(got.context("session_id"), Some(&Value::from("cs_demo_abc123")));
    let got = read::<lorn::Code>(404, r#"{ "detail": "Unknown product_id prod_xyz" }"#);
    assert_eq!(param(&got, "product_id").as_deref(), Some("prod_xyz"));
}

/// What is new in a response breaks no client.
#[test]
fn newer_servers() {
    let got = read::<lendworks::Code>(
        429,
        r#"{ "new": [{}], "errors": [{ "code": "TEAPOT", "new": 1, "detail": { "a": 1 },
        "message": "New" }], "meta": { "requestId": "r", "new": null } }"#,
    );
    assert_eq!(got.error().code, ReceivedCode::Unknown(Some("TEAPOT".into())));
    assert_eq!((got.error().message.as_deref(), got.error().params().count()), (Some("New"), 0));
    assert_eq!((got.error().definition(), got.request_id()), (None, Some("r")));
    assert_eq!(got.to_string(), "429 TEAPOT: New");
    // The status's advice, since the error's is not known.
    let advice = got.retry().expect("advice");
    assert_eq!((advice.policy.name, advice.note), ("after-header", Some("Wait for Retry-After seconds")));
    // A parameter that has become of another type is absent, a new one is nowhere.
    let got = read::<lendworks::Code>(
        429,
        r#"{ "errors": [{ "code": "RATE_LIMIT_EXCEEDED", "message": "x",
        "detail": { "retryAfter": "soon", "limit": 1e3, "remaining": 1e999999, "resetAt": 5, "new": [] } }] }"#,
    );
    assert_eq!(got.error().params().collect::<Vec<_>>(), [("limit", &Value::U64(1000))]);
}
