//! Documents whose error responses were written by hand: all conflicts in one run, and what `adopt` makes of them. Wherever
//! something is put, all else of the document stays as data and byte for byte.

use error_catalog_codegen::emit::openapi::{adopted, merged};
use error_catalog_test_support::openapi::parsed;
use serde_json::{Map, Value, json};

use super::merging::{catalog, catalog_with};

const BY_HAND: &str = r##"openapi: 3.1.1
info: { title: t, version: "1" }
paths:
  /v1/leads/{id}:
    get:
      responses:
        "200": { description: ok }
        # none
        '404':   # by hand
          description: |
            by hand

          content:
          - "404":
        # about 429

        429: { description: by hand }
        default: { description: other }
  /v1/teams:
    get:
      responses: { "404": { description: by hand } }
components:
  schemas:
    LeadsLeadNotFound:
      type: object
    Lead: { type: object }
"##;

#[test]
fn all_conflicts_are_named_at_once() {
    let with = catalog("conflicts", "openapi.yaml", "operations");
    let lines = |document: &str| -> Vec<usize> {
        let error = merged(&with, document).expect_err(document);
        let text = error.to_string();
        assert!(error.conflicts.iter().all(|conflict| text.contains(&format!("line {}: ", conflict.line))));
        error.conflicts.iter().map(|conflict| conflict.line).collect()
    };
    assert_eq!(lines(BY_HAND), [9, 17, 24]);
    assert_eq!(
        lines(&BY_HAND.replace("    get:\n      responses:\n", "    put:\n      responses:\n")),
        [4, 24]
    );
    assert_eq!(lines("openapi: 3.1.1\n"), [1, 1], "neither `components` nor `paths`");
    let with = catalog("conflicts-json", "openapi.json", "operations");
    let document = serde_json::to_string_pretty(&parsed(BY_HAND)).expect("JSON");
    let error = merged(&with, &document).expect_err("conflicts");
    let lines: Vec<&str> = document.lines().collect();
    let named: Vec<&str> = error.conflicts.iter().map(|conflict| lines[conflict.line - 1].trim()).collect();
    assert_eq!(named, ["\"404\": {", "\"429\": {", "\"LeadsLeadNotFound\": {"]);
}

/// The document without what is the catalog's, as data.
fn without_ours(mut document: Value) -> Value {
    for section in ["schemas", "responses", "examples", "headers"] {
        let components = document["components"].as_object_mut().expect("components");
        if let Some(members) = components.get_mut(section).and_then(Value::as_object_mut) {
            members.retain(|name, _| !name.starts_with("Leads"));
        }
        // A section that was not there, or that nothing was in.
        components.retain(|_, members| members.as_object().is_some_and(|members| !members.is_empty()));
    }
    if let Some(responses) = document["paths"]["/v1/leads/{id}"]["get"]["responses"].as_object_mut() {
        responses.retain(|status, _| status != "404" && status != "429");
    }
    document
}

fn ours(document: &Value) -> Value {
    let mut found = Map::new();
    for (section, members) in document["components"].as_object().expect("components") {
        let Some(members) = members.as_object() else { continue };
        let ours = members.iter().filter(|(name, _)| name.starts_with("Leads"));
        let mut ours: Map<String, Value> = ours.map(|(name, value)| (name.clone(), value.clone())).collect();
        for component in ours.values_mut().filter_map(Value::as_object_mut) {
            component.remove("x-error-catalog");
        }
        found.insert(section.clone(), ours.into());
    }
    found.retain(|_, members| members.as_object().is_some_and(|members| !members.is_empty()));
    let responses = &document["paths"]["/v1/leads/{id}"]["get"]["responses"];
    json!({ "components": found, "404": responses["404"], "429": responses["429"] })
}

fn expected() -> Value {
    let with = catalog("expected", "openapi.yaml", "operations");
    let plain = "paths:\n  /v1/leads/{id}:\n    get:\n      responses:\ncomponents:\n";
    let ours = ours(&parsed(&merged(&with, plain).expect("merged")));
    assert_eq!(ours["404"], json!({ "$ref": "#/components/responses/LeadsGetLead404" }));
    assert_eq!(ours["components"].as_object().expect("sections").len(), 4);
    ours
}

#[test]
fn adopted_responses_take_the_place_of_those_by_hand() {
    let with = catalog("adopt", "openapi.yaml", "operations");
    let expected = expected();
    for document in [BY_HAND.to_owned(), BY_HAND.replace('\n', "\r\n"), BY_HAND.trim_end().to_owned()] {
        let first = adopted(&with, &document).expect("adopted");
        let value = parsed(&first);
        assert_eq!(without_ours(value.clone()), without_ours(parsed(&document)));
        assert_eq!(ours(&value), expected);
        assert_eq!(merged(&with, &first).expect("merged"), first, "from now on they are ours");
        assert_eq!(adopted(&with, &first).expect("adopted"), first, "twice is once");
        // Byte for byte: all lines but those of the members that are gone stand there, in their order.
        let gone = ["'404':", "          ", "429:", "LeadsLeadNotFound:", "      type: object"];
        let mut lines = first.lines();
        for line in document.lines().filter(|line| !line.is_empty()) {
            let is_gone =
                gone.iter().any(|gone| line.trim_start().starts_with(gone) || line.starts_with(gone));
            assert!(is_gone || lines.any(|known| known == line), "{line} in\n{first}");
        }
        assert!(!first.contains("by hand\n\n"), "{first}");
        assert!(first.find("error-catalog:begin") < first.find("default:"), "ours stands where theirs stood");
    }
}

