//! Parses TOML to a tree.

use toml::de::{DeTable, DeValue};

use super::mistakes::mistakes;
use super::syntax_error::SyntaxErrors;
use super::tree::{Entry, Table, TomlKind, Value};
use crate::source::{Span, Spanned};

/// In larger files, only the first syntax error is reported. A file that is not TOML has an error
/// in every byte, and the parser needs hundreds of bytes for each.
const LARGE: usize = 1 << 20;

/// Parses a file. After a syntax error, the tree of the parser contains invented values and is not
/// used.
pub(super) fn parse(file: u32, text: &str) -> Result<Table<'_>, SyntaxErrors> {
    if text.len() > LARGE {
        let parsed = DeTable::parse(text).map(|table| convert_table(file, table.into_inner()));
        return parsed.map_err(|error| SyntaxErrors::sorted(file, &[error]));
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() { Ok(convert_table(file, table.into_inner())) } else { Err(mistakes(file, text)) }
}

fn convert_table(file: u32, table: DeTable<'_>) -> Table<'_> {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| {
            let key_span = Span::new(file, key.span());
            let value_span = Span::new(file, value.span());
            let kind = convert(file, value.into_inner());
            let key = Spanned::new(key.into_inner(), key_span);
            Entry { key, value: Value { kind, span: value_span } }
        })
        .collect();
    // The parser returns entries in alphabetical order.
    entries.sort_by_key(|entry| entry.key.span.start);
    Table { entries }
}

fn convert(file: u32, value: DeValue<'_>) -> TomlKind<'_> {
    match value {
        DeValue::String(text) => TomlKind::String(text),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(TomlKind::Other("an integer beyond 64 bits"), TomlKind::Integer),
        DeValue::Float(number) => {
            number.as_str().parse().map_or(TomlKind::Other("a number"), TomlKind::Float)
        }
        DeValue::Boolean(value) => TomlKind::Bool(value),
        DeValue::Datetime(_) => TomlKind::Other("a date"),
        DeValue::Array(items) => TomlKind::Array(
            items
                .into_iter()
                .map(|item| {
                    let span = Span::new(file, item.span());
                    Value { kind: convert(file, item.into_inner()), span }
                })
                .collect(),
        ),
        DeValue::Table(table) => TomlKind::Table(convert_table(file, table)),
    }
}

/// Finds the first occurrence of a duplicate key.
///
/// The parser reports only the second occurrence. With that key renamed, the text parses to a tree
/// with the renamed key and the first one in the same table.
pub(crate) fn first_of_duplicate(text: &str, again: Span) -> Option<Span> {
    const RENAMED: &str = "__second_of_two__";
    let (start, end) = (again.start as usize, again.end as usize);
    // The text after the second occurrence is dropped, because the key can occur a third time.
    let line_end = text.get(end..)?.find('\n').map_or(text.len(), |at| end + at);
    let renamed = format!("{}{RENAMED}{}", text.get(..start)?, text.get(end..line_end)?);
    let key = parse_key(text.get(start..end)?)?;
    let (table, _) = DeTable::parse_recoverable(&renamed);
    let table = convert_table(again.file, table.into_inner());
    let first = neighbours(&table, RENAMED)?.get(&key).map(|first| first.key.span)?;
    (first.end <= again.start).then_some(first)
}

/// Returns the value of a key, without quotes and escapes.
fn parse_key(written: &str) -> Option<String> {
    let text = format!("{written} = 0");
    let table = DeTable::parse(&text).ok()?;
    table.into_inner().into_iter().next().map(|(key, _)| key.into_inner().into_owned())
}

/// Returns the table with this key, at any depth.
fn neighbours<'t, 's>(table: &'t Table<'s>, key: &str) -> Option<&'t Table<'s>> {
    if table.get(key).is_some() {
        return Some(table);
    }
    table.entries.iter().find_map(|entry| match &entry.value.kind {
        TomlKind::Table(table) => neighbours(table, key),
        TomlKind::Array(items) => items.iter().find_map(|item| match &item.kind {
            TomlKind::Table(table) => neighbours(table, key),
            _ => None,
        }),
        _ => None,
    })
}
