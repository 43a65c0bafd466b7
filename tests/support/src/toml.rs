//! TOML as JSON, and back.

use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

/// TOML as JSON.
pub fn parsed(text: &str) -> Value {
    let table = DeTable::parse(text).unwrap_or_else(|error| panic!("{error} in {text}"));
    table_to_json(table.get_ref())
}

fn table_to_json(table: &DeTable<'_>) -> Value {
    let entries = table.iter().map(|(key, value)| (key.get_ref().to_string(), to_json(value.get_ref())));
    Value::Object(entries.collect())
}

fn to_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(number) => serde_json::from_str(number.as_str()).expect("a number"),
        DeValue::Float(number) => serde_json::from_str(number.as_str()).expect("a number"),
        DeValue::Boolean(value) => (*value).into(),
        DeValue::Datetime(time) => time.to_string().into(),
        DeValue::Array(items) => items.iter().map(|item| to_json(item.get_ref())).collect(),
        DeValue::Table(table) => table_to_json(table),
    }
}

/// JSON as TOML in one line.
pub fn to_toml(value: &Value) -> String {
    // JSON's strings are TOML's but for one character.
    let string = |text: &str| json!(text).to_string().replace('\u{7f}', "\\u007F");
    match value {
        Value::Object(members) => {
            let members: Vec<_> =
                members.iter().map(|(key, v)| format!("{} = {}", string(key), to_toml(v))).collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(to_toml).collect::<Vec<_>>().join(", ")),
        Value::String(text) => string(text),
        other => other.to_string(),
    }
}
