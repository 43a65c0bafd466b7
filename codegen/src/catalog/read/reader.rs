//! Reads values of a table by key and type. Values of another type are absent.

use std::collections::HashSet;

use crate::catalog::duration;
use crate::catalog::naming;
use crate::catalog::raw::Named;
use crate::catalog::tree::{Entry, Table, Text, TomlKind, Value};
use crate::source::{Span, Spanned};

/// A reader of a table. Values of another type are absent.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t, 's> {
    pub(super) table: &'t Table<'s>,
}

impl<'t, 's> Reader<'t, 's> {
    pub(super) fn value(self, key: &str) -> Option<&'t Value<'s>> {
        self.table.get(key).map(|entry| &entry.value)
    }

    pub(super) fn text(self, key: &str) -> Option<Text<'s>> {
        match self.value(key)? {
            Value { kind: TomlKind::String(text), span } => Some(Spanned::new(text.clone(), *span)),
            _ => None,
        }
    }

    pub(super) fn texts(self, key: &str) -> Vec<Text<'s>> {
        self.value(key).map(|value| value.texts().collect()).unwrap_or_default()
    }

    pub(super) fn integer(self, key: &str) -> Option<Spanned<i64>> {
        match self.value(key)? {
            Value { kind: TomlKind::Integer(number), span } => Some(Spanned::new(*number, *span)),
            _ => None,
        }
    }

    pub(super) fn duration(self, key: &str) -> Option<std::time::Duration> {
        duration::parse(&self.text(key)?.value)
    }

    pub(super) fn flag(self, key: &str, default: bool) -> bool {
        match self.value(key).map(|value| &value.kind) {
            Some(TomlKind::Bool(value)) => *value,
            _ => default,
        }
    }

    pub(super) fn table(self, key: &str) -> Option<Reader<'t, 's>> {
        match &self.value(key)?.kind {
            TomlKind::Table(table) => Some(Reader { table }),
            _ => None,
        }
    }

    pub(super) fn tables(self, key: &str) -> impl Iterator<Item = Reader<'t, 's>> {
        let items = match self.value(key).map(|value| &value.kind) {
            Some(TomlKind::Array(items)) => items.as_slice(),
            _ => &[],
        };
        items.iter().filter_map(|item| match &item.kind {
            TomlKind::Table(table) => Some(Reader { table }),
            _ => None,
        })
    }

    pub(super) fn entries(self, key: &str) -> &'t [Entry<'s>] {
        self.table(key).map_or(&[], |reader| reader.table.entries.as_slice())
    }

    /// Returns a table of texts with user-defined names.
    pub(super) fn pairs(self, key: &str) -> Vec<(Text<'s>, Text<'s>)> {
        let entries = self.entries(key).iter();
        entries
            .filter_map(|entry| match &entry.value {
                Value { kind: TomlKind::String(text), span } => {
                    Some((entry.key.clone(), Spanned::new(text.clone(), *span)))
                }
                _ => None,
            })
            .collect()
    }

    /// Returns the headers, with one entry per value. A name with a list of values occurs several
    /// times.
    pub(super) fn headers<T>(self, read: impl Fn(Text<'s>) -> T) -> Vec<(Text<'s>, T)> {
        let of_name = |entry: &'t Entry<'s>| entry.value.texts().map(|value| (entry.key.clone(), value));
        let values = self.entries("headers").iter().flat_map(of_name);
        values.map(|(name, value)| (name, read(value))).collect()
    }

    /// Returns a table of tables with user-defined names.
    pub(super) fn named<T>(
        self,
        key: &str,
        damaged: &HashSet<Span>,
        read: impl Fn(Reader<'t, 's>) -> T,
    ) -> Vec<Named<'s, T>> {
        let entries = self.entries(key).iter();
        entries
            .filter_map(|entry| match &entry.value.kind {
                TomlKind::Table(table) => Some(Named {
                    name: entry.key.clone(),
                    type_name: naming::type_name(&entry.key.value),
                    damaged: damaged.contains(&entry.key.span),
                    item: read(Reader { table }),
                }),
                _ => None,
            })
            .collect()
    }
}
