//! A catalog's data as one text and a few byte strings.
//!
//! The layout is described where it is read: `error-catalog/src/packed.rs`.

use super::hash;
use crate::catalog::places::Places;
use crate::catalog::{AttributeValue, Catalog, Code, Envelope, Error, Message, MessagePiece, Param, Slot};
use crate::emit::body;

const NONE: u32 = u32::MAX;

/// Bits of a row's flags, in the order of the runtime's.
mod flag {
    pub(super) const NUMERIC: u32 = 1;
    pub(super) const PUBLIC: u32 = 2;
    pub(super) const DEPRECATED: u32 = 4;
    pub(super) const ISSUES: u32 = 8;
    pub(super) const SOURCE: u32 = 16;
}

/// The bit of a slot in a rendered body where the value stands as JSON.
const AS_JSON: u32 = 0x1_0000;

/// A rendered body.
type Rendered = (String, Vec<(body::Hole, String)>);

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
    pub(super) lists: Vec<u8>,
    pub(super) lookup: hash::Lookup,
}

/// Words as the runtime reads them.
pub(super) fn bytes(words: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(words.len() * 4);
    for word in words {
        let [a, b, c, d] = word.to_le_bytes();
        bytes.push(a);
        bytes.push(b);
        bytes.push(c);
        bytes.push(d);
    }
    bytes
}

pub(super) fn pack(catalog: &Catalog) -> Packed {
    let mut packer = Packer::new(catalog);
    let mut rows = Vec::with_capacity(catalog.errors.len() * 10);
    let mut codes = Places::new();
    let mut of_codes: Vec<Vec<u32>> = Vec::new();
    for (row, error) in (0..).zip(&catalog.errors) {
        match codes.add(error.code.text().as_bytes()) {
            Some(place) => of_codes[place].push(row),
            None => of_codes.push(vec![row]),
        }
    }
    let mut next = vec![NONE; catalog.errors.len()];
    for pair in of_codes.iter().flat_map(|rows| rows.windows(2)) {
        next[pair[0] as usize] = pair[1];
    }
    for (error, next) in catalog.errors.iter().zip(&next) {
        rows.extend(packer.row(catalog, error, *next));
    }
    let codes: Vec<(String, u32)> =
        of_codes.iter().map(|rows| (catalog.errors[rows[0] as usize].code.text(), rows[0])).collect();
    Packed { text: packer.text, rows: bytes(&rows), lists: packer.lists, lookup: hash::lookup(&codes) }
}

struct Packer {
    text: String,
    /// The texts so far, and where each stands.
    texts: Places,
    spans: Vec<[u32; 2]>,
    lists: Vec<u8>,
    /// The lists so far, and where each begins: errors that look alike share theirs.
    known_lists: Places,
    offsets: Vec<u32>,
    shows_title: bool,
    shows_grpc_status: bool,
}

impl Packer {
    fn new(catalog: &Catalog) -> Self {
        Self {
            text: String::new(),
            texts: Places::new(),
            spans: Vec::new(),
            lists: Vec::new(),
            known_lists: Places::new(),
            offsets: Vec::new(),
            shows_title: shows(catalog, &Slot::Title),
            shows_grpc_status: shows(catalog, &Slot::GrpcStatus),
        }
    }

    fn text(&mut self, text: &str) -> [u32; 2] {
        match self.texts.add(text.as_bytes()) {
            Some(place) => self.spans[place],
            None => {
                let span = [self.text.len() as u32, text.len() as u32];
                self.text.push_str(text);
                self.spans.push(span);
                span
            }
        }
    }

    fn optional(&mut self, text: Option<&String>) -> [u32; 2] {
        text.map_or([0, 0], |text| self.text(text))
    }

    fn list(&mut self, words: &[u32]) -> u32 {
        let words = bytes(words);
        match self.known_lists.add(&words) {
            Some(place) => self.offsets[place],
            None => {
                let offset = self.lists.len() as u32 / 4;
                self.lists.extend_from_slice(&words);
                self.offsets.push(offset);
                offset
            }
        }
    }

    /// Finds the error's texts in its rendered body, where they need not stand a second time.
    fn share(&mut self, body: &str, error: &Error) {
        let [start, _] = self.text(body);
        let literal = match &error.message.pieces[..] {
            [MessagePiece::Text(text)] => text.as_str(),
            _ => "",
        };
        for text in [literal, &error.code.text(), &error.name].into_iter().filter(|text| !text.is_empty()) {
            if self.texts.get(text.as_bytes()).is_none()
                && let Some(at) = body.find(text)
            {
                self.texts.add(text.as_bytes());
                self.spans.push([start + at as u32, text.len() as u32]);
            }
        }
    }

