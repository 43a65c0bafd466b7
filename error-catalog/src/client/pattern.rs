//! Parses the values of a text that was written from a template.

use std::borrow::Cow;
use std::iter::once;
use std::ops::Range;

use crate::definition::Template;
use crate::encoding::Encoding;
use crate::envelope::Part;
use crate::small_list::SmallList;

/// Literal text with placeholders for values.
///
/// Each literal is searched for twice: at its earliest and at its latest possible position. Where both agree on the
/// start and the end of a value, the value is certain. Each search is one pass over the text.
#[derive(Default)]
pub(super) struct Pattern<'p> {
    placeholders: SmallList<Placeholder<'p>>,
    /// The literal after the last placeholder.
    end: Cow<'p, str>,
}

/// A placeholder and the literal before it.
struct Placeholder<'p> {
    /// The slot of a template, or the index among the parts of an envelope's string.
    index: usize,
    /// The encoding of the value.
    encoding: Encoding,
    /// The literal before the placeholder.
    literal: Cow<'p, str>,
    /// The earliest position of the literal.
    early: Range<usize>,
    /// The latest position of the literal.
    late: Range<usize>,
}

/// The maximum number of optional segments in a message. The generator allows no more.
const MAX_SEGMENTS: usize = 3;

/// A choice of the optional segments of a template that are present.
#[derive(Clone, Copy)]
pub(super) struct SegmentChoice {
    /// The parameters of the optional segments.
    segments: [Option<usize>; MAX_SEGMENTS],
    /// A bit for each segment, set if it is present.
    present: u8,
}

impl SegmentChoice {
    /// Iterates over the choices of a template: one for a template without segments, eight at the most.
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

    /// Returns whether the parameter can be present. One without a segment always can.
    pub(super) fn includes(self, slot: usize) -> bool {
        let segment = self.segments.iter().position(|segment| *segment == Some(slot));
        segment.is_none_or(|segment| self.present & 1 << segment != 0)
    }

    /// Returns whether the template has optional segments, and so other choices.
    pub(super) fn has_alternatives(self) -> bool {
        self.segments[0].is_some()
    }

    /// Returns whether a known parameter would be absent.
    pub(super) fn contradicts(self, is_known: impl Fn(usize) -> bool) -> bool {
        self.segments.iter().flatten().any(|slot| is_known(*slot) && !self.includes(*slot))
    }
}

/// The position of a placeholder's value in a text.
pub(super) struct Capture {
    /// The slot of a template, or the index among the parts of an envelope's string.
    pub(super) index: usize,
    /// The encoding of the value.
    pub(super) encoding: Encoding,
    /// The range with all literals at their earliest positions.
    pub(super) early: Range<usize>,
    /// The range with all literals at their latest positions.
    pub(super) late: Range<usize>,
}

impl Capture {
    /// Returns the range, if it is certain.
    pub(super) fn certain_range(&self) -> Option<Range<usize>> {
        (self.early == self.late).then(|| self.early.clone())
    }
}

/// Returns a part of a text, borrowed if the text is.
pub(super) fn slice<'a>(text: &Cow<'a, str>, range: Range<usize>) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
        Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
    }
}

impl<'p> Pattern<'p> {
    /// Creates the pattern of a template, with known values filled in.
    pub(super) fn from_template(
        template: Template,
        choice: SegmentChoice,
        known: impl Fn(usize) -> Option<String>,
    ) -> Self {
        let mut pattern = Self { end: template.head().into(), ..Self::default() };
        for (slot, literal) in template.tail_with(|slot| choice.includes(slot)) {
            if let Some(slot) = slot {
                let (slot, encoding) = Encoding::of_slot(slot);
                match known(slot) {
                    Some(value) => pattern.end.to_mut().push_str(&encoding.apply(value.into())),
                    None if choice.includes(slot) => pattern.push_placeholder(slot, encoding),
                    // An absent value writes nothing.
                    None => {}
                }
            }
            pattern.push_literal(literal);
        }
        pattern
    }

