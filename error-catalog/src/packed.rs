//! A catalog's data as the generator packs it, and the only place that knows the layout.
//!
//! All text is one string; all numbers are byte strings. rustc reads a literal in no time, whatever its length, where an array of
//! a thousand structs takes it a fifth of a second. A row has a fixed width; errors that differ in their texts alone are of one
//! class. What has no fixed width stands in `lists`, as numbers of one byte and more. The generator's side is
//! `codegen/src/emit/rust/pack.rs`.
//!
//! | in `rows`, 32-bit word | content |
//! | --- | --- |
//! | 0 | base: where the rendered body starts in `text`, or the wire code where there is none |
//! | 1 | where the record of the error starts in `lists` |
//! | 2 | its class |
//! | 3 | rendered body: its length, or where it starts in `lists`, as the flags say (0: none) |
//!
//! | in `classes`, 32-bit word | content |
//! | --- | --- |
//! | 0 | status in the low half (0: none), category in the high half (0xFFFF: none) |
//! | 1 | retry policy in the low byte (0xFF: none), envelope in the next, flags in the high half |
//! | 2 | where the parameters start in `lists` |
//! | 3 | where the extras start in `lists` |
//!
//! | in `lists` | content |
//! | --- | --- |
//! | record | wire code; the next row with the same, plus one (0: none); template of the message; name in the catalog |
//! | rendered body | twice its length without any value, plus one where the texts between the slots follow each other from the base and are the whole body without a request; template with 0x1000 in slots whose values stand as JSON, and from 0x2000 up an insertion's number |
//! | template | count of placeholders; text; per placeholder: slot, text. Slot with 0x400000: an optional segment of that parameter starts; 0x800000: it ends |
//! | parameters | count; each: name, wire name, flags with the type in the low byte, example as JSON |
//! | extras | sections: headers; attributes; template of the log text (empty: none). Then retry note, description, fix, title, name in google.rpc.Code: a text each |
//! | headers | count; each: name, section: template with 0x1000000 in slots whose values stand in quoted strings, and from 0x2000000 up a filter's number |
//! | attributes | count; each: index of the declaration, section: tag, value |
//!
//! A number has seven bits a byte, the lowest first; the highest bit says that another byte follows. A text is where it starts and
//! its length: where it starts is the distance from the base, or from zero where a list is shared, with the sign in the lowest
//! bit. What an error says stands together, so distances are small. A section is its length in bytes, and that many bytes.

use std::ops::{Range, RangeInclusive};

use crate::definition::Template;
use crate::envelope::{Envelope, Insertion, Node, Slot};
use crate::retry::RetryPolicy;

/// The bit of a slot in a rendered body where the value stands as JSON.
pub(crate) const AS_JSON: usize = 0x1000;

/// The bit of a slot in a rendered body where a value of the request stands. The rest is its place in the table's `insertions`.
pub(crate) const REQUEST: usize = 0x2000;

/// The packed data of one catalog.
#[derive(Debug)]
pub struct Table {
    /// The catalog's name.
    pub name: &'static str,
    /// The catalog's version.
    pub version: &'static str,
    /// Where the errors are documented: the text before and after the code.
    pub docs: Option<(&'static str, &'static str)>,
    /// The categories, in the catalog's order.
    pub categories: &'static [Category],
    /// The envelopes that errors are served in.
    pub envelopes: &'static [Envelope],
    /// The retry policies that errors refer to.
    pub retries: &'static [RetryPolicy],
    /// What the catalog advises for a status, whatever the error: the first entry with the status counts.
    pub statuses: &'static [StatusAdvice],
    /// The titles of statuses, where they are not the standard phrases.
    pub titles: &'static [(u16, &'static str)],
    /// Which row stands for what a web framework answers by itself: the first entry with the status counts.
    pub framework: &'static [(RangeInclusive<u16>, usize)],
    /// `true` if documents show the statuses that a web framework sends by itself.
    pub documents_framework: bool,
    /// The names of the declared attributes.
    pub attributes: &'static [&'static str],
    /// What rendered bodies show of the request.
    pub insertions: &'static [Insertion],
    /// What changes with every error.
    pub data: Data,
}

