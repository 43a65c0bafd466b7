//! Kinds of tables, and their columns.

use std::borrow::Cow;

use super::attribute::attribute;
use crate::catalog::Catalog;
use crate::emit::document::{Line, Table};

/// A kind of table.
///
/// A row is identified by its index in a list of the catalog and, for nested lists such as the
/// triggers of an error, the index in the nested list.
#[derive(Debug)]
#[non_exhaustive]
pub struct TableKind {
    /// The available columns.
    pub columns: &'static [Column],
    /// All rows.
    pub rows: fn(&Catalog) -> Vec<Row>,
}

/// The position of a row in the catalog.
pub type Row = (usize, usize);

/// A column.
#[derive(Debug)]
#[non_exhaustive]
pub struct Column {
    /// The name in markers.
    pub name: &'static str,
    /// The default title.
    pub title: &'static str,
    /// When the column is shown by default, provided that one of its cells is not empty.
    pub default: ColumnDefault,
    /// The cell of a row.
    pub cell: fn(&Catalog, Row) -> Line<'_>,
}

/// When a column is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnDefault {
    /// By default.
    Always,
    /// Only on request.
    Never,
    /// If the column with this name has an empty cell.
    Without(&'static str),
}

/// Returns a column that is shown by default.
pub(super) const fn shown(
    name: &'static str,
    title: &'static str,
    cell: fn(&Catalog, Row) -> Line<'_>,
) -> Column {
    Column { name, title, default: ColumnDefault::Always, cell }
}

/// Returns a column that is shown on request.
pub(super) const fn asked(
    name: &'static str,
    title: &'static str,
    cell: fn(&Catalog, Row) -> Line<'_>,
) -> Column {
    Column { name, title, default: ColumnDefault::Never, cell }
}

/// Returns a column that is shown on request, or if another has an empty cell.
pub(super) const fn substitute(
    name: &'static str,
    title: &'static str,
    other: &'static str,
    cell: fn(&Catalog, Row) -> Line<'_>,
) -> Column {
    Column { name, title, default: ColumnDefault::Without(other), cell }
}

/// A requested column.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Chosen {
    /// The title.
    pub title: String,
    /// The source of its cells.
    pub cells: Cells,
}

/// The source of the cells of a column.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Cells {
    /// A column of the kind.
    Column(&'static Column),
    /// An attribute of errors, as an index into [`Catalog::attributes`].
    Attribute(usize),
}

impl Cells {
    fn of(self, catalog: &Catalog, row: Row) -> Line<'_> {
        match self {
            Self::Column(column) => (column.cell)(catalog, row),
            Self::Attribute(index) => attribute(&catalog.errors[row.0], index),
        }
    }
}

impl TableKind {
    /// Returns the column with this name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Returns the table of these rows, with the requested or the default columns.
    pub fn table<'a>(&self, catalog: &'a Catalog, rows: &[Row], chosen: Option<&'a [Chosen]>) -> Table<'a> {
        match chosen {
            Some(chosen) => {
                let columns = chosen.iter().map(|column| (column.title.as_str(), column.cells));
                table(catalog, rows, columns.collect())
            }
            None => {
                self.filled(catalog, rows, self.columns.iter().filter(|c| c.default != ColumnDefault::Never))
            }
        }
    }

    /// Returns the table of these rows, with the columns of these names, which must exist.
    pub(in crate::emit) fn of<'a>(&self, catalog: &'a Catalog, rows: &[Row], names: &[&str]) -> Table<'a> {
        self.filled(catalog, rows, names.iter().filter_map(|name| self.column(name)))
    }

    /// Returns a table with the columns that are not empty and are not substitutes of a full column.
    fn filled<'a>(
        &self,
        catalog: &'a Catalog,
        rows: &[Row],
        columns: impl Iterator<Item = &'static Column>,
    ) -> Table<'a> {
        let is_empty = |column: &Column, row: &Row| (column.cell)(catalog, *row).is_empty();
        let is_needed = |column: &Column| match column.default {
            ColumnDefault::Without(other) => {
                self.column(other).is_some_and(|other| rows.iter().any(|row| is_empty(other, row)))
            }
            ColumnDefault::Always | ColumnDefault::Never => true,
        };
        let filled = columns.filter(|c| is_needed(c) && rows.iter().any(|row| !is_empty(c, row)));
        table(catalog, rows, filled.map(|column| (column.title, Cells::Column(column))).collect())
    }
}

fn table<'a>(catalog: &'a Catalog, rows: &[Row], columns: Vec<(&'a str, Cells)>) -> Table<'a> {
    let row = |row: &Row| columns.iter().map(|(_, cells)| cells.of(catalog, *row)).collect();
    Table {
        header: columns.iter().map(|(title, _)| Cow::Borrowed(*title)).collect(),
        rows: rows.iter().map(row).collect(),
    }
}

/// Returns the rows of a list of this length.
pub(super) fn count(len: usize) -> Vec<Row> {
    (0..len).map(|i| (i, 0)).collect()
}
