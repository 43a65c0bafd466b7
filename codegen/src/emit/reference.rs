//! The whole documentation of a catalog, as one page.

mod entry;

pub use entry::entry;
pub(super) use entry::{json, of_envelope};
#[cfg(feature = "minijinja")]
pub(super) use entry::{meaning, response};

use super::document::{Block, Inline, Line, Table, code, join, text};
use super::table::{self, Kind, Row};
use super::{prose, words};
use crate::catalog::{Catalog, Error};

/// The page: introduction, envelopes, statuses, categories, errors, retries, rate limits, operations, retired codes, and how
/// a client in Rust reads them. What a catalog says nothing about is left out.
///
/// Each error has an anchor: its code, percent-encoded, as in documentation URLs that end in `#{code}`.
pub fn page(catalog: &Catalog) -> Vec<Block> {
    let sections = sections(catalog);
    let mut page = vec![Block::Heading { level: 1, id: None, text: text(&catalog.title) }];
    page.extend(catalog.description.iter().flat_map(|text| prose::parse(text)));
    page.push(Block::List { ordered: false, items: sections.iter().map(Section::link).collect() });
    page.extend(sections.into_iter().flat_map(Section::blocks));
    page
}

/// The sections that have something to say.
pub(super) fn sections(catalog: &Catalog) -> Vec<Section> {
    [
        Section::new("envelopes", "The body of an error", envelopes(catalog)),
        of_table("statuses", "Statuses", catalog, &table::STATUSES, &["status", "title", "when", "retry"]),
        of_table(
            "categories",
            "Categories",
            catalog,
            &table::CATEGORIES,
            &["category", "description", "statuses", "codes"],
        ),
        Section::new("errors", "Errors", errors(catalog)),
        Section::new("retries", "Retries", retries(catalog)),
        of_table(
            "rate-limits",
            "Rate limits",
            catalog,
            &table::RATE_LIMITS,
            &["scope", "limit", "affects", "description"],
        ),
        of_table("operations", "Operations", catalog, &table::OPERATIONS, &["title", "route", "codes"]),
        of_table(
            "retired",
            "Retired codes",
            catalog,
            &table::RETIRED,
            &["code", "since", "anchor", "description"],
        ),
        Section::new("client", "A client in Rust", client(catalog)),
    ]
    .into_iter()
    .filter(|section| !section.blocks.is_empty())
    .collect()
}

/// A section of the page.
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) blocks: Vec<Block>,
}

impl Section {
    fn new(id: &'static str, title: &'static str, blocks: Vec<Block>) -> Self {
        Self { id, title, blocks }
    }

    /// No error's anchor is the same: a colon in a code is percent-encoded.
    pub(super) fn anchor(&self) -> String {
        format!("section:{}", self.id)
    }

    fn link(&self) -> Line {
        vec![Inline::Link { text: text(self.title), to: format!("#{}", self.anchor()) }]
    }

    fn blocks(self) -> impl Iterator<Item = Block> {
        let heading = Block::Heading { level: 2, id: Some(self.anchor()), text: text(self.title) };
        std::iter::once(heading).chain(self.blocks)
    }
}

fn heading(level: u8, title: &str) -> Block {
    Block::Heading { level, id: None, text: text(title) }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(prose::line(text))
}

/// A table with these columns; nothing where it has no rows.
fn table_of(catalog: &Catalog, kind: &Kind, rows: &[Row], columns: &[&str]) -> Option<Block> {
    (!rows.is_empty()).then(|| Block::Table(kind.of(catalog, rows, columns)))
}

fn of_table(
    id: &'static str,
    title: &'static str,
    catalog: &Catalog,
    kind: &Kind,
    columns: &[&str],
) -> Section {
    let table = table_of(catalog, kind, &(kind.rows)(catalog), columns);
    Section::new(id, title, table.into_iter().collect())
}

fn envelopes(catalog: &Catalog) -> Vec<Block> {
    let shown: Vec<usize> = table::envelopes(catalog).collect();
    let of = |i: &usize| {
        let envelope = &catalog.envelopes[*i];
        let heading = (shown.len() > 1).then(|| heading(3, &envelope.name));
        let description = envelope.description.iter().flat_map(|text| prose::parse(text));
        let media_type = Block::Paragraph([text("Media type: "), code(&envelope.media_type)].concat());
        let rows: Vec<Row> = (table::FIELDS.rows)(catalog).into_iter().filter(|row| row.0 == *i).collect();
        let fields = table_of(catalog, &table::FIELDS, &rows, &["field", "type", "description"]);
        let blocks = heading.into_iter().chain(description).chain([media_type]);
        blocks.chain(of_envelope(catalog, *i)).chain(fields).collect::<Vec<_>>()
    };
    shown.iter().flat_map(of).collect()
}

