//! A catalog's data as one text and a few byte strings.
//!
//! The layout is described where it is read: `error-catalog/src/packed.rs`.

use crate::catalog::places::Places;
use crate::catalog::{
    AttributeValue, Catalog, Code, Encoding, Envelope, Error, Filter, Message, MessagePiece, Param, Slot,
};
use crate::emit::body::{self, Hole, Insertion, Output};

/// Bits of a class's flags, in the order of the runtime's.
mod flag {
    pub(super) const NUMERIC: u32 = 1;
    pub(super) const PUBLIC: u32 = 2;
    pub(super) const DEPRECATED: u32 = 4;
    pub(super) const ISSUES: u32 = 8;
    pub(super) const SOURCE: u32 = 16;
    pub(super) const HOLES: u32 = 32;
}

/// The bit of a slot in a rendered body where the value stands as JSON.
const AS_JSON: u32 = 0x1000;

/// The bit of a slot that starts an optional segment: it is left out where the parameter is absent.
const SEGMENT_START: u32 = 1 << 22;

/// The slot that ends an optional segment.
const SEGMENT_END: u32 = 1 << 23;

/// The bit of a slot in a header whose value stands in a quoted string.
const QUOTED: u32 = 1 << 24;

/// The lowest bit of the place of a slot's filter among all filters, plus one.
const FILTER: u32 = 25;

/// The bit of a slot in a rendered body where a value of the request stands: the rest is the place of its insertion.
const REQUEST: u32 = 0x2000;

/// The number of insertions that a slot can tell apart.
const MOST_INSERTIONS: usize = 0x1000;

/// Bits of a parameter's flags.
mod param_flag {
    pub(super) const OPTIONAL: u32 = 0x100;
    pub(super) const LIST: u32 = 0x200;
    pub(super) const DETAIL: u32 = 0x400;
    pub(super) const INTERNAL: u32 = 0x800;
}

/// The packed data.
pub(super) struct Packed {
    pub(super) text: String,
    pub(super) rows: Vec<u8>,
    pub(super) classes: Vec<u8>,
    pub(super) lists: Vec<u8>,
    /// What is put into rendered bodies of the request.
    pub(super) insertions: Vec<Insertion>,
    /// The wire codes, each with its first row.
    pub(super) codes: Vec<(String, u32)>,
}

pub(super) fn pack(catalog: &Catalog) -> Packed {
    let mut packer = Packer::new(catalog);
    let (next, codes) = same_codes(catalog);
    let mut rows = Vec::with_capacity(catalog.errors.len() * 16);
    for (error, next) in catalog.errors.iter().zip(&next) {
        rows.extend_from_slice(&bytes(packer.row(catalog, error, *next)));
    }
    let Packer { text, classes, lists, insertions, .. } = packer;
    Packed { text, rows, classes, lists, insertions, codes }
}

/// Words as the runtime reads them.
fn bytes(words: [u32; 4]) -> [u8; 16] {
    let mut bytes = [0; 16];
    for (at, word) in words.into_iter().enumerate() {
        bytes[at * 4..at * 4 + 4].copy_from_slice(&word.to_le_bytes());
    }
    bytes
}

/// For each error, the next row with the same wire code plus one, or zero; the wire codes, each with its first row.
fn same_codes(catalog: &Catalog) -> (Vec<u32>, Vec<(String, u32)>) {
    let mut next = vec![0; catalog.errors.len()];
    let mut known = Places::new();
    let mut codes = Vec::with_capacity(catalog.errors.len());
    let mut last = Vec::with_capacity(catalog.errors.len());
    for (row, error) in (0..).zip(&catalog.errors) {
        let code = error.code.text();
        match known.add(code.as_bytes()) {
            Some(place) => {
                let before: u32 = std::mem::replace(&mut last[place], row);
                next[before as usize] = row + 1;
            }
            None => {
                last.push(row);
                codes.push((code, row));
            }
        }
    }
    (next, codes)
}

