//! Handwritten pages with markers.
//!
//! `comment` parses the comments, `kinds` declares the kinds of markers, and `request` compares
//! both with the catalog. Problems are findings, which the rules report.

mod comment;
pub mod kinds;
mod marker;
mod request;

use std::path::PathBuf;

pub use marker::{GroupBy, Marker, MarkerRequest};

use crate::catalog::Catalog;
use crate::catalog::nearest::Suggestions;
use crate::finding::{Finding, MarkerProblem, NamedBy};
use crate::source::{SourceFile, Sources, Span};
use comment::{Comment, Form};

/// A page with valid markers.
#[derive(Debug)]
#[non_exhaustive]
pub struct Page {
    /// The path.
    pub path: PathBuf,
    /// The current text.
    pub text: String,
    /// `true` for HTML, `false` for Markdown.
    pub html: bool,
    /// The markers, in order.
    pub markers: Vec<Marker>,
}

/// Reads the pages in `inject`, and checks their markers.
pub(crate) fn read(catalog: &Catalog, sources: &mut Sources, findings: &mut Vec<Finding>) -> Vec<Page> {
    let mut pages = Vec::new();
    let suggestions = Suggestions::default();
    let of_catalog = sources.files.len();
    for name in &catalog.generate.inject {
        let span = name.span;
        let path = match sources.input(0, &name.value) {
            Ok(path) => path,
            Err(problem) => {
                findings.push(Finding::Path { path: name.value.clone(), problem, span });
                continue;
            }
        };
        match sources.find(&path) {
            Some(file) if (file as usize) < of_catalog => {
                findings.push(unmarked(&name.value, span));
                continue;
            }
            // A duplicate page is filled once.
            Some(_) => continue,
            None => {}
        }
        match sources.read_page(&path) {
            Ok(file) => {
                pages.push(page(catalog, &sources.files[file as usize], file, span, &suggestions, findings))
            }
            Err(unreadable) => {
                let named_by = NamedBy::Inject;
                findings.push(Finding::UnreadableFile { named_by, path, unreadable, span });
            }
        }
    }
    pages
}

fn page(
    catalog: &Catalog,
    source: &SourceFile,
    file: u32,
    named: Span,
    suggestions: &Suggestions,
    findings: &mut Vec<Finding>,
) -> Page {
    let (path, text) = (source.path.clone(), source.text.to_string());
    let extension = path.extension().unwrap_or_default();
    let html = extension.eq_ignore_ascii_case("html") || extension.eq_ignore_ascii_case("htm");
    let before = findings.len();
    let comments = comment::comments(&text, html, file, findings);
    if comments.is_empty() && findings.len() == before {
        findings.push(unmarked(&source.name, named));
    }
    let markers = pairs(&comments, file, findings).into_iter().filter_map(|(begin, end)| {
        let between = begin.line.end..end.line.start;
        let request = request::request(catalog, begin, file, suggestions, findings)?;
        let indent = text[begin.line.start..begin.range.start].trim_start_matches('\u{FEFF}').to_owned();
        Some(Marker { between, indent, request })
    });
    let markers = markers.collect();
    Page { path, text, html, markers }
}

/// Creates the finding of a page without a marker, with the markers to add.
fn unmarked(page: &str, span: Span) -> Finding {
    let form = Form::of_page(page);
    let (begin, end) = (form.marker("begin codes"), form.marker("end"));
    Finding::Marker { problem: MarkerProblem::None { page: page.to_owned(), begin, end }, span }
}

/// Returns the pairs of comments. An unpaired comment is a finding, reported once.
fn pairs<'c>(
    comments: &'c [Comment],
    file: u32,
    findings: &mut Vec<Finding>,
) -> Vec<(&'c Comment, &'c Comment)> {
    let mut pairs = Vec::new();
    let mut open: Option<&Comment> = None;
    // The number of nested begins, which were reported. Their ends are not reported again.
    let mut nested = 0;
    let span = |comment: &Comment| Span::new(file, comment.range.clone());
    let mut report = |problem, span| findings.push(Finding::Marker { problem, span });
    for comment in comments {
        match (comment.verb.text.as_str(), open) {
            ("begin", None) => open = Some(comment),
            ("begin", Some(outer)) => {
                nested += 1;
                let (outer, end) = (span(outer), outer.form.marker("end"));
                report(MarkerProblem::Nested { outer, end }, span(comment));
            }
            ("end", None) if nested > 0 => nested -= 1,
            ("end", None) => report(MarkerProblem::NoBegin, span(comment)),
            ("end", Some(begin)) => {
                pairs.push((begin, comment));
                open = None;
            }
            (verb, _) => {
                let span = Span::new(file, comment.verb.range.clone());
                report(MarkerProblem::UnknownVerb { verb: verb.to_owned() }, span);
            }
        }
    }
    if let Some(begin) = open.filter(|_| nested == 0) {
        report(MarkerProblem::NoEnd { end: begin.form.marker("end") }, span(begin));
    }
    pairs
}
