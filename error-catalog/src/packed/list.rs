//! The only reader of records: numbers, texts and sections.

use std::ops::Range;

/// A reader of a record, from a position to the start of the text. Beyond the start, everything is
/// zero; a valid table never reads there.
///
/// Its functions are inlined, so that its fields stay in registers. Through memory, reading a text
/// takes twice as long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List {
    pub(super) text: &'static str,
    /// The start of the line.
    pub(super) start: u32,
    /// The end of the next item.
    pub(super) at: u32,
}

impl List {
    #[inline]
    pub(crate) fn number(&mut self) -> usize {
        let (number, at) = match self.text.as_bytes().get(..self.at as usize) {
            Some([.., low @ 0..0x40]) => (usize::from(*low), self.at - 1),
            Some([.., high @ 0..0x40, low]) => {
                (usize::from(*low & 0x3F) | usize::from(*high) << 6, self.at - 2)
            }
            Some([]) => (0, self.at),
            _ => long_number(self.text.as_bytes(), self.at),
        };
        self.at = at;
        number
    }

    #[inline]
    fn place(&mut self) -> Range<usize> {
        match self.number() {
            0 => 0..0,
            len => {
                let start = self.start as usize + self.number();
                start..start + len
            }
        }
    }

    #[inline]
    pub(crate) fn text(&mut self) -> &'static str {
        let place = self.place();
        self.text.get(place).unwrap_or("")
    }

    #[inline]
    pub(crate) fn skip_text(&mut self) {
        if self.number() > 0 {
            self.number();
        }
    }

    /// Reads a text; `None` if it is empty.
    pub(crate) fn some_text(&mut self) -> Option<&'static str> {
        Some(self.text()).filter(|text| !text.is_empty())
    }

    /// Skips a template.
    pub(crate) fn skip_template(&mut self) {
        let count = self.number();
        self.skip_text();
        for _ in 0..count {
            self.number();
            self.skip_text();
        }
    }

    /// Reads a section and moves behind it.
    #[inline]
    pub(crate) fn section(&mut self) -> Self {
        let len = self.number();
        let section = *self;
        self.at = self.at.saturating_sub(len as u32);
        section
    }

    /// Reads a section; `None` if it is empty.
    #[inline]
    pub(crate) fn some_section(&mut self) -> Option<Self> {
        let section = self.section();
        (self.at < section.at).then_some(section)
    }
}

/// Reads a number of more than two bytes before a position. Returns the number and its start.
#[cold]
fn long_number(text: &[u8], mut at: u32) -> (usize, u32) {
    let (mut number, mut shift) = (0, 0);
    while let Some([.., byte]) = text.get(..at as usize) {
        at -= 1;
        number |= usize::from(byte & 0x3F) << shift;
        if *byte < 0x40 {
            break;
        }
        shift = (shift + 6) & 31;
    }
    (number, at)
}
