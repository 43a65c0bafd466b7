//! Kinds of tables, and their columns.

use std::borrow::Cow;

use super::attribute::attribute;
use crate::catalog::Catalog;
use crate::emit::document::{Line, Table};

/// A kind of table.
///
/// A row is named by where it stands in the catalog: by the place in its list, and, where that list's items hold another
/// (the triggers of an error, say), by the place in that one.
#[derive(Debug)]
#[non_exhaustive]
pub struct Kind {
    /// The columns that it can have.
    pub columns: &'static [Column],
    /// Every row that there is.
    pub rows: fn(&Catalog) -> Vec<Row>,
}

/// Where in the catalog a row comes from.
pub type Row = (usize, usize);

/// A column.
#[derive(Debug)]
#[non_exhaustive]
pub struct Column {
    /// What it is asked for by.
    pub name: &'static str,
    /// Its title, unless another is asked for.
    pub title: &'static str,
    /// When it is there unless other columns are asked for, provided that one of its cells is not empty.
    pub default: Shown,
    /// What stands in a row.
    pub cell: fn(&Catalog, Row) -> Line<'_>,
}

/// When a column is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shown {
    /// Unless others are asked for.
    Always,
    /// Where it is asked for.
    Never,
    /// Where the column of that name has an empty cell.
    Without(&'static str),
}

/// A column that is there unless others are asked for.
pub(super) const fn shown(
    name: &'static str,
    title: &'static str,
    cell: fn(&Catalog, Row) -> Line<'_>,
) -> Column {
    Column { name, title, default: Shown::Always, cell }
}

/// A column that is there where it is asked for.
pub(super) const fn asked(
    name: &'static str,
    title: &'static str,
    cell: fn(&Catalog, Row) -> Line<'_>,
) -> Column {
    Column { name, title, default: Shown::Never, cell }
}

/// A column that is there where it is asked for, or another has an empty cell.
pub(super) const fn substitute(
    name: &'static str,
    title: &'static str,
    other: &'static str,
    cell: fn(&Catalog, Row) -> Line<'_>,
) -> Column {
    Column { name, title, default: Shown::Without(other), cell }
}

/// A column that is asked for.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Chosen {
    /// Its title.
    pub title: String,
    /// Where its cells come from.
    pub cells: Cells,
}

/// Where the cells of a column come from.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Cells {
    /// What every table of the kind can show.
    Column(&'static Column),
    /// An attribute of errors, by its place in [`Catalog::attributes`].
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

impl Kind {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The table of these rows: with the columns that are asked for, or with those that it has otherwise.
    pub fn table<'a>(&self, catalog: &'a Catalog, rows: &[Row], chosen: Option<&'a [Chosen]>) -> Table<'a> {
        match chosen {
            Some(chosen) => {
                let columns = chosen.iter().map(|column| (column.title.as_str(), column.cells));
                table(catalog, rows, columns.collect())
            }
            None => self.filled(catalog, rows, self.columns.iter().filter(|c| c.default != Shown::Never)),
        }
    }

    /// The same with columns of these names, each of which the kind has.
    pub(in crate::emit) fn of<'a>(&self, catalog: &'a Catalog, rows: &[Row], names: &[&str]) -> Table<'a> {
        self.filled(catalog, rows, names.iter().filter_map(|name| self.column(name)))
    }

    /// A table with those of the columns that have a cell that is not empty, and stand in for no column that is full.
    fn filled<'a>(
        &self,
        catalog: &'a Catalog,
        rows: &[Row],
        columns: impl Iterator<Item = &'static Column>,
    ) -> Table<'a> {
        let is_empty = |column: &Column, row: &Row| (column.cell)(catalog, *row).is_empty();
        let is_needed = |column: &Column| match column.default {
            Shown::Without(other) => {
                self.column(other).is_some_and(|other| rows.iter().any(|row| is_empty(other, row)))
            }
            Shown::Always | Shown::Never => true,
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

/// The rows of a list that long.
pub(super) fn count(len: usize) -> Vec<Row> {
    (0..len).map(|i| (i, 0)).collect()
}
