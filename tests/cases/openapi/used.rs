//! Which components a document has: those that something in it refers to, or all.

use std::collections::BTreeSet;

use error_catalog_codegen::Catalog;
use error_catalog_codegen::catalog::ComponentSet;
use error_catalog_codegen::emit::openapi::{document, merged};
use error_catalog_test_support::openapi::{VERSIONS, options, parsed};
use serde_json::{Value, json};

use super::all_catalogs;
use super::merging::catalog_of;

fn walk<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(members) => {
            found.extend(value["$ref"].as_str());
            members.values().for_each(|value| walk(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
        _ => {}
    }
}

/// The components that are reached from a value, by their pointers.
fn reached(document: &Value, from: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = Vec::new();
    walk(from, &mut open);
    while let Some(target) = open.pop() {
        let pointer = target.trim_start_matches('#');
        if pointer.starts_with("/components/") && found.insert(pointer.to_owned()) {
            walk(document.pointer(pointer).unwrap_or_else(|| panic!("{target} stands nowhere")), &mut open);
        }
    }
    found
}

fn components(document: &Value) -> BTreeSet<String> {
    let sections = document["components"].as_object().expect("components").iter();
    let names = sections.flat_map(|(section, members)| {
        let names = members.as_object().into_iter().flatten();
        names.map(move |(name, _)| format!("/components/{section}/{name}"))
    });
    names.collect()
}

#[test]
fn a_document_with_operations_has_the_components_that_they_refer_to() {
    let mut with_paths = 0;
    for catalog in all_catalogs() {
        for ((version, _), single) in VERSIONS.into_iter().flat_map(|v| [(v, false), (v, true)]) {
            let of = |choice| {
                let mut options = options(version, true, single);
                options.components = choice;
                serde_json::from_str::<Value>(&document(&catalog, &options)).expect("JSON")
            };
            let (default, all, used) = (of(None), of(Some(ComponentSet::All)), of(Some(ComponentSet::Used)));
            assert_eq!(default["paths"], all["paths"]);
            let reached = reached(&all, &all["paths"]);
            assert_eq!(components(&used), reached, "{}", catalog.name);
            if all["paths"] == json!({}) {
                assert_eq!(default, all, "{}: without operations, nothing is left out", catalog.name);
            } else {
                with_paths += 1;
                assert_eq!(default, used, "{}", catalog.name);
                for pointer in &reached {
                    assert_eq!(default.pointer(pointer), all.pointer(pointer));
                }
            }
        }
    }
    assert!(with_paths > 6, "{with_paths}");
}

const ERRORS: &str = r#"
[envelope.default]
body = '{ "code": "$code", "message": "$message" }'
[errors]
LEAD_NOT_FOUND = { status = 404, message = "Lead not found" }
TEAM_NOT_FOUND = { status = 404, message = "Team not found" }
RATE_LIMITED = { status = 429, message = "Slow down", headers = { X-Rate = "5" } }
[operations.get_lead]
route = "GET /leads"
errors = ["LEAD_NOT_FOUND"]
"#;

fn with(file: &str, rest: &str) -> Catalog {
    let name = format!("used-{}", rest.replace(|c: char| !c.is_ascii_alphanumeric(), ""));
    catalog_of(&name, &format!("{ERRORS}[generate]\nopenapi = {{ path = \"{file}\", {rest} }}\n"))
}

const DOCUMENT: &str = "paths:
  /leads:
    get:
      responses:
        \"200\": { description: ok }
  /teams:
    get:
      responses:
        # error-catalog: { $ref: '#/components/responses/LeadsStatus404' }
        default: { $ref: '#/components/responses/LeadsStatus429' }
components:
  schemas:
    Own: { type: object }
";

#[test]
fn a_merged_document_has_the_components_that_it_refers_to() {
    let json = serde_json::to_string_pretty(&parsed(DOCUMENT)).expect("JSON");
    for (file, text) in [("api.yaml", DOCUMENT), ("api.json", json.as_str())] {
        let count = |rest: &str, text: &str| {
            let catalog = with(file, rest);
            let first = merged(&catalog, text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(merged(&catalog, &first).expect("merged"), first, "twice is once");
            let value = parsed(&first);
            let mut outside = value.clone();
            outside["components"]["schemas"] = json!({});
            outside["components"] = json!({});
            (components(&value), reached(&value, &outside))
        };
        // A document whose operations refer to components by hand, of which nobody knows which.
        let (everything, _) = count("merge = \"components\"", text);
        assert!(everything.contains("/components/responses/LeadsStatus404"), "{everything:?}");
        let (asked, _) = count("merge = \"operations\", components = \"all\"", text);
        assert_eq!(asked.len(), everything.len());
        let (used, mut reached) = count("merge = \"operations\"", text);
        reached.insert("/components/schemas/Own".to_owned());
        if file == "api.yaml" {
            // A comment counts, too: better one component too many.
            assert!(used.is_superset(&reached), "{used:?}");
        } else {
            assert_eq!(used, reached);
        }
        assert!(used.contains("/components/responses/LeadsGetLead404"), "{used:?}");
        assert!(
            used.contains("/components/headers/LeadsXRate"),
            "a response of the document's own: {used:?}"
        );
        assert!(!used.contains("/components/schemas/LeadsCode404"), "{used:?}");
        assert!(used.len() < everything.len(), "{used:?}");
        let (used, _) = count("merge = \"components\", components = \"used\"", text);
        assert!(!used.contains("/components/responses/LeadsGetLead404"), "{used:?}");
        assert!(used.contains("/components/responses/LeadsStatus429"), "{used:?}");
    }
}
