//! Compares the tree with the key table.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::rc::Rc;

use super::duration;
use super::keys::{ERROR, Key, Presence, ROOT, Section, Type};
use super::nearest::nearest;
use super::params::ParamType;
use super::tree::{Entry, Table, Text, TomlKind, Value};
use crate::source::{Span, Spanned};

/// The result of comparing the tree with the key table, as the input of rules.
#[derive(Default)]
pub(crate) struct Shape<'t> {
    /// Values of the right TOML type whose type has further restrictions.
    pub(crate) values: Vec<Typed<'t>>,
    /// Unknown keys, with the path of their table.
    pub(crate) unknown: Vec<Unknown<'t>>,
    /// Values of the wrong type.
    pub(crate) mistyped: Vec<Mistyped<'t>>,
    /// Missing required keys.
    pub(crate) missing: Vec<Missing<'t>>,
    /// The tables with an unknown or mistyped key, by the span of their name. A key that seems
    /// missing can be the misspelt one.
    pub(crate) damaged: HashSet<Span>,
    /// User-defined entries that must be tables but are not, by section and name. They count as
    /// declared.
    pub(crate) broken: HashSet<(&'t str, &'t str)>,
    /// Errors that consist only of nested tables. Their other keys can be under a misspelt name.
    pub(crate) split_names: Vec<&'t Text<'t>>,
}

/// A value of a type.
pub(crate) struct Typed<'t> {
    pub(crate) ty: &'t Type,
    pub(crate) value: &'t Value<'t>,
}

/// A value of the wrong type.
pub(crate) struct Mistyped<'t> {
    pub(crate) entry: &'t Entry<'t>,
    /// The value of the entry, or an item of it.
    pub(crate) value: &'t Value<'t>,
    pub(crate) expected: &'t Type,
}

/// A missing required key.
pub(crate) struct Missing<'t> {
    /// The name of the table in the file; in a list of tables, the span of the table.
    pub(crate) table: Text<'t>,
    pub(crate) section: &'static Section,
    pub(crate) key: &'static Key,
    /// An example value for the key, as TOML.
    pub(crate) example: &'static str,
}

pub(crate) struct Unknown<'t> {
    pub(crate) entry: &'t Entry<'t>,
    pub(crate) section: &'static Section,
    /// The path of the table.
    pub(crate) path: Vec<&'t Text<'t>>,
    /// The keys that the table does not have yet.
    pub(crate) free: Rc<[&'static str]>,
}

pub(crate) fn shape<'t>(root: &'t Table<'t>) -> Shape<'t> {
    let mut shape = Shape::default();
    let mut path = Vec::new();
    shape.section(root, &ROOT, None, &mut path);
    shape.split_names(root);
    shape
}

impl<'t> Shape<'t> {
    /// Finds errors that are split, because the header of an error or of one of its parts is misspelt.
    fn split_names(&mut self, root: &'t Table<'t>) {
        let Some(TomlKind::Table(errors)) = root.get("errors").map(|entry| &entry.value.kind) else { return };
        let unknown_sections = self.unknown.iter().filter(|unknown| unknown.path.is_empty());
        let elsewhere: HashSet<&str> = unknown_sections
            .filter_map(|unknown| unknown.entry.value.table())
            .flat_map(|section| section.entries.iter().map(|entry| &*entry.key.value))
            .collect();
        for entry in &errors.entries {
            let TomlKind::Table(error) = &entry.value.kind else { continue };
            let is_table = |entry: &Entry| matches!(entry.value.kind, TomlKind::Table(_));
            if error.entries.is_empty() || !error.entries.iter().all(is_table) {
                continue;
            }
            if !self.damaged.contains(&entry.key.span) && !elsewhere.contains(&*entry.key.value) {
                self.split_names.push(&entry.key);
            }
            self.damaged.insert(entry.key.span);
        }
    }

    fn section(
        &mut self,
        table: &'t Table<'t>,
        section: &'static Section,
        item: Option<Span>,
        path: &mut Vec<&'t Text<'t>>,
    ) {
        let before = (self.unknown.len(), self.mistyped.len());
        let free = OnceCell::new();
        let free = || -> Rc<[&'static str]> {
            let names = section.keys.iter().map(|key| key.name);
            Rc::clone(free.get_or_init(|| names.filter(|name| table.get(name).is_none()).collect()))
        };
        for entry in &table.entries {
            match section.key(&entry.key.value) {
                Some(key) if !is_error_itself(section, key, &entry.value) => {
                    self.entry(entry, &key.ty, path);
                }
                _ => {
                    self.damaged.extend(path.last().map(|name| name.span));
                    self.unknown.push(Unknown { entry, section, path: path.clone(), free: free() });
                }
            }
        }
        let Some(name) = path.last() else { return };
        // A table in a list has no name. Its header, or the table itself, is the span.
        let place = Spanned::new(name.value.clone(), item.unwrap_or(name.span));
        let damaged = match item {
            Some(_) => (self.unknown.len(), self.mistyped.len()) != before,
            None => self.damaged.contains(&name.span),
        };
        if !damaged {
            let missing = section.keys.iter().filter_map(|key| match key.presence {
                Presence::Required { example } if table.get(key.name).is_none() => {
                    Some(Missing { table: place.clone(), section, key, example })
                }
                _ => None,
            });
            self.missing.extend(missing);
        }
    }

