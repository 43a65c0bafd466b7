//! A catalog's data as the generator packs it, and the only place that knows the layout.
//!
//! All text is one string; all numbers are byte strings. rustc reads a literal in no time, whatever its length, where an array of
//! a thousand structs takes it a fifth of a second. A row has a fixed width, for what is asked of every error; the rest stands
//! in `lists`, as numbers of one byte and more. The generator's side is `codegen/src/emit/rust/pack.rs`.
//!
//! | in `rows`, 32-bit word | content |
//! | --- | --- |
//! | 0 | base: where the wire code starts in `text` |
//! | 1 | where the record of the error starts in `lists` |
//! | 2 | status in the low half (0: none), category in the high half (0xFFFF: none) |
//! | 3 | retry policy in the low byte (0xFF: none), envelope in the next, flags in the high half |
//!
//! | in `lists` | content |
//! | --- | --- |
//! | record | length of the wire code; section: template of the message; section: the rendered body, a template with 0x1000 in slots whose values stand as JSON (empty: none); name in the catalog; where the parameters start; where the extras start; the next row with the same wire code, plus one (0: none) |
//! | template | text; count of placeholders; per placeholder: slot, text |
//! | parameters | count; each: name, wire name, flags with the type in the low byte, example as JSON |
//! | extras | retry note, description, fix, title, name in google.rpc.Code: a text each; section: template of the log text (empty: none); section: headers; attributes |
//! | headers | count; each: name, section: template |
//! | attributes | count; each: index of the declaration, section: tag, value |
//!
//! A number has seven bits a byte, the lowest first; the highest bit says that another byte follows. A text is where it starts and
//! its length. In a record it starts as far from the base as the first number says, with the sign in its lowest bit: what an
//! error says stands together, so these numbers are small. A section is its length in bytes, and that many bytes.

use std::ops::RangeInclusive;

use crate::envelope::{Envelope, Node, Slot};
use crate::retry::RetryPolicy;

/// The bit of a slot in a rendered body where the value stands as JSON.
pub(crate) const AS_JSON: usize = 0x1000;

/// The packed data of one catalog.
#[derive(Debug)]
pub struct Table {
    /// The catalog's name.
    pub name: &'static str,
    /// The catalog's version.
    pub version: &'static str,
    /// Where the errors are documented: the text before and after the code.
    pub docs: Option<(&'static str, &'static str)>,
    /// All text.
    pub text: &'static str,
    /// One row per error.
    pub rows: &'static [u8],
    /// What has no fixed width.
    pub lists: &'static [u8],
    /// The categories, in the catalog's order.
    pub categories: &'static [Category],
    /// The envelopes that errors are served in.
    pub envelopes: &'static [Envelope],
    /// The retry policies that errors refer to.
    pub retries: &'static [RetryPolicy],
    /// What the catalog advises for a status, whatever the error.
    pub statuses: &'static [StatusAdvice],
    /// Which row stands for what a web framework answers by itself: the first entry with the status counts.
    pub framework: &'static [(RangeInclusive<u16>, usize)],
    /// The names of the declared attributes.
    pub attributes: &'static [&'static str],
    /// The perfect hash of the wire codes.
    pub lookup: Lookup,
}

/// What the catalog advises for a status, whatever the error.
#[derive(Debug)]
pub struct StatusAdvice {
    /// The status.
    pub status: u16,
    /// The policy, by its place in the table's `retries`.
    pub retry: usize,
    /// What the catalog adds to it, for people; empty where it adds nothing.
    pub note: &'static str,
}

/// One category.
#[derive(Debug)]
pub struct Category {
    /// The wire text.
    pub name: &'static str,
    /// The title for people.
    pub title: &'static str,
}

/// A perfect hash: see `lookup.rs`.
#[derive(Debug)]
pub struct Lookup {
    /// What the hash starts from.
    pub seed: u64,
    /// One displacement of two bytes per bucket; a power of two of them.
    pub displacements: &'static [u8],
    /// One row per slot, or all ones; a power of two of them.
    pub slots: &'static [u8],
    /// The bytes of a slot: two or four.
    pub width: usize,
}

const ROW_WORDS: usize = 4;

/// Bits of the flags in word 3.
pub(crate) mod flag {
    pub(crate) const NUMERIC: u32 = 1;
    pub(crate) const PUBLIC: u32 = 2;
    pub(crate) const DEPRECATED: u32 = 4;
    pub(crate) const ISSUES: u32 = 8;
    pub(crate) const SOURCE: u32 = 16;
}

