//! A JSON Schema of catalog files.

use serde_json::{Map, Value, json};

use crate::catalog::keys::{Key, Presence, ROOT, Section, Type};
use crate::catalog::{ParamType, Scalar};

/// Returns the JSON Schema of a catalog file, for editors and validators.
///
/// It checks a single file against the key table: keys, types, words, required keys. It cannot
/// check names, placeholders and clashes; use [`check`](crate::check) for those.
///
/// The schema uses only keywords with the same meaning in all drafts of JSON Schema from 4 to
/// 2020-12, because Taplo and Even Better TOML support no others. It does not use `$ref`, because
/// they show no description next to it. The schema has no `$id`.
///
/// ```
/// let schema = error_catalog_codegen::emit::format::schema();
/// assert_eq!(schema["properties"]["catalog"]["properties"]["http"]["default"], true);
/// ```
pub fn schema() -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("title".into(), "Error catalog".into());
    schema.insert("description".into(), ROOT.meaning.into());
    schema.extend(table(&ROOT));
    Value::Object(schema)
}

fn table(section: &Section) -> Map<String, Value> {
    let properties = section.keys.iter().map(|key| (key.name.to_owned(), property(key)));
    let properties: Map<String, Value> = properties.collect();
    let required: Vec<_> = section.keys.iter().filter(|key| key.is_required()).map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("type".into(), "object".into());
    schema.insert("properties".into(), properties.into());
    schema.insert("additionalProperties".into(), false.into());
    if section.name == "catalog" {
        // An included file can only have `include` in `[catalog]`.
        let included = json!({ "required": ["include"], "maxProperties": 1 });
        schema.insert("anyOf".into(), json!([{ "required": required }, included]));
    } else if !required.is_empty() {
        schema.insert("required".into(), required.into());
    }
    schema
}

/// Returns the schema of a key, with its meaning and default.
fn property(key: &Key) -> Value {
    let mut schema = Map::new();
    let default = match key.presence {
        Presence::Optional { default } => default,
        Presence::Required { .. } => "",
    };
    let value = serde_json::from_str::<Value>(default).ok();
    let note = match value {
        None if !default.is_empty() => format!(" Default: {default}."),
        _ => String::new(),
    };
    schema.insert("description".into(), format!("{}{note}", key.meaning).into());
    schema.extend(value.map(|value| ("default".into(), value)));
    schema.extend(of_type(&key.ty));
    Value::Object(schema)
}

fn of_type(ty: &Type) -> Map<String, Value> {
    let schema = match ty {
        Type::Text | Type::Template | Type::Envelope => json!({ "type": "string" }),
        Type::Bool => json!({ "type": "boolean" }),
        Type::Count => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        // Final statuses of responses with a body.
        Type::Status => {
            json!({ "type": "integer", "minimum": 200, "maximum": 599, "not": { "enum": [204, 205, 304] } })
        }
        Type::Duration => json!({ "type": "string", "pattern": "^([0-9]+(ms|s|m|h|d))+$" }),
        Type::Word(words) => json!({ "type": "string", "enum": words }),
        Type::ParamType => json!({ "type": "string", "enum": param_types() }),
        Type::Code => json!({ "type": ["string", "integer"] }),
        Type::Scalar => json!({ "type": ["string", "number", "boolean"] }),
        Type::Texts => one_or_more(json!({ "type": "string" })),
        Type::OneOrMore(ty) => one_or_more(Value::Object(of_type(ty))),
        Type::Value => json!({ "anyOf": [
            { "type": ["string", "number", "boolean"] },
            { "type": "array", "items": { "type": "string" } },
        ] }),
        Type::Table(section) => Value::Object(table(section)),
        Type::Map(ty) => json!({ "type": "object", "additionalProperties": of_type(ty) }),
        Type::Tables(section) => json!({ "type": "array", "items": table(section) }),
        Type::Either(a, b) => json!({ "anyOf": [of_type(a), of_type(b)] }),
    };
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

fn one_or_more(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "array", "items": schema }] })
}

/// Returns the names of all parameter types, single values before lists.
fn param_types() -> Vec<String> {
    let all = |list| Scalar::ALL.into_iter().map(move |scalar| ParamType { scalar, list }.name());
    all(false).chain(all(true)).collect()
}