/// A text in `text`: where it starts, and its length.
#[derive(Clone, Copy)]
struct Place {
    start: usize,
    len: usize,
}

/// A rendered body, with its texts in their places.
struct PlacedBody {
    /// One more than there are slots.
    texts: Vec<Place>,
    slots: Vec<u32>,
    /// Whether the texts follow each other, and are the body where nothing is known of the request.
    is_whole: bool,
}

/// What is read as one list, from its base.
#[derive(Default)]
struct List {
    base: usize,
    bytes: Vec<u8>,
}

impl List {
    fn number(&mut self, mut number: u32) {
        while number > 0x7F {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn text(&mut self, Place { start, len }: Place) {
        let distance = match start.checked_sub(self.base) {
            _ if len == 0 => 0,
            Some(behind) => behind << 1,
            None => (self.base - start) << 1 | 1,
        };
        self.number(distance as u32);
        self.number(len as u32);
    }

    /// What is written into a section.
    fn section(&mut self, write: impl FnOnce(&mut List)) {
        let mut section = List { base: self.base, bytes: Vec::new() };
        write(&mut section);
        self.number(section.bytes.len() as u32);
        self.bytes.extend(section.bytes);
    }
}

struct Packer {
    text: String,
    /// Texts so far, but those of rendered bodies, and where each stands.
    texts: Places,
    places: Vec<Place>,
    /// The pieces of the body of the error at hand, in which its other texts need not stand a second time.
    body: Vec<Place>,
    lists: Vec<u8>,
    insertions: Vec<Insertion>,
    known_insertions: Places,
    /// The lists that errors which look alike share, and where each starts.
    shared: Places,
    starts: Vec<u32>,
    classes: Vec<u8>,
    known_classes: Places,
    shows_title: bool,
    shows_grpc_status: bool,
}

impl Packer {
    fn new(catalog: &Catalog) -> Self {
        Self {
            text: String::new(),
            texts: Places::new(),
            places: Vec::new(),
            body: Vec::new(),
            lists: Vec::new(),
            insertions: Vec::new(),
            known_insertions: Places::new(),
            shared: Places::new(),
            starts: Vec::new(),
            classes: Vec::new(),
            known_classes: Places::new(),
            shows_title: shows(catalog, &Slot::Title),
            shows_grpc_status: shows(catalog, &Slot::GrpcStatus),
        }
    }

    fn push(&mut self, text: &str) -> Place {
        let place = Place { start: self.text.len(), len: text.len() };
        self.text.push_str(text);
        place
    }

    fn text(&mut self, text: &str) -> Place {
        let in_body = self.body.iter().find_map(|piece| {
            let at = self.text[piece.start..piece.start + piece.len].find(text)?;
            Some(Place { start: piece.start + at, len: text.len() })
        });
        if let Some(known) = in_body {
            return known;
        }
        if let Some(known) = self.texts.add(text.as_bytes()) {
            return self.places[known];
        }
        let place = self.push(text);
        self.places.push(place);
        place
    }

    fn optional(&mut self, text: Option<&String>) -> Place {
        text.map_or(Place { start: 0, len: 0 }, |text| self.text(text))
    }

    fn shared(&mut self, list: List) -> u32 {
        if let Some(known) = self.shared.add(&list.bytes) {
            return self.starts[known];
        }
        let start = self.append(&list);
        self.starts.push(start);
        start
    }

    fn append(&mut self, list: &List) -> u32 {
        let start = self.lists.len() as u32;
        self.lists.extend_from_slice(&list.bytes);
        start
    }

    fn row(&mut self, catalog: &Catalog, error: &Error, next: u32) -> [u32; 4] {
        let (params, extras) = (self.params(catalog, &error.params), self.extras(catalog, error));
        let rendered = body::rendered(catalog, error).and_then(|body| self.place_body(&body));
        let code = self.text(&error.code.text());
        let base = self.body.first().unwrap_or(&code).start;
        let (body, has_holes) = match rendered {
            None => (0, false),
            Some(body) if body.slots.is_empty() => (body.texts[0].len as u32, false),
            Some(body) => (self.body_with_holes(&body, base), true),
        };
        let mut record = List { base, bytes: Vec::new() };
        record.text(code);
        record.number(next);
        self.template(&error.message, &mut record);
        record.text(self.text(&error.name));
        self.body.clear();
        let flags = flags(error) | if has_holes { flag::HOLES } else { 0 };
        let category = error.category.map_or(0xFFFF, |category| category as u32);
        let retry = error.retry.map_or(0xFF, |retry| retry as u32);
        let class = self.class([
            u32::from(error.status.unwrap_or(0)) | category << 16,
            retry | (error.envelope as u32) << 8 | flags << 16,
            params,
            extras,
        ]);
        [base as u32, self.append(&record), class, body]
    }

    fn class(&mut self, words: [u32; 4]) -> u32 {
        let (words, next) = (bytes(words), self.classes.len() / 16);
        let known = self.known_classes.add(&words);
        if known.is_none() {
            self.classes.extend_from_slice(&words);
        }
        known.unwrap_or(next) as u32
    }

    /// Places the texts of the body.
    fn place_body(&mut self, body: &Output) -> Option<PlacedBody> {
        let slots = body.holes.iter().map(|(_, hole)| self.slot(hole)).collect::<Option<Vec<_>>>()?;
        let ends = body.holes.iter().map(|(place, _)| *place).chain([body.text.len()]);
        let starts = [0].into_iter().chain(body.holes.iter().map(|(place, _)| *place));
        let ranges = starts.zip(ends).map(|(start, end)| start..end);
        let is_whole = body.without_request().is_some();
        let texts: Vec<Place> = if is_whole {
            let whole = self.push(&body.text);
            self.body = vec![whole];
            ranges.map(|range| Place { start: whole.start + range.start, len: range.len() }).collect()
        } else {
            let mut texts = Vec::with_capacity(slots.len() + 1);
            for range in ranges {
                let text = &body.text[range];
                texts.push(if texts.is_empty() { self.push(text) } else { self.text(text) });
            }
            self.body.clone_from(&texts);
            texts
        };
        Some(PlacedBody { texts, slots, is_whole })
    }

    /// A hole as a slot of a template.
    fn slot(&mut self, hole: &Hole) -> Option<u32> {
        match hole {
            Hole::Param { slot, as_json } => {
                let slot = u32::try_from(*slot).ok().filter(|slot| *slot < AS_JSON)?;
                Some(slot | if *as_json { AS_JSON } else { 0 })
            }
            Hole::Request(insertion) => {
                let known = self.known_insertions.add(&insertion.key());
                let place = known.unwrap_or(self.insertions.len());
                if place >= MOST_INSERTIONS {
                    return None;
                }
                if known.is_none() {
                    self.insertions.push(insertion.clone());
                }
                Some(place as u32 | REQUEST)
            }
        }
    }

    /// The body as a template.
    fn body_with_holes(&mut self, body: &PlacedBody, base: usize) -> u32 {
        let mut list = List { base, bytes: Vec::new() };
        let len: usize = body.texts.iter().map(|text| text.len).sum();
        list.number((len as u32) << 1 | u32::from(body.is_whole));
        list.number(body.slots.len() as u32);
        list.text(body.texts[0]);
        for (slot, text) in body.slots.iter().zip(&body.texts[1..]) {
            list.number(*slot);
            list.text(*text);
        }
        self.append(&list)
    }

    fn template(&mut self, message: &Message, list: &mut List) {
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
        list.number(slots.len() as u32);
        list.text(self.text(&texts[0]));
        for (slot, text) in slots.iter().zip(&texts[1..]) {
            list.number(*slot);
            list.text(self.text(text));
        }
    }

    fn params(&mut self, catalog: &Catalog, params: &[Param]) -> u32 {
        let mut list = List::default();
        list.number(params.len() as u32);
        for param in params {
            list.text(self.text(&param.name));
            list.text(self.text(&param.wire));
            list.number(param_flags(param));
            let example = catalog.rust.examples.then(|| body::example_of(param).into_owned());
            list.text(self.optional(example.as_ref()));
        }
        self.shared(list)
    }

    fn extras(&mut self, catalog: &Catalog, error: &Error) -> u32 {
        let title = body::title(catalog, error).filter(|_| self.shows_title).map(str::to_owned);
        let texts = [
            error.retry_note.as_ref(),
            error.description.as_ref().filter(|_| catalog.rust.descriptions),
            error.fix.as_ref().filter(|_| catalog.rust.fixes),
            title.as_ref(),
            error.grpc_status.as_ref().filter(|_| self.shows_grpc_status),
        ];
        let mut list = List::default();
        list.section(|list| {
            list.number(error.headers.len() as u32);
            for (name, value) in &error.headers {
                list.text(self.text(name));
                list.section(|list| self.template(value, list));
            }
        });
        list.section(|list| {
            list.number(error.attributes.len() as u32);
            for (index, value) in &error.attributes {
                list.number(*index as u32);
                list.section(|list| self.attribute(value, list));
            }
        });
        list.section(|list| {
            if let Some(log) = &error.log {
                self.template(log, list);
            }
        });
        for text in texts {
            list.text(self.optional(text));
        }
        self.shared(list)
    }

    fn attribute(&mut self, value: &AttributeValue, list: &mut List) {
        let mut wide = |tag: u32, value: u64| {
            list.number(tag);
            list.number(value as u32);
            list.number((value >> 32) as u32);
        };
        match value {
            AttributeValue::String(text) => {
                list.number(0);
                list.text(self.text(text));
            }
            AttributeValue::Template(message) => {
                list.number(1);
                self.template(message, list);
            }
            AttributeValue::Bool(value) => {
                list.number(2);
                list.number(u32::from(*value));
            }
            AttributeValue::I64(value) => wide(3, *value as u64),
            AttributeValue::U64(value) => wide(4, *value),
            AttributeValue::F64(value) => wide(5, value.to_bits()),
            AttributeValue::Strings(texts) => {
                list.number(6);
                list.number(texts.len() as u32);
                for text in texts {
                    list.text(self.text(text));
                }
            }
        }
    }
}

/// The bits of a slot that say how the value is encoded.
fn marks(Encoding { filter, is_quoted, .. }: Encoding) -> u32 {
    let place = filter.and_then(|filter| Filter::ALL.iter().position(|of| *of == filter));
    let quoted = if is_quoted { QUOTED } else { 0 };
    place.map_or(0, |place| (place as u32 + 1) << FILTER) | quoted
}

/// Whether some envelope, or a header of one, shows this.
fn shows(catalog: &Catalog, slot: &Slot) -> bool {
    let headers = |envelope: &Envelope| envelope.headers.iter().any(|(_, value)| value.shows(slot));
    catalog.envelopes.iter().any(|envelope| envelope.body.shows(slot) || headers(envelope))
}

fn flags(error: &Error) -> u32 {
    let flag = |holds: bool, flag: u32| if holds { flag } else { 0 };
    flag(matches!(error.code, Code::Number(_)), flag::NUMERIC)
        | flag(error.public, flag::PUBLIC)
        | flag(error.deprecated.is_some(), flag::DEPRECATED)
        | flag(error.issues, flag::ISSUES)
        | flag(error.source.is_some(), flag::SOURCE)
}

fn param_flags(param: &Param) -> u32 {
    let flag = |holds: bool, flag: u32| if holds { flag } else { 0 };
    param.ty.scalar as u32
        | flag(param.optional, param_flag::OPTIONAL)
        | flag(param.ty.list, param_flag::LIST)
        | flag(param.detail, param_flag::DETAIL)
        | flag(param.internal, param_flag::INTERNAL)
}
