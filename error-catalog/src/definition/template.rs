//! Texts with placeholders in the packed table.

use std::fmt;

use crate::encoding::{Encoding, SEGMENT_END, SEGMENT_START};
use crate::packed::list::List;
use crate::param::Arg;

/// Text with placeholders for an error's parameters.
///
/// `Debug` shows the indexes of the parameters: `"Field '{0}' is missing"`.
#[derive(Clone, Copy)]
pub struct Template(pub(crate) List);

impl Template {
    /// Returns whether there are no placeholders.
    #[inline]
    pub fn is_constant(self) -> bool {
        let mut list = self.0;
        list.number() == 0
    }

    /// Returns the whole text, if it has no placeholders.
    #[inline]
    pub(crate) fn constant(self) -> Option<&'static str> {
        let mut list = self.0;
        (list.number() == 0).then(|| list.text())
    }

    /// Returns the text before the first placeholder or optional segment.
    #[inline]
    pub fn head(self) -> &'static str {
        let mut list = self.0;
        list.number();
        list.text()
    }

    /// Iterates over the pieces: text, placeholders, and the start and end of optional segments.
    ///
    /// ```
    /// use error_catalog::ErrorCode;
    /// use error_catalog::definition::TemplatePiece;
    /// use leads::Code;
    ///
    /// let message = Code::LeadNotFound.definition().message();
    /// let pieces: Vec<_> = message.pieces().collect();
    /// assert_eq!(
    ///     pieces,
    ///     [TemplatePiece::Text("No lead has the id "), TemplatePiece::Placeholder(0), TemplatePiece::Text(".")]
    /// );
    /// ```
    pub fn pieces(self) -> impl Iterator<Item = TemplatePiece> {
        let piece = |(marked, text)| {
            let (slot, _) = Encoding::of_slot(marked);
            let first = match slot {
                SEGMENT_END => TemplatePiece::SegmentEnd,
                _ if slot & SEGMENT_START != 0 => TemplatePiece::SegmentStart(slot & !SEGMENT_START),
                _ => TemplatePiece::Placeholder(slot),
            };
            [first, TemplatePiece::Text(text)]
        };
        let all = std::iter::once(TemplatePiece::Text(self.head())).chain(self.marked_tail().flat_map(piece));
        all.filter(|piece| *piece != TemplatePiece::Text(""))
    }

    /// Iterates over the placeholders: the slot of the parameter and the text after it. The start
    /// and the end of an optional segment are special slots.
    #[inline]
    pub(crate) fn tail(self) -> impl ExactSizeIterator<Item = (usize, &'static str)> {
        self.marked_tail().map(|(slot, text)| (Encoding::of_slot(slot).0, text))
    }

    /// Iterates over the parameters of the optional segments.
    pub(crate) fn segments(self) -> impl Iterator<Item = usize> {
        let starts = self.tail().filter(|(slot, _)| slot & SEGMENT_START != 0);
        starts.map(|(slot, _)| slot & !SEGMENT_START)
    }

    /// Iterates over the tail without the segments of absent parameters. The start and the end of a
    /// segment are text without a slot.
    pub(crate) fn tail_with(
        self,
        is_present: impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = (Option<usize>, &'static str)> {
        let mut is_left_out = false;
        self.marked_tail().filter_map(move |(marked, text)| {
            let (slot, _) = Encoding::of_slot(marked);
            let is_mark = slot & (SEGMENT_START | SEGMENT_END) != 0;
            if is_mark {
                is_left_out = slot != SEGMENT_END && !is_present(slot & !SEGMENT_START);
            }
            (!is_left_out).then_some(((!is_mark).then_some(marked), text))
        })
    }

    /// Iterates over the tail with raw slots. Their high bits encode the encoding of a header value.
    #[inline]
    pub(crate) fn marked_tail(self) -> impl ExactSizeIterator<Item = (usize, &'static str)> {
        let mut list = self.0;
        let count = list.number();
        list.skip_text();
        (0..count).map(move |_| (list.number(), list.text()))
    }

    /// Returns the same slots without the texts: what only counts them needs no text looked up.
    #[inline]
    pub(crate) fn marked_slots(self) -> impl ExactSizeIterator<Item = usize> {
        let mut list = self.0;
        let count = list.number();
        list.skip_text();
        (0..count).map(move |_| {
            let slot = list.number();
            list.skip_text();
            slot
        })
    }

    /// Writes the text with the values filled in, encoded as the template of a header defines.
    /// Optional segments of absent values are omitted.
    ///
    /// # Errors
    ///
    /// Fails if the writer fails.
    #[inline]
    pub fn write<'a>(self, out: &mut dyn fmt::Write, value: &dyn Fn(usize) -> Arg<'a>) -> fmt::Result {
        self.write_slots(out, |marked, out| {
            let (slot, encoding) = Encoding::of_slot(marked);
            match slot {
                SEGMENT_END => return Ok(true),
                _ if slot & SEGMENT_START != 0 => return Ok(!value(slot & !SEGMENT_START).is_absent()),
                _ => {}
            }
            match value(slot) {
                value if encoding == Encoding::default() => write!(out, "{value}")?,
                value => out.write_str(&encoding.apply(value.to_string().into()))?,
            }
            Ok(true)
        })
    }

    /// Writes the text without encoding any value. The slots of segment marks have no value.
    #[inline]
    pub(crate) fn write_plain<'a>(
        self,
        out: &mut dyn fmt::Write,
        value: &dyn Fn(usize) -> Arg<'a>,
    ) -> fmt::Result {
        self.write_slots(out, |slot, out| {
            match value(slot) {
                Arg::Str(value) => out.write_str(value)?,
                Arg::Absent => {
                    let is_start = slot & SEGMENT_START != 0;
                    return Ok(!is_start || !value(slot & !SEGMENT_START).is_absent());
                }
                value => write!(out, "{value}")?,
            }
            Ok(true)
        })
    }

    /// Writes the text, and calls `put` to write the value of each slot. If `put` returns `false`,
    /// the segment is omitted.
    #[inline]
    fn write_slots(
        self,
        out: &mut dyn fmt::Write,
        mut put: impl FnMut(usize, &mut dyn fmt::Write) -> Result<bool, fmt::Error>,
    ) -> fmt::Result {
        let mut list = self.0;
        let mut left = list.number();
        out.write_str(list.text())?;
        while left > 0 {
            left -= 1;
            if !put(list.number(), out)? {
                left = skip_segment(&mut list, left);
            }
            out.write_str(list.text())?;
        }
        Ok(())
    }
}

