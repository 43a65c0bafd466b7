//! Any OpenAPI document: the catalog's components are put into it, and all of the team's own stays; or what is in the way is said.
#![no_main]

use std::sync::LazyLock;

use error_catalog_codegen::emit::openapi::{adopted, merged};
use error_catalog_codegen::{Catalog, Checked, check_text};
use libfuzzer_sys::fuzz_target;
use saphyr::{LoadableYamlNode, Yaml};

fn catalog(file: &str) -> Catalog {
    let toml = include_str!("../../fixtures/valid/service.toml");
    let toml = toml.split_once("\n[generate]").map_or(toml, |(before, _)| before);
    let toml = format!("{toml}\n[generate]\nopenapi = {{ path = \"{file}\", merge = \"operations\" }}\n");
    let Checked { catalog, report, .. } = check_text("/nowhere/errors.toml", toml).expect("rules");
    catalog.unwrap_or_else(|| panic!("{report}"))
}

static YAML: LazyLock<Catalog> = LazyLock::new(|| catalog("api.yaml"));
static JSON: LazyLock<Catalog> = LazyLock::new(|| catalog("api.json"));

fuzz_target!(|document: &str| {
    let in_json = document.trim_start().starts_with('{');
    let catalog: &Catalog = if in_json { &JSON } else { &YAML };
    let once = match merged(catalog, document) {
        Ok(once) => once,
        Err(error) => {
            let lines = document.split('\n').count();
            assert!(!error.conflicts.is_empty(), "{error:?}");
            for conflict in &error.conflicts {
                assert!(conflict.line <= lines && !conflict.help.is_empty(), "{conflict:?}");
            }
            // Whatever gives way, what comes out is a document in which nothing is in the way any more.
            if let Ok(once) = adopted(catalog, document) {
                let twice = merged(catalog, &once);
                assert_eq!(twice.as_ref(), Ok(&once), "{document}");
            }
            return;
        }
    };
    let twice = merged(catalog, &once).unwrap_or_else(|e| panic!("refused what it made: {e}\n{once}"));
    assert_eq!(once, twice);
    if document.contains("error-catalog") {
        return; // What an earlier run put there is replaced.
    }
    if in_json {
        let before: serde_json::Value = match serde_json::from_str(document) {
            Ok(before) => before,
            Err(_) => return,
        };
        let after: serde_json::Value = serde_json::from_str(&once).unwrap_or_else(|e| panic!("{e}:\n{once}"));
        assert!(json_keeps(&before, &after), "{once}");
    } else if document.lines().any(|line| line.starts_with('%')) {
        // The reader that we compare with does not come back from some directives.
    } else if let Ok(before) = Yaml::load_from_str(document) {
        let after = Yaml::load_from_str(&once).unwrap_or_else(|e| panic!("{e}:\n{once}"));
        assert_eq!(before.len().max(1), after.len());
        assert!(before.iter().zip(&after).all(|(before, after)| yaml_keeps(before, after)), "{once}");
    }
});

/// Whether all that was there is there still.
fn json_keeps(before: &serde_json::Value, after: &serde_json::Value) -> bool {
    match (before, after) {
        (serde_json::Value::Object(before), serde_json::Value::Object(after)) => {
            before.iter().all(|(key, value)| after.get(key).is_some_and(|after| json_keeps(value, after)))
        }
        _ => before == after,
    }
}

fn yaml_keeps(before: &Yaml<'_>, after: &Yaml<'_>) -> bool {
    match (before, after) {
        (Yaml::Mapping(before), Yaml::Mapping(after)) => {
            before.iter().all(|(key, value)| after.get(key).is_some_and(|after| yaml_keeps(value, after)))
        }
        // An empty section is filled.
        (before, Yaml::Mapping(_)) if before.is_null() => true,
        _ => before == after,
    }
}
