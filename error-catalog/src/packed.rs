//! The packed data of a catalog. Only this module and `packed/list.rs` depend on the layout.
//!
//! Each error is one line of text and one number. Neither depends on other errors, so a new error
//! changes no other line. [`entries`] derives the data that depends on all errors at compile time.
//! The lines are one string, because rustc takes longer to compile a table of structs. The
//! generator writes the data in `codegen/src/emit/rust/pack.rs`.
//!
//! | in the number | content |
//! | --- | --- |
//! | the high half | the length of the line in bytes |
//! | the low half | the hash of the wire code: see `lookup.rs` |
//!
//! A line contains the texts of its error, followed by the record. The record is read from the end
//! of the line to its start:
//!
//! | in a record | content |
//! | --- | --- |
//! | head | of fixed size: see [`Head`] |
//! | message | template |
//! | name | the name in the catalog, a text |
//! | rendered body with slots | twice its length without any value, plus one if the texts between
//! the slots are the whole body without a request; template with 0x100 in slots whose values are
//! JSON, and from 0x200 up the number of an insertion |
//! | parameters | count; each: name, wire name, flags with the type in the low byte, example as JSON |
//! | extras | headers, attributes, template of the log text (empty: none), a section each; retry note, description, fix, title, name in google.rpc.Code, a text each |
//! | template | count of placeholders; text; per placeholder: slot, text. Slot with 0x400000: an optional segment of that parameter starts; 0x800000: it ends |
//! | headers | count; each: name, section: template with 0x1000000 in slots whose values are in
//! quoted strings, and from 0x2000000 up the number of a filter |
//! | attributes | count; each: index of the declaration, section: tag, value |
//!
//! All bytes are ASCII, so that texts and records are one string. A number has six bits per byte,
//! the lowest first; 0x40 means that another byte follows. A text is its length and, unless that is
//! zero, its distance from the start of the line. A section is its length in bytes, followed by its
//! content.

pub(crate) mod list;

use std::ops::{Range, RangeInclusive};

pub(crate) use self::list::List;
use crate::definition::template::Template;
use crate::envelope::{Envelope, Insertion, Node, Slot};
use crate::retry::RetryPolicy;

/// The bit of a slot in a rendered body whose value is JSON.
pub(crate) const AS_JSON: usize = 0x100;

/// The bit of a slot in a rendered body for a value of the request. The other bits are the index in
/// the table's `insertions`.
pub(crate) const REQUEST: usize = 0x200;

/// The packed data of one catalog.
#[derive(Debug)]
pub struct Table {
    /// The catalog's name.
    pub name: &'static str,
    /// The catalog's version.
    pub version: &'static str,
    /// The documentation URL: the text before and after the code.
    pub docs: Option<(&'static str, &'static str)>,
    /// The categories, in the catalog's order.
    pub categories: &'static [Category],
    /// The envelopes of the errors.
    pub envelopes: &'static [Envelope],
    /// The retry policies of the errors.
    pub retries: &'static [RetryPolicy],
    /// The retry advice for statuses. The first entry with the status counts.
    pub statuses: &'static [StatusAdvice],
    /// The titles of statuses that differ from the standard phrases.
    pub titles: &'static [(u16, &'static str)],
    /// The rows that replace a web framework's own errors. The first entry with the status counts.
    pub framework: &'static [(RangeInclusive<u16>, usize)],
    /// `true` if documents include the web framework's own statuses.
    pub documents_framework: bool,
    /// The names of the declared attributes.
    pub attributes: &'static [&'static str],
    /// The values of the request in rendered bodies.
    pub insertions: &'static [Insertion],
    /// The data that changes with every error.
    pub data: Data,
}

/// The data of all errors.
#[derive(Debug)]
pub struct Data {
    /// The lines of all errors, one after the other.
    pub text: &'static str,
    /// One entry per error.
    pub entries: &'static [Entry],
}

/// The data of an error that depends on the other errors. `lookup.rs` describes the chains.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The start of the error's line in `text`.
    start: u32,
    /// The end of the error's line in `text`.
    end: u32,
    /// The hash of the wire code.
    pub hash: u32,
    /// The first row of the bucket with this number, plus one; zero for none.
    pub(crate) first: u32,
    /// The next row of the chain of this row, plus one; zero for none.
    pub(crate) next: u32,
}

impl Entry {
    const NONE: Self = Self { start: 0, end: 0, hash: 0, first: 0, next: 0 };
}

