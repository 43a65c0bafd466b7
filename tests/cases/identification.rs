//! Which error, and which values: where no code says it, and where a text can be read in several ways.

use std::time::Duration;

use error_catalog::client::{Received, ReceivedCode};
use error_catalog::framework::FrameworkError;
use error_catalog::response::{Context, joint_response};
use error_catalog::{Value, decode};
use error_catalog_tests::{codes, decoding, leadron};

use crate::decoding::{param, read, received};

/// The message that an error of that name has in an envelope with nothing else.
pub(crate) fn text(status: u16, text: &str) -> Received<'static, decoding::Code> {
    let body = serde_json::json!({ "text": text }).to_string();
    decode(status, |_| None, body.as_bytes()).expect("an envelope").into_owned()
}

#[test]
fn errors_without_a_code() {
    use decoding::Code;
    let code = |status, message| text(status, message).error().code.known();
    // The most literal text.
    assert_eq!(code(400, "It does not work"), Some(Code::Plain));
    assert_eq!(code(400, "She does not work"), Some(Code::Anything));
    assert_eq!(code(400, "It works"), None);
    assert_eq!(code(401, "x is not x"), Some(Code::Twice));
    assert_eq!(code(401, "x is not y"), None, "one value, two texts");
    // Numbers are told from words.
    assert_eq!(
        (code(404, "Row 7"), code(404, "Row x"), code(404, "Row 7!")),
        (Some(Code::Number), None, Some(Code::Word))
    );
    assert_eq!(
        (code(404, "Row 7.5"), code(404, "Row 07"), code(404, "Row 99999999999999999999")),
        (None, None, None)
    );
    // As much literal text each: never a guess.
    assert_eq!((code(405, "Is so"), code(405, "Is true")), (Some(Code::Saying), None));
    assert_eq!(code(410, "x is here"), None);
    assert_eq!(code(499, "It does not work"), None, "another status");
    // By the status alone, though nothing of the message fits.
    let body = r#"{"message":"","hint":null,"docs":"https://example.com/new"}"#;
    assert_eq!(read::<Code>(418, body).error().code, ReceivedCode::Known(Code::ByStatus));
    // The address of the documentation names the code, whatever the status.
    let body = r#"{"message":"ab","hint":"h","docs":"https://example.com/BY%20STATUS?v=1"}"#;
    let got = read::<Code>(500, body);
    assert!(got.error().is(Code::ByStatus));
    assert_eq!((param(&got, "hint").as_deref(), param(&got, "a")), (Some("h"), None));
    let body = r#"{"message":"ab","hint":"h","docs":"https://example.com/N%45W?v=1"}"#;
    assert_eq!(read::<Code>(418, body).error().code, ReceivedCode::Unknown(Some("NEW".into())));
}

/// An error that stands for a web framework's answer has that answer's status.
#[test]
fn answers_of_a_framework() {
    let error = FrameworkError::new::<decoding::Code>(502).expect("an error for 5xx");
    let sent = error.response(&Context::default());
    assert_eq!(sent.status, 502);
    let got = received::<decoding::Code>(&sent).expect("an error");
    assert_eq!((got.error().code.known(), got.status()), (Some(decoding::Code::Failed), 502));
    // An error of that very status comes first.
    let error = FrameworkError::new::<leadron::Code>(415).expect("an error for 4xx");
    let sent = error.response(&Context::default());
    let got = received::<leadron::Code>(&sent).expect("an error");
    assert_eq!(got.error().code.known(), Some(leadron::Code::BadRequest));
}

/// Of two envelopes that look alike, the one that has the error.
#[test]
fn envelopes_that_look_alike() {
    assert_eq!(text(404, "No twin").error().code.known(), Some(decoding::Code::Twin));
    assert_eq!(text(404, "Row 7").error().code.known(), Some(decoding::Code::Number), "the first");
    assert_eq!(text(404, "Row -7").error().code.known(), Some(decoding::Code::TwinRow));
}