#[test]
fn adopted_responses_in_json() {
    let with = catalog("adopt-json", "openapi.json", "operations");
    let expected = expected();
    let value = parsed(BY_HAND);
    let mut last = value.clone();
    let responses = last["paths"]["/v1/leads/{id}"]["get"]["responses"].as_object_mut().expect("responses");
    responses.retain(|status, _| status == "404" || status == "429");
    for value in [value, last] {
        for document in [
            serde_json::to_string_pretty(&value).expect("JSON"),
            serde_json::to_string(&value).expect("JSON"),
        ] {
            let first = adopted(&with, &document).expect("adopted");
            let after: Value = serde_json::from_str(&first).expect("JSON");
            assert_eq!(without_ours(after.clone()), without_ours(value.clone()));
            assert_eq!(ours(&after), expected);
            assert_eq!(merged(&with, &first).expect("merged"), first, "from now on they are ours");
            // Without operations, nothing of ours is left but components.
            let fewer = catalog("adopt-json-fewer", "openapi.json", "components");
            let fewer = merged(&fewer, &first).expect("merged");
            serde_json::from_str::<Value>(&fewer).expect("JSON");
        }
    }
}

#[test]
fn an_anchor_that_is_used_elsewhere_is_not_lost() {
    let with = catalog("anchors", "openapi.yaml", "operations");
    let document = BY_HAND
        .replace("'404':   # by hand\n", "'404': &gone\n")
        .replace("default: { description: other }", "default: *gone");
    let error = adopted(&with, &document).expect_err("an alias without an anchor");
    assert_eq!(error.conflicts.len(), 1, "{error}");
    assert!(error.conflicts[0].line == 9 && error.conflicts[0].message.contains("`&gone`"), "{error}");
    adopted(&with, &document.replace("*gone", "{ description: x }")).expect("adopted");
}

/// Sections in several orders, each indented in every way, with and without members.
#[test]
fn what_is_put_in_stands_in_its_own_section() {
    let with = catalog("places", "openapi.yaml", "operations");
    let fewer = catalog("places-fewer", "openapi.yaml", "components");
    let headless = catalog_with("places-headless", "openapi.yaml", "operations", "title = \"x\"");
    let expected = expected();
    let all = ["schemas", "responses", "examples", "headers", "securitySchemes"];
    let orders = all.iter().map(|only| vec![*only]).chain([
        vec![],
        vec!["schemas", "responses"],
        vec!["schemas", "headers"],
        vec!["responses", "schemas"],
        vec!["headers", "schemas", "examples"],
        vec!["schemas", "examples", "responses"],
        vec!["securitySchemes", "responses"],
        all.into_iter().rev().collect(),
        all.to_vec(),
    ]);
    for sections in orders {
        for unit in [" ", "  ", "   ", "    "] {
            // Which section has no member: none, the last, or all.
            for (empty, is_last) in [(0, true), (0, false), (1, true), (9, true), (9, false)] {
                let mut components = "components:\n".to_owned();
                for (at, section) in sections.iter().enumerate() {
                    components += &format!("{unit}{section}:\n");
                    if at + empty < sections.len() {
                        components += &format!("{unit}{unit}Own:\n{unit}{unit}{unit}description: x\n");
                    }
                }
                let components = format!("{components}{unit}# the end\n");
                let path = format!("{unit}/v1/leads/{{id}}:\n{unit}{unit}get:\n");
                let paths = format!("paths:\n{path}{unit}{unit}{unit}description: x\n");
                let document = if is_last { paths + &components } else { components + &paths };
                let first = merged(&with, &document).unwrap_or_else(|e| panic!("{e} in\n{document}"));
                let value = parsed(&first);
                let mut before = parsed(&document);
                if before["components"].is_null() {
                    before["components"] = json!({});
                }
                let (mut before, mut after) = (without_ours(before), without_ours(value.clone()));
                for document in [&mut before, &mut after] {
                    document["paths"]["/v1/leads/{id}"]["get"]["responses"] = Value::Null;
                }
                assert_eq!(after, before, "{document}\n{first}");
                assert_eq!(ours(&value), expected, "{document}\n{first}");
                assert_eq!(merged(&with, &first).expect("merged"), first, "twice is once:\n{document}");
                // Some of it goes and comes back.
                let less = merged(&fewer, &first).expect("merged");
                assert_eq!(ours(&parsed(&merged(&with, &less).expect("merged"))), expected, "{less}");
                // One section more than before.
                let less = merged(&headless, &document).expect("merged");
                assert_eq!(ours(&parsed(&merged(&with, &less).expect("merged"))), expected, "{less}");
            }
        }
    }
}
