//! The export: one catalog reviewed whole, and all of them held against the page that describes the form.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use error_catalog_codegen::{Catalog, check, emit};
use error_catalog_test_support::{assert_golden, catalogs, folder, root, scratch};
use serde_json::{Value, json};

fn catalog(file: &Path) -> Catalog {
    check(file).expect("a file").catalog.expect("a valid catalog")
}

/// Every valid catalog of the tests.
fn all() -> Vec<PathBuf> {
    let valid = fs::read_dir(folder().join("fixtures/valid")).expect("the fixtures");
    valid.map(|entry| entry.expect("an entry").path()).chain(catalogs()).collect()
}

#[test]
fn one_catalog_whole() {
    let export = emit::export(&catalog(&folder().join("catalogs/lendworks/errors.toml")));
    assert_golden(&folder().join("catalogs/lendworks/expected/export.json"), &format!("{export:#}\n"));
}

/// Whoever declares a `default` has no use for the one that is built in.
#[test]
fn built_in_envelopes_are_there_where_an_error_is_served_in_one() {
    for file in all() {
        let catalog = catalog(&file);
        let declared = fs::read_to_string(&file).expect("a catalog");
        for (place, envelope) in catalog.envelopes.iter().enumerate() {
            let is_declared = declared.contains(&format!("[envelope.{}", envelope.name));
            let is_used = catalog.errors.iter().any(|error| error.envelope == place);
            assert!(is_declared || is_used, "{}: {}", file.display(), envelope.name);
        }
    }
}

/// Where the page describes a value once for all places: a text, retry advice, a node; or the user's own JSON.
const OPAQUE: &[&str] = &[
    "errors[].message",
    "errors[].log",
    "errors[].params[].example",
    "errors[].headers[].value",
    "errors[].attributes",
    "errors[].retry",
    "errors[].example.body",
    "statuses[].retry",
    "envelopes[].headers[].value",
    "envelopes[].body",
    "envelopes[].example",
];

/// The paths of all values that are no objects, lists of objects looked through.
fn paths(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    let items = value.as_array().filter(|items| items.iter().any(Value::is_object));
    match (value, items) {
        _ if OPAQUE.contains(&path) => drop(found.insert(path.to_owned())),
        (Value::Object(members), _) => {
            for (key, value) in members {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                paths(value, &path, found);
            }
        }
        (_, Some(items)) => items.iter().for_each(|item| paths(item, &format!("{path}[]"), found)),
        _ => drop(found.insert(path.to_owned())),
    }
}

/// What no other catalog of the tests has.
const RETIRED: &str = "[catalog]\nname = \"example\"\n[errors]\nNOT_FOUND = { status = 404, message = \"Not found\" }\n\
                       [retired]\nNO_LEAD = { since = \"1.1.0\", use = \"NOT_FOUND\" }\n";

#[test]
fn every_field_is_described_and_no_other() {
    let mut exported = BTreeSet::new();
    let retired = scratch("export-retired").join("errors.toml");
    fs::write(&retired, RETIRED).expect("a file");
    for file in all().into_iter().chain([retired]) {
        paths(&emit::export(&catalog(&file)), "", &mut exported);
    }
    let page = fs::read_to_string(root().join("docs/export.md")).expect("the page");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let names = rows.flat_map(|cell| cell.split('`').map(str::to_owned).collect::<Vec<_>>());
    let described: BTreeSet<_> =
        names.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase())).collect();
    // The kinds of nodes have a table of their own.
    let kinds = ["constant", "value", "text", "object", "array", "each", "first", "kind"];
    let described: BTreeSet<_> = described.iter().filter(|name| !kinds.contains(&name.as_str())).collect();
    for path in &exported {
        // A list that happened to be empty stands for what would be in it.
        let is_list = described.iter().any(|name| name.starts_with(&format!("{path}[]")));
        assert!(described.contains(path) || is_list, "docs/export.md does not describe `{path}`");
    }
    for name in described.iter().filter(|name| !name.ends_with("[]")) {
        let is_there = exported.contains(*name) || exported.contains(&format!("{name}.type"));
        assert!(is_there, "nothing exports `{name}` of docs/export.md");
    }
}

/// Whatever catalog it is of, the form is the same: the same keys in the same order.
#[test]
fn every_key_is_always_there() {
    fn keys(value: &Value) -> Vec<&String> {
        value.as_object().expect("an object").keys().collect()
    }
    let exports: Vec<_> = all().iter().map(|file| emit::export(&catalog(file))).collect();
    let first = &exports[0];
    for export in &exports {
        assert_eq!(keys(export), keys(first));
        assert_eq!(export["format"], 1);
        for section in keys(first).iter().filter(|key| first[key.as_str()].is_array()) {
            let of_all = exports.iter().flat_map(|export| export[section.as_str()].as_array()).flatten();
            let expected = of_all.map(keys).next();
            for item in export[section.as_str()].as_array().expect("a list") {
                assert_eq!(Some(keys(item)), expected, "{section}");
            }
        }
    }
}

#[test]
fn texts_are_templates_that_read_the_same() {
    let text = "[catalog]\nname = \"example\"\n[errors.ODD]\nstatus = 400\nmessage = \"{{{x}}} of {y}\"\npublic = false\n\
                params.x = { type = \"[u64]\", example = \"[1, 2]\" }\nparams.y = \"string\"\n\
                params.secret = { type = \"uuid\", internal = true }\n";
    let file = scratch("export-texts").join("errors.toml");
    fs::write(&file, text).expect("a file");
    let export = emit::export(&catalog(&file));
    let error = &export["errors"][0];
    assert_eq!(
        error["message"],
        json!({
            "template": "{{{x}}} of {y}",
            "pieces": [{ "text": "{" }, { "param": "x" }, { "text": "} of " }, { "param": "y" }],
            "example": "{1, 2} of y",
        })
    );
    assert_eq!((&error["public"], &error["params"][2]["internal"]), (&json!(false), &json!(true)));
    assert!(!error["example"]["body"].to_string().contains("secret"));
}
