//! Values read off a text that was made from a template.

use std::borrow::Cow;
use std::iter::once;
use std::ops::Range;

use crate::Template;
use crate::encoding::Encoding;
use crate::envelope::Part;
use crate::few::Few;

/// Literal text with holes for values.
///
/// The literals are looked for twice: each as early, and each as late, as it can stand. Where both agree on where a value
/// begins and ends, there is no other reading. Each is one walk over the text.
#[derive(Default)]
pub(super) struct Pattern<'p> {
    holes: Few<Hole<'p>>,
    /// The literal after the last hole.
    end: Cow<'p, str>,
}

/// A place for a value.
struct Hole<'p> {
    /// Which value: a template's slot, or the place among an envelope's parts.
    index: usize,
    /// How it is encoded.
    encoding: Encoding,
    /// The literal before it.
    literal: Cow<'p, str>,
    /// Where the literal stands, as early as it can.
    early: Range<usize>,
    /// Where it stands, as late as it can.
    late: Range<usize>,
}

/// The optional segments of a message at the most. The generator allows no more.
const MAX_SEGMENTS: usize = 3;

/// A way to read a template: which of its optional segments are there.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// The parameters of the segments.
    segments: [Option<usize>; MAX_SEGMENTS],
    /// A bit per segment: whether its parameter is present.
    present: u8,
}

impl Reading {
    /// The readings of a template: one where it has no segments, eight at the most.
    pub(super) fn all(template: Template) -> impl Iterator<Item = Self> + Clone {
        let mut segments = [None; MAX_SEGMENTS];
        let mut count = 0;
        for slot in template.segments() {
            if count < MAX_SEGMENTS && !segments.contains(&Some(slot)) {
                segments[count] = Some(slot);
                count += 1;
            }
        }
        (0..1 << count).map(move |present| Self { segments, present })
    }

    /// Returns whether the parameter can be present: one without a segment always can.
    pub(super) fn has(self, slot: usize) -> bool {
        let segment = self.segments.iter().position(|of| *of == Some(slot));
        segment.is_none_or(|segment| self.present & 1 << segment != 0)
    }

    /// Returns whether there are other readings.
    pub(super) fn has_others(self) -> bool {
        self.segments[0].is_some()
    }

    /// Returns whether a parameter that is known is absent here.
    pub(super) fn contradicts(self, is_known: impl Fn(usize) -> bool) -> bool {
        self.segments.iter().flatten().any(|slot| is_known(*slot) && !self.has(*slot))
    }
}

/// The text of a value.
pub(super) struct Field {
    /// Which value: a template's slot, or the place among an envelope's parts.
    pub(super) index: usize,
    /// How it is encoded.
    pub(super) encoding: Encoding,
    /// Where it stands with all literals as early as they can.
    pub(super) early: Range<usize>,
    /// Where it stands with all literals as late as they can.
    pub(super) late: Range<usize>,
}

impl Field {
    /// Where it stands, if there is only one reading.
    pub(super) fn range(&self) -> Option<Range<usize>> {
        (self.early == self.late).then(|| self.early.clone())
    }
}

impl<'p> Pattern<'p> {
    /// A reading of a template with the values that are known put in.
    pub(super) fn of_template(
        template: Template,
        reading: Reading,
        known: impl Fn(usize) -> Option<String>,
    ) -> Self {
        let mut pattern = Self { end: template.head().into(), ..Self::default() };
        for (slot, literal) in template.tail_with(|slot| reading.has(slot)) {
            if let Some(slot) = slot {
                let (slot, encoding) = Encoding::of_slot(slot);
                match known(slot) {
                    Some(value) => pattern.end.to_mut().push_str(&encoding.apply(value.into())),
                    None if reading.has(slot) => pattern.hole(slot, encoding),
                    // Nothing is written for what is absent.
                    None => {}
                }
            }
            pattern.literal(literal);
        }
        pattern
    }

    /// The bytes of literal text.
    pub(super) fn literal_len(&self) -> usize {
        self.end.len() + self.holes.iter().map(|hole| hole.literal.len()).sum::<usize>()
    }

