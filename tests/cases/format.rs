//! The format of catalogs as it is told to others: the JSON Schema and the reference, held against the reader.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use error_catalog_codegen::catalog::keys::{ROOT, Section, Type};
use error_catalog_codegen::emit::format::{EXAMPLES, reference, schema};
use error_catalog_codegen::{RULES, check, rule};
use error_catalog_test_support::toml::{parsed, to_toml};
use error_catalog_test_support::{assert_golden, catalogs, folder, root, scratch};
use jsonschema::Validator;
use serde_json::{Map, Value, json};

fn validator() -> Validator {
    jsonschema::validator_for(&schema()).expect("a schema")
}

/// The files of a rule's example.
fn files(example: &str) -> impl Iterator<Item = &str> {
    let mut parts = example.split("# file: ");
    let main = parts.next();
    let parts =
        parts.filter_map(|part| part.split_once('\n').filter(|(name, _)| name.trim().ends_with(".toml")));
    main.into_iter().chain(parts.map(|(_, content)| content))
}

#[test]
fn the_schema_is_one_of_every_draft_that_editors_know() {
    let mut schema = schema();
    for draft in ["http://json-schema.org/draft-04/schema#", "http://json-schema.org/draft-07/schema#"] {
        schema["$schema"] = draft.into();
        assert!(jsonschema::meta::is_valid(&schema), "{draft}");
    }
    assert!(jsonschema::meta::is_valid(&self::schema()));
    assert!(!schema.to_string().contains("$ref"));
}

#[test]
fn every_valid_catalog_validates() {
    let validator = validator();
    let valid = fs::read_dir(folder().join("fixtures/valid")).expect("the fixtures");
    let valid = valid.map(|entry| entry.expect("an entry").path());
    let texts = valid.chain(catalogs()).map(|file| fs::read_to_string(file).expect("a file"));
    let examples = RULES.iter().flat_map(|rule| files(rule.right)).map(str::to_owned);
    let included = "[catalog]\ninclude = [\"more.toml\"]\n[errors]\n".to_owned();
    for text in texts.chain(examples).chain([included]) {
        let errors: Vec<_> = validator.iter_errors(&parsed(&text)).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?} in\n{text}");
    }
}

#[test]
fn mistakes_of_one_file_are_refused() {
    let validator = validator();
    for rule in ["unknown-key", "wrong-type", "unknown-word", "missing-key"] {
        let file = folder().join("fixtures/invalid").join(rule).join("catalog.toml");
        let text = fs::read_to_string(file).expect("a fixture");
        assert!(!validator.is_valid(&parsed(&text)), "{rule}");
    }
    let rules = [
        "invalid-duration",
        "missing-key",
        "missing-message",
        "status-out-of-range",
        "unknown-key",
        "unknown-parameter-type",
        "unknown-word",
        "wrong-type",
    ];
    for id in rules {
        let rule = rule(id).expect("a rule");
        assert!(!validator.is_valid(&parsed(rule.wrong)), "{id}");
    }
}

/// A place in a catalog: `X` stands for a name of the user's own, `[]` for an item of a list.
type Path = Vec<String>;

fn then(path: &[String], step: &str) -> Path {
    path.iter().cloned().chain([step.to_owned()]).collect()
}

/// Every key that the schema knows, with the schema of its values.
fn keys_of_schema(schema: &Value, path: &[String], found: &mut Vec<(Path, Value)>) {
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = then(path, key);
        keys_of_schema(property, &path, found);
        assert!(property["description"].is_string(), "{path:?}");
        found.push((path, property.clone()));
    }
    if schema["properties"].is_object() {
        assert_eq!(schema["additionalProperties"], false, "{path:?}");
    }
    keys_of_schemas(&schema["additionalProperties"], &then(path, "X"), found);
    keys_of_schemas(&schema["items"], &then(path, "[]"), found);
    for choice in schema["anyOf"].as_array().into_iter().flatten() {
        keys_of_schemas(choice, path, found);
    }
}

fn keys_of_schemas(schema: &Value, path: &[String], found: &mut Vec<(Path, Value)>) {
    if schema.is_object() {
        keys_of_schema(schema, path, found);
    }
}

/// Every key of the key table.
fn keys_of_table(section: &Section, path: &[String], found: &mut BTreeSet<Path>) {
    for key in section.keys {
        let path = then(path, key.name);
        keys_of_type(&key.ty, &path, found);
        found.insert(path);
    }
}