/// The data of all errors.
#[derive(Debug)]
pub struct Data {
    /// All text.
    pub text: &'static str,
    /// One row per error.
    pub rows: &'static [u8],
    /// What errors have in common that differ in their texts alone.
    pub classes: &'static [u8],
    /// What has no fixed width.
    pub lists: &'static [u8],
    /// The perfect hash of the wire codes.
    pub lookup: Lookup,
}

/// What the catalog advises for a status, whatever the error.
#[derive(Debug)]
pub struct StatusAdvice {
    /// The status, or a class of them.
    pub statuses: RangeInclusive<u16>,
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
    /// The keys of the hash: one per word of the longest code, and one for its length. Empty where the slots are sorted by code.
    pub keys: &'static [u64],
    /// One displacement of two bytes per bucket; a power of two of them.
    pub displacements: &'static [u8],
    /// One row per slot, or all ones; a power of two of them. Without keys, one row per code.
    pub slots: &'static [u8],
    /// The bytes of a slot: two or four.
    pub width: usize,
}

/// The words of a row, and of a class.
const WORDS: usize = 4;

/// Bits of the flags of a class.
pub(crate) mod flag {
    pub(crate) const NUMERIC: u32 = 1;
    pub(crate) const PUBLIC: u32 = 2;
    pub(crate) const DEPRECATED: u32 = 4;
    pub(crate) const ISSUES: u32 = 8;
    pub(crate) const SOURCE: u32 = 16;
    pub(crate) const HOLES: u32 = 32;
}

/// Bits of a parameter's flags.
pub(crate) mod param_flag {
    pub(crate) const OPTIONAL: usize = 0x100;
    pub(crate) const LIST: usize = 0x200;
    pub(crate) const DETAIL: usize = 0x400;
    pub(crate) const INTERNAL: usize = 0x800;
}

/// What is read from `lists`, from some place on. Past the end, where a generated table never asks, all is zero.
///
/// Its functions are inlined, so that what it holds stays in registers: through memory, a text takes twice as long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List {
    table: &'static Table,
    /// Where texts start from.
    base: u32,
    at: u32,
}

impl List {
    #[inline]
    pub(crate) fn number(&mut self) -> usize {
        let (number, behind) = match self.table.data.lists.get(self.at as usize) {
            Some(byte @ 0..0x80) => (usize::from(*byte), self.at + 1),
            _ => long_number(self.table.data.lists, self.at),
        };
        self.at = behind;
        number
    }

    #[inline]
    fn place(&mut self) -> Range<usize> {
        let (distance, len) = (self.number(), self.number());
        let base = self.base as usize;
        let start = match distance & 1 {
            0 => base + (distance >> 1),
            _ => base.wrapping_sub(distance >> 1),
        };
        start..start + len
    }

    #[inline]
    pub(crate) fn text(&mut self) -> &'static str {
        let place = self.place();
        self.table.data.text.get(place).unwrap_or("")
    }

    /// Whether this text stands here.
    #[inline]
    pub(crate) fn is(&mut self, text: &str) -> bool {
        let place = self.place();
        self.table.data.text.as_bytes().get(place) == Some(text.as_bytes())
    }

    #[inline]
    pub(crate) fn skip_text(&mut self) {
        self.number();
        self.number();
    }

    /// A text, where it is not empty.
    pub(crate) fn some_text(&mut self) -> Option<&'static str> {
        Some(self.text()).filter(|text| !text.is_empty())
    }

    /// Goes on behind a template.
    pub(crate) fn skip_template(&mut self) {
        let count = self.number();
        self.skip_text();
        for _ in 0..count {
            self.number();
            self.skip_text();
        }
    }

    /// The section that stands here. What is read next stands behind it.
    #[inline]
    pub(crate) fn section(&mut self) -> Self {
        let len = self.number();
        let section = *self;
        self.at += len as u32;
        section
    }

    /// A section, where it is not empty.
    #[inline]
    pub(crate) fn some_section(&mut self) -> Option<Self> {
        let section = self.section();
        (section.at < self.at).then_some(section)
    }
}

