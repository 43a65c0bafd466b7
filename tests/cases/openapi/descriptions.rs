//! Titles are names of types, descriptions are CommonMark that shows the catalog's prose, summaries are plain text.

use std::collections::{BTreeMap, BTreeSet};

use error_catalog_codegen::Catalog;
use error_catalog_codegen::catalog::OpenApiVersion;
use error_catalog_test_support::openapi::{VERSIONS, json};
use error_catalog_test_support::{PageHtml, scratch, words};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

use super::{all_catalogs, texts};

fn catalog(name: &str, rest: &str) -> Catalog {
    let text = format!("[catalog]\nname = \"{name}\"\nversion = \"1.0.0\"\n{rest}");
    let file = scratch(&format!("openapi-{name}")).join("errors.toml");
    std::fs::write(&file, text).expect("a catalog");
    let error_catalog_codegen::Checked { catalog, report, .. } =
        error_catalog_codegen::check(&file).expect("a file");
    catalog.unwrap_or_else(|| panic!("{report}"))
}

/// The titles of a document's schemas, by the schemas' names.
fn titles(document: &Value) -> BTreeMap<&str, &str> {
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    schemas.filter_map(|(name, schema)| Some((name.as_str(), schema["title"].as_str()?))).collect()
}

/// Two errors with one message, twice.
pub(super) fn alike() -> Catalog {
    catalog(
        "alike",
        r#"
[errors]
LEAD_NOT_FOUND = { status = 404, message = "Not found" }
LIST_NOT_FOUND = { status = 404, message = "Not found" }
TOKEN_MISSING = { status = 401, message = "Sign in first", params = { realm = "string" } }
TOKEN_EXPIRED = { status = 401, message = "Sign in first" }
[operations.get_lead]
route = "GET /v1/leads/{id}"
errors = ["LEAD_NOT_FOUND", "LIST_NOT_FOUND", "TOKEN_MISSING", "TOKEN_EXPIRED"]
"#,
    )
}

#[test]
fn titles_are_codes_in_pascal_case() {
    let catalog = catalog(
        "dup",
        r#"
[errors]
LEAD_NOT_FOUND = { status = 404, message = "Not found" }
LIST_NOT_FOUND = { status = 404, message = "Not found" }
"user.not-found" = { status = 404, message = "Not found: {id}", params = { id = "string" } }
NUMBER = { code = 404001, status = 404, message = "Not found" }
FIRST = { code = "code", status = 400, message = "Not found", shared_code = true }
SECOND = { code = "code", status = 401, message = "Not found", shared_code = true }
THIRD = { code = "dup.code", status = 402, message = "Not found" }
"#,
    );
    let document = json(&catalog, OpenApiVersion::V3_1, false);
    let expected = [
        ("DupFirst", "Code"),
        ("DupLeadNotFound", "LeadNotFound"),
        ("DupListNotFound", "ListNotFound"),
        ("DupNumber", "Number"),
        ("DupSecond", "Code2"),
        // The component `DupCode` holds all codes.
        ("DupThird", "DupCode2"),
        ("DupUserNotFound", "UserNotFound"),
    ];
    assert_eq!(titles(&document), BTreeMap::from(expected));
}

/// What a generator names a type after: no two of a document are alike, in whatever case it writes them.
#[test]
fn titles_are_names_of_their_own() {
    let mut counted = 0;
    for catalog in all_catalogs().into_iter().chain([texts::hostile()]) {
        for (version, _) in VERSIONS {
            let document = json(&catalog, version, false);
            let titles = titles(&document);
            let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
            let names = schemas.map(|(name, _)| name.as_str());
            let mut known = BTreeSet::new();
            for name in names.filter(|name| titles.get(name) != Some(name)).chain(titles.values().copied()) {
                assert!(known.insert(name.replace('_', "").to_lowercase()), "{}: {name}", catalog.name);
                assert!(!name.contains(char::is_whitespace), "{name}");
            }
            counted += titles.len();
        }
    }
    assert!(counted > 1_000, "{counted}");
}

