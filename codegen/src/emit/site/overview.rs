//! A chart of the number of errors per category and status.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::catalog::Catalog;
use crate::emit::{html, table};

const ROW: usize = 34;
const COLUMN: usize = 64;
const TITLES: usize = 220;
const TOP: usize = 30;

/// Returns the chart as SVG; `None` if there is nothing to compare.
pub(super) fn picture(catalog: &Catalog) -> Option<String> {
    let errors: Vec<(usize, u16)> = table::public(catalog)
        .filter_map(|place| Some((catalog.errors[place].category?, catalog.errors[place].status?)))
        .collect();
    let (rows, columns) = (
        sorted(errors.iter().map(|(category, _)| *category)),
        sorted(errors.iter().map(|(_, status)| *status)),
    );
    if rows.len() < 2 || columns.len() < 2 || columns.len() > 16 {
        return None;
    }
    let mut counts: HashMap<(usize, u16), usize> = HashMap::new();
    errors.iter().for_each(|error| *counts.entry(*error).or_default() += 1);
    let count = |category, status| counts.get(&(category, status)).copied().unwrap_or_default();
    let most = rows.iter().flat_map(|row| columns.iter().map(move |column| (row, column)));
    let most = most.map(|(row, column)| count(*row, *column)).max()?;
    let (width, height) = (TITLES + columns.len() * COLUMN, TOP + rows.len() * ROW);
    let mut out = format!(
        "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">\n",
        html::escaped(&described(catalog, &rows, &columns, &count))
    );
    for (i, status) in columns.iter().enumerate() {
        let x = TITLES + i * COLUMN + COLUMN / 2;
        let _ =
            writeln!(out, "<text class=\"axis\" x=\"{x}\" y=\"18\" text-anchor=\"middle\">{status}</text>");
    }
    for (i, category) in rows.iter().enumerate() {
        let (top, middle) = (TOP + i * ROW, TOP + i * ROW + ROW / 2);
        let title = shortened(&catalog.categories[*category].title);
        let _ = writeln!(out, "<line x1=\"0\" y1=\"{top}\" x2=\"{width}\" y2=\"{top}\"/>");
        let _ = writeln!(out, "<text x=\"0\" y=\"{}\">{}</text>", middle + 5, html::escaped(&title));
        for (j, status) in columns.iter().enumerate() {
            let (x, count) = (TITLES + j * COLUMN + COLUMN / 2, count(*category, *status));
            if count > 0 {
                let radius = radius(count, most);
                let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"{middle}\" r=\"{radius:.1}\"/>");
                let y = middle + 5;
                let _ = writeln!(
                    out,
                    "<text class=\"number\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{count}</text>"
                );
            }
        }
    }
    out.push_str("</svg>");
    Some(out)
}

/// Returns the radius. The area is proportional to the number, and large enough for its text.
fn radius(count: usize, most: usize) -> f64 {
    10.0 + 6.0 * (count as f64 / most as f64).sqrt()
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort();
    items.dedup();
    items
}

fn shortened(title: &str) -> String {
    if title.chars().count() <= 28 {
        title.to_owned()
    } else {
        title.chars().take(27).chain(['…']).collect()
    }
}

/// Returns a description of the chart for screen readers.
fn described(
    catalog: &Catalog,
    rows: &[usize],
    columns: &[u16],
    count: &dyn Fn(usize, u16) -> usize,
) -> String {
    let row = |category: &usize| {
        let cells =
            columns.iter().map(|status| (status, count(*category, *status))).filter(|(_, count)| *count > 0);
        let cells: Vec<String> = cells.map(|(status, count)| format!("{count} with {status}")).collect();
        format!("{}: {}", catalog.categories[*category].title, cells.join(", "))
    };
    rows.iter().map(row).collect::<Vec<_>>().join(". ")
}
