//! Writes a line of packed data: texts, and numbers that refer to them.

use crate::catalog::{AttributeValue, Encoding, Error, Filter, Message, MessagePiece, Param};
use crate::emit::body::{self, Output};

/// The bit of a slot that starts an optional segment.
const SEGMENT_START: u32 = 1 << 22;

/// The slot that ends an optional segment.
const SEGMENT_END: u32 = 1 << 23;

/// The bit of a slot in a header whose value is in a quoted string.
const QUOTED: u32 = 1 << 24;

/// The lowest bit of the index of a slot's filter, plus one.
const FILTER: u32 = 25;

/// The length of a head in bytes.
const HEAD: usize = 23;

/// The bits of a parameter's flags.
mod param_flag {
    pub(super) const OPTIONAL: u32 = 0x100;
    pub(super) const LIST: u32 = 0x200;
    pub(super) const DETAIL: u32 = 0x400;
    pub(super) const INTERNAL: u32 = 0x800;
}

/// A line of packed data: the data of one error, independent of other errors.
pub(super) struct Line {
    pub(super) texts: String,
    /// It is read from its end.
    pub(super) record: Vec<u8>,
}

/// A text in a line: its start and its length.
#[derive(Clone, Copy)]
pub(super) struct TextRange {
    start: usize,
    len: usize,
}

/// The maximum length of texts to search for another text, so that the time is bounded.
const SEARCHED: usize = 4 << 10;

impl Line {
    /// Creates a line that starts with the text of a body, which can contain other texts. The head
    /// is filled in later.
    pub(super) fn new(body: String) -> Self {
        Self { texts: body, record: vec![0; HEAD] }
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len() + self.record.len()
    }

    pub(super) fn number(&mut self, mut number: u32) {
        while number > 0x3F {
            self.record.push(number as u8 & 0x3F | 0x40);
            number >>= 6;
        }
        self.record.push(number as u8);
    }

    /// Finds a text in the line, or else adds it.
    pub(super) fn place(&mut self, text: &str) -> TextRange {
        let is_searched = self.texts.len() <= SEARCHED;
        let known = is_searched.then(|| self.texts.find(text)).flatten();
        let start = known.unwrap_or(self.texts.len());
        if known.is_none() {
            self.texts.push_str(text);
        }
        TextRange { start, len: text.len() }
    }

    pub(super) fn text(&mut self, text: &str) {
        let place = if text.is_empty() { TextRange { start: 0, len: 0 } } else { self.place(text) };
        self.put(place);
    }

    fn put(&mut self, place: TextRange) {
        self.number(place.len as u32);
        if place.len > 0 {
            self.number(place.start as u32);
        }
    }

    /// Writes a section.
    pub(super) fn section(&mut self, write: impl FnOnce(&mut Self)) {
        let start = self.record.len();
        write(self);
        let section = self.record.split_off(start);
        self.number(section.len() as u32);
        self.record.extend_from_slice(&section);
    }

    /// Returns the position in the record; zero if nothing is written.
    pub(super) fn part(&mut self, write: impl FnOnce(&mut Self)) -> usize {
        let start = self.record.len();
        write(self);
        if self.record.len() == start { 0 } else { start }
    }

    /// Fills in the head, which has a fixed length.
    pub(super) fn head(
        &mut self,
        error: &Error,
        flags: u32,
        [body, params, extras]: [usize; 3],
        code: TextRange,
    ) {
        let or_none = |place: Option<usize>| place.map_or(0, |place| place as u32 + 1);
        let numbers = [
            (error.status.unwrap_or(0).into(), 2),
            (flags, 2),
            (or_none(error.retry), 1),
            (error.envelope as u32, 1),
            (or_none(error.category), 3),
            (body as u32, 3),
            (params as u32, 3),
            (extras as u32, 3),
            (code.len as u32, 2),
            (code.start as u32, 3),
        ];
        let mut at = 0;
        for (number, len) in numbers {
            for byte in 0..len {
                self.record[at] = (number >> (7 * byte)) as u8 & 0x7F;
                at += 1;
            }
        }
    }

