//! Optional segments of messages: left out with their parameter, on the way out and on the way in.

use error_catalog::CatalogError;
use error_catalog::definition::TemplatePiece;
use error_catalog::response::{Context, body};
use error_catalog_codegen::{check, emit};
use error_catalog_test_support::folder;
use error_catalog_tests::{derived, optional};
use serde_json::json;

use crate::decoding::{param, received};

type Error = optional::Error;

fn until() -> Option<error_catalog::Timestamp> {
    Some("2026-02-08T12:00:00Z".parse().expect("a time"))
}

fn segments(a: Option<u64>, b: Option<&str>) -> Error {
    Error::Segments { n: 3, a, b: b.map(str::to_owned) }
}

#[test]
fn a_segment_is_left_out_with_its_parameter() {
    let maintenance = |until| Error::Maintenance { until, shard: None };
    assert_eq!(maintenance(None).to_string(), "Down.");
    assert_eq!(maintenance(until()).to_string(), "Down until 2026-02-08T12:00:00Z.");
    assert_eq!(segments(None, None).to_string(), "3 left.");
    assert_eq!(segments(Some(5), None).to_string(), "3 left of 5 (3 of 5).");
    assert_eq!(segments(None, Some("x")).to_string(), "3 left, {x}.");
    assert_eq!(segments(Some(5), Some("")).to_string(), "3 left of 5, {} (3 of 5).");
    // Where no value is shown, its presence is.
    let found = |again| Error::Found { what: 1, again }.to_string();
    assert_eq!((found(None), found(Some(false))), ("Found 1".to_owned(), "Found 1 again".to_owned()));
    let derived = derived::optional::examples();
    let generated = optional::examples();
    assert!(generated.iter().map(ToString::to_string).eq(derived.iter().map(ToString::to_string)));
}

#[test]
fn in_texts_for_logs() {
    let shown = |until, shard: Option<&str>| {
        let error = Error::Maintenance { until, shard: shard.map(str::to_owned) };
        format!("{error:?}")
    };
    assert_eq!(shown(None, None), "MAINTENANCE: Down");
    assert_eq!(shown(None, Some("9")), "MAINTENANCE: Down (shard 9)");
    assert_eq!(shown(until(), None), "MAINTENANCE: Down until 2026-02-08T12:00:00Z");
    // A value that a segment depends on and does not show is among the details.
    assert_eq!(
        format!("{:?}", Error::Found { what: 1, again: Some(true) }),
        "FOUND: Found 1 again (again: true)"
    );
}

#[test]
fn in_bodies() {
    let text = |error: &Error| body(error, &Context::default()).as_str().to_owned();
    assert_eq!(text(&Error::Maintenance { until: None, shard: None }), r#"{"text":"Down."}"#);
    // All its placeholders have values: still it is not rendered before run time.
    assert_eq!(text(&Error::Found { what: 1, again: None }), r#"{"text":"Found 1"}"#);
    let all = json!({ "code": "SEGMENTS", "message": "3 left of 5, {\"x} (3 of 5).", "a": 5 });
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&text(&segments(Some(5), Some("\"x")))).expect("JSON"),
        all
    );
}

#[test]
fn clients_read_the_values() {
    let read = |error: &Error, names: &[&str]| {
        let response = error_catalog::response::response(error, &Context::default());
        let got = received::<optional::Code>(&response).expect("an error");
        assert!(
            got.error().code.known().is_some_and(|code| code.definition() == error.definition()),
            "{got:?}"
        );
        names.iter().map(|name| param(&got, name)).collect::<Vec<_>>()
    };
    let texts = |texts: &[Option<&str>]| texts.iter().map(|text| text.map(str::to_owned)).collect::<Vec<_>>();
    let maintenance = |until| Error::Maintenance { until, shard: None };
    assert_eq!(read(&maintenance(None), &["until"]), texts(&[None]));
    assert_eq!(read(&maintenance(until()), &["until"]), texts(&[Some("2026-02-08T12:00:00Z")]));
    let lost = |what: &str, place: Option<&str>| Error::Lost {
        what: what.to_owned(),
        place: place.map(str::to_owned),
    };
    assert_eq!(read(&lost("a key", None), &["what", "place"]), texts(&[Some("a key"), None]));
    // It could as well be the loss of what is in something: never a guess.
    assert_eq!(read(&lost("a key", Some("a bag")), &["what", "place"]), texts(&[None, None]));
    // No number has the words of the segment in it.
    assert_eq!(
        read(&Error::Found { what: 7, again: Some(true) }, &["what", "again"]),
        texts(&[Some("7"), None])
    );
    assert_eq!(read(&segments(None, None), &["n", "a", "b"]), texts(&[Some("3"), None, None]));
    assert_eq!(read(&segments(Some(5), None), &["n", "a", "b"]), texts(&[Some("3"), Some("5"), None]));
    assert_eq!(read(&segments(None, Some("x")), &["n", "a", "b"]), texts(&[Some("3"), None, Some("x")]));
    let all = read(&segments(Some(5), Some("x")), &["n", "a", "b"]);
    assert_eq!(all, texts(&[Some("3"), Some("5"), Some("x")]));
}

#[test]
fn what_no_reading_fits_is_unknown() {
    let code = |status, text: &str| {
        let body = json!({ "text": text }).to_string();
        let got =
            error_catalog::decode::<optional::Code>(status, |_| None, body.as_bytes()).expect("an envelope");
        got.error().code.known()
    };
    assert_eq!(code(503, "Down."), Some(optional::Code::Maintenance));
    for text in ["Down until 2026-02-08T12:00:00Z", "Down until", "Down", "Down at noon."] {
        assert_eq!(code(503, text), None, "{text}");
    }
    assert_eq!(code(404, "Found 7 again"), Some(optional::Code::Found));
    assert_eq!(code(404, "Found it again"), None);
}

#[test]
fn programs_see_the_pieces() {
    let found: Vec<_> = optional::Code::Maintenance.definition().message().pieces().collect();
    let expected = [
        TemplatePiece::Text("Down"),
        TemplatePiece::SegmentStart(0),
        TemplatePiece::Text(" until "),
        TemplatePiece::Placeholder(0),
        TemplatePiece::SegmentEnd,
        TemplatePiece::Text("."),
    ];
    assert_eq!(found, expected);
    let shown = format!("{:?}", optional::Code::Segments.definition().message());
    assert_eq!(shown, r#""{0} left{1?: of {1}}{2?:, {{2}}}{1?: ({0} of {1})}.""#);

    let catalog =
        check(folder().join("fixtures/valid/optional.toml")).expect("a file").catalog.expect("a catalog");
    let export = emit::export(&catalog);
    let message = &export["errors"][0]["message"];
    assert_eq!(message["template"], "Down{until?: until {until}}.");
    let inside = json!([{ "text": " until " }, { "param": "until" }]);
    assert_eq!(
        message["pieces"],
        json!([{ "text": "Down" }, { "segment": "until", "pieces": inside }, { "text": "." }])
    );
    assert!(message["example"].as_str().is_some_and(|text| text.starts_with("Down until 2")), "{message}");
}

#[test]
fn people_see_segments_in_brackets() {
    let catalog =
        check(folder().join("fixtures/valid/optional.toml")).expect("a file").catalog.expect("a catalog");
    let shown = catalog.errors[3].message.display(&catalog.errors[3].params);
    assert_eq!(shown, "{n} left[ of {a}][, {{b}}][ ({n} of {a})].");
    assert!(emit::markdown_page(&catalog).contains("Down[ until {until}]."));
}