    fn row(&mut self, catalog: &Catalog, error: &Error, next: u32) -> [u32; 10] {
        let rendered = body::rendered(catalog, error);
        if let Some((head, tail)) = &rendered
            && tail.is_empty()
        {
            self.share(head, error);
        }
        let [code, code_len] = self.text(&error.code.text());
        let [name, name_len] = self.text(&error.name);
        let category = error.category.map_or(0xFFFF, |category| category as u32);
        let retry = error.retry.map_or(0xFF, |retry| retry as u32);
        [
            code,
            code_len,
            name,
            name_len,
            self.template(&error.message),
            self.params(catalog, &error.params),
            self.extras(catalog, error, rendered),
            u32::from(error.status.unwrap_or(0)) | category << 16,
            retry | (error.envelope as u32) << 8 | flags(error) << 16,
            next,
        ]
    }

    fn template(&mut self, message: &Message) -> u32 {
        let mut words = vec![0];
        let mut literal = String::new();
        for piece in &message.pieces {
            match piece {
                MessagePiece::Text(text) => literal.push_str(text),
                MessagePiece::Param(slot) => {
                    words.extend(self.text(&std::mem::take(&mut literal)));
                    words.push(*slot as u32);
                    words[0] += 1;
                }
            }
        }
        words.extend(self.text(&literal));
        self.list(&words)
    }

    fn params(&mut self, catalog: &Catalog, params: &[Param]) -> u32 {
        let mut words = vec![params.len() as u32];
        for param in params {
            words.extend(self.text(&param.name));
            words.extend(self.text(&param.wire));
            words.push(param_flags(param));
            let example = catalog.rust.examples.then(|| body::example_of(param));
            words.extend(self.optional(example.as_ref()));
        }
        self.list(&words)
    }

    /// A body, as a template whose slots are marked where JSON is wanted.
    fn rendered(&mut self, head: &str, tail: &[(body::Hole, String)]) -> u32 {
        let mut words = vec![tail.len() as u32];
        words.extend(self.text(head));
        for (hole, text) in tail {
            words.push(hole.slot as u32 | if hole.is_json { AS_JSON } else { 0 });
            words.extend(self.text(text));
        }
        self.list(&words)
    }

    fn extras(&mut self, catalog: &Catalog, error: &Error, rendered: Option<Rendered>) -> u32 {
        let mut words = Vec::with_capacity(8);
        words.extend(self.optional(error.retry_note.as_ref()));
        words.extend(self.optional(error.description.as_ref().filter(|_| catalog.rust.descriptions)));
        words.extend(self.optional(error.fix.as_ref().filter(|_| catalog.rust.fixes)));
        let mut headers = vec![error.headers.len() as u32];
        for (name, value) in &error.headers {
            headers.extend(self.text(name));
            headers.push(self.template(value));
        }
        words.push(self.list(&headers));
        let mut attributes = vec![error.attributes.len() as u32];
        for (index, value) in &error.attributes {
            attributes.push(*index as u32);
            attributes.extend(self.attribute(value));
        }
        words.push(self.list(&attributes));
        let title = if self.shows_title { body::title(catalog, error) } else { None };
        words.extend(self.optional(title.as_ref()));
        words.push(rendered.map_or(NONE, |(head, tail)| self.rendered(&head, &tail)));
        let grpc_status = error.grpc_status.as_ref();
        words.extend(self.optional(grpc_status.filter(|_| self.shows_grpc_status)));
        words.push(error.log.as_ref().map_or(NONE, |log| self.template(log)));
        self.list(&words)
    }

    fn attribute(&mut self, value: &AttributeValue) -> [u32; 3] {
        let wide = |tag: u32, value: u64| [tag, value as u32, (value >> 32) as u32];
        match value {
            AttributeValue::String(text) => {
                let [start, len] = self.text(text);
                [0, start, len]
            }
            AttributeValue::Template(message) => [1, self.template(message), 0],
            AttributeValue::Bool(value) => [2, u32::from(*value), 0],
            AttributeValue::I64(value) => wide(3, *value as u64),
            AttributeValue::U64(value) => wide(4, *value),
            AttributeValue::F64(value) => wide(5, value.to_bits()),
        }
    }
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