/// Skips the segment that just started, and returns the number of remaining placeholders.
#[cold]
fn skip_segment(list: &mut List, left: usize) -> usize {
    for left in (0..left).rev() {
        list.skip_text();
        if list.number() == SEGMENT_END {
            return left;
        }
    }
    0
}

/// A piece of a [`Template`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplatePiece {
    /// Literal text.
    Text(&'static str),
    /// The value of the parameter with this index.
    Placeholder(usize),
    /// The start of an optional segment. Omit the segment if the parameter with this index is absent.
    SegmentStart(usize),
    /// The end of the optional segment. Segments do not nest.
    SegmentEnd,
}

/// Two templates are equal if they have the same text, placeholders and optional segments.
impl PartialEq for Template {
    fn eq(&self, other: &Self) -> bool {
        self.head() == other.head() && self.marked_tail().eq(other.marked_tail())
    }
}

impl Eq for Template {}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for piece in self.pieces() {
            match piece {
                TemplatePiece::Text(text) => write!(f, "{}", text.escape_debug())?,
                TemplatePiece::Placeholder(slot) => write!(f, "{{{slot}}}")?,
                TemplatePiece::SegmentStart(slot) => write!(f, "{{{slot}?:")?,
                TemplatePiece::SegmentEnd => f.write_str("}")?,
            }
        }
        f.write_str("\"")
    }
}
