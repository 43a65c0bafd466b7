//! Pages that people write, and the markers in them that are filled from the catalog.
//!
//! `comment` takes the comments apart, `kinds` says what there is to show, `request` holds the one against the other and the
//! catalog. What is wrong is reported by the rules, as in a catalog.

mod comment;
pub mod kinds;
mod request;

use std::ops::Range;
use std::path::PathBuf;

use crate::catalog::Catalog;
use crate::catalog::nearest::Suggestions;
use crate::check::pages::{unmarked_page, unpaired_marker, unreadable_page};
use crate::diagnostic::{Diagnostic, Report, Sink};
use crate::emit::table::{Chosen, Kind, Row};
use crate::source::Span;
use comment::{Comment, Form};

/// A page whose markers ask for what the catalog has.
#[derive(Debug)]
#[non_exhaustive]
pub struct Page {
    /// Where it stands.
    pub path: PathBuf,
    /// Its text, as it is now.
    pub text: String,
    /// Whether it is HTML; else it is Markdown.
    pub html: bool,
    /// Its markers, in their order.
    pub markers: Vec<Marker>,
}

/// A pair of comments with what belongs between them.
#[derive(Debug)]
#[non_exhaustive]
pub struct Marker {
    /// What is replaced, in bytes: the lines between the two comments.
    pub between: Range<usize>,
    /// What stands before the first comment on its line.
    pub indent: String,
    /// What is asked for.
    pub request: Request,
}

/// What a marker asks for.
#[derive(Debug)]
#[non_exhaustive]
pub enum Request {
    /// A table.
    Table {
        /// Of which kind.
        kind: &'static Kind,
        /// Its rows.
        rows: Vec<Row>,
        /// Its columns, where they are chosen.
        columns: Option<Vec<Chosen>>,
    },
    /// Tables of errors, each under a heading.
    Groups {
        /// Of which kind.
        kind: &'static Kind,
        /// The rows of all of them.
        rows: Vec<Row>,
        /// Their columns, where they are chosen.
        columns: Option<Vec<Chosen>>,
        /// What they are grouped by.
        by: GroupBy,
        /// The level of the headings.
        level: u8,
    },
    /// The example of an envelope, by its place in [`Catalog::envelopes`].
    Envelope(usize),
    /// The example body of an error, by its place in [`Catalog::errors`].
    Example(usize),
    /// The entry of an error.
    Error {
        /// Its place in [`Catalog::errors`].
        error: usize,
        /// The level of its heading.
        level: u8,
    },
}

/// What errors are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GroupBy {
    /// Their category; those without one come last.
    Category,
    /// Their status, the lowest first.
    Status,
}

/// Reads the pages that the catalog's `inject` names, and holds their markers against it: the pages, if nothing is wrong with
/// them. What is wrong is added to the report, which is the catalog's.
///
/// ```
/// # fn main() -> std::io::Result<()> {
/// # let folder = std::env::temp_dir().join("error-catalog-pages");
/// # std::fs::create_dir_all(&folder)?;
/// let toml = "[catalog]\nname = \"x\"\n[errors]\nA = { status = 404, message = \"a\" }\n[generate]\ninject = [\"page.md\"]\n";
/// std::fs::write(folder.join("errors.toml"), toml)?;
/// let page = "Text.\n<!-- error-catalog:begin codes columns=code -->\n<!-- error-catalog:end -->\n";
/// std::fs::write(folder.join("page.md"), page)?;
///
/// let (catalog, mut report) = error_catalog_codegen::check(folder.join("errors.toml"))?;
/// let catalog = catalog.expect("a valid catalog");
/// let pages = error_catalog_codegen::pages(&catalog, &mut report).expect("valid pages");
/// let filled = error_catalog_codegen::emit::page(&catalog, &pages[0]);
/// assert!(filled.content.contains("| Code |\n| --- |\n| `A` |\n"));
/// # Ok(())
/// # }
/// ```
pub fn pages(catalog: &Catalog, report: &mut Report) -> Option<Vec<Page>> {
    let mut sink = Sink::default();
    let mut pages = Vec::new();
    let suggestions = Suggestions::default();
    let of_catalog = report.sources.files.len();
    for name in &catalog.generate.inject {
        let path = match report.sources.input(0, &name.value, name.span) {
            Ok(path) => path,
            Err(refused) => {
                sink.push(refused);
                continue;
            }
        };
        match report.sources.find(&path) {
            Some(file) if (file as usize) < of_catalog => {
                sink.push(unmarked(&name.value, name.span));
                continue;
            }
            // Named twice, it is filled once.
            Some(_) => continue,
            None => {}
        }
        match report.sources.read_page(&path) {
            Ok(file) => pages.push(page(catalog, report, file, name.span, &suggestions, &mut sink)),
            Err(error) => sink.push(unreadable_page::report(&path, &error, name.span)),
        }
    }
    let valid = !sink.has_errors();
    report.extend(sink.finish(|diagnostic| diagnostic.severity));
    valid.then_some(pages)
}

fn page(
    catalog: &Catalog,
    report: &Report,
    file: u32,
    named: Span,
    suggestions: &Suggestions,
    sink: &mut Sink,
) -> Page {
    let source = &report.sources.files[file as usize];
    let (path, text) = (source.path.clone(), source.text.to_string());
    let extension = path.extension().unwrap_or_default();
    let html = extension.eq_ignore_ascii_case("html") || extension.eq_ignore_ascii_case("htm");
    let mut own = Sink::default();
    let comments = comment::comments(&text, html, file, &mut own);
    if comments.is_empty() && !own.has_errors() {
        own.push(unmarked(&source.name, named));
    }
    let markers = pairs(&comments, file, &mut own).filter_map(|(begin, end)| {
        let between = begin.line.end..end.line.start;
        let request = request::request(catalog, begin, file, suggestions, &mut own)?;
        let indent = text[begin.line.start..begin.range.start].trim_start_matches('\u{FEFF}').to_owned();
        Some(Marker { between, indent, request })
    });
    let markers: Vec<_> = markers.collect();
    sink.absorb(own);
    Page { path, text, html, markers }
}

/// A page without a marker, with those to write.
fn unmarked(name: &str, span: Span) -> Diagnostic {
    let form = Form::of_page(name);
    unmarked_page::report(name, &form.marker("begin codes"), &form.marker("end"), span)
}

/// The comments in pairs. A comment without its other half is reported, once.
fn pairs<'c>(
    comments: &'c [Comment],
    file: u32,
    sink: &mut Sink,
) -> impl Iterator<Item = (&'c Comment, &'c Comment)> + use<'c> {
    let mut pairs = Vec::new();
    let mut open: Option<&Comment> = None;
    // Begins within a pair, which have been reported: their ends are not reported again.
    let mut nested = 0;
    let span = |comment: &Comment| Span::new(file, comment.range.clone());
    for comment in comments {
        match (comment.verb.text.as_str(), open) {
            ("begin", None) => open = Some(comment),
            ("begin", Some(outer)) => {
                nested += 1;
                sink.push(unpaired_marker::within(span(comment), span(outer), &outer.form.marker("end")));
            }
            ("end", None) if nested > 0 => nested -= 1,
            ("end", None) => sink.push(unpaired_marker::end_alone(span(comment))),
            ("end", Some(begin)) => {
                pairs.push((begin, comment));
                open = None;
            }
            (_, _) => sink.push(request::unknown_verb(&comment.verb, file)),
        }
    }
    if let Some(begin) = open.filter(|_| nested == 0) {
        sink.push(unpaired_marker::begin_alone(span(begin), &begin.form.marker("end")));
    }
    pairs.into_iter()
}
