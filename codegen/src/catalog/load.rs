//! A catalog's files, read and joined to one tree.

use std::cell::OnceCell;
use std::sync::Arc;

use super::limits::INCLUDES;
use super::mistakes::DUPLICATE_KEY;
use super::places::Places;
use super::tree::{self, Entry, Kind, Table, Text};
use crate::check;
use crate::diagnostic::Sink;
use crate::source::{Sources, Span};

/// Reads everything that the main file includes, which is read already; `None` where a file is missing from what is read,
/// or is no TOML: whatever refers to its content would be wrong as well.
pub(crate) fn load<'s>(sources: &mut Sources, texts: &'s Texts, sink: &mut Sink) -> Option<Table<'s>> {
    let joined = Table::default();
    let (sections, names) = (Places::new(), Vec::new());
    let mut loader = Loader { sources, texts, sink, joined, is_whole: true, open: vec![0], sections, names };
    loader.parse(0);
    Some(loader.joined).filter(|_| loader.is_whole)
}

/// The texts of files, each with a place for the next one: what is made of one can point into it while more are read.
#[derive(Default)]
pub(crate) struct Texts(OnceCell<(Arc<str>, Box<Texts>)>);

impl Texts {
    /// The text, kept here, and the place for the next one.
    fn keep(&self, text: Arc<str>) -> (&str, &Texts) {
        let (text, next) = self.0.get_or_init(|| (text, Box::default()));
        (text, next)
    }
}

/// One after the other: there may be more files than the stack has room for.
impl Drop for Texts {
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some((_, mut texts)) = next {
            next = texts.0.take();
        }
    }
}

struct Loader<'a, 's> {
    sources: &'a mut Sources,
    /// Where the next text is kept.
    texts: &'s Texts,
    sink: &'a mut Sink,
    joined: Table<'s>,
    /// Whether every file was read.
    is_whole: bool,
    /// The files that are being read, each included by the one before it.
    open: Vec<u32>,
    /// Where each section stands in what is joined.
    sections: Places,
    /// What each section holds that more than one file has: its names, and where these stand.
    names: Vec<Option<(Places, Vec<Span>)>>,
}

impl<'s> Loader<'_, 's> {
    fn parse(&mut self, file: u32) {
        let (text, next) = self.texts.keep(self.sources.files[file as usize].text.clone());
        self.texts = next;
        match tree::parse(file, text) {
            Ok(table) => {
                let includes = includes(&table);
                self.join(table);
                for path in includes {
                    self.include(file, &path.value, path.span);
                }
            }
            Err(errors) => {
                self.is_whole = false;
                let (twice, errors): (Vec<_>, Vec<_>) =
                    errors.into_iter().partition(|error| error.message == DUPLICATE_KEY);
                self.sink.extend(check::toml::duplicate_key::report(self.sources, &twice));
                self.sink.extend(check::toml::syntax::report(self.sources, &errors));
            }
        }
    }

    fn include(&mut self, from: u32, include: &str, span: Span) {
        let path = match self.sources.included(from, include, span) {
            Ok(path) => path,
            Err(refused) => {
                self.is_whole = false;
                self.sink.push(refused);
                return;
            }
        };
        match self.sources.find(&path) {
            Some(file) if self.open.contains(&file) => {
                self.sink.push(check::files::include_cycle::report(self.sources, &self.open, file, span));
            }
            // Two files may include the same third.
            Some(_) => {}
            None if self.open.len() > INCLUDES => {
                self.is_whole = false;
                self.sink.push(check::toml::catalog_limit::report_include(span));
            }
            None => match self.sources.read_catalog(&path) {
                Ok(file) => {
                    self.open.push(file);
                    self.parse(file);
                    self.open.pop();
                }
                Err(unreadable) => {
                    self.is_whole = false;
                    self.sink.push(check::files::include_not_found::report(&path, &unreadable, span));
                }
            },
        }
    }

    /// Adds a file's tables to what the files before it say.
    fn join(&mut self, table: Table<'s>) {
        for mut section in table.entries {
            let is_main = section.key.span.file == 0;
            if !is_main && section.key.value == "catalog" {
                self.only_includes(&mut section);
            }
            let at = self.sections.add(section.key.value.as_bytes());
            let known = at.map(|at| &mut self.joined.entries[at].value.kind);
            match (known, &mut section.value.kind) {
                (None, _) => {
                    self.names.push(None);
                    self.joined.entries.push(section);
                }
                (Some(Kind::Table(known)), Kind::Table(added)) => {
                    let (names, spans) = self.names[at.unwrap_or_default()].get_or_insert_with(|| {
                        let names = Places::of(known.entries.iter().map(|entry| &*entry.key.value));
                        (names, known.entries.iter().map(|entry| entry.key.span).collect::<Vec<_>>())
                    });
                    for entry in added.entries.drain(..) {
                        match names.add(entry.key.value.as_bytes()) {
                            None => {
                                spans.push(entry.key.span);
                                known.entries.push(entry);
                            }
                            // Every file may have includes of its own.
                            Some(_) if section.key.value == "catalog" && entry.key.value == "include" => {}
                            Some(first) => self
                                .sink
                                .push(check::files::duplicate_across_files::report(spans[first], &entry)),
                        }
                    }
                }
                (Some(_), _) => {
                    let first = at.map(|at| self.joined.entries[at].key.span);
                    self.sink.extend(
                        first.map(|first| check::files::duplicate_across_files::report(first, &section)),
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
        self.sink.extend(others.map(|entry| check::keys::unknown_key::report_included(&entry)));
    }
}

fn includes<'s>(table: &Table<'s>) -> Vec<Text<'s>> {
    let include = |table: &Table<'s>| -> Vec<Text<'s>> {
        match table.get("include").map(|entry| &entry.value) {
            Some(value) => value.texts().collect(),
            None => Vec::new(),
        }
    };
    match table.get("catalog").map(|entry| &entry.value.kind) {
        Some(Kind::Table(catalog)) => include(catalog),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_texts_than_the_stack_has_room_for() {
        let keep_many = || {
            let texts = Texts::default();
            let mut free = &texts;
            for _ in 0..100_000 {
                free = free.keep("text".into()).1;
            }
        };
        let thread = std::thread::Builder::new().stack_size(1 << 18).spawn(keep_many);
        assert!(thread.is_ok_and(|thread| thread.join().is_ok()));
    }

    #[test]
    fn a_chain_of_includes_has_an_end() {
        let folder = std::env::temp_dir().join(format!("error-catalog-includes-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = |n: usize| folder.join(format!("{n}.toml"));
        let most = INCLUDES;
        for (last, is_valid) in [(most, true), (most + 1, false)] {
            for n in 0..=last {
                let name = if n == 0 { "name = \"x\"\n" } else { "" };
                let include =
                    if n < last { format!("include = [\"{}.toml\"]\n", n + 1) } else { String::new() };
                let text = format!(
                    "[catalog]\n{name}{include}[errors]\nE{n} = {{ status = 404, message = \"m{n}\" }}\n"
                );
                std::fs::write(file(n), text).expect("a file");
            }
            let (catalog, report) = crate::check(file(0)).expect("a catalog");
            assert_eq!(catalog.is_some(), is_valid, "{report}");
            assert_eq!(report.to_string().contains("more than 100 deep"), !is_valid, "{report}");
        }
        let _ = std::fs::remove_dir_all(&folder);
    }
}
