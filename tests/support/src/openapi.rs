//! OpenAPI documents, read.

use error_catalog_codegen::Catalog;
use error_catalog_codegen::catalog::{ComponentSet, OpenApiVersion};
use error_catalog_codegen::emit::openapi::{Options, document};
use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Value};

/// Options for a document with all components.
pub fn options(version: OpenApiVersion, json: bool, single: bool) -> Options {
    let mut options = Options::default();
    (options.version, options.json, options.single) = (version, json, single);
    options.components = Some(ComponentSet::All);
    options
}

/// The versions of OpenAPI, with their numbers.
pub const VERSIONS: [(OpenApiVersion, &str); 3] =
    [(OpenApiVersion::V3_0, "3.0"), (OpenApiVersion::V3_1, "3.1"), (OpenApiVersion::V3_2, "3.2")];

/// The document of a catalog, read as JSON.
pub fn json(catalog: &Catalog, version: OpenApiVersion, single: bool) -> Value {
    serde_json::from_str(&document(catalog, &options(version, true, single))).expect("JSON")
}

/// Reads YAML.
pub fn parsed(yaml: &str) -> Value {
    let documents = Yaml::load_from_str(yaml).unwrap_or_else(|error| panic!("{error} in\n{yaml}"));
    as_json(&documents[0])
}

/// YAML as JSON. A key that is an integer becomes a text.
pub fn as_json(yaml: &Yaml<'_>) -> Value {
    match yaml {
        Yaml::Value(Scalar::Null) => Value::Null,
        Yaml::Value(Scalar::Boolean(value)) => (*value).into(),
        Yaml::Value(Scalar::Integer(number)) => (*number).into(),
        Yaml::Value(Scalar::FloatingPoint(number)) => number.into_inner().into(),
        Yaml::Value(Scalar::String(text)) => text.as_ref().into(),
        Yaml::Sequence(items) => items.iter().map(as_json).collect(),
        Yaml::Mapping(members) => {
            let member = |(key, value): (&Yaml<'_>, &Yaml<'_>)| {
                let key = match key {
                    Yaml::Value(Scalar::Integer(number)) => number.to_string(),
                    key => key.as_str().expect("a text for a key").to_owned(),
                };
                (key, as_json(value))
            };
            Value::Object(members.iter().map(member).collect::<Map<_, _>>())
        }
        other => panic!("{other:?}"),
    }
}

/// Compares YAML and JSON of a catalog, and says in what they differ.
pub fn differ(catalog: &Catalog) -> Option<String> {
    for (version, number) in VERSIONS {
        let yaml = document(catalog, &options(version, false, false));
        let parsed = match Yaml::load_from_str(&yaml) {
            Ok(parsed) => parsed,
            Err(error) => return Some(format!("YAML of {}: {error}", catalog.name)),
        };
        let json: Value =
            serde_json::from_str(&document(catalog, &options(version, true, false))).expect("JSON");
        if parsed.len() != 1 || as_json(&parsed[0]) != json {
            return Some(format!("YAML of {} in {number} differs from JSON", catalog.name));
        }
    }
    None
}
