//! A catalog's files, read and joined to one tree.

use super::places::Places;
use super::tree::{self, Entry, Kind, Table};
use crate::check;
use crate::diagnostic::Sink;
use crate::source::{Sources, Span};

/// Reads everything that the main file includes, which is read already; `None` where a file is missing from what is read,
/// or is no TOML: whatever refers to its content would be wrong as well.
pub(crate) fn load(sources: &mut Sources, sink: &mut Sink) -> Option<Table> {
    let mut loader =
        Loader { sources, sink, joined: Table::default(), is_whole: true, open: vec![0], names: Vec::new() };
    loader.parse(0);
    Some(loader.joined).filter(|_| loader.is_whole)
}

struct Loader<'a> {
    sources: &'a mut Sources,
    sink: &'a mut Sink,
    joined: Table,
    /// Whether every file was read.
    is_whole: bool,
    /// The files that are being read, each included by the one before it.
    open: Vec<u32>,
    /// What the sections hold that more than one file has: the section, its names, and where these stand.
    names: Vec<(String, Places, Vec<Span>)>,
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
                self.is_whole = false;
                let (twice, errors): (Vec<_>, Vec<_>) =
                    errors.into_iter().partition(|error| error.message == "duplicate key");
                self.sink.extend(check::duplicate_key::report(self.sources, &twice));
                self.sink.extend(check::syntax::report(self.sources, &errors));
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
            None if !self.sources.project.contains(&path) => {
                self.is_whole = false;
                self.sink.push(check::outside_project::report(include, span));
            }
            None => match self.sources.read_catalog(&path) {
                Ok(file) => {
                    self.open.push(file);
                    self.parse(file);
                    self.open.pop();
                }
                Err(unreadable) => {
                    self.is_whole = false;
                    self.sink.push(check::include_not_found::report(&path, &unreadable, span));
                }
            },
        }
    }

    /// Adds a file's tables to what the files before it say.
    fn join(&mut self, table: Table) {
        for mut section in table.entries {
            let is_main = section.key.span.file == 0;
            if !is_main && section.key.value == "catalog" {
                self.only_includes(&mut section);
            }
            let known = self.joined.entries.iter_mut().find(|entry| entry.key.value == section.key.value);
            match (known.map(|entry| &mut entry.value.kind), &mut section.value.kind) {
                (None, _) => self.joined.entries.push(section),
                (Some(Kind::Table(known)), Kind::Table(added)) => {
                    let at = self.names.iter().position(|(name, ..)| *name == section.key.value);
                    let at = at.unwrap_or_else(|| {
                        let names = Places::of(known.entries.iter().map(|entry| entry.key.value.as_str()));
                        let spans = known.entries.iter().map(|entry| entry.key.span).collect();
                        self.names.push((section.key.value.clone(), names, spans));
                        self.names.len() - 1
                    });
                    let (_, names, spans) = &mut self.names[at];
                    for entry in added.entries.drain(..) {
                        match names.add(entry.key.value.as_bytes()) {
                            None => {
                                spans.push(entry.key.span);
                                known.entries.push(entry);
                            }
                            // Every file may have includes of its own.
                            Some(_) if section.key.value == "catalog" && entry.key.value == "include" => {}
                            Some(first) => {
                                self.sink.push(check::duplicate_across_files::report(spans[first], &entry))
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

    /// In a file that another includes, `[catalog]` says which further files there are, and nothing else.
    fn only_includes(&mut self, section: &mut Entry) {
        let Kind::Table(table) = &mut section.value.kind else { return };
        let is_include = |entry: &Entry| entry.key.value == "include";
        let others = table.entries.extract_if(.., |entry| !is_include(entry));
        self.sink.extend(others.map(|entry| check::unknown_key::report_included(&entry)));
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