/// Creates the entries of a catalog with these lines.
///
/// # Panics
///
/// Panics if the lengths of the lines do not match the text.
pub const fn entries<const COUNT: usize>(lines: &[u64], text: &str) -> [Entry; COUNT] {
    let mut entries = [Entry::NONE; COUNT];
    fill(&mut entries, lines, text);
    entries
}

/// Fills as many entries as there are lines.
///
/// rustc interprets this function: each statement of the loop takes a few thousand instructions, a
/// call ten thousand.
const fn fill(entries: &mut [Entry], lines: &[u64], text: &str) {
    let mut end = text.len() as u32;
    let count = lines.len();
    let mut row = count;
    // From the last row to the first, so that each chain is in the order of its rows.
    while row > 0 {
        row -= 1;
        let line = lines[row];
        // `lookup::bucket`, inlined by hand.
        let bucket = (((line & 0xFFFF_FFFF) * count as u64) >> 32) as usize;
        let start = end.wrapping_sub((line >> 32) as u32);
        let (first, next) = (entries[row].first, entries[bucket].first);
        entries[row] = Entry { start, end, hash: line as u32, first, next };
        entries[bucket].first = row as u32 + 1;
        end = start;
    }
    assert!(end == 0, "the packed data of this catalog is inconsistent: generate it again");
}

/// The retry advice for a status.
#[derive(Debug)]
pub struct StatusAdvice {
    /// The status, or a class of them.
    pub statuses: RangeInclusive<u16>,
    /// The index of the policy in the table's `retries`.
    pub retry: usize,
    /// The note for people, or an empty text.
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

/// The start of a record.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Head([u8; Self::LEN]);

impl Data {
    /// Creates the entries at run time. For tests.
    #[doc(hidden)]
    pub fn at_run_time(lines: &[u64], text: &'static str) -> Self {
        let mut entries = vec![Entry::NONE; lines.len()];
        fill(&mut entries, lines, text);
        Self { text, entries: entries.leak() }
    }
}

impl Head {
    const LEN: usize = 23;

    /// Reads a number of `COUNT` bytes with seven bits each.
    #[inline]
    fn number<const COUNT: usize>(self, first: usize) -> usize {
        // The head is also read from its end.
        let byte = |at: usize| usize::from(self.0[Self::LEN - 1 - first - at]) << (7 * at);
        (0..COUNT).map(byte).sum()
    }

    /// Returns the status; zero for none.
    #[inline]
    pub(crate) fn status(self) -> u16 {
        self.number::<2>(0) as u16
    }

    #[inline]
    pub(crate) fn flags(self) -> usize {
        self.number::<2>(2)
    }

    /// Returns the index of the retry policy, if any.
    pub(crate) fn retry(self) -> Option<usize> {
        self.number::<1>(4).checked_sub(1)
    }

    pub(crate) fn envelope(self) -> usize {
        self.number::<1>(5)
    }

    /// Returns the index of the category, if any.
    pub(crate) fn category(self) -> Option<usize> {
        self.number::<3>(6).checked_sub(1)
    }

    /// Returns the length of the wire code, and its start in the line.
    #[inline]
    fn code(self) -> (usize, usize) {
        (self.number::<2>(18), self.number::<3>(20))
    }

    /// Returns the length of the rendered body at the start of the line; zero for none. With slots:
    /// the distance from the end of the line to its template.
    #[inline]
    fn body(self) -> usize {
        self.number::<3>(9)
    }

    /// Returns the distance from the end of the line to the parameters; zero for none.
    #[inline]
    fn params(self) -> usize {
        self.number::<3>(12)
    }

    /// Returns the distance from the end of the line to the extras; zero for none.
    #[inline]
    fn extras(self) -> usize {
        self.number::<3>(15)
    }
}

/// The bits of the flags in a head.
pub(crate) mod flag {
    pub(crate) const NUMERIC: usize = 1;
    pub(crate) const PUBLIC: usize = 2;
    pub(crate) const DEPRECATED: usize = 4;
    pub(crate) const ISSUES: usize = 8;
    pub(crate) const SOURCE: usize = 16;
    pub(crate) const HOLES: usize = 32;
}

/// The bits of a parameter's flags.
pub(crate) mod param_flag {
    pub(crate) const OPTIONAL: usize = 0x100;
    pub(crate) const LIST: usize = 0x200;
    pub(crate) const DETAIL: usize = 0x400;
    pub(crate) const INTERNAL: usize = 0x800;
}

/// A body that was rendered at build time.
pub(crate) enum Rendered {
    Constant(&'static str),
    /// Its slots are marked with [`AS_JSON`] if the value is JSON and not part of a string, and
    /// with [`REQUEST`].
    WithHoles {
        /// The length without any value.
        len: usize,
        /// The body without values of the request, if no hole needs other values.
        without_request: Option<&'static str>,
        template: Template,
    },
}

impl Table {
    pub(crate) fn len(&self) -> usize {
        self.data.entries.len()
    }

