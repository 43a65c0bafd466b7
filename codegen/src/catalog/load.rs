//! A catalog's files, read and joined to one tree.

use std::collections::HashMap;
use std::path::Path;

use super::tree::{self, Entry, Kind, Table};
use crate::check;
use crate::diagnostic::Sink;
use crate::source::{Sources, Span};

/// Reads the main file and everything that it includes; `None` where the main file cannot be read.
///
/// # Errors
///
/// The main file's, from the file system.
pub(crate) fn load(path: &Path, sources: &mut Sources, sink: &mut Sink) -> std::io::Result<Table> {
    let file = sources.read(path)?;
    let mut loader = Loader { sources, sink, joined: Table::default(), open: vec![file] };
    loader.parse(file);
    Ok(loader.joined)
}

struct Loader<'a> {
    sources: &'a mut Sources,
    sink: &'a mut Sink,
    joined: Table,
    /// The files that are being read, each included by the one before it.
    open: Vec<u32>,
}

impl Loader<'_> {
    fn parse(&mut self, file: u32) {
        let parsed = tree::parse(file, &self.sources.files[file as usize].text);
        match parsed {
            Ok(table) => {
                let includes = includes(&table);
                self.join(table);
                for (path, span) in includes {
                    self.include(file, &path, span);
                }
            }
            Err(errors) => {
                self.sink.extend(errors.iter().map(|error| match error.message.as_str() {
                    "duplicate key" => check::duplicate_key::report(self.sources, error.span),
                    _ => check::syntax::report(error),
                }));
            }
        }
    }

    fn include(&mut self, from: u32, include: &str, span: Span) {
        let path = self.sources.resolve(from, include);
        match self.sources.find(&path) {
            Some(file) if self.open.contains(&file) => {
                self.sink.push(check::include_cycle::report(self.sources, &self.open, file, span));
            }
            // Two files may include the same third.
            Some(_) => {}
            None => match self.sources.read(&path) {
                Ok(file) => {
                    self.open.push(file);
                    self.parse(file);
                    self.open.pop();
                }
                Err(error) => self.sink.push(check::include_not_found::report(&path, &error, span)),
            },
        }
    }

    /// Adds a file's tables to what the files before it say.
    fn join(&mut self, table: Table) {
        for mut section in table.entries {
            let known = self.joined.entries.iter_mut().find(|entry| entry.key.value == section.key.value);
            match (known.map(|entry| &mut entry.value.kind), &mut section.value.kind) {
                (None, _) => self.joined.entries.push(section),
                (Some(Kind::Table(known)), Kind::Table(added)) => {
                    let names: HashMap<_, _> =
                        known.entries.iter().map(|e| (e.key.value.clone(), e.key.span)).collect();
                    for entry in added.entries.drain(..) {
                        match names.get(&entry.key.value) {
                            None => known.entries.push(entry),
                            // Every file may have includes of its own.
                            Some(_) if section.key.value == "catalog" && entry.key.value == "include" => {}
                            Some(first) => {
                                self.sink.push(check::duplicate_across_files::report(*first, &entry))
                            }
                        }
                    }
                }
                (Some(_), _) => {
                    let first = self.joined.get(&section.key.value);
                    self.sink.extend(
                        first.map(|first| check::duplicate_across_files::report(first.key.span, &section)),
                    );
                }
            }
        }
    }
}

fn includes(table: &Table) -> Vec<(String, Span)> {
    let include = |table: &Table| -> Vec<(String, Span)> {
        match table.get("include").map(|entry: &Entry| &entry.value) {
            Some(value) => value.texts().map(|text| (text.value, text.span)).collect(),
            None => Vec::new(),
        }
    };
    match table.get("catalog").map(|entry| &entry.value.kind) {
        Some(Kind::Table(catalog)) => include(catalog),
        _ => Vec::new(),
    }
}
