//! Fills the markers of pages.

use std::collections::BTreeMap;

use super::document::{Block, text};
use super::markdown::Dialect;
use super::table::{Chosen, Row, TableKind};
use super::{html, markdown, reference, words};
use crate::catalog::Catalog;
use crate::output::Artifact;
use crate::page::{GroupBy, Marker, MarkerRequest, Page};

/// Fills every marker of a page. All other text stays the same, byte for byte. Generated text has
/// the line ending of the marker.
pub fn page(catalog: &Catalog, page: &Page) -> Artifact {
    let mut out = String::with_capacity(page.text.len());
    let mut from = 0;
    for marker in &page.markers {
        out.push_str(&page.text[from..marker.between.start]);
        out.push_str(&filling(catalog, page, marker));
        from = marker.between.end;
    }
    out.push_str(&page.text[from..]);
    Artifact::edited(&page.path, &page.text, out)
}

fn filling(catalog: &Catalog, page: &Page, marker: &Marker) -> String {
    let blocks = blocks(catalog, &marker.request);
    let end = if page.text[..marker.between.start].ends_with("\r\n") { "\r\n" } else { "\n" };
    if page.html {
        // Indentation in a `pre` is visible.
        return html::blocks(&blocks).lines().map(|line| format!("{line}{end}")).collect();
    }
    let indented = |line: &str| match line {
        "" => end.to_owned(),
        line => format!("{}{line}{end}", marker.indent),
    };
    let mut markdown = String::new();
    markdown::write_blocks(&blocks, Dialect::of_file(&page.path), &mut markdown);
    format!("{end}{}{end}", markdown.lines().map(indented).collect::<String>())
}

fn blocks<'a>(catalog: &'a Catalog, request: &'a MarkerRequest) -> Vec<Block<'a>> {
    match request {
        MarkerRequest::Table { kind, rows, columns } => {
            vec![Block::Table(kind.table(catalog, rows, columns.as_deref()))]
        }
        MarkerRequest::Groups { kind, rows, columns, by, level } => {
            let groups = groups(catalog, rows, *by).into_iter();
            groups
                .flat_map(|(title, rows)| group(catalog, kind, title, &rows, columns.as_deref(), *level))
                .collect()
        }
        MarkerRequest::Envelope(envelope) => reference::of_envelope(catalog, *envelope).into_iter().collect(),
        MarkerRequest::Example(error) => vec![reference::json(catalog, &catalog.errors[*error])],
        MarkerRequest::Error { error, level } => {
            reference::entry(catalog, &catalog.errors[*error], *level).collect()
        }
    }
}

fn group<'a>(
    catalog: &'a Catalog,
    kind: &TableKind,
    title: String,
    rows: &[Row],
    columns: Option<&'a [Chosen]>,
    level: u8,
) -> [Block<'a>; 2] {
    let heading = Block::Heading { level, id: None, text: text(title) };
    [heading, Block::Table(kind.table(catalog, rows, columns))]
}

/// Returns the rows of errors in groups, each with its title.
fn groups(catalog: &Catalog, rows: &[Row], by: GroupBy) -> Vec<(String, Vec<Row>)> {
    let of = |row: &Row| {
        let error = &catalog.errors[row.0];
        match by {
            // Errors without one come last.
            GroupBy::Category => error.category.unwrap_or(usize::MAX),
            GroupBy::Status => error.status.map_or(usize::MAX, usize::from),
        }
    };
    let mut by_key: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
    rows.iter().for_each(|row| by_key.entry(of(row)).or_default().push(*row));
    let group = |(key, rows): (usize, Vec<Row>)| {
        let errors: Vec<usize> = rows.iter().map(|row| row.0).collect();
        let title = match by {
            GroupBy::Category => catalog.categories.get(key).map(|category| category.title.as_str()),
            GroupBy::Status => {
                u16::try_from(key).ok().and_then(|status| words::status_title(catalog, status))
            }
        };
        let title = title.map(|title| reference::by_status(catalog, title, &errors));
        (title.unwrap_or_else(|| "Other errors".to_owned()), rows)
    };
    by_key.into_iter().map(group).collect()
}
