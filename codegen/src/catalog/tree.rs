//! TOML text as a tree in the file's order, with the span of every key and value.

use std::borrow::Cow;

use toml::de::{DeTable, DeValue};

use super::mistakes::mistakes;
use crate::source::{Span, Spanned};

/// A text of the catalog, mostly a slice of its file.
pub(crate) type Text<'s> = Spanned<Cow<'s, str>>;

/// A table, its entries in the order of the file.
#[derive(Default)]
pub(crate) struct Table<'s> {
    pub(crate) entries: Vec<Entry<'s>>,
}

pub(crate) struct Entry<'s> {
    pub(crate) key: Text<'s>,
    pub(crate) value: Value<'s>,
}

pub(crate) struct Value<'s> {
    pub(crate) kind: Kind<'s>,
    pub(crate) span: Span,
}

pub(crate) enum Kind<'s> {
    String(Cow<'s, str>),
    Integer(i64),
    Float(f64),
    Bool(bool),
    Array(Vec<Value<'s>>),
    Table(Table<'s>),
    /// What no key of a catalog takes: a date, or a number beyond 64 bits.
    Other(&'static str),
}

impl Kind<'_> {
    /// What it is, in words.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::String(_) => "a string",
            Self::Integer(_) => "a whole number",
            Self::Float(number) if !number.is_finite() => "no finite number",
            Self::Float(_) => "a number with a fraction",
            Self::Bool(_) => "a truth value",
            Self::Array(_) => "a list",
            Self::Table(_) => "a table",
            Self::Other(name) => name,
        }
    }
}

impl<'s> Table<'s> {
    pub(crate) fn get(&self, key: &str) -> Option<&Entry<'s>> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }

    /// Whether it looks like an error of a catalog.
    pub(crate) fn is_error(&self) -> bool {
        self.get("message").is_some() || self.get("status").is_some()
    }
}

/// A mistake in the TOML itself.
pub(crate) struct SyntaxError {
    pub(crate) span: Span,
    pub(crate) message: String,
    /// Another place that belongs to it, and how.
    pub(crate) related: Option<(Span, &'static str)>,
}

/// Of larger files, the first syntax error alone is told: what is not TOML at all has one in every byte, and the parser takes
/// hundreds of bytes for each.
const LARGE: usize = 1 << 20;

/// Parses a file. With any syntax error the tree holds invented values: it is good for nothing then.
pub(crate) fn parse(file: u32, text: &str) -> Result<Table<'_>, Vec<SyntaxError>> {
    if text.len() > LARGE {
        let parsed = DeTable::parse(text).map(|table| convert_table(file, table.into_inner()));
        return parsed.map_err(|error| vec![syntax_error(file, &error)]);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() { Ok(convert_table(file, table.into_inner())) } else { Err(mistakes(file, text)) }
}

/// All that the parser says of a text.
pub(super) fn syntax_errors(file: u32, text: &str) -> Vec<SyntaxError> {
    DeTable::parse_recoverable(text).1.iter().map(|error| syntax_error(file, error)).collect()
}

fn syntax_error(file: u32, error: &toml::de::Error) -> SyntaxError {
    let span = Span::new(file, error.span().unwrap_or(0..0));
    SyntaxError { span, message: error.message().to_owned(), related: None }
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
    // The parser hands entries out in alphabetical order.
    entries.sort_by_key(|entry| entry.key.span.start);
    Table { entries }
}

fn convert(file: u32, value: DeValue<'_>) -> Kind<'_> {
    match value {
        DeValue::String(text) => Kind::String(text),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Kind::Other("a number beyond 64 bits"), Kind::Integer),
        DeValue::Float(number) => number.as_str().parse().map_or(Kind::Other("a number"), Kind::Float),
        DeValue::Boolean(value) => Kind::Bool(value),
        DeValue::Datetime(_) => Kind::Other("a date"),
        DeValue::Array(items) => Kind::Array(
            items
                .into_iter()
                .map(|item| {
                    let span = Span::new(file, item.span());
                    Value { kind: convert(file, item.into_inner()), span }
                })
                .collect(),
        ),
        DeValue::Table(table) => Kind::Table(convert_table(file, table)),
    }
}

impl<'s> Value<'s> {
    pub(crate) fn table(&self) -> Option<&Table<'s>> {
        match &self.kind {
            Kind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The texts of a string or of a list of strings.
    pub(crate) fn texts(&self) -> impl Iterator<Item = Text<'s>> {
        let items = match &self.kind {
            Kind::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(self),
        };
        items.iter().filter_map(|item| match &item.kind {
            Kind::String(text) => Some(Spanned::new(text.clone(), item.span)),
            _ => None,
        })
    }
}

/// Where a key that stands twice stands first.
///
/// The parser tells the second place alone. With that key renamed, the text parses to a tree in which the
/// renamed key and the first one are neighbours.
pub(crate) fn first_of_duplicate(text: &str, again: Span) -> Option<Span> {
    const RENAMED: &str = "__second_of_two__";
    let (start, end) = (again.start as usize, again.end as usize);
    // What stands below would only add to the confusion where a key stands a third time.
    let line_end = text.get(end..)?.find('\n').map_or(text.len(), |at| end + at);
    let renamed = format!("{}{RENAMED}{}", text.get(..start)?, text.get(end..line_end)?);
    let key = parse_key(text.get(start..end)?)?;
    let (table, _) = DeTable::parse_recoverable(&renamed);
    let table = convert_table(again.file, table.into_inner());
    let first = neighbours(&table, RENAMED)?.get(&key).map(|first| first.key.span)?;
    (first.end <= again.start).then_some(first)
}

/// What a key as written means: quotes and escapes taken off.
fn parse_key(written: &str) -> Option<String> {
    let text = format!("{written} = 0");
    let table = DeTable::parse(&text).ok()?;
    table.into_inner().into_iter().next().map(|(key, _)| key.into_inner().into_owned())
}

/// The table, at whatever depth, that has that key.
fn neighbours<'t, 's>(table: &'t Table<'s>, key: &str) -> Option<&'t Table<'s>> {
    if table.get(key).is_some() {
        return Some(table);
    }
    table.entries.iter().find_map(|entry| match &entry.value.kind {
        Kind::Table(table) => neighbours(table, key),
        Kind::Array(items) => items.iter().find_map(|item| match &item.kind {
            Kind::Table(table) => neighbours(table, key),
            _ => None,
        }),
        _ => None,
    })
}
