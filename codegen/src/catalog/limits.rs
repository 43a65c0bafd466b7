//! The limits of a catalog.

use super::tree::{Entry, Table, Text, TomlKind, Value};
use crate::finding::{Excess, Finding};
use crate::source::Span;

/// The maximum number of characters of a name. Identifiers contain it, and file systems have a
/// similar limit.
pub(crate) const NAME: usize = 250;

/// The maximum length of an envelope's body in bytes. The example of every error repeats it.
pub(crate) const BODY: usize = 16 << 10;

/// The maximum length of any other text in bytes. Triggers repeat the message and the fix of their
/// error.
pub(crate) const TEXT: usize = 64 << 10;

/// The maximum depth of nested includes.
pub(crate) const INCLUDES: usize = 100;

/// The maximum number of entries of tables, by their key paths; `*` is a user-defined name.
pub(crate) const ENTRIES: &[(&[&str], usize, &str)] = &[
    (&["envelope"], 100, "envelopes"),
    (&["retry"], 100, "retry policies"),
    (&["attributes"], 100, "attributes"),
    (&["context"], 100, "context values"),
    (&["status"], 1_000, "statuses"),
    (&["framework"], 1_000, "statuses"),
    (&["rules"], 1_000, "rules"),
    (&["errors", "*", "params"], 250, "parameters"),
    (&["errors", "*", "headers"], 100, "headers"),
    (&["errors", "*", "attributes"], 100, "attributes"),
    (&["errors", "*", "triggers"], 200, "triggers"),
    (&["envelope", "*", "headers"], 100, "headers"),
    (&["envelope", "*", "fields"], 1_000, "fields"),
];

/// Finds everything beyond the limits, before any other step.
pub(crate) fn excesses(root: &Table) -> Vec<Finding> {
    let mut search = Search { path: Vec::new(), found: Vec::new() };
    search.table(root);
    search.found
}

struct Search<'t> {
    /// The key path.
    path: Vec<&'t str>,
    found: Vec<Finding>,
}

impl<'t> Search<'t> {
    fn table(&mut self, table: &'t Table) {
        for entry in &table.entries {
            self.name(&entry.key);
            self.path.push(&entry.key.value);
            self.entries(entry);
            // Wire codes and Rust names are also names.
            if let (
                ["errors", _, "code"] | [_, _, "rust"] | ["errors", _, "params", _, "wire"],
                TomlKind::String(text),
            ) = (self.path.as_slice(), &entry.value.kind)
            {
                self.name(&Text::new(text.clone(), entry.value.span));
            }
            self.value(&entry.value);
            self.path.pop();
        }
    }

    fn value(&mut self, value: &'t Value) {
        match &value.kind {
            TomlKind::Table(table) => self.table(table),
            TomlKind::Array(items) => items.iter().for_each(|item| self.value(item)),
            TomlKind::String(text) => {
                let most = if leads_to(&["envelope", "*", "body"], &self.path) { BODY } else { TEXT };
                if text.len() > most {
                    self.add(Excess::Text { bytes: text.len(), most }, value.span);
                }
            }
            _ => {}
        }
    }

    fn name(&mut self, name: &Text) {
        if name.value.len() > NAME && name.value.chars().nth(NAME).is_some() {
            self.add(Excess::Name { start: name.value.chars().take(20).collect() }, name.span);
        }
    }

    fn entries(&mut self, entry: &Entry) {
        let path = self.path.as_slice();
        let limit = ENTRIES.iter().find(|(keys, ..)| leads_to(keys, path));
        let Some((_, most, what)) = limit else { return };
        let of_value = |value: &Value| match &value.kind {
            TomlKind::Array(items) => items.len(),
            _ => 1,
        };
        let count = match &entry.value.kind {
            // A header can have several values.
            TomlKind::Table(table) => table.entries.iter().map(|entry| of_value(&entry.value)).sum(),
            _ => of_value(&entry.value),
        };
        if count > *most {
            let of = match path {
                [_, name, _] => (*name).to_owned(),
                _ => format!("[{}]", entry.key.value),
            };
            self.add(Excess::Entries { of, count, most: *most, what }, entry.key.span);
        }
    }

    fn add(&mut self, excess: Excess, span: Span) {
        self.found.push(Finding::Excess { excess, span });
    }
}

/// Returns whether a limit applies to a key path.
fn leads_to(keys: &[&str], path: &[&str]) -> bool {
    keys.len() == path.len() && keys.iter().zip(path).all(|(key, part)| *key == "*" || key == part)
}
