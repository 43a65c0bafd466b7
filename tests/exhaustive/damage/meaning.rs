//! What a catalog means, and in what two catalogs differ.

use std::collections::BTreeMap;

use error_catalog_codegen::Catalog;
use toml::de::{DeTable, DeValue};

use super::classes::Differences;

/// All that a catalog says, without the places in its file.
pub(super) fn of(catalog: &Catalog) -> String {
    let text = format!("{catalog:#?}");
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let name = line.trim_start();
        if name.starts_with("location: Location {") || name.starts_with("span: Span {") {
            let indent = line.len() - name.len();
            lines.find(|line| line.len() - line.trim_start().len() == indent);
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The values of a TOML text by their paths; `None` if it is no TOML.
pub(super) fn leaves(text: &str) -> Option<BTreeMap<String, String>> {
    let mut leaves = BTreeMap::new();
    collect(DeTable::parse(text).ok()?.get_ref(), "", &mut leaves);
    Some(leaves)
}

fn collect(table: &DeTable<'_>, path: &str, leaves: &mut BTreeMap<String, String>) {
    for (key, value) in table.iter() {
        // A dot in a key is not one between keys.
        let key = key.get_ref().replace('.', "·");
        let path = if path.is_empty() { key } else { format!("{path}.{key}") };
        leaf(value.get_ref(), &path, leaves);
    }
}

fn leaf(value: &DeValue<'_>, path: &str, leaves: &mut BTreeMap<String, String>) {
    match value {
        DeValue::Table(table) if !table.is_empty() => collect(table, path, leaves),
        DeValue::Array(items) if !items.is_empty() => {
            for (i, item) in items.iter().enumerate() {
                leaf(item.get_ref(), &format!("{path}.{i:03}"), leaves);
            }
        }
        DeValue::String(text) => _ = leaves.insert(path.to_owned(), format!("{text:?}")),
        DeValue::Integer(number) => _ = leaves.insert(path.to_owned(), number.to_string()),
        DeValue::Float(number) => _ = leaves.insert(path.to_owned(), number.to_string()),
        other => _ = leaves.insert(path.to_owned(), format!("{other:?}")),
    }
}

/// In what two texts differ: the keys, with `*` for names of the user's own, and what became of each. What is gone or
/// new as a whole is one difference.
pub(super) fn differences(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Differences {
    let changed = old.iter().filter(|(path, value)| new.get(*path).is_some_and(|new| new != *value));
    let changed = changed.map(|(path, _)| (general(path), "changed"));
    let only_in = |some: &BTreeMap<String, String>, others: &BTreeMap<String, String>, what| {
        let paths = some.keys().filter(|path| !others.contains_key(*path));
        paths.map(|path| (general(outermost(path, others)), what)).collect::<Vec<_>>()
    };
    changed.chain(only_in(old, new, "gone")).chain(only_in(new, old, "new")).collect()
}

/// The longest table around a path of which the others have nothing.
fn outermost<'p>(path: &'p str, others: &BTreeMap<String, String>) -> &'p str {
    let has = |table: &str| {
        let within = format!("{table}.");
        let next = others.range(within.clone()..).next();
        others.contains_key(table) || next.is_some_and(|(other, _)| other.starts_with(&within))
    };
    let mut tables = path.match_indices('.').map(|(end, _)| &path[..end]);
    tables.find(|table| !has(table)).unwrap_or(path)
}

/// The tables whose keys are names of the user's own.
const NAMED: &[&str] = &[
    "envelope",
    "context",
    "attributes",
    "retry",
    "status",
    "rate_limits",
    "category",
    "errors",
    "operations",
    "framework",
    "retired",
    "rules",
    "params",
    "headers",
    "fields",
];

fn general(path: &str) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    let is_name = |i: usize| {
        let table = i.checked_sub(1).map_or("", |before| parts[before]);
        let is_item = parts[i].len() == 3 && parts[i].bytes().all(|b| b.is_ascii_digit()) && i > 1;
        is_item || (NAMED.contains(&table) && (i == 1 || i == 3))
    };
    let general: Vec<&str> = (0..parts.len()).map(|i| if is_name(i) { "*" } else { parts[i] }).collect();
    general.join(".")
}