    fn entry(&mut self, entry: &'t Entry<'t>, ty: &'static Type, path: &mut Vec<&'t Text<'t>>) {
        path.push(&entry.key);
        if !self.value(entry, &entry.value, ty, path) {
            self.mistyped.push(Mistyped { entry, value: &entry.value, expected: ty });
            if let [section, name] = path.as_slice() {
                self.broken.insert((&section.value, &name.value));
            }
            self.damaged.extend(path.iter().rev().nth(1).map(|name| name.span));
        }
        path.pop();
    }

    /// Returns whether the value has the type, and walks its content.
    fn value(
        &mut self,
        entry: &'t Entry<'t>,
        value: &'t Value<'t>,
        ty: &'static Type,
        path: &mut Vec<&'t Text<'t>>,
    ) -> bool {
        let ty = settled(ty, value);
        match (ty, &value.kind) {
            (Type::Table(section), TomlKind::Table(table)) => self.section(table, section, None, path),
            (Type::Map(ty), TomlKind::Table(table)) => {
                table.entries.iter().for_each(|entry| self.entry(entry, ty, path));
            }
            (Type::Tables(section), TomlKind::Array(items)) => {
                for item in items {
                    match &item.kind {
                        TomlKind::Table(table) => self.section(table, section, Some(item.span), path),
                        _ => self.mistyped.push(Mistyped { entry, value: item, expected: ty }),
                    }
                }
            }
            (Type::Texts | Type::Value | Type::OneOrMore(_), TomlKind::Array(items)) => {
                self.texts(entry, items, ty, path);
            }
            _ if !could_be(ty, value) => return false,
            _ => {}
        }
        if matches!(ty, Type::Status | Type::Duration | Type::Word(_) | Type::ParamType) {
            self.values.push(Typed { ty, value });
        }
        true
    }

    /// Walks a list of texts. An item of another type damages the table.
    fn texts(
        &mut self,
        entry: &'t Entry<'t>,
        items: &'t [Value<'t>],
        expected: &'static Type,
        path: &[&'t Text<'t>],
    ) {
        let before = self.mistyped.len();
        let wrong = items.iter().filter(|item| !matches!(item.kind, TomlKind::String(_)));
        self.mistyped.extend(wrong.map(|value| Mistyped { entry, value, expected }));
        if self.mistyped.len() > before {
            self.damaged.extend(path.iter().rev().nth(1).map(|name| name.span));
        }
    }
}

/// Returns the type to compare a value with: of two alternatives, the one that it has or most
/// likely should have.
fn settled(ty: &'static Type, value: &Value) -> &'static Type {
    let Type::Either(a, b) = ty else { return ty };
    let is_second = fits(b, value)
        || (could_be(b, value) && !fits(a, value) && resembles(b, value))
        || !could_be(a, value);
    settled(if is_second { b } else { a }, value)
}

/// Returns whether the value of a key of an error looks like an error itself:
/// `[errors.user.source]` is a code with a dot.
fn is_error_itself(section: &Section, key: &Key, value: &Value) -> bool {
    let TomlKind::Table(table) = &value.kind else { return false };
    let has_names_of_its_own = matches!(key.ty, Type::Map(_));
    section.name == ERROR.name && !has_names_of_its_own && table.is_error()
}

/// Returns whether the TOML type of the value matches the type.
fn could_be(ty: &Type, value: &Value) -> bool {
    match ty {
        Type::Text | Type::Template | Type::Envelope | Type::Duration | Type::ParamType => {
            matches!(value.kind, TomlKind::String(_))
        }
        // The rule `unknown-word` reports a word, and a duration or a word.
        Type::Word(_) => matches!(value.kind, TomlKind::String(_)),
        Type::Bool => matches!(value.kind, TomlKind::Bool(_)),
        Type::Count => matches!(value.kind, TomlKind::Integer(n) if u32::try_from(n).is_ok()),
        Type::Status => matches!(value.kind, TomlKind::Integer(_)),
        Type::Code => matches!(value.kind, TomlKind::String(_) | TomlKind::Integer(_)),
        Type::Scalar => match value.kind {
            TomlKind::Float(number) => number.is_finite(),
            _ => matches!(value.kind, TomlKind::String(_) | TomlKind::Integer(_) | TomlKind::Bool(_)),
        },
        Type::Texts => matches!(value.kind, TomlKind::String(_) | TomlKind::Array(_)),
        Type::OneOrMore(_) => match &value.kind {
            TomlKind::Array(items) => !items.is_empty(),
            kind => matches!(kind, TomlKind::String(_)),
        },
        Type::Value => matches!(value.kind, TomlKind::Array(_)) || could_be(&Type::Scalar, value),
        Type::Table(_) | Type::Map(_) => matches!(value.kind, TomlKind::Table(_)),
        Type::Tables(_) => matches!(value.kind, TomlKind::Array(_)),
        Type::Either(a, b) => could_be(a, value) || could_be(b, value),
    }
}

/// Returns whether a value satisfies the restrictions of its type.
pub(super) fn fits(ty: &Type, value: &Value) -> bool {
    match (ty, &value.kind) {
        (Type::Word(words), TomlKind::String(text)) => words.contains(&&**text),
        (Type::Duration, TomlKind::String(text)) => duration::parse(text).is_some(),
        (Type::ParamType, TomlKind::String(text)) => ParamType::parse(text).is_some(),
        _ => could_be(ty, value),
    }
}

/// Returns whether a text could be a misspelt word of the type.
fn resembles(ty: &Type, value: &Value) -> bool {
    match (ty, &value.kind) {
        (Type::Word(words), TomlKind::String(text)) => nearest(text, words.iter().copied()).is_some(),
        _ => false,
    }
}