/// Bits of a parameter's flags.
pub(crate) mod param_flag {
    pub(crate) const OPTIONAL: usize = 0x100;
    pub(crate) const LIST: usize = 0x200;
    pub(crate) const DETAIL: usize = 0x400;
    pub(crate) const INTERNAL: usize = 0x800;
}

/// What is read from `lists`, from some place on. Past the end, where a generated table never asks, all is zero.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List {
    table: &'static Table,
    /// Where texts start from.
    base: usize,
    at: usize,
}

impl List {
    pub(crate) fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        while let Some(byte) = self.table.lists.get(self.at) {
            self.at += 1;
            number |= usize::from(byte & 0x7F) << shift;
            if *byte < 0x80 {
                break;
            }
            shift = (shift + 7) & 31;
        }
        number
    }

    pub(crate) fn text(&mut self) -> &'static str {
        let (distance, len) = (self.number(), self.number());
        let start = match distance & 1 {
            0 => self.base + (distance >> 1),
            _ => self.base.wrapping_sub(distance >> 1),
        };
        self.table.text.get(start..start + len).unwrap_or("")
    }

    /// A text, where it is not empty.
    pub(crate) fn some_text(&mut self) -> Option<&'static str> {
        Some(self.text()).filter(|text| !text.is_empty())
    }

    /// The section that stands here. What is read next stands behind it.
    pub(crate) fn section(&mut self) -> Self {
        let len = self.number();
        let section = *self;
        self.at += len;
        section
    }

    /// A section, where it is not empty.
    pub(crate) fn some_section(&mut self) -> Option<Self> {
        let mut behind = *self;
        let len = behind.number();
        let section = self.section();
        (len > 0).then_some(section)
    }
}

impl Table {
    pub(crate) fn len(&self) -> usize {
        self.rows.len() / (ROW_WORDS * 4)
    }

    /// A word of a row; zero past the end.
    pub(crate) fn row(&self, row: usize, word: usize) -> u32 {
        let at = (row * ROW_WORDS + word) * 4;
        let word = self.rows.get(at..).and_then(|bytes| bytes.first_chunk());
        word.map_or(0, |bytes| u32::from_le_bytes(*bytes))
    }

    /// What is shared by errors that look alike.
    pub(crate) fn shared(&'static self, at: usize) -> List {
        List { table: self, base: 0, at }
    }

    /// The wire code, and the record behind it.
    pub(crate) fn record(&'static self, row: usize) -> (&'static str, List) {
        let base = self.row(row, 0) as usize;
        let mut record = List { table: self, base, at: self.row(row, 1) as usize };
        let len = record.number();
        (self.text.get(base..base + len).unwrap_or(""), record)
    }

    /// The record from the name on.
    pub(crate) fn record_from_name(&'static self, row: usize) -> List {
        let (_, mut record) = self.record(row);
        record.section();
        record.section();
        record
    }

    pub(crate) fn next_with_same_code(&'static self, row: usize) -> Option<usize> {
        let mut record = self.record_from_name(row);
        record.text();
        record.number();
        record.number();
        record.number().checked_sub(1)
    }

    /// The row that stands for what a web framework answers with this status by itself.
    pub(crate) fn stands_for(&self, status: u16) -> Option<usize> {
        let entry = self.framework.iter().find(|(statuses, _)| statuses.contains(&status));
        entry.map(|(_, row)| *row)
    }

    /// The header that a request's id travels in: the one that an envelope declares, or the usual one.
    pub(crate) fn request_id_header(&self) -> &'static str {
        let headers = self.envelopes.iter().flat_map(|envelope| envelope.headers);
        let declared = headers.into_iter().find(|(_, node)| matches!(node, Node::Value(Slot::RequestId)));
        declared.map_or("X-Request-Id", |(name, _)| name)
    }

    /// The first row with this wire code.
    pub(crate) fn find(&'static self, code: &str) -> Option<usize> {
        let row = self.lookup.slot(code);
        (row < self.len() && self.record(row).0 == code).then_some(row)
    }

    /// The category at that place of the catalog, which a code of it has.
    pub(crate) fn category(&self, index: usize) -> &'static Category {
        self.categories.get(index).unwrap_or(&Category { name: "", title: "" })
    }

    /// The place of the category with this wire text.
    pub(crate) fn find_category(&self, name: &str) -> Option<usize> {
        self.categories.iter().position(|category| category.name == name)
    }
}
