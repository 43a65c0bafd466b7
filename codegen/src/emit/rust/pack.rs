//! Packs the data of a catalog: a line per error, independent of other errors.
//!
//! `error-catalog/src/packed.rs` describes the layout.

use super::line::Line;
use crate::catalog::interner::Interner;
use crate::catalog::{Catalog, Code, Envelope, Error, Slot};
use crate::emit::body::{self, Hole, Insertion, Output};
use crate::emit::words;

/// The bits of the flags in a head, as in the runtime.
mod flag {
    pub(super) const NUMERIC: u32 = 1;
    pub(super) const PUBLIC: u32 = 2;
    pub(super) const DEPRECATED: u32 = 4;
    pub(super) const ISSUES: u32 = 8;
    pub(super) const SOURCE: u32 = 16;
    pub(super) const HOLES: u32 = 32;
}

/// The bit of a slot in a rendered body whose value is JSON.
const AS_JSON: u32 = 0x100;

/// The bit of a slot in a rendered body for a value of the request. The other bits are the index of
/// its insertion.
const REQUEST: u32 = 0x200;

/// The maximum number of insertions in a slot of two bytes.
const MOST_INSERTIONS: usize = 0xE00;

/// Returns whether a body is short enough for the numbers of a head and its slots, which take at
/// most 12 bytes each.
fn is_short(body: &Output) -> bool {
    body.text.len() + 12 * body.holes.len() < 1 << 20
}

/// Writes the line of each error.
pub(super) struct Packer<'c> {
    catalog: &'c Catalog,
    /// The rendered bodies of all errors.
    bodies: Vec<Option<Output>>,
    insertions: Vec<KeyedInsertion>,
    shows_title: bool,
    shows_grpc_status: bool,
}

/// An insertion of rendered bodies, with its key.
type KeyedInsertion = (Vec<u8>, Insertion);

impl<'c> Packer<'c> {
    pub(super) fn new(catalog: &'c Catalog) -> Self {
        let body = |error| body::rendered(catalog, error).filter(is_short);
        let bodies: Vec<_> = catalog.errors.iter().map(body).collect();
        Self {
            catalog,
            insertions: insertions(bodies.iter().flatten()),
            bodies,
            shows_title: shows(catalog, &Slot::Title),
            shows_grpc_status: shows(catalog, &Slot::GrpcStatus),
        }
    }

    /// The insertions of rendered bodies.
    pub(super) fn insertions(&self) -> impl Iterator<Item = &Insertion> {
        self.insertions.iter().map(|(_, insertion)| insertion)
    }

    /// Returns the line of each error.
    pub(super) fn lines(&self) -> Vec<Line> {
        let errors = self.catalog.errors.iter().zip(&self.bodies);
        errors.map(|(error, body)| self.line(error, body.as_ref())).collect()
    }

    fn line(&self, error: &Error, body: Option<&Output>) -> Line {
        let body = body.and_then(|body| Some((body, self.slots(body)?)));
        let mut line = Line::new(body.as_ref().map(|(body, _)| body.text.clone()).unwrap_or_default());
        let code = line.place(&error.code.text());
        line.template(&error.message);
        line.text(&error.name);
        let mut flags = flags(error);
        let body = match body {
            Some((body, slots)) if !slots.is_empty() => {
                flags |= flag::HOLES;
                line.part(|line| line.body(body, &slots))
            }
            body => body.map_or(0, |(body, _)| body.text.len()),
        };
        let params = line.part(|line| line.params(&error.params, self.catalog.rust.examples));
        let extras = line.part(|line| self.extras(error, line));
        line.head(error, flags, [body, params, extras], code);
        line.record.reverse();
        line
    }

    /// Returns the holes of a body as slots of a template. `None` if one has no number.
    fn slots(&self, body: &Output) -> Option<Vec<u32>> {
        let slot = |hole: &Hole| match hole {
            Hole::Param { slot, as_json } => {
                let slot = u32::try_from(*slot).ok().filter(|slot| *slot < AS_JSON)?;
                Some(slot | if *as_json { AS_JSON } else { 0 })
            }
            Hole::Request(insertion) => {
                let key = insertion.key();
                let place = self.insertions.binary_search_by(|(known, _)| known.cmp(&key)).ok()?;
                (place < MOST_INSERTIONS).then_some(place as u32 | REQUEST)
            }
        };
        body.holes.iter().map(|(_, hole)| slot(hole)).collect()
    }

    /// Writes the extras; nothing if the error has none.
    fn extras(&self, error: &Error, line: &mut Line) {
        let title = words::error_title(self.catalog, error).filter(|_| self.shows_title);
        let texts = [
            error.retry_note.as_deref(),
            error.description.as_deref().filter(|_| self.catalog.rust.descriptions),
            error.fix.as_deref().filter(|_| self.catalog.rust.fixes),
            title,
            error.grpc_status.as_deref().filter(|_| self.shows_grpc_status),
        ];
        let lists = error.headers.is_empty() && error.attributes.is_empty() && error.log.is_none();
        if lists && texts.iter().all(Option::is_none) {
            return;
        }
        line.section(|line| {
            line.number(error.headers.len() as u32);
            for (name, value) in &error.headers {
                line.text(name);
                line.section(|line| line.template(value));
            }
        });
        line.section(|line| {
            line.number(error.attributes.len() as u32);
            for (index, value) in &error.attributes {
                line.number(*index as u32);
                line.section(|line| line.attribute(value));
            }
        });
        line.section(|line| {
            if let Some(log) = &error.log {
                line.template(log);
            }
        });
        for text in texts {
            line.text(text.unwrap_or_default());
        }
    }
}

/// Collects the insertions of these bodies, sorted by key, so that a new error changes no number.
fn insertions<'b>(bodies: impl Iterator<Item = &'b Output>) -> Vec<KeyedInsertion> {
    let mut known = Interner::new();
    let mut insertions = Vec::new();
    for (_, hole) in bodies.flat_map(|body| &body.holes) {
        let Hole::Request(insertion) = hole else { continue };
        let key = insertion.key();
        if known.add(&key).is_none() {
            insertions.push((key, insertion.clone()));
        }
    }
    insertions.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    insertions
}

/// Returns whether an envelope or one of its headers contains this value.
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
