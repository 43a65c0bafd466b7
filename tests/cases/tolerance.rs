//! Bodies that are not as the catalog declares them: what identifies the error is enough, and no success is taken for an error.

use std::fmt::Debug;

use error_catalog::client::{DecodeErrorKind, Received, ReceivedCode};
use error_catalog::response::{Context, response};
use error_catalog::{CatalogError, Catalogued, ErrorCode, Value, decode};
use error_catalog_tests::{decoding, leadron, lehnz, lendworks, lorn, product_tours, standards};
use serde_json::{Value as Json, json};

/// A JSON Pointer to every member of every object, at any depth.
fn members(value: &Json, at: &str, out: &mut Vec<String>) {
    match value {
        Json::Object(object) => {
            for (key, value) in object {
                let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                members(value, &at, out);
                out.push(at);
            }
        }
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| members(item, &format!("{at}/{index}"), out));
        }
        _ => {}
    }
}

/// The body without that member.
fn without(body: &Json, pointer: &str) -> Json {
    let mut body = body.clone();
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let parent = body.pointer_mut(parent).and_then(Json::as_object_mut).expect("an object");
    parent.remove(&key.replace("~1", "/").replace("~0", "~")).expect("a member");
    body
}

fn with(body: &Json, pointer: &str, value: &Json) -> Json {
    let mut body = body.clone();
    *body.pointer_mut(pointer).expect("a member") = value.clone();
    body
}

/// Damages every member but those that identify the error, and those around these. Returns how many bodies were read.
///
/// Below a status of 400 the constants identify the error, too.
fn survives<E: CatalogError + Catalogued>(errors: &[E], identifying: &[&str]) -> usize
where
    E::Code: Debug,
{
    let values =
        [json!(null), json!(5), json!("odd"), json!([]), json!([1]), json!({}), json!({ "Name": ["x"] })];
    let context = Context::default().with_request_id("r").with_instance("/i");
    let mut count = 0;
    for error in errors {
        let sent = response(error, &context);
        let mut read = |body: &Json, what: &str| {
            let text = body.to_string();
            let got = decode::<E::Code>(sent.status, |_| None, text.as_bytes());
            let got = got.unwrap_or_else(|error| panic!("{what}: {error} {text}"));
            count += 1;
            (got.error().code.known(), got.ignored().map(str::to_owned).collect::<Vec<_>>())
        };
        let body: Json = serde_json::from_str(sent.body.as_str()).expect("JSON");
        let known = Some(error.code());
        let (found, ignored) = read(&body, "as it is");
        assert_eq!(ignored, [""; 0], "{body}");
        let code = error.definition().code();
        if found != known || E::Code::all_with_code(code).count() > 1 {
            continue;
        }
        let mut pointers = Vec::new();
        members(&body, "", &mut pointers);
        let is_identifying = |pointer: &str| {
            let is_around = |identifying: &str| {
                identifying.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            let is_constant = sent.status < 400 && CONSTANTS.contains(&pointer);
            is_constant || identifying.iter().any(|identifying| is_around(identifying))
        };
        pointers.retain(|pointer| !is_identifying(pointer));
        for pointer in pointers {
            assert_eq!(read(&without(&body, &pointer), &pointer).0, known, "without {pointer}: {body}");
            for value in &values {
                let damaged = with(&body, &pointer, value);
                let (found, ignored) = read(&damaged, &pointer);
                assert_eq!(found, known, "{damaged}");
                // What is ignored is what was damaged, or something in it.
                assert!(ignored.iter().all(|ignored| ignored.starts_with(&pointer)), "{ignored:?} {damaged}");
            }
        }
    }
    count
}

/// The constants of the envelope that has errors below 400.
const CONSTANTS: [&str; 2] =
    ["/checkout_session/messages/0/type", "/checkout_session/messages/0/content_type"];

/// Every member that does not identify the error, of every envelope of the five catalogs and of the standards.
#[test]
fn every_other_member_may_be_odd() {
    let counts = [
        survives(&leadron::examples(), &["/success"]),
        survives(&lehnz::examples(), &["/success", "/message"]),
        survives(&lendworks::examples(), &["/errors/0/code"]),
        survives(&lorn::examples(), &["/detail", "/error/code", "/checkout_session/messages/0/code"]),
        survives(&product_tours::examples(), &["/error/code"]),
        survives(
            &standards::examples(),
            &[
                "/code",
                "/errors/0/code",
                "/errors/1/code",
                "/error/details/0/reason",
                "/error/details/0/@type",
                "/error/details/0/domain",
                "/list",
            ],
        ),
    ];
    assert!(counts.iter().all(|count| *count > 100), "{counts:?}");
}

fn read<C: ErrorCode>(status: u16, body: &[u8]) -> Received<'static, C> {
    decode::<C>(status, |_| None, body).unwrap_or_else(|error| panic!("{error:?}")).into_owned()
}

