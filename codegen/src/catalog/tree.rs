//! A catalog file as a tree, in the order of the file, with the span of every key and value.

use std::borrow::Cow;

use crate::source::{Span, Spanned};

/// A text of the catalog, mostly a slice of its file.
pub(crate) type Text<'s> = Spanned<Cow<'s, str>>;

/// A table, with its entries in the order of the file.
#[derive(Default)]
pub(crate) struct Table<'s> {
    pub(crate) entries: Vec<Entry<'s>>,
}

pub(crate) struct Entry<'s> {
    pub(crate) key: Text<'s>,
    pub(crate) value: Value<'s>,
}

pub(crate) struct Value<'s> {
    pub(crate) kind: TomlKind<'s>,
    pub(crate) span: Span,
}

pub(crate) enum TomlKind<'s> {
    String(Cow<'s, str>),
    Integer(i64),
    Float(f64),
    Bool(bool),
    Array(Vec<Value<'s>>),
    Table(Table<'s>),
    /// A value that no key accepts: a date, or an integer beyond 64 bits.
    Other(&'static str),
}

impl TomlKind<'_> {
    /// Returns the type in words.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::String(_) => "a string",
            Self::Integer(_) => "a whole number",
            Self::Float(number) if !number.is_finite() => "no finite number",
            Self::Float(_) => "a decimal number",
            Self::Bool(_) => "a boolean",
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

    /// Returns whether the table looks like an error.
    pub(crate) fn is_error(&self) -> bool {
        self.get("message").is_some() || self.get("status").is_some()
    }
}

impl<'s> Value<'s> {
    pub(crate) fn table(&self) -> Option<&Table<'s>> {
        match &self.kind {
            TomlKind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Returns the texts of a string or of a list of strings.
    pub(crate) fn texts(&self) -> impl Iterator<Item = Text<'s>> {
        let items = match &self.kind {
            TomlKind::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(self),
        };
        items.iter().filter_map(|item| match &item.kind {
            TomlKind::String(text) => Some(Spanned::new(text.clone(), item.span)),
            _ => None,
        })
    }
}