    #[inline]
    pub(crate) fn head(&self, row: usize) -> Head {
        let end = self.data.entries.get(row).map_or(0, |entry| entry.end);
        let before = self.data.text.as_bytes().get(..end as usize);
        Head(before.and_then(<[u8]>::last_chunk).copied().unwrap_or_default())
    }

    /// Returns a reader at this distance from the end of a line. If the distance is zero,
    /// everything it reads is zero.
    #[inline]
    fn list(&'static self, row: usize, distance: usize) -> List {
        let (start, end) = self.data.entries.get(row).map_or((0, 0), |entry| (entry.start, entry.end));
        let at = if distance == 0 { 0 } else { end.saturating_sub(distance as u32) };
        List { text: self.data.text, start, at }
    }

    /// Returns a reader after the head of the record, at the message.
    #[inline]
    pub(crate) fn record(&'static self, row: usize) -> List {
        self.list(row, Head::LEN)
    }

    /// Returns the range of the wire code in the text.
    #[inline]
    fn code_place(&self, row: usize) -> Option<Range<usize>> {
        let entry = self.data.entries.get(row)?;
        let (len, start) = self.head(row).code();
        let start = entry.start as usize + start;
        Some(start..start + len)
    }

    /// Returns the wire code.
    #[inline]
    pub(crate) fn code(&self, row: usize) -> &'static str {
        self.code_place(row).and_then(|place| self.data.text.get(place)).unwrap_or("")
    }

    /// Returns whether the wire code is this text.
    #[inline]
    pub(crate) fn has_code(&self, row: usize, code: &str) -> bool {
        let bytes = self.code_place(row).and_then(|place| self.data.text.as_bytes().get(place));
        bytes == Some(code.as_bytes())
    }

    /// Returns the parameters.
    #[inline]
    pub(crate) fn params(&'static self, row: usize) -> List {
        self.list(row, self.head(row).params())
    }

    /// Returns the extras.
    #[inline]
    pub(crate) fn extras(&'static self, row: usize) -> List {
        self.list(row, self.head(row).extras())
    }

    /// Returns the rendered body.
    #[inline]
    pub(crate) fn rendered(&'static self, row: usize) -> Option<Rendered> {
        let head = self.head(row);
        let start = self.data.entries.get(row)?.start as usize;
        if head.flags() & flag::HOLES != 0 {
            let mut list = self.list(row, head.body());
            let number = list.number();
            let (len, is_whole) = (number >> 1, number & 1 != 0);
            let whole = || self.data.text.get(start..start + len);
            let without_request = if is_whole { whole() } else { None };
            return Some(Rendered::WithHoles { len, without_request, template: Template(list) });
        }
        let body = self.data.text.get(start..start + head.body())?;
        (!body.is_empty()).then_some(Rendered::Constant(body))
    }

    /// Returns the statuses of a row that replaces a class of the framework's statuses.
    #[cfg(feature = "utoipa")]
    pub(crate) fn served_class(&self, row: usize) -> Option<&RangeInclusive<u16>> {
        let is_class = |statuses: &RangeInclusive<u16>| statuses.start() != statuses.end();
        self.framework
            .iter()
            .find(|(statuses, of)| *of == row && is_class(statuses))
            .map(|(statuses, _)| statuses)
    }

    /// Returns the row that replaces a web framework's own error with this status.
    pub(crate) fn framework_row(&self, status: u16) -> Option<usize> {
        let entry = self.framework.iter().find(|(statuses, _)| statuses.contains(&status));
        entry.map(|(_, row)| *row)
    }

    /// Returns the header of the request ID: the one that an envelope declares, or the default.
    pub(crate) fn request_id_header(&self) -> &'static str {
        let headers = self.envelopes.iter().flat_map(|envelope| envelope.headers);
        let declared = headers.into_iter().find(|(_, node)| matches!(node, Node::Value(Slot::RequestId)));
        declared.map_or("X-Request-Id", |(name, _)| name)
    }

    /// Returns the category at this index.
    pub(crate) fn category(&self, index: usize) -> &'static Category {
        self.categories.get(index).unwrap_or(&Category { name: "", title: "" })
    }

    /// Returns the index of the category with this wire text.
    pub(crate) fn find_category(&self, name: &str) -> Option<usize> {
        self.categories.iter().position(|category| category.name == name)
    }
}
