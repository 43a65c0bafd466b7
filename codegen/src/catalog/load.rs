//! Reads the files of a catalog and joins them to one tree.

use std::path::PathBuf;

use super::interner::Interner;
use super::limits::INCLUDES;
use super::parse::parse;
use super::texts::Texts;
use super::tree::{Entry, Table, Text, TomlKind};
use crate::finding::{Excess, Finding, NamedBy};
use crate::source::{Sources, Span};

/// The files of a catalog as one tree.
pub(crate) struct Loaded<'s> {
    /// `None` if a file is missing or not valid TOML, because references to its content would be
    /// reported as well.
    pub(crate) tree: Option<Table<'s>>,
    pub(crate) findings: Vec<Finding>,
}

/// Reads all included files. The main file was read before.
pub(crate) fn load<'s>(sources: &mut Sources, texts: &'s Texts) -> Loaded<'s> {
    let (findings, joined) = (Vec::new(), Joined::default());
    let mut loader = Loader { sources, texts, findings, joined, is_whole: true, open: vec![0] };
    loader.load(0);
    let Loader { joined, findings, is_whole, .. } = loader;
    Loaded { tree: Some(joined.tree).filter(|_| is_whole), findings }
}

struct Loader<'a, 's> {
    sources: &'a mut Sources,
    /// The place for the next text.
    texts: &'s Texts,
    findings: Vec<Finding>,
    joined: Joined<'s>,
    /// `true` if every file was read.
    is_whole: bool,
    /// The files that are being read, each included by the previous one.
    open: Vec<u32>,
}

impl<'s> Loader<'_, 's> {
    /// Parses a file, and loads its includes.
    fn load(&mut self, file: u32) {
        let (text, next) = self.texts.keep(self.sources.files[file as usize].text.clone());
        self.texts = next;
        let table = match parse(file, text) {
            Ok(table) => table,
            Err(mistakes) => {
                self.is_whole = false;
                self.findings.extend(mistakes.errors.into_iter().map(Finding::Syntax));
                self.findings.push(Finding::DuplicateKeys(mistakes.duplicate_keys));
                return;
            }
        };
        let includes = includes(&table);
        self.joined.add(table, &mut self.findings);
        for include in includes {
            self.include(file, &include.value, include.span);
        }
    }

    fn include(&mut self, from: u32, include: &str, span: Span) {
        let path = match self.sources.included(from, include) {
            Ok(path) => path,
            Err(problem) => return self.leave_out(Finding::Path { path: include.to_owned(), problem, span }),
        };
        match self.sources.find(&path) {
            Some(again) => self.find_cycle(again, span),
            None if self.open.len() > INCLUDES => {
                self.leave_out(Finding::Excess { excess: Excess::Includes, span });
            }
            None => self.read(path, span),
        }
    }

    /// Two files can include the same third file. An include cycle is an error.
    fn find_cycle(&mut self, again: u32, include: Span) {
        if let Some(first) = self.open.iter().position(|file| *file == again) {
            let files = self.open[first..].to_vec();
            self.findings.push(Finding::IncludeCycle { files, again, include });
        }
    }

    fn read(&mut self, path: PathBuf, span: Span) {
        match self.sources.read_catalog(&path) {
            Ok(file) => {
                self.open.push(file);
                self.load(file);
                self.open.pop();
            }
            Err(unreadable) => {
                let named_by = NamedBy::Include;
                self.leave_out(Finding::UnreadableFile { named_by, path, unreadable, span });
            }
        }
    }

    /// Continues without a file that cannot be read.
    fn leave_out(&mut self, why: Finding) {
        self.is_whole = false;
        self.findings.push(why);
    }
}

/// The files that were read so far, as one tree.
#[derive(Default)]
struct Joined<'s> {
    tree: Table<'s>,
    /// The index of each section in the tree.
    sections: Interner,
    /// The names of each section. They are collected when a second file has the section.
    names: Vec<Option<Names>>,
}

/// The names in a section, with their spans.
struct Names {
    places: Interner,
    spans: Vec<Span>,
}

impl Names {
    fn of(section: &Table) -> Self {
        let names = section.entries.iter().map(|entry| &*entry.key.value);
        Self {
            places: Interner::of(names),
            spans: section.entries.iter().map(|entry| entry.key.span).collect(),
        }
    }
}

impl<'s> Joined<'s> {
    /// Adds the sections of a file to those of the previous files.
    fn add(&mut self, file: Table<'s>, findings: &mut Vec<Finding>) {
        for mut section in file.entries {
            let is_included = section.key.span.file > 0;
            if is_included && section.key.value == "catalog" {
                keep_includes(&mut section, findings);
            }
            match self.sections.add(section.key.value.as_bytes()) {
                None => {
                    self.names.push(None);
                    self.tree.entries.push(section);
                }
                Some(at) => self.merge(at, section, findings),
            }
        }
    }

    /// Adds the entries of a section that a previous file also has.
    fn merge(&mut self, at: usize, section: Entry<'s>, findings: &mut Vec<Finding>) {
        let known = &mut self.tree.entries[at];
        let (TomlKind::Table(table), TomlKind::Table(added)) = (&mut known.value.kind, section.value.kind)
        else {
            findings.push(duplicate(known.key.span, section.key));
            return;
        };
        let names = self.names[at].get_or_insert_with(|| Names::of(table));
        for entry in added.entries {
            match names.places.add(entry.key.value.as_bytes()) {
                None => {
                    names.spans.push(entry.key.span);
                    table.entries.push(entry);
                }
                // Every file can have includes.
                Some(_) if section.key.value == "catalog" && entry.key.value == "include" => {}
                Some(first) => findings.push(duplicate(names.spans[first], entry.key)),
            }
        }
    }
}

fn duplicate(first: Span, key: Text) -> Finding {
    Finding::DuplicateAcrossFiles { key: key.value.into_owned(), first, again: key.span }
}

/// Reports keys of `[catalog]` in an included file other than `include`.
fn keep_includes(section: &mut Entry, findings: &mut Vec<Finding>) {
    let TomlKind::Table(table) = &mut section.value.kind else { return };
    let others = table.entries.extract_if(.., |entry| entry.key.value != "include");
    findings.extend(
        others.map(|Entry { key, .. }| Finding::KeyOfIncludedFile {
            key: key.value.into_owned(),
            span: key.span,
        }),
    );
}

fn includes<'s>(table: &Table<'s>) -> Vec<Text<'s>> {
    let include = |table: &Table<'s>| -> Vec<Text<'s>> {
        match table.get("include").map(|entry| &entry.value) {
            Some(value) => value.texts().collect(),
            None => Vec::new(),
        }
    };
    match table.get("catalog").map(|entry| &entry.value.kind) {
        Some(TomlKind::Table(catalog)) => include(catalog),
        _ => Vec::new(),
    }
}
