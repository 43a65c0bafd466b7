//! What a client may get that no server of the catalog should send; and texts of every kind, which all arrive.

use error_catalog::client::{DecodeErrorKind, MAX_BODY, Received};
use error_catalog::response::{Context, body, response};
use error_catalog::{FieldIssue, Value, decode};
use error_catalog_tests::{awkward, decoding, leadron, lehnz, lendworks, lorn, standards};
use proptest::collection::{hash_map, vec};
use proptest::prelude::*;

use crate::decoding::{read, received, response_of};
use crate::identification::text;

#[test]
fn what_is_not_of_the_catalog() {
    let reason = |body: &str| {
        let decoded = decode::<lendworks::Code>(503, |_| None, body.as_bytes());
        decoded.expect_err(body).kind
    };
    let offset =
        |reason| if let DecodeErrorKind::NotJson { offset, .. } = reason { Some(offset) } else { None };
    for (body, at) in
        [("", 0), ("<html>", 0), ("{\"errors\": nope}", 11), ("{}x", 2), ("\u{FEFF}{}x", 5), ("{}\0", 2)]
    {
        assert_eq!(offset(reason(body)), Some(at), "{body:?}");
    }
    for body in [
        "null",
        "[]",
        "{}",
        "\u{FEFF}{}",
        "7",
        r#"{"errors":[]}"#,
        r#"{"errors":[null]}"#,
        r#"{"errors":[{"code":"X"}]}"#,
    ] {
        assert_eq!(reason(body), DecodeErrorKind::NoEnvelope, "{body}");
    }
    let invalid: Result<Received<'_, lendworks::Code>, _> = decode(503, |_| None, b"{\"a\xFF\":1}");
    assert_eq!(offset(invalid.expect_err("no UTF-8").kind), Some(3));
    let html = decode::<lendworks::Code>(500, |_| None, b"<html>down</html>").expect_err("no JSON");
    assert_eq!((html.status, &*html.body), (500, &b"<html>down</html>"[..]));
    assert_eq!(html.retry.map(|advice| advice.policy.name), Some("backoff"));
    assert!(html.to_string().contains("500") && format!("{html:?}").contains("down"));
    let owned: Box<dyn std::error::Error + Send + Sync> = html.clone().into_owned().into();
    assert_eq!(format!("{owned:?}"), format!("{html:?}"));
}