    /// Creates the pattern of a string of an envelope.
    pub(super) fn from_parts(parts: &'static [Part]) -> Self {
        let mut pattern = Self::default();
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::Text(literal) => pattern.push_literal(literal),
                Part::Value(_) => pattern.push_placeholder(index, Encoding::default()),
                Part::Encoded(_, encoding) => pattern.push_placeholder(index, *encoding),
            }
        }
        pattern
    }

    /// Returns the number of bytes of literal text.
    pub(super) fn literal_len(&self) -> usize {
        self.end.len() + self.placeholders.iter().map(|placeholder| placeholder.literal.len()).sum::<usize>()
    }

    fn push_literal(&mut self, text: &'p str) {
        if self.end.is_empty() {
            self.end = text.into();
        } else if !text.is_empty() {
            self.end.to_mut().push_str(text);
        }
    }

    fn push_placeholder(&mut self, index: usize, encoding: Encoding) {
        let literal = std::mem::take(&mut self.end);
        self.placeholders.push(Placeholder { index, encoding, literal, early: 0..0, late: 0..0 });
    }

    /// Finds the placeholders' values in a text; `None` if the text does not match.
    pub(super) fn captures(mut self, text: &str) -> Option<SmallList<Capture>> {
        let Some(first) = self.placeholders.iter_mut().next() else {
            return (text == self.end).then(SmallList::default);
        };
        let head = first.literal.len();
        (first.early, first.late) = (0..head, 0..head);
        let tail = head + text.strip_prefix(&*first.literal)?.strip_suffix(&*self.end)?.len();
        self.find_earliest(text, head, tail)?;
        self.find_latest(text, head, tail)?;

        // A value ends where the next literal begins.
        let ends = self.placeholders.iter().skip(1).map(|next| (next.early.start, next.late.start));
        let placeholders = self.placeholders.iter().zip(ends.chain(once((tail, tail))));
        let captures = placeholders.map(|(placeholder, (early_end, late_end))| Capture {
            index: placeholder.index,
            encoding: placeholder.encoding,
            early: placeholder.early.end..early_end,
            late: placeholder.late.end..late_end,
        });
        Some(captures.collect())
    }

    /// Finds the earliest position of each literal between the first and the last.
    fn find_earliest(&mut self, text: &str, mut start: usize, end: usize) -> Option<()> {
        for placeholder in self.placeholders.iter_mut().skip(1) {
            let found = start + text[start..end].find(&*placeholder.literal)?;
            start = found + placeholder.literal.len();
            placeholder.early = found..start;
        }
        Some(())
    }

    /// Finds the latest position of each literal between the first and the last.
    fn find_latest(&mut self, text: &str, start: usize, mut end: usize) -> Option<()> {
        let between = self.placeholders.len() - 1;
        for placeholder in self.placeholders.iter_mut().rev().take(between) {
            let found = start + text[start..end].rfind(&*placeholder.literal)?;
            placeholder.late = found..found + placeholder.literal.len();
            end = found;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope::Slot;

    /// Returns the values in order: `None` for a value that is not certain.
    fn values<'t>(parts: &'static [Part], text: &'t str) -> Option<Vec<Option<&'t str>>> {
        let captures = Pattern::from_parts(parts).captures(text)?;
        Some(captures.iter().map(|capture| capture.certain_range().map(|range| &text[range])).collect())
    }

    const PLACEHOLDER: Part = Part::Value(Slot::Code);

    #[test]
    fn certain_values() {
        const PARTS: &[Part] =
            &[Part::Text("Capture '"), PLACEHOLDER, Part::Text("' is "), PLACEHOLDER, Part::Text(".")];
        assert_eq!(values(PARTS, "Capture 'a b' is new."), Some(vec![Some("a b"), Some("new")]));
        assert_eq!(values(PARTS, "Capture '' is ."), Some(vec![Some(""), Some("")]));
        assert_eq!(values(PARTS, "Capture '日本' is né👩‍🚀."), Some(vec![Some("日本"), Some("né👩‍🚀")]));
        for text in [
            "",
            "Capture 'a is new.",
            "capture 'a' is new.",
            "Capture 'a' is new",
            "Capture '.",
            "Capture ' is .",
        ] {
            assert_eq!(values(PARTS, text), None, "{text}");
        }
        assert_eq!(values(&[Part::Text("all")], "all"), Some(Vec::new()));
        assert_eq!(values(&[Part::Text("all")], "al"), None);
        assert_eq!(values(&[], ""), Some(Vec::new()));
        assert_eq!(values(&[PLACEHOLDER], "x"), Some(vec![Some("x")]));
    }

    #[test]
    fn ambiguous_values() {
        const PARTS: &[Part] = &[PLACEHOLDER, Part::Text(" of "), PLACEHOLDER, Part::Text("; "), PLACEHOLDER];
        // The start of the second value is ambiguous, but its end is not, because the third is known.
        assert_eq!(values(PARTS, "a of b of c; d"), Some(vec![None, None, Some("d")]));
        assert_eq!(values(PARTS, "a of b; c; d"), Some(vec![Some("a"), None, None]));
        assert_eq!(values(PARTS, "a of b; d"), Some(vec![Some("a"), Some("b"), Some("d")]));
        // Literals that overlap.
        const TWICE: &[Part] = &[PLACEHOLDER, Part::Text("aa"), PLACEHOLDER];
        assert_eq!(values(TWICE, "xaaay"), Some(vec![None, None]));
        assert_eq!(values(TWICE, "xaay"), Some(vec![Some("x"), Some("y")]));
    }

    #[test]
    fn adjacent_placeholders() {
        const PARTS: &[Part] = &[Part::Text("<"), PLACEHOLDER, PLACEHOLDER, Part::Text(">")];
        assert_eq!(values(PARTS, "<>"), Some(vec![Some(""), Some("")]));
        assert_eq!(values(PARTS, "<é>"), Some(vec![None, None]));
    }

    /// However long the text is, each literal is searched for once in each direction.
    #[test]
    fn a_hostile_text() {
        const PARTS: &[Part] = &[
            PLACEHOLDER,
            Part::Text("aaaaaaab"),
            PLACEHOLDER,
            Part::Text("aaaaaaab"),
            PLACEHOLDER,
            Part::Text("aaaaaaab"),
            PLACEHOLDER,
            Part::Text("c"),
        ];
        let text = "a".repeat(1 << 20);
        assert_eq!(values(PARTS, &text), None);
        assert_eq!(values(PARTS, &(text.clone() + "c")), None);
        let text = "aaaaaaab".repeat(1 << 17) + "c";
        assert_eq!(values(PARTS, &text), Some(vec![None; 4]));
    }
}