    /// A string of an envelope.
    pub(super) fn of_parts(parts: &'static [Part]) -> Self {
        let mut pattern = Self::default();
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::Text(literal) => pattern.literal(literal),
                Part::Value(_) => pattern.hole(index, Encoding::default()),
                Part::Encoded(_, encoding) => pattern.hole(index, *encoding),
            }
        }
        pattern
    }

    fn literal(&mut self, text: &'p str) {
        if self.end.is_empty() {
            self.end = text.into();
        } else if !text.is_empty() {
            self.end.to_mut().push_str(text);
        }
    }

    fn hole(&mut self, index: usize, encoding: Encoding) {
        let literal = std::mem::take(&mut self.end);
        self.holes.push(Hole { index, encoding, literal, early: 0..0, late: 0..0 });
    }

    /// The values' places in a text; `None` where the text was not made like this.
    pub(super) fn split(mut self, text: &str) -> Option<Few<Field>> {
        let Some(first) = self.holes.iter_mut().next() else {
            return (text == self.end).then(Few::default);
        };
        let head = first.literal.len();
        (first.early, first.late) = (0..head, 0..head);
        let tail = head + text.strip_prefix(&*first.literal)?.strip_suffix(&*self.end)?.len();

        let mut start = head;
        for hole in self.holes.iter_mut().skip(1) {
            let at = start + text[start..tail].find(&*hole.literal)?;
            start = at + hole.literal.len();
            hole.early = at..start;
        }
        let others = self.holes.len() - 1;
        let mut end = tail;
        for hole in self.holes.iter_mut().rev().take(others) {
            let at = head + text[head..end].rfind(&*hole.literal)?;
            hole.late = at..at + hole.literal.len();
            end = at;
        }

        let ends = self.holes.iter().skip(1).map(|next| (next.early.start, next.late.start));
        let fields = self.holes.iter().zip(ends.chain(once((tail, tail))));
        let field = |(hole, (early, late)): (&Hole<'_>, (usize, usize))| Field {
            index: hole.index,
            encoding: hole.encoding,
            early: hole.early.end..early,
            late: hole.late.end..late,
        };
        Some(fields.map(field).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope::Slot;

    /// The values, by their places: `None` where there is more than one reading.
    fn values<'t>(parts: &'static [Part], text: &'t str) -> Option<Vec<Option<&'t str>>> {
        let fields = Pattern::of_parts(parts).split(text)?;
        Some(fields.iter().map(|field| field.range().map(|range| &text[range])).collect())
    }

    const HOLE: Part = Part::Value(Slot::Code);

    #[test]
    fn one_reading() {
        const PARTS: &[Part] = &[Part::Text("Field '"), HOLE, Part::Text("' is "), HOLE, Part::Text(".")];
        assert_eq!(values(PARTS, "Field 'a b' is new."), Some(vec![Some("a b"), Some("new")]));
        assert_eq!(values(PARTS, "Field '' is ."), Some(vec![Some(""), Some("")]));
        assert_eq!(values(PARTS, "Field '日本' is né👩‍🚀."), Some(vec![Some("日本"), Some("né👩‍🚀")]));
        for text in
            ["", "Field 'a is new.", "field 'a' is new.", "Field 'a' is new", "Field '.", "Field ' is ."]
        {
            assert_eq!(values(PARTS, text), None, "{text}");
        }
        assert_eq!(values(&[Part::Text("all")], "all"), Some(Vec::new()));
        assert_eq!(values(&[Part::Text("all")], "al"), None);
        assert_eq!(values(&[], ""), Some(Vec::new()));
        assert_eq!(values(&[HOLE], "x"), Some(vec![Some("x")]));
    }

    #[test]
    fn several_readings() {
        const PARTS: &[Part] = &[HOLE, Part::Text(" of "), HOLE, Part::Text("; "), HOLE];
        // Where the second begins is open, where it ends is not: the third is known.
        assert_eq!(values(PARTS, "a of b of c; d"), Some(vec![None, None, Some("d")]));
        assert_eq!(values(PARTS, "a of b; c; d"), Some(vec![Some("a"), None, None]));
        assert_eq!(values(PARTS, "a of b; d"), Some(vec![Some("a"), Some("b"), Some("d")]));
        // Literals that overlap.
        const TWICE: &[Part] = &[HOLE, Part::Text("aa"), HOLE];
        assert_eq!(values(TWICE, "xaaay"), Some(vec![None, None]));
        assert_eq!(values(TWICE, "xaay"), Some(vec![Some("x"), Some("y")]));
    }

    #[test]
    fn adjacent_holes() {
        const PARTS: &[Part] = &[Part::Text("<"), HOLE, HOLE, Part::Text(">")];
        assert_eq!(values(PARTS, "<>"), Some(vec![Some(""), Some("")]));
        assert_eq!(values(PARTS, "<é>"), Some(vec![None, None]));
    }

    /// As long as the text is, each literal is looked for once.
    #[test]
    fn a_hostile_text() {
        const PARTS: &[Part] = &[
            HOLE,
            Part::Text("aaaaaaab"),
            HOLE,
            Part::Text("aaaaaaab"),
            HOLE,
            Part::Text("aaaaaaab"),
            HOLE,
            Part::Text("c"),
        ];
        let text = "a".repeat(1 << 20);
        assert_eq!(values(PARTS, &text), None);
        assert_eq!(values(PARTS, &(text.clone() + "c")), None);
        let text = "aaaaaaab".repeat(1 << 17) + "c";
        assert_eq!(values(PARTS, &text), Some(vec![None; 4]));
    }
}