#[test]
fn hostile_bodies() {
    let reason =
        |body: &str| decode::<leadron::Code>(422, |_| None, body.as_bytes()).err().map(|error| error.kind);
    assert_eq!(reason(&"[".repeat(1 << 20)), Some(DecodeErrorKind::TooDeep));
    assert_eq!(reason(&r#"{"a":"#.repeat(1 << 20)), Some(DecodeErrorKind::TooDeep));
    assert_eq!(reason(&"1".repeat(17 << 20)), Some(DecodeErrorKind::TooLarge));
    assert_eq!(reason(&"1".repeat(MAX_BODY)), Some(DecodeErrorKind::NoEnvelope));
    let with = |errors: &str| {
        format!(
            r#"{{ "success": false, "status": 422, "message": "Validation failed", "errors": [{errors}],
            "meta": {{ "timestamp": "", "version": "v1" }} }}"#
        )
    };
    let issues = |count| with(&vec![r#"{"field":"","message":""}"#; count].join(","));
    assert_eq!(reason(&issues(500_000)), Some(DecodeErrorKind::TooManyItems));
    assert_eq!(reason(&issues(65_536)), None);
    let errors =
        |count| format!(r#"{{"errors":[{}]}}"#, vec![r#"{"code":"X","message":""}"#; count].join(","));
    let of_errors = |count| {
        let body = errors(count);
        decode::<lendworks::Code>(422, |_| None, body.as_bytes())
            .map(|got| got.errors().count())
            .map_err(|e| e.kind)
    };
    assert_eq!((of_errors(1_024), of_errors(1_025)), (Ok(1_024), Err(DecodeErrorKind::TooManyItems)));
    let list = format!(
        r#"{{"code":"EVERY_TYPE","title":"","status":400,"detail":"","params":{{"list":[{}""]}}}}"#,
        "\"\",".repeat(70_000)
    );
    let many = decode::<awkward::AwkwardCode>(400, |_| None, list.as_bytes()).map(drop);
    assert_eq!(many.expect_err("a list").kind, DecodeErrorKind::TooManyItems);
    // Of a key that stands twice, the first counts.
    let got = read::<lorn::Code>(404, r#"{"detail":"Checkout session not found","detail":5,"detail":"x"}"#);
    assert!(got.error().is(lorn::Code::CheckoutSessionNotFound));
    // Truncated anywhere, and with any byte gone bad.
    let whole = body(
        &lendworks::Error::ValidationError { field: "é\"".into(), problem: "x".into() },
        &Context::default(),
    );
    let bytes = whole.as_str().as_bytes();
    for at in 0..bytes.len() {
        assert!(decode::<lendworks::Code>(422, |_| None, &bytes[..at]).is_err());
        for bad in [0, b'"', b'\\', b'{', b'9', 0xFF] {
            let mut bytes = bytes.to_vec();
            bytes[at] = bad;
            let _ = decode::<lendworks::Code>(422, |_| None, &bytes);
        }
    }
}

/// As much as a body can hold, against a message with several placeholders.
#[test]
fn a_hostile_message() {
    for part in [", ", ": ", ", , : ", "a"] {
        let got = text(402, &part.repeat((1 << 20) / part.len()));
        assert_eq!(got.error().params().count(), 0);
    }
    assert_eq!(text(406, &format!("{}1; ", "1, ".repeat(1 << 10))).error().params().count(), 1);
    let list = format!(r#"{{"text":"{}1; "}}"#, "1, ".repeat(1 << 20));
    let many = decode::<decoding::Code>(406, |_| None, list.as_bytes()).map(drop);
    assert_eq!(many.expect_err("a list").kind, DecodeErrorKind::TooManyItems);
}

fn text_arrives(sent: &str) {
    // In an object of parameters; in a message; in a member of its own; in an issue.
    let error = lendworks::Error::ValidationError { field: sent.into(), problem: sent.into() };
    let response = response(&error, &Context::default().with_request_id(sent));
    let got = received::<lendworks::Code>(&response).expect("an error");
    assert!(got.error().is(lendworks::Code::ValidationError));
    assert_eq!(got.error().param("field").and_then(Value::as_str), Some(sent));
    assert_eq!(got.error().param("problem").and_then(Value::as_str), Some(sent));
    assert_eq!(got.request_id(), Some(sent));
    let error = lorn::Error::MissingRequiredField { field: sent.into() };
    let response = response_of(&error);
    let got = received::<lorn::Code>(&response).expect("an error");
    assert_eq!(got.error().param("field").and_then(Value::as_str), Some(sent));
    let issues = vec![FieldIssue::new(sent, sent)];
    let response =
        response_of(&standards::Error::BookingRefused { issues: issues.clone(), venue: Some(sent.into()) });
    let got = received::<standards::Code>(&response).expect("an error");
    assert_eq!(
        (&got.error().issues, got.error().param("venue").and_then(Value::as_str)),
        (&issues, Some(sent))
    );
    let response = response_of(&decoding::Error::Word { w: sent.into() });
    let got = received::<decoding::Code>(&response).expect("an error");
    assert_eq!(got.error().param("w").and_then(Value::as_str), Some(sent));
}

#[test]
fn texts_of_every_kind_arrive() {
    let low: String = (0..=0xFF_u8).map(char::from).collect();
    text_arrives(&low);
    text_arrives("שלום \u{202E} مرحبا \u{2066} 👩‍🚀 e\u{301} \u{FFFD}\u{10FFFF}");
    text_arrives("");
    text_arrives("' is required, \" and ' again");
    text_arrives(&"long é\n".repeat(130_000));
}

/// Any JSON, with the keys of envelopes here and there.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
        Just("VALIDATION_ERROR".into()),
        Just("Field 'a' b".into()),
    ];
    let key = prop_oneof![
        prop::sample::select(vec!["errors", "code", "message", "detail", "meta", "requestId", "field"])
            .prop_map(str::to_owned),
        any::<String>(),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Into::into),
            hash_map(key.clone(), inner, 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn never_panics(status: u16, body: &[u8]) {
    let header = |_: &str| Some("1; x");
    let _ = decode::<lehnz::Code>(status, header, body).map(|got| got.to_string());
    let _ = decode::<lendworks::Code>(status, header, body).map(|got| got.to_string());
    let _ = decode::<standards::Code>(status, header, body).map(|got| got.to_string());
    let _ = decode::<decoding::Code>(status, header, body).map(|got| got.to_string());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_arrives(text in "(?s).{0,40}", noise in "['\"\\\\{}, is\u{0}-\u{1F}]{0,12}") {
        text_arrives(&text);
        text_arrives(&(noise + &text));
    }

    #[test]
    fn any_bytes_are_read(bytes in vec(any::<u8>(), 0..200), status in any::<u16>()) {
        never_panics(status, &bytes);
    }

    #[test]
    fn any_json_is_read(json in any_json(), status in 400..430_u16) {
        never_panics(status, json.to_string().as_bytes());
        never_panics(status, serde_json::json!({ "text": json }).to_string().as_bytes());
    }
}