/// The errors by category, those without one last.
fn errors(catalog: &Catalog) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (title, description, errors) in categories(catalog) {
        let rows: Vec<Row> = errors.iter().map(|i| (*i, 0)).collect();
        let level = if title.is_some() { 4 } else { 3 };
        blocks.extend(title.map(|title| heading(3, &title)));
        blocks.extend(description.into_iter().flat_map(prose::parse));
        blocks.extend(table_of(catalog, &table::CODES, &rows, &["anchor", "status", "description"]));
        blocks.extend(errors.iter().flat_map(|i| entry(catalog, &catalog.errors[*i], level)));
    }
    blocks
}

/// The public errors of each category that has any, with its heading and description.
pub(super) fn categories(catalog: &Catalog) -> Vec<(Option<String>, Option<&str>, Vec<usize>)> {
    let of = |category: Option<usize>| -> Vec<usize> {
        table::public(catalog).filter(|i| catalog.errors[*i].category == category).collect()
    };
    let by_category = catalog.categories.iter().enumerate().map(|(i, category)| {
        let errors = of(Some(i));
        let title = by_status(catalog, &category.title, &errors);
        (Some(title), category.description.as_deref(), errors)
    });
    let other = of(None);
    let title = (!catalog.categories.is_empty()).then(|| "Other errors".to_owned());
    by_category.chain([(title, None, other)]).filter(|(_, _, errors)| !errors.is_empty()).collect()
}

/// A title with the status of its errors, if they all have the same.
pub(super) fn by_status(catalog: &Catalog, title: &str, errors: &[usize]) -> String {
    let mut statuses = errors.iter().map(|i| catalog.errors[*i].status);
    match statuses.next().flatten() {
        Some(first) if statuses.all(|status| status == Some(first)) => format!("{title} ({first})"),
        _ => title.to_owned(),
    }
}

fn retries(catalog: &Catalog) -> Vec<Block> {
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
    let policies =
        policies.map(|table| [paragraph("Whoever tries again does so after one of these policies:"), table]);
    let note = statuses.is_some().then(|| paragraph("An error may say otherwise for itself."));
    statuses.into_iter().chain(note).chain(policies.into_iter().flatten()).collect()
}

fn client(catalog: &Catalog) -> Vec<Block> {
    let Some(error) = table::public(catalog).next().map(|i| &catalog.errors[i]) else { return Vec::new() };
    let intro = "With the crate `error-catalog` and the types that this catalog generates, `decode` reads a response: status, \
                 headers and body, of whatever HTTP client.";
    vec![paragraph(intro), Block::Code { language: "rust", text: client_code(catalog, error) }]
}

fn client_code(catalog: &Catalog, error: &Error) -> String {
    format!(
        "mod errors {{
    error_catalog::include_catalog!(\"{name}\");
}}

let header = |name: &str| headers.get(name)?.to_str().ok();
match error_catalog::decode::<errors::{code}>(status, header, body) {{
    Ok(received) if received.error().is(errors::{code}::{variant}) => {{ /* what this one asks for */ }}
    Ok(received) => match received.next_delay(repetitions, random) {{
        Some(delay) => {{ /* try again after it */ }}
        None => {{ /* give up: `received` says what went wrong */ }}
    }},
    Err(other) => {{ /* no error of this API: a proxy's page, say */ }}
}}",
        name = catalog.name,
        code = catalog.rust.code,
        variant = error.rust,
    )
}

/// A paragraph that begins with what it is about; longer prose goes on below.
fn labelled(label: &str, mut blocks: Vec<Block>) -> Vec<Block> {
    let label = vec![Inline::Strong(text(label))];
    match blocks.first_mut() {
        Some(Block::Paragraph(line)) => *line = join([label, line.clone()], Inline::Text(" ".to_owned())),
        _ => blocks.insert(0, Block::Paragraph(label)),
    }
    blocks
}

/// The answer whether to try again, with how.
fn retry(catalog: &Catalog, error: &Error) -> Option<String> {
    let policy = &catalog.retries[error.retry?];
    let answer = words::answer(policy, error.retry_note.as_deref());
    let how = policy.is_retryable().then(|| format!(": {}", words::policy(catalog, policy)));
    Some(answer + &how.unwrap_or_default())
}

/// As [`Block::Table`], where it has rows.
fn filled(table: Table) -> Option<Block> {
    (!table.rows.is_empty()).then_some(Block::Table(table))
}
