//! The documentation of a catalog as one page.

mod entry;
mod labels;

pub use entry::entry;
pub(super) use entry::{json, of_envelope};
#[cfg(feature = "minijinja")]
pub(super) use entry::{meaning, response};

use std::borrow::Cow;

use super::document::{Block, Inline, Line, code, text};
use super::prose;
use super::table::{self, Row, TableKind};
use crate::catalog::{Catalog, Error};

/// Returns the page: introduction, envelopes, statuses, categories, errors, retries, rate limits,
/// operations, retired codes. With `rust_client = true`, also a Rust client. Empty sections are
/// omitted.
///
/// Each error has an anchor: its code, percent-encoded, as in documentation URLs that end in `#{code}`.
pub fn page(catalog: &Catalog) -> impl Iterator<Item = Block<'_>> {
    let sections = sections(catalog);
    let title = Block::Heading { level: 1, id: None, text: text(&catalog.title) };
    let description = catalog.description.iter().flat_map(|text| prose::parse(text));
    let contents = Block::List { ordered: false, items: sections.iter().map(Section::link).collect() };
    let sections = sections.into_iter().flat_map(Section::blocks);
    std::iter::once(title).chain(description).chain([contents]).chain(sections)
}

/// Returns the sections that are not empty.
pub(super) fn sections(catalog: &Catalog) -> Vec<Section<'_>> {
    let table = |id, title, kind: &TableKind, columns: &[&str]| {
        Section::new(id, title, table_of(catalog, kind, &(kind.rows)(catalog), columns))
    };
    let categories = ["category", "description", "statuses", "codes"];
    let sections = [
        Section::new("envelopes", "Error response body", envelopes(catalog)),
        table("statuses", "Statuses", &table::STATUSES, &["status", "title", "when", "retry"]),
        table("categories", "Categories", &table::CATEGORIES, &categories),
        Section::new("errors", "Errors", errors(catalog)),
        Section::new("framework", "Framework errors", framework(catalog)),
        Section::new("retries", "Retries", retries(catalog)),
        table(
            "rate-limits",
            "Rate limits",
            &table::RATE_LIMITS,
            &["scope", "limit", "affects", "description"],
        ),
        table("operations", "Operations", &table::OPERATIONS, &["title", "route", "codes"]),
        table("retired", "Retired codes", &table::RETIRED, &["code", "since", "anchor", "description"]),
        Section::new("client", "Rust client", client(catalog)),
    ];
    sections.into_iter().flatten().collect()
}

/// A section of the page.
pub(super) struct Section<'a> {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    /// The blocks, created lazily.
    pub(super) blocks: Box<dyn Iterator<Item = Block<'a>> + 'a>,
}

impl<'a> Section<'a> {
    /// Creates a section; `None` if it is empty.
    fn new(
        id: &'static str,
        title: &'static str,
        blocks: impl IntoIterator<Item = Block<'a>, IntoIter: 'a>,
    ) -> Option<Self> {
        let mut blocks = blocks.into_iter().peekable();
        blocks.peek()?;
        Some(Self { id, title, blocks: Box::new(blocks) })
    }

    /// Returns the anchor. It differs from all anchors of errors, which percent-encode a colon.
    pub(super) fn anchor(&self) -> String {
        format!("section:{}", self.id)
    }

    fn link(&self) -> Line<'a> {
        vec![Inline::Link { text: text(self.title), to: format!("#{}", self.anchor()).into() }]
    }

    fn blocks(self) -> impl Iterator<Item = Block<'a>> {
        let heading = Block::Heading { level: 2, id: Some(self.anchor().into()), text: text(self.title) };
        std::iter::once(heading).chain(self.blocks)
    }
}

fn heading<'a>(level: u8, title: impl Into<Cow<'a, str>>) -> Block<'a> {
    Block::Heading { level, id: None, text: text(title) }
}

fn paragraph<'a>(text: impl Into<Cow<'a, str>>) -> Block<'a> {
    Block::Paragraph(prose::line(text))
}

/// Returns a table with these columns; `None` if it has no rows.
fn table_of<'a>(catalog: &'a Catalog, kind: &TableKind, rows: &[Row], columns: &[&str]) -> Option<Block<'a>> {
    (!rows.is_empty()).then(|| Block::Table(kind.of(catalog, rows, columns)))
}

fn envelopes(catalog: &Catalog) -> Vec<Block<'_>> {
    let shown: Vec<usize> = table::envelopes(catalog).collect();
    let of = |i: &usize| {
        let envelope = &catalog.envelopes[*i];
        let heading = (shown.len() > 1).then(|| heading(3, &envelope.name));
        let description = envelope.description.iter().flat_map(|text| prose::parse(text));
        let media_type = [text("Media type: "), code(&envelope.media_type)].concat();
        let rows: Vec<Row> = table::rows_of(catalog, *i).collect();
        let fields = table_of(catalog, &table::FIELDS, &rows, &["field", "type", "description"]);
        let blocks = heading.into_iter().chain(description).chain([Block::Paragraph(media_type)]);
        blocks.chain(of_envelope(catalog, *i)).chain(fields).collect::<Vec<_>>()
    };
    shown.iter().flat_map(of).collect()
}