/// A number of more than one byte, and the place behind it.
fn long_number(lists: &[u8], mut at: u32) -> (usize, u32) {
    let (mut number, mut shift) = (0, 0);
    while let Some(byte) = lists.get(at as usize) {
        at += 1;
        number |= usize::from(byte & 0x7F) << shift;
        if *byte < 0x80 {
            break;
        }
        shift = (shift + 7) & 31;
    }
    (number, at)
}

/// The word at that index; zero past the end, which a generated table never asks for.
#[inline]
fn word_at(bytes: &[u8], index: usize) -> u32 {
    bytes.as_chunks().0.get(index).map_or(0, |word| u32::from_le_bytes(*word))
}

/// A body that was rendered when the program was built.
pub(crate) enum Rendered {
    Constant(&'static str),
    /// Its slots are marked with [`AS_JSON`] where values stand as JSON, and not as a part of a string, and with [`REQUEST`].
    WithHoles {
        /// The length without any value.
        len: usize,
        /// The body where nothing is known of the request, if no hole needs anything else.
        without_request: Option<&'static str>,
        template: Template,
    },
}

impl Table {
    pub(crate) fn len(&self) -> usize {
        self.data.rows.len() / (WORDS * 4)
    }

    #[inline]
    fn row(&self, row: usize, word: usize) -> u32 {
        word_at(self.data.rows, row * WORDS + word)
    }

    /// A word of the row's class.
    #[inline]
    pub(crate) fn class(&self, row: usize, word: usize) -> u32 {
        word_at(self.data.classes, self.row(row, 2) as usize * WORDS + word)
    }

    pub(crate) fn flags(&self, row: usize) -> u32 {
        self.class(row, 1) >> 16
    }

    #[inline]
    fn list(&'static self, at: u32, base: u32) -> List {
        List { table: self, base, at }
    }

    /// The parameters.
    #[inline]
    pub(crate) fn params(&'static self, row: usize) -> List {
        self.list(self.class(row, 2), 0)
    }

    /// The extras.
    pub(crate) fn extras(&'static self, row: usize) -> List {
        self.list(self.class(row, 3), 0)
    }

    /// The record.
    #[inline]
    pub(crate) fn record(&'static self, row: usize) -> List {
        self.list(self.row(row, 1), self.row(row, 0))
    }

    /// The rendered body.
    #[inline]
    pub(crate) fn rendered(&'static self, row: usize) -> Option<Rendered> {
        let (base, body) = (self.row(row, 0), self.row(row, 3));
        if self.flags(row) & flag::HOLES != 0 {
            let mut list = self.list(body, base);
            let number = list.number();
            let (len, is_whole) = (number >> 1, number & 1 != 0);
            let whole = || self.data.text.get(base as usize..base as usize + len);
            let without_request = if is_whole { whole() } else { None };
            return Some(Rendered::WithHoles { len, without_request, template: Template(list) });
        }
        let body = self.data.text.get(base as usize..(base + body) as usize)?;
        (!body.is_empty()).then_some(Rendered::Constant(body))
    }

    pub(crate) fn next_with_same_code(&'static self, row: usize) -> Option<usize> {
        let mut record = self.record(row);
        record.skip_text();
        record.number().checked_sub(1)
    }

    /// The statuses that a row is served with, if it stands for a whole class of the framework's.
    #[cfg(feature = "utoipa")]
    pub(crate) fn served_class(&self, row: usize) -> Option<&RangeInclusive<u16>> {
        let is_class = |statuses: &RangeInclusive<u16>| statuses.start() != statuses.end();
        self.framework
            .iter()
            .find(|(statuses, of)| *of == row && is_class(statuses))
            .map(|(statuses, _)| statuses)
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

    /// The category at that place of the catalog, which a code of it has.
    pub(crate) fn category(&self, index: usize) -> &'static Category {
        self.categories.get(index).unwrap_or(&Category { name: "", title: "" })
    }

    /// The place of the category with this wire text.
    pub(crate) fn find_category(&self, name: &str) -> Option<usize> {
        self.categories.iter().position(|category| category.name == name)
    }
}
