//! Values at the ends of their types: each body is of the schemas that documents have for it, and is read back.

use std::time::{Duration, SystemTime};

use error_catalog::response::{Context, body};
use error_catalog::{CatalogError, Timestamp, Value, decode};
use error_catalog_tests::extremes::{Code, Error};
use serde_json::json;
use utoipa::IntoResponses;

const FLOATS: [f64; 10] = [
    0.0,
    -0.0,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    5e-324,
    1e21,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
];

fn times() -> Vec<Timestamp> {
    let texts = [
        "0000-01-01T00:00:00Z",
        "0000-02-29T12:00:00.001Z",
        "1599-12-31T23:59:59Z",
        "1962-04-01T00:00:00Z",
        "1969-12-31T23:59:58.500Z",
        "1969-12-31T23:59:59.999999999Z",
        "1970-01-01T00:00:00Z",
        "2023-11-14T22:13:20.123456Z",
        "9999-12-31T23:59:59.999999999Z",
    ];
    texts.iter().map(|text| text.parse().expect("a time")).collect()
}

/// Errors with every extreme value, in lists and outside, beside absent ones and empty lists.
fn errors() -> Vec<Error> {
    let mut errors = Vec::new();
    for (i, when) in times().into_iter().enumerate() {
        for ratio in FLOATS {
            errors.push(Error::Extreme {
                ratio,
                ratios: if i % 2 == 0 { FLOATS.to_vec() } else { Vec::new() },
                peak: (i % 3 > 0).then_some(ratio),
                when,
                times: if i % 2 == 0 { times() } else { Vec::new() },
                least: if i % 2 == 0 { i64::MIN } else { i64::MAX },
                most: if i % 2 == 0 { u64::MAX } else { 0 },
                counts: (i % 2 == 0).then(|| vec![0, u64::MAX]),
            });
            let until = (i % 2 == 0).then_some(when);
            errors.push(Error::Measured { ratio, ratios: (i % 3 == 0).then(|| FLOATS.to_vec()), until });
        }
        errors.push(Error::OnTime { when });
    }
    errors
}

fn parsed(error: &Error, context: &Context<'_>) -> serde_json::Value {
    let body = body(error, context);
    serde_json::from_str(body.as_str()).unwrap_or_else(|wrong| panic!("{wrong} in {body}"))
}

#[test]
fn bodies_are_of_the_schemas_of_the_document() {
    assert!(crate::openapi::bodies::check("extremes", &errors()) > 700);
}

#[test]
fn bodies_are_of_the_schemas_of_utoipa() {
    let responses = serde_json::to_value(Error::responses()).expect("JSON");
    for error in errors() {
        let status = error.definition().status().expect("a status").to_string();
        let content = responses[&status]["content"].as_object().expect("content").values();
        let schemas: Vec<_> = content.map(|content| &content["schema"]).collect();
        let [schema] = schemas.as_slice() else { panic!("one media type") };
        let schema = jsonschema::options().should_validate_formats(true).build(schema).expect("a schema");
        for context in [Context::default(), Context::default().with_instance("/a").with_timestamp(times()[0])]
        {
            let body = parsed(&error, &context);
            if let Err(wrong) = schema.validate(&body) {
                panic!("{wrong} in {body:#}");
            }
        }
    }
}

#[test]
fn both_documents_have_the_same_formats() {
    let responses = serde_json::to_value(Error::responses()).expect("JSON");
    let properties = &responses["400"]["content"]["application/json"]["schema"]["properties"];
    let params = &properties["params"]["properties"];
    assert_eq!(params["most"], json!({ "type": "integer", "format": "uint64", "minimum": 0 }));
    assert_eq!(params["least"], json!({ "type": "integer", "format": "int64" }));
    assert_eq!(params["ratio"], json!({ "type": ["number", "null"], "format": "double" }));
    assert_eq!(params["when"], json!({ "type": "string", "format": "date-time" }));
    assert_eq!(params["ratios"]["items"], params["ratio"]);
    assert_eq!(properties["code"], json!({ "type": "string", "enum": ["EXTREME", "ON_TIME"] }));
    assert_eq!(properties["instance"], json!({ "type": "string", "format": "uri-reference" }));
    let file = error_catalog_test_support::folder().join("fixtures/valid/extremes.toml");
    let catalog = error_catalog_codegen::check(file).expect("a file").catalog.expect("a catalog");
    let document = error_catalog_test_support::openapi::json(
        &catalog,
        error_catalog_codegen::catalog::OpenApiVersion::V3_1,
        false,
    );
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    let of_document =
        schemas.values().find_map(|schema| schema["properties"]["params"]["properties"].as_object());
    assert_eq!(of_document, params.as_object());
}

#[test]
fn bodies_are_read_back() {
    for error in errors() {
        let (status, body) =
            (error.definition().status().expect("a status"), body(&error, &Context::default()));
        let received = decode::<Code>(status, |_| None, body.as_str().as_bytes()).expect("an error");
        assert!(received.error().is(error.code()), "{body}");
        let value = |name| {
            received.error().params().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
        };
        if let Error::Extreme { when, most, least, ratio, .. } = error {
            assert_eq!(value("when"), Some(when.into()), "{body}");
            assert_eq!((value("most"), value("least")), (Some(most.into()), Some(least.into())), "{body}");
            // The body has `null` for what is not finite. The message has it.
            let Some(Value::F64(read)) = value("ratio") else { panic!("no ratio in {body}") };
            assert!(read == ratio || (read.is_nan() && ratio.is_nan()), "{read} in {body}");
        }
    }
}

#[test]
fn nothing_is_changed_in_silence() {
    let epoch = SystemTime::UNIX_EPOCH;
    let before = Timestamp::try_from(epoch - Duration::from_millis(1_500)).expect("a time of RFC 3339");
    let body = parsed(&Error::OnTime { when: before }, &Context::default().with_timestamp(before));
    assert_eq!(body["message"], "On time at 1969-12-31T23:59:58.500Z");
    assert_eq!(body["timestamp"], "1969-12-31T23:59:58.500Z");
    for wrong in [epoch + Duration::from_secs(253_402_300_800), epoch - Duration::from_secs(62_167_219_201)] {
        assert!(Timestamp::try_from(wrong).is_err(), "{wrong:?}");
    }
    let measured = Error::Measured { ratio: f64::NAN, ratios: Some(vec![f64::INFINITY, 1.5]), until: None };
    let body = parsed(&measured, &Context::default());
    assert_eq!(body["params"], json!({ "ratio": null, "ratios": [null, 1.5] }));
    assert_eq!(body["detail"], "Measured NaN");
}
