//! Texts with placeholders, as the packed table has them.

use std::fmt;

use crate::encoding::{Encoding, SEGMENT_END, SEGMENT_START};
use crate::packed::List;
use crate::param::Arg;

/// Text with placeholders for an error's parameters.
///
/// `Debug` shows it with the slots of its parameters: `"Field '{0}' is missing"`.
#[derive(Clone, Copy)]
pub struct Template(pub(crate) List);

impl Template {
    /// Returns whether there are no placeholders.
    #[inline]
    pub fn is_constant(self) -> bool {
        let mut list = self.0;
        list.number() == 0
    }

    /// The whole text, where there are no placeholders.
    #[inline]
    pub(crate) fn constant(self) -> Option<&'static str> {
        let mut list = self.0;
        (list.number() == 0).then(|| list.text())
    }

    /// The text before the first placeholder or optional segment; all of it where there is neither.
    #[inline]
    pub fn head(self) -> &'static str {
        let mut list = self.0;
        list.number();
        list.text()
    }

    /// The pieces, in order: text, placeholders, and where optional segments start and end.
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

    /// Each placeholder with the text that follows it: the parameter's slot, then the text. The start and the end of an
    /// optional segment have slots that no parameter has.
    #[inline]
    pub(crate) fn tail(self) -> impl ExactSizeIterator<Item = (usize, &'static str)> {
        self.marked_tail().map(|(slot, text)| (Encoding::of_slot(slot).0, text))
    }

    /// The parameters whose optional segments the template has.
    pub(crate) fn segments(self) -> impl Iterator<Item = usize> {
        let starts = self.tail().filter(|(slot, _)| slot & SEGMENT_START != 0);
        starts.map(|(slot, _)| slot & !SEGMENT_START)
    }

    /// The tail without the segments of parameters that are absent. Where a segment starts and ends is text without a slot.
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

    /// The same with slots whose high bits say how a header's value is encoded.
    #[inline]
    pub(crate) fn marked_tail(self) -> impl ExactSizeIterator<Item = (usize, &'static str)> {
        let mut list = self.0;
        let count = list.number();
        list.skip_text();
        (0..count).map(move |_| (list.number(), list.text()))
    }

    /// The same slots without the texts: what only counts them needs no text looked up.
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

    /// Writes the text with the values of the slots put in, encoded as a header's template says. Optional segments of absent
    /// values are left out.
    ///
    /// # Errors
    ///
    /// Where the writer fails.
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

    /// The same for what is no header's template: no value is encoded. There is no value for the slots of marks.
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

    /// Writes the text with what `put` writes for each slot. Where it returns `false`, the segment is left out.
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

/// Goes on at the text behind the segment that has just started, and returns how many placeholders are left.
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
    /// The value of the parameter in that slot.
    Placeholder(usize),
    /// The start of an optional segment: leave it out where the parameter in that slot is absent.
    SegmentStart(usize),
    /// The end of the optional segment. Segments are never nested.
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
