//! A catalog's data as the generator packs it, and the only place that knows the layout.
//!
//! All text is one string; all numbers are 32-bit words in little-endian byte strings. rustc reads a
//! literal in no time, whatever its length, where an array of a thousand structs takes it a fifth of a
//! second. A row has a fixed width; everything of variable length stands in `lists` and is found by its
//! word offset. The generator's side is `codegen/src/emit/rust/pack.rs`.
//!
//! | in `rows`, word | content |
//! | --- | --- |
//! | 0, 1 | wire code: start and length in `text` |
//! | 2, 3 | name in the catalog |
//! | 4 | message: template in `lists` |
//! | 5 | parameters in `lists` |
//! | 6 | extras in `lists` |
//! | 7 | status in the low half (0: none), category in the high half (0xFFFF: none) |
//! | 8 | retry policy in the low byte (0xFF: none), envelope in the next, flags in the high half |
//! | 9 | the next row with the same wire code (0xFFFF_FFFF: none) |
//!
//! | in `lists` | words |
//! | --- | --- |
//! | template | count of placeholders, text; per placeholder: slot, text |
//! | parameters | count; each: name, wire name, flags with the type in the low byte, example as JSON |
//! | extras | retry note, description, fix: a text each; offset of the headers, of the attributes; title: a text; offset of the rendered body (0xFFFF_FFFF: none): a template with 0x1_0000 in slots whose values stand as JSON; name in google.rpc.Code: a text; offset of the log text (0xFFFF_FFFF: none) |
//! | headers | count; each: name, template's offset |
//! | attributes | count; each: index of the declaration, tag, two words of value |
//!
//! A text is two words: start and length.

use std::ops::RangeInclusive;

use crate::envelope::{Envelope, Node, Slot};
use crate::retry::RetryPolicy;

/// The bit of a slot in a rendered body where the value stands as JSON.
pub(crate) const AS_JSON: usize = 0x1_0000;

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
    /// One displacement per bucket; a power of two of them.
    pub displacements: &'static [u8],
    /// One row per slot, or 0xFFFF_FFFF; a power of two of them.
    pub slots: &'static [u8],
}

/// No row, category, policy or text.
pub(crate) const NONE: u32 = u32::MAX;
const ROW_WORDS: usize = 10;

/// Bits of the flags in word 8.
pub(crate) mod flag {
    pub(crate) const NUMERIC: u32 = 1;
    pub(crate) const PUBLIC: u32 = 2;
    pub(crate) const DEPRECATED: u32 = 4;
    pub(crate) const ISSUES: u32 = 8;
    pub(crate) const SOURCE: u32 = 16;
}

/// Bits of a parameter's flags.
pub(crate) mod param_flag {
    pub(crate) const OPTIONAL: u32 = 0x100;
    pub(crate) const LIST: u32 = 0x200;
    pub(crate) const DETAIL: u32 = 0x400;
    pub(crate) const INTERNAL: u32 = 0x800;
}

/// The word at that index; zero past the end, which a generated table never asks for.
pub(crate) fn word(bytes: &[u8], index: usize) -> u32 {
    bytes.as_chunks().0.get(index).map_or(0, |word| u32::from_le_bytes(*word))
}

impl Table {
    pub(crate) fn len(&self) -> usize {
        self.rows.len() / (ROW_WORDS * 4)
    }

    pub(crate) fn row(&self, row: usize, field: usize) -> u32 {
        word(self.rows, row * ROW_WORDS + field)
    }

    pub(crate) fn list(&self, offset: u32, index: usize) -> u32 {
        word(self.lists, offset as usize + index)
    }

    /// The text whose start and length are these words.
    pub(crate) fn text(&self, start: u32, len: u32) -> &'static str {
        let start = start as usize;
        self.text.get(start..start + len as usize).unwrap_or("")
    }

    /// The text that stands at that place of a list.
    pub(crate) fn list_text(&self, offset: u32, index: usize) -> &'static str {
        self.text(self.list(offset, index), self.list(offset, index + 1))
    }

    pub(crate) fn code(&self, row: usize) -> &'static str {
        self.text(self.row(row, 0), self.row(row, 1))
    }

    pub(crate) fn flags(&self, row: usize) -> u32 {
        self.row(row, 8) >> 16
    }

    pub(crate) fn next_with_same_code(&self, row: usize) -> Option<usize> {
        Some(self.row(row, 9)).filter(|next| *next != NONE).map(|next| next as usize)
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
    pub(crate) fn find(&self, code: &str) -> Option<usize> {
        let row = self.lookup.slot(code);
        (row != NONE && self.code(row as usize) == code).then_some(row as usize)
    }
}