/// Returns the errors by category, those without one last.
fn errors(catalog: &Catalog) -> impl Iterator<Item = Block<'_>> {
    categories(catalog).into_iter().flat_map(move |(title, description, errors)| {
        let rows: Vec<Row> = errors.iter().map(|i| (*i, 0)).collect();
        let level = if title.is_some() { 4 } else { 3 };
        let title = title.map(|title| heading(3, title));
        let description = description.into_iter().flat_map(prose::parse);
        let columns = ["anchor", "name", "status", "message", "description"];
        let codes = table_of(catalog, &table::CODES, &rows, &columns);
        let entries = errors.into_iter().flat_map(move |i| entry(catalog, &catalog.errors[i], level));
        title.into_iter().chain(description).chain(codes).chain(entries)
    })
}

/// The public errors of a category, or those without one: title, description, indexes.
type Group<'a> = (Option<String>, Option<&'a str>, Vec<usize>);

/// Returns the public errors of each category that has any, with its heading and description.
pub(super) fn categories(catalog: &Catalog) -> Vec<Group<'_>> {
    let mut of_category = vec![Vec::new(); catalog.categories.len()];
    let mut other = Vec::new();
    for i in table::public(catalog) {
        catalog.errors[i].category.map_or(&mut other, |category| &mut of_category[category]).push(i);
    }
    let by_category = catalog.categories.iter().zip(of_category).map(|(category, errors)| {
        let title = by_status(catalog, &category.title, &errors);
        (Some(title), category.description.as_deref(), errors)
    });
    let title = (!catalog.categories.is_empty()).then(|| "Other errors".to_owned());
    by_category.chain([(title, None, other)]).filter(|(_, _, errors)| !errors.is_empty()).collect()
}

/// Returns a title with the status of its errors, if they all have the same.
pub(super) fn by_status(catalog: &Catalog, title: &str, errors: &[usize]) -> String {
    let mut statuses = errors.iter().map(|i| catalog.errors[*i].status);
    match statuses.next().flatten() {
        Some(first) if statuses.all(|status| status == Some(first)) => format!("{title} ({first})"),
        _ => title.to_owned(),
    }
}

fn framework(catalog: &Catalog) -> Vec<Block<'_>> {
    let rows = (table::FRAMEWORK.rows)(catalog);
    let table = table_of(catalog, &table::FRAMEWORK, &rows, &["status", "title", "anchor", "when"]);
    let intro = "The server sends these errors before an operation runs, or when an operation fails \
        unexpectedly. The status of the response is the one in this table.";
    table.map(|table| vec![paragraph(intro), table]).unwrap_or_default()
}

fn retries(catalog: &Catalog) -> Vec<Block<'_>> {
    let statuses = table_of(
        catalog,
        &table::RETRY,
        &(table::RETRY.rows)(catalog),
        &["status", "title", "retryable", "note", "policy"],
    );
    let policies = table_of(
        catalog,
        &table::POLICIES,
        &(table::POLICIES.rows)(catalog),
        &["policy", "delays", "description"],
    );
    let policies = policies.map(|table| [paragraph("Retry policies:"), table]);
    let note = statuses.is_some().then(|| paragraph("A single error can have a different retry policy."));
    statuses.into_iter().chain(note).chain(policies.into_iter().flatten()).collect()
}

fn client(catalog: &Catalog) -> Vec<Block<'_>> {
    let first = table::public(catalog).next().filter(|_| catalog.generate.rust_client);
    let Some(error) = first.map(|i| &catalog.errors[i]) else { return Vec::new() };
    let intro = "The crate `error-catalog` and the types generated from this catalog decode an error \
        response from its status, headers and body. They work with any HTTP client.";
    vec![paragraph(intro), Block::Code { language: "rust", text: client_code(catalog, error).into() }]
}

fn client_code(catalog: &Catalog, error: &Error) -> String {
    format!(
        "mod errors {{
    error_catalog::include_catalog!(\"{name}\");
}}

let header = |name: &str| headers.get(name)?.to_str().ok();
match error_catalog::decode::<errors::{code}>(status, header, body) {{
    Ok(received) if received.error().is(errors::{code}::{variant}) => {{ /* handle this error */ }}
    Ok(received) => match received.next_delay(repetitions, random) {{
        Some(delay) => {{ /* wait, then retry */ }}
        None => {{ /* give up: `received` describes the error */ }}
    }},
    Err(other) => {{ /* not an error of this API, for example a page from a proxy */ }}
}}",
        name = catalog.name,
        code = catalog.rust.code,
        variant = error.rust,
    )
}