    /// Writes the body as a template. Its text is at the start of the line.
    pub(super) fn body(&mut self, body: &Output, slots: &[u32]) {
        let is_whole = body.without_request().is_some();
        self.number((body.text.len() as u32) << 1 | u32::from(is_whole));
        self.number(slots.len() as u32);
        let mut ends = body.holes.iter().map(|(place, _)| *place).chain([body.text.len()]);
        let mut start = 0;
        let mut next_text = |line: &mut Self| {
            let end = ends.next().unwrap_or(start);
            line.put(TextRange { start, len: end - start });
            start = end;
        };
        next_text(self);
        for slot in slots {
            self.number(*slot);
            next_text(self);
        }
    }

    pub(super) fn template(&mut self, message: &Message) {
        let mut texts = vec![String::new()];
        let mut slots = Vec::new();
        for piece in &message.pieces {
            match piece {
                MessagePiece::Text(text) => texts[slots.len()].push_str(text),
                MessagePiece::Param(slot, encoding) => {
                    slots.push(*slot as u32 | marks(*encoding));
                    texts.push(String::new());
                }
                MessagePiece::SegmentStart(slot) => {
                    slots.push(*slot as u32 | SEGMENT_START);
                    texts.push(String::new());
                }
                MessagePiece::SegmentEnd => {
                    slots.push(SEGMENT_END);
                    texts.push(String::new());
                }
            }
        }
        self.number(slots.len() as u32);
        self.text(&texts[0]);
        for (slot, text) in slots.iter().zip(&texts[1..]) {
            self.number(*slot);
            self.text(text);
        }
    }

    pub(super) fn params(&mut self, params: &[Param], with_examples: bool) {
        if params.is_empty() {
            return;
        }
        self.number(params.len() as u32);
        for param in params {
            self.text(&param.name);
            self.text(&param.wire);
            self.number(param_flags(param));
            self.text(&if with_examples { body::example_of(param) } else { "".into() });
        }
    }

    pub(super) fn attribute(&mut self, value: &AttributeValue) {
        match value {
            AttributeValue::String(text) => {
                self.number(0);
                self.text(text);
            }
            AttributeValue::Template(message) => {
                self.number(1);
                self.template(message);
            }
            AttributeValue::Bool(value) => {
                self.number(2);
                self.number(u32::from(*value));
            }
            AttributeValue::I64(value) => self.wide(3, *value as u64),
            AttributeValue::U64(value) => self.wide(4, *value),
            AttributeValue::F64(value) => self.wide(5, value.to_bits()),
            AttributeValue::Strings(texts) => {
                self.number(6);
                self.number(texts.len() as u32);
                for text in texts {
                    self.text(text);
                }
            }
        }
    }

    /// Writes a 64-bit number.
    fn wide(&mut self, tag: u32, value: u64) {
        self.number(tag);
        self.number(value as u32);
        self.number((value >> 32) as u32);
    }
}

/// Returns the bits of a slot for the encoding of the value.
fn marks(Encoding { filter, is_quoted, .. }: Encoding) -> u32 {
    let place = filter.and_then(|filter| Filter::ALL.iter().position(|of| *of == filter));
    let quoted = if is_quoted { QUOTED } else { 0 };
    place.map_or(0, |place| (place as u32 + 1) << FILTER) | quoted
}

fn param_flags(param: &Param) -> u32 {
    let flag = |holds: bool, flag: u32| if holds { flag } else { 0 };
    param.ty.scalar as u32
        | flag(param.optional, param_flag::OPTIONAL)
        | flag(param.ty.list, param_flag::LIST)
        | flag(param.detail, param_flag::DETAIL)
        | flag(param.internal, param_flag::INTERNAL)
}