/// Problem details of other servers and gateways.
#[test]
fn problem_details_keep_their_code() {
    let code = standards::Code::LeadNotFound;
    let problem = |members: &str| format!(r#"{{{members},"code":"LEAD_NOT_FOUND"}}"#);
    for (members, ignored) in [
        (r#""detail":"x","status":"409""#, &["/status"][..]),
        (r#""detail":"x","title":5"#, &["/title"]),
        (r#""detail":"x","params":[1]"#, &["/params"]),
        (r#""detail":"x","errors":{"Name":["x"]}"#, &["/errors"]),
        (r#""detail":null"#, &["/detail"]),
        (r#""detail":"x","errors":[5,{"detail":7}]"#, &["/errors/0", "/errors/1/detail"]),
        (r#""detail":"x","params":{"new":1,"id":"7"}"#, &["/params/id"]),
        (r#""detail":"x","params":{"id":7.5},"title":[]"#, &["/title", "/params/id"]),
        (r#""detail":"x","params":{"id":7}"#, &[]),
        (r#""new":1"#, &[]),
    ] {
        let body = problem(members);
        let got = read::<standards::Code>(404, body.as_bytes());
        assert_eq!(got.error().code.known(), Some(code), "{body}");
        assert_eq!(got.ignored().collect::<Vec<_>>(), ignored, "{body}");
    }
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let body = "\u{FEFF}{\"detail\":\"x\",\"code\":\"LEAD_NOT_FOUND\"}";
    assert!(read::<standards::Code>(404, body.as_bytes()).error().is(standards::Code::LeadNotFound));
    // Once, and where it stands in the body counts.
    let reason =
        |body: &str| decode::<standards::Code>(404, |_| None, body.as_bytes()).expect_err("no JSON").kind;
    assert!(matches!(reason("\u{FEFF}{]"), DecodeErrorKind::NotJson { offset: 4, .. }));
    assert!(matches!(reason("\u{FEFF}\u{FEFF}{}"), DecodeErrorKind::NotJson { offset: 3, .. }));
}

/// The places that were ignored are bounded.
#[test]
fn few_places_are_named() {
    let issues = "5,".repeat(1_000);
    let body = format!(r#"{{"detail":"x","code":"LEAD_NOT_FOUND","errors":[{issues}5]}}"#);
    let got = read::<standards::Code>(404, body.as_bytes());
    assert!(got.error().is(standards::Code::LeadNotFound));
    assert_eq!(got.ignored().count(), error_catalog::client::MAX_IGNORED);
}

/// A code that the catalog has not counts where the rest is there.
#[test]
fn unknown_codes_need_the_whole_envelope() {
    let code = |body: &str| {
        let got = decode::<standards::Code>(404, |_| None, body.as_bytes());
        got.map(|got| got.into_owned().error().code.clone()).map_err(|error| error.kind)
    };
    assert_eq!(code(r#"{"code":"NEW","detail":null}"#), Ok(ReceivedCode::Unknown(Some("NEW".into()))));
    assert_eq!(code(r#"{"code":"NEW"}"#), Err(DecodeErrorKind::NoEnvelope));
    assert_eq!(code(r#"{"code":"LEAD_NOT_FOUND"}"#), Ok(ReceivedCode::Known(standards::Code::LeadNotFound)));
    // Another server's problem: its type is no error's documentation, and its text no code.
    let spring = r#"{"type":"about:blank","title":"Not Found","status":404,"detail":"Lead 7 not found","instance":"/x"}"#;
    assert_eq!(code(spring), Err(DecodeErrorKind::NoEnvelope));
    let ours = r#"{"type":"https://example.com/errors/LEAD_NOT_FOUND","detail":5,"code":null}"#;
    assert_eq!(code(ours), Ok(ReceivedCode::Known(standards::Code::LeadNotFound)));
}

/// In lists of errors, and as members of their own.
#[test]
fn parameters_of_another_type_are_named() {
    let body = r#"{ "errors": [
        { "code": "RATE_LIMIT_EXCEEDED", "message": "x", "detail": { "retryAfter": 1, "limit": 2 } },
        { "code": "RATE_LIMIT_EXCEEDED", "message": "x", "detail": { "retryAfter": "soon", "limit": {} } }] }"#;
    let got = read::<lendworks::Code>(429, body.as_bytes());
    assert_eq!(got.ignored().collect::<Vec<_>>(), ["/errors/1/detail/retryAfter", "/errors/1/detail/limit"]);
    assert_eq!(got.errors().map(|error| error.params().count()).collect::<Vec<_>>(), [2, 0]);
    let body = r#"{ "error": { "type": "invalid_request", "code": "missing_required_field",
        "message": "x", "param": [1] } }"#;
    let got = read::<lorn::Code>(400, body.as_bytes());
    assert_eq!(got.ignored().collect::<Vec<_>>(), ["/error/param"]);
}

/// Errors that share a code: what all of them declare alike is known.
#[test]
fn shared_parameters_of_a_shared_code() {
    let body = r#"{ "type": "error", "code": "split", "info": { "n": 7, "a": "x", "b": "y" } }"#;
    let got = read::<decoding::Code>(409, body.as_bytes());
    assert_eq!(got.error().code, ReceivedCode::Unknown(Some("split".into())));
    assert_eq!(got.error().params().collect::<Vec<_>>(), [("n", &Value::U64(7))]);
    assert_eq!(got.error().param("n"), Some(&Value::U64(7)));
}

/// A constant of another value: from 400 on only the opposite boolean contradicts, below all do.
#[test]
fn constants_tell_successes() {
    let known = |status, kind: &str| {
        let body = format!(r#"{{ "type": {kind}, "code": "FLAGGED" }}"#);
        decode::<decoding::Code>(status, |_| None, body.as_bytes())
            .ok()
            .and_then(|got| got.error().code.known())
    };
    let flagged = Some(decoding::Code::Flagged);
    assert_eq!(
        (known(203, "\"error\""), known(203, "null"), known(203, "\"other\"")),
        (flagged, flagged, None)
    );
    assert_eq!((known(409, "\"other\""), known(409, "5")), (flagged, flagged));
    let body = |success: &str| format!(r#"{{"success":{success},"message":"Forbidden"}}"#);
    for (success, is_error) in [("false", true), ("true", false), ("null", false)] {
        let body = body(success);
        let got = decode::<leadron::Code>(403, |_| None, body.as_bytes());
        assert_eq!(got.is_ok(), is_error, "{body}");
    }
}

/// Bodies of success, as the five APIs and others send them.
#[test]
fn no_success_is_an_error() {
    let bodies = [
        "null",
        "5",
        "\"x\"",
        "[]",
        "{}",
        "[{}]",
        "true",
        r#"{"success":true,"status":200,"message":"Created","data":{"id":7},"meta":{"timestamp":"2026-02-08T12:00:00.007Z","version":"v1"}}"#,
        r#"{"success":true,"message":"OK","data":[{"id":7}],"error":null}"#,
        r#"{"success":true,"message":"OK","data":null,"error":null}"#,
        r#"{"data":{"id":7},"meta":{"requestId":"r"}}"#,
        r#"{"data":[],"errors":[],"meta":{"requestId":"r"}}"#,
        r#"{"errors":null,"data":{}}"#,
        r#"{"detail":"Your order was placed","id":7}"#,
        r#"{"message":"Lead created","code":"LEAD-7"}"#,
        r#"{"code":"SAVE10","message":"Ten percent off","type":"coupon"}"#,
        r#"{"error":null,"result":{"code":"x"}}"#,
        r#"{"checkout_session":{"id":"cs_demo","status":"ready_for_payment","messages":[]}}"#,
        r#"{"checkout_session":{"id":"cs_demo","status":"ready_for_payment",
            "messages":[{"type":"info","code":"out_of_stock","content_type":"plain","content":"Almost gone"}]}}"#,
        r#"{"status":"ok","title":"Home","type":"page","detail":"A house","instance":"/7"}"#,
        r#"{"text":"It does not work"}"#,
    ];
    fn refuses<C: ErrorCode>(bodies: &[&str]) {
        for status in [200, 201, 202, 206, 301] {
            for body in bodies {
                let got = decode::<C>(status, |_| None, body.as_bytes());
                assert!(got.is_err(), "{} {status} {body}: {got:?}", std::any::type_name::<C>());
            }
        }
    }
    refuses::<leadron::Code>(&bodies);
    refuses::<lehnz::Code>(&bodies);
    refuses::<lendworks::Code>(&bodies);
    refuses::<lorn::Code>(&bodies);
    refuses::<product_tours::Code>(&bodies);
    refuses::<standards::Code>(&bodies);
    refuses::<decoding::Code>(&bodies);
    // An error with a status of success is one; so is one whose body shows its own status.
    assert!(
        read::<decoding::Code>(203, br#"{"type":"error","code":"FLAGGED"}"#)
            .error()
            .is(decoding::Code::Flagged)
    );
    let reason = decode::<decoding::Code>(200, |_| None, br#"{"type":"error","code":"FLAGGED"}"#)
        .expect_err("no error");
    assert_eq!(reason.kind, DecodeErrorKind::NotAnError);
    let body = br#"{"status":404,"detail":"x","code":"LEAD_NOT_FOUND"}"#;
    assert!(read::<standards::Code>(200, body).error().is(standards::Code::LeadNotFound));
}