/// What a reader of CommonMark shows of a description.
fn shown(description: &str) -> String {
    let mut shown = String::new();
    for event in Parser::new(description) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => match PageHtml::of(&html) {
                Some(html @ (PageHtml::Nothing | PageHtml::Break | PageHtml::Link(_))) => {
                    shown.push_str(html.text())
                }
                _ => panic!("{html} in {description}"),
            },
            Event::Start(Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock) => {
                panic!("not prose: {description}")
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let is_address = dest_url.starts_with("https://") || !dest_url.contains(':');
                assert!(is_address, "{dest_url} in {description}");
            }
            Event::Text(text) | Event::Code(text) => shown.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                shown.push(' ')
            }
            _ => {}
        }
    }
    words(&shown)
}

/// The members of that name, wherever OpenAPI has a meaning for them: not in examples, not among properties.
fn all<'v>(value: &'v Value, key: &str, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match (name.as_str(), value) {
                    (name, Value::String(text)) if name == key => found.push(text),
                    ("properties", Value::Object(properties)) => {
                        properties.values().for_each(|property| all(property, key, found))
                    }
                    ("value" | "const" | "enum" | "default" | "example", _) => {}
                    ("examples", Value::Array(_)) => {}
                    _ => all(value, key, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| all(item, key, found)),
        _ => {}
    }
}

#[test]
fn descriptions_show_the_prose_of_the_catalog() {
    let catalog = catalog(
        "md",
        r##"description = "Values of type Vec<u8> and a < b * c."
[envelope.default]
body = '{ "code": "$code", "message": "$message", "params": "$params" }'
description = "Not <b>bold</b>."
fields = { code = "A __code__." }
[status]
400 = { when = "The body is no List<Item>" }
[errors.BAD_TYPE]
status = 400
message = "Not a list of <b>numbers</b>: {what}"
description = "A value of type Option<T>; write *null* or [x](javascript:alert(1)).\n\n    indented\n\n# not a heading\n\n1. one\n2. two"
when = "- a\n- b"
fix = "Send `List<u8>`."
params = { what = { type = "string", description = "Such as Map<String, u8> or __init__ or snake_case_name." } }
[operations.x]
route = "GET /x"
title = "Gets <x> & *y*"
errors = ["BAD_TYPE"]
"##,
    );
    let document = json(&catalog, OpenApiVersion::V3_1, false);
    let mut descriptions = Vec::new();
    all(&document, "description", &mut descriptions);
    let shown: BTreeSet<String> = descriptions.iter().map(|text| shown(text)).collect();
    for expected in [
        "Values of type Vec<u8> and a < b * c.",
        "Not <b>bold</b>.",
        "A __code__.",
        "Such as Map<String, u8> or __init__ or snake_case_name.",
        "Bad Request: The body is no List<Item>",
        "A value of type Option<T>; write null or [x](javascript:alert(1)). indented # not a heading one two \
         When: a b Fix: Send List<u8>.",
        "The codes of md.",
    ] {
        assert!(shown.contains(expected), "{expected} not in {shown:#?}");
    }
    assert!(descriptions.iter().any(|text| text.ends_with("\n\nFix: Send `List<u8>`.")), "{descriptions:#?}");
    let mut summaries = Vec::new();
    all(&document, "summary", &mut summaries);
    summaries.sort_unstable();
    assert_eq!(summaries, ["Gets <x> & *y*", "Not a list of <b>numbers</b>: {what}"]);
}

#[test]
fn descriptions_hold_nothing_but_prose() {
    let mut counted = 0;
    for catalog in all_catalogs().into_iter().chain([texts::hostile()]) {
        for (version, _) in VERSIONS {
            let document = json(&catalog, version, false);
            let mut descriptions = Vec::new();
            all(&document, "description", &mut descriptions);
            counted += descriptions.into_iter().map(shown).count();
        }
    }
    assert!(counted > 1_000, "{counted}");
}