fn keys_of_type(ty: &Type, path: &[String], found: &mut BTreeSet<Path>) {
    match ty {
        Type::Table(section) => keys_of_table(section, path, found),
        Type::Tables(section) => keys_of_table(section, &then(path, "[]"), found),
        Type::Map(ty) => keys_of_type(ty, &then(path, "X"), found),
        Type::Either(a, b) => {
            keys_of_type(a, path, found);
            keys_of_type(b, path, found);
        }
        _ => {}
    }
}

/// A value that the schema takes.
fn sample(schema: &Value) -> Value {
    if let Some(choice) = schema["anyOf"].get(0).filter(|_| schema["type"].is_null()) {
        return sample(choice);
    }
    let ty = if schema["type"].is_array() { &schema["type"][0] } else { &schema["type"] };
    match ty.as_str() {
        _ if schema["enum"].is_array() => schema["enum"][0].clone(),
        Some("string") if schema["pattern"].is_string() => json!("5s"),
        Some("string") => json!("text"),
        Some("integer") => json!(400),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        _ => json!({}),
    }
}

/// A catalog with nothing but one value at a place.
fn at(path: &[String], value: Value) -> Value {
    path.iter().rev().fold(value, |value, step| match step.as_str() {
        "[]" => json!([value]),
        key => Value::Object(Map::from_iter([(key.to_owned(), value)])),
    })
}

/// The rules that a catalog breaks.
fn broken(catalog: &Value) -> Vec<&'static str> {
    let lines = catalog.as_object().into_iter().flatten();
    let text: String = lines.map(|(key, value)| format!("{key:?} = {}\n", to_toml(value))).collect();
    let file = scratch("one-key").join("errors.toml");
    fs::write(&file, text).expect("a file");
    let report = check(&file).expect("a file").report;
    report.diagnostics().iter().map(|diagnostic| diagnostic.rule.id).collect()
}

#[test]
fn the_schema_has_the_keys_of_the_reader() {
    let (mut of_schema, mut of_table) = (Vec::new(), BTreeSet::new());
    keys_of_schema(&schema(), &[], &mut of_schema);
    keys_of_table(&ROOT, &[], &mut of_table);
    assert_eq!(of_schema.iter().map(|(path, _)| path.clone()).collect::<BTreeSet<_>>(), of_table);

    let reader = ["read", "read/reader", "load"].map(|name| {
        fs::read_to_string(root().join(format!("codegen/src/catalog/{name}.rs"))).expect("a source file")
    });
    for (path, schema) in &of_schema {
        let key = path.last().expect("a key");
        assert!(reader.iter().any(|code| code.contains(&format!("{key:?}"))), "nothing reads {path:?}");
        let known = broken(&at(path, sample(schema)));
        assert!(!known.contains(&"unknown-key") && !known.contains(&"wrong-type"), "{path:?}: {known:?}");
        let other = [&path[..path.len() - 1], &["qqqqq".to_owned()]].concat();
        let unknown = broken(&at(&other, json!({})));
        assert!(unknown.contains(&"unknown-key"), "{other:?}: {unknown:?}");
    }
}

#[test]
fn the_reference_is_current() {
    assert_golden(&root().join("docs/format.md"), &reference());
}

/// A part of a catalog made whole.
fn whole(part: &str) -> PathBuf {
    let header = if part.contains("[catalog]") { "" } else { "[catalog]\nname = \"example\"\n" };
    let error = "[errors.NOT_FOUND]\nstatus = 404\nmessage = \"Not found\"\n";
    let error = if part.contains("[errors") { "" } else { error };
    let file = scratch("reference-example").join("errors.toml");
    fs::write(&file, format!("{header}{part}\n{error}")).expect("a file");
    file
}

#[test]
fn every_table_has_an_example_that_is_right() {
    for (name, part) in EXAMPLES {
        let report = check(whole(part)).expect("a file").report;
        assert!(report.diagnostics().is_empty(), "{name}:\n{report}");
        assert!(reference().contains(part.trim()), "no table {name}");
    }
    let headings = reference().lines().filter(|line| line.starts_with("## ")).count();
    assert_eq!(headings, EXAMPLES.len() + 1, "a table without an example, or an example without a table");
}