#[test]
fn values_of_messages() {
    let values = |status, message: &str| {
        let got = text(status, message);
        assert!(got.error().code.known().is_some(), "{message}");
        got.error().params().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(values(401, "é is not é"), "a=é");
    assert_eq!(values(402, "x, y, x: y"), "a=x b=y");
    assert_eq!(values(403, "<>"), "a= b=", "both are empty");
    assert_eq!(values(403, "<xy>"), "", "anywhere");
    assert_eq!(values(406, "1, -2; a, b"), "numbers=1, -2");
    assert_eq!(values(406, "; "), "numbers=");
    assert_eq!(
        values(407, "0.5 1970-01-01T00:00:01Z u [1] -5"),
        "f=0.5 t=1970-01-01T00:00:01Z u=u j=[1] i=-5"
    );
    assert_eq!(values(408, "At 7:x."), "n=7 s=x");
    assert_eq!(values(408, "At :."), "", "an absent value leaves no text");
    assert_eq!(text(406, "1, x; a").error().code.known(), None, "no list of numbers");
    assert_eq!(text(407, "x t u [1] -5").error().code.known(), None, "no number");
}

#[test]
fn values_of_headers_and_strings() {
    use decoding::Code;
    let body = r#"{ "errors": [{ "id": "urn:IN_LIST", "text": "7 of 9", "path": "$.items[7]", "kind": "k" }], "by": "t/r" }"#;
    let got = read::<Code>(409, body);
    assert_eq!((param(&got, "n").as_deref(), param(&got, "m").as_deref()), (Some("7"), Some("9")));
    assert_eq!((got.context("tenant"), got.request_id()), (Some(&Value::from("t")), Some("r")));
    let note = got.retry().and_then(|advice| advice.note);
    assert_eq!((got.next_delay(0, 0.0), note), (Some(Duration::from_secs(10)), Some("the status's")));
    // A status that has no advice of its own has its class's.
    let advice = |status: u16| {
        let got = read::<Code>(status, r#"{ "errors": [{ "id": "urn:NEW", "text": "x" }], "by": "t/r" }"#);
        got.retry().map(|advice| (advice.policy.name, advice.note))
    };
    assert_eq!(advice(503), Some(("immediate", Some("the class's"))));
    assert_eq!(advice(502), Some(("immediate", Some("of the status alone"))));
    assert_eq!((advice(418), advice(600)), (None, None));
    // A list of texts tells errors apart, too.
    let tagged = |tags: &str| {
        let body =
            format!(r#"{{ "errors": [{{ "id": "urn:tagged", "text": "Tagged", {tags} }}], "by": "t/r" }}"#);
        read::<Code>(409, &body).error().code.known()
    };
    assert_eq!(tagged(r#""tags": ["a", "b \"c\""]"#), Some(Code::Tagged1));
    assert_eq!(tagged(r#""tags": [ "\u0061" ]"#), Some(Code::Tagged2));
    assert_eq!(tagged(r#""tags": []"#), Some(Code::Tagged3));
    assert_eq!(tagged(r#""label": "of a""#), Some(Code::Tagged2));
    assert_eq!(
        error_catalog::response::body(
            &decoding::Error::Tagged1,
            &error_catalog::response::Context::default().with_request_id("r")
        )
        .into_text(),
        r#"{"errors":[{"id":"urn:tagged","text":"Tagged","tags":["a","b \"c\""],"label":"of a, b \"c\""}],"by":"/r"}"#
    );
    // What cannot be told apart is absent.
    let got = read::<Code>(409, r#"{ "errors": [{ "id": "urn:IN_LIST", "text": "odd" }], "by": "a/b/c" }"#);
    assert_eq!((got.context("tenant"), got.request_id(), got.error().params().count()), (None, None, 0));

    let body = r#"{ "errors": [{ "id": "urn:LIMITED", "text": "Too many" }], "by": "/" }"#;
    let header = |name: &str| match name {
        "RateLimit" => Some("limit=10, remaining=0"),
        "Retry-After" => Some("30"),
        _ => None,
    };
    let got: Received<'_, Code> = decode(429, header, body.as_bytes()).expect("an envelope");
    let values: Vec<_> = got.error().params().map(|(_, value)| value.as_u64()).collect();
    assert_eq!(values, [Some(10), Some(0), Some(30)]);
    // A header that either of two errors may have sent is neither's.
    let limited = |after| decoding::Error::Limited { limit: 1, left: 0, after };
    let sent = joint_response(&[&limited(1), &limited(2)], &Context::default());
    let twice = received::<Code>(&sent).expect("errors");
    assert_eq!(twice.errors().map(|error| error.params().count()).collect::<Vec<_>>(), [0, 0]);
    assert_eq!(got.next_delay(0, 0.0), Some(Duration::from_secs(30)));
}

#[test]
fn codes_that_errors_share() {
    use decoding::Code;
    let code = |status, item: &str| {
        let body = format!(r#"{{ "errors": [{{ {item} }}], "by": "t/r" }}"#);
        decode::<Code>(status, |_| None, body.as_bytes()).expect("an envelope").error().code.clone().known()
    };
    assert_eq!(code(409, r#""id": "urn:ranked", "text": "Ranked", "rank": 1"#), Some(Code::Ranked1));
    assert_eq!(code(409, r#""id": "urn:ranked", "text": "Ranked", "rank": 2.0"#), Some(Code::Ranked2));
    assert_eq!(code(409, r#""id": "urn:ranked", "text": "Ranked", "rank": 3"#), None);
    assert_eq!(code(409, r#""id": "urn:ranked", "text": "Ranked""#), None);
    assert_eq!(code(409, r#""id": "urn:told", "text": "Told once""#), Some(Code::Told1));
    assert_eq!(code(409, r#""id": "urn:told", "text": "Told twice""#), Some(Code::Told2));
    assert_eq!(code(500, r#""id": "urn:told", "text": "Told once""#), Some(Code::Told3));
    assert_eq!(code(500, r#""id": "urn:told", "text": "Told twice""#), None);

    // Numbers are numbers, texts are texts.
    let code = |json: &str| {
        let body = format!(r#"{{ "code": {json}, "message": "Parse error" }}"#);
        decode::<codes::Code>(200, |_| None, body.as_bytes())
            .expect("an envelope")
            .into_owned()
            .error()
            .code
            .clone()
    };
    assert_eq!(code("-32700"), ReceivedCode::Known(codes::Code::ParseError));
    assert_eq!(code("-3.27E+4"), ReceivedCode::Known(codes::Code::ParseError));
    assert_eq!(code("\"-32700\""), ReceivedCode::Unknown(Some("-32700".into())));
    assert_eq!(code("20404"), ReceivedCode::Unknown(Some("20404".into())));
    assert_eq!(code("\"20404\"").known().map(|code| code.definition().name()), Some("20404"));
    assert_eq!(code("1e999999"), ReceivedCode::Unknown(Some("1e999999".into())));
    assert_eq!(
        code("99999999999999999999999999"),
        ReceivedCode::Unknown(Some("99999999999999999999999999".into()))
    );
    assert_eq!(code("\"shared\""), ReceivedCode::Unknown(Some("shared".into())));
}
