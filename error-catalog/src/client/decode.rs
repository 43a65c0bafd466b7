//! Decodes a response by the envelope that its body fits best.

use std::borrow::Cow;

use super::body_path::BodyPath;
use super::collector::{Collector, MismatchLocator};
use super::decode_error::DecodeErrorKind;
use super::errors::ErrorsReader;
use super::limits::MAX_BODY;
use super::raw_value::RawValue;
use super::received::{Received, ReceivedCode};
use super::response::Response;
use super::score::{Fit, Rank, is_success};
use super::visitor::{NoopVisitor, Visitor};
use super::walk::{read_text, walk};
use crate::definition::Definition;
use crate::envelope::{Envelope, Node, Slot};
use crate::json::Reader;
use crate::packed::Table;
use crate::small_list::SmallList;

type DecodeResult<'a> = Result<Received<'a, Definition>, DecodeErrorKind>;

/// Decodes a response.
pub(super) fn decode<'a>(response: Response<'_, 'a>) -> DecodeResult<'a> {
    let text = read_body(response.body)?;
    // A byte order mark may be ignored (RFC 8259 §8.1).
    let json = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    // A body that fits an envelope up to its end is JSON. Of any other body, the JSON is checked for a better reason.
    let received = response.decode_json(json).map_err(|kind| match kind {
        DecodeErrorKind::NoEnvelope => find_json_error(json, text.len() - json.len()).unwrap_or(kind),
        kind => kind,
    })?;
    if is_success(response.status) && !is_error_despite_success(response.table, &received) {
        return Err(DecodeErrorKind::NotAnError);
    }
    Ok(received)
}

/// Returns the body as text, within the limits.
fn read_body(body: &[u8]) -> Result<&str, DecodeErrorKind> {
    if body.len() > MAX_BODY {
        return Err(DecodeErrorKind::TooLarge);
    }
    std::str::from_utf8(body).map_err(|error| DecodeErrorKind::NotJson { offset: error.valid_up_to() })
}

/// Returns the reason why a text is not JSON within the limits. The text starts at this byte of the body.
fn find_json_error(text: &str, start: usize) -> Option<DecodeErrorKind> {
    let mut reader = Reader::new(text);
    match reader.skip().and_then(|()| reader.end()) {
        Some(()) => None,
        None if reader.is_too_deep() => Some(DecodeErrorKind::TooDeep),
        None => Some(DecodeErrorKind::NotJson { offset: start + reader.offset() }),
    }
}

/// Returns whether a response with a status below 400 is an error.
///
/// In a catalog with statuses, it must be a known error with this status, or with the status that the body shows.
fn is_error_despite_success(table: &'static Table, received: &Received<'_, Definition>) -> bool {
    let first = &received.first;
    match first.code.known() {
        Some(error) => error.status().is_none_or(|status| status == first.status),
        None => (0..table.len()).all(|row| Definition::new(table, row).status().is_none()),
    }
}

/// Returns whether the first error is one of the catalog.
fn is_known(received: &Received<'_, Definition>) -> bool {
    matches!(received.first.code, ReceivedCode::Known(_))
}

/// An envelope that a body fits.
struct Candidate {
    /// The index of the envelope.
    index: usize,
    rank: Rank,
}

impl<'a> Response<'_, 'a> {
    /// Decodes the JSON by the best envelope: ranks all of them, then chooses.
    fn decode_json(self, json: &'a str) -> DecodeResult<'a> {
        let json = Reader::new(json);
        if let [envelope] = self.table.envelopes {
            return self.decode_in(0, envelope, json);
        }
        self.choose(&self.rank_envelopes(json), json)
    }

    /// Ranks the envelopes that the body fits.
    fn rank_envelopes(self, json: Reader<'a>) -> SmallList<Candidate> {
        let mut candidates = SmallList::default();
        for (index, envelope) in self.table.envelopes.iter().enumerate() {
            let fit = walk(&envelope.body, &mut { json }, &mut NoopVisitor, &BodyPath::ROOT);
            if let Some(Fit::Matches(score)) = fit
                && let Some(rank) = Rank::from_score(score, envelope, self.status)
            {
                candidates.push(Candidate { index, rank });
            }
        }
        candidates
    }

    /// Chooses the envelope with the highest rank that shows a known error, or else the envelope with the highest rank.
    fn choose(self, candidates: &SmallList<Candidate>, json: Reader<'a>) -> DecodeResult<'a> {
        let mut highest = None;
        let mut last_rank: Option<Rank> = None;
        loop {
            let ranks = candidates.iter().map(|candidate| candidate.rank);
            let lower_ranks = ranks.filter(|rank| last_rank.is_none_or(|last| *rank < last));
            let Some(rank) = lower_ranks.max() else { break };
            let equal = candidates.iter().filter(|candidate| candidate.rank == rank);
            match self.choose_among_equal(equal, json) {
                Ok(received) if is_known(&received) => return Ok(received),
                result => highest = highest.or(Some(result)),
            }
            last_rank = Some(rank);
        }
        highest.unwrap_or(Err(DecodeErrorKind::NoEnvelope))
    }

    /// Chooses among envelopes of the same rank: the first if it shows a known error, or else the only one that does, or else the
    /// first.
    fn choose_among_equal<'c>(
        self,
        mut candidates: impl Iterator<Item = &'c Candidate>,
        json: Reader<'a>,
    ) -> DecodeResult<'a> {
        let decode = |candidate: &Candidate| {
            let envelope = self.table.envelopes.get(candidate.index).ok_or(DecodeErrorKind::NoEnvelope)?;
            self.decode_in(candidate.index, envelope, json)
        };
        let first = decode(candidates.next().ok_or(DecodeErrorKind::NoEnvelope)?);
        if first.as_ref().is_ok_and(is_known) {
            return first;
        }
        let mut known = SmallList::default();
        for candidate in candidates {
            match decode(candidate) {
                Ok(received) if is_known(&received) => known.push(received),
                Ok(_) | Err(DecodeErrorKind::NoEnvelope) => {}
                Err(kind) => return Err(kind),
            }
        }
        let is_unique = known.len() == 1;
        known.pop().filter(|_| is_unique).map_or(first, Ok)
    }

    /// Decodes the JSON by one envelope.
    fn decode_in(self, index: usize, envelope: &'static Envelope, mut json: Reader<'a>) -> DecodeResult<'a> {
        let start = json;
        let mut collector = Collector::default();
        let rank = match walk(&envelope.body, &mut json, &mut collector, &BodyPath::ROOT) {
            Some(Fit::Matches(score)) if json.end().is_some() => {
                Rank::from_score(score, envelope, self.status)
            }
            _ => None,
        };
        self.read_headers(envelope, &mut collector);
        let Collector { response: fields, state, ignored, .. } = &mut collector;
        let Some(rank) = rank else {
            let has_too_many_items = state.has_too_many_items();
            return Err(if has_too_many_items {
                DecodeErrorKind::TooManyItems
            } else {
                DecodeErrorKind::NoEnvelope
            });
        };
        let lacks_code = !rank.has_code() && envelope.body.shows(Slot::Code);
        let reader = ErrorsReader { response: self, envelope_index: index, envelope, lacks_code };
        let errors = reader.read(fields, state);
        // Without its code, a body in an envelope with codes must show the documentation of a known error. Without all required
        // members, a body must show an error of the catalog.
        let is_identified = !lacks_code || errors.first.code.known().is_some();
        let is_complete = rank.is_complete() || errors.iter().any(|error| error.declared_by.is_some());
        if !is_identified || !is_complete {
            return Err(DecodeErrorKind::NoEnvelope);
        }
        if state.has_too_many_items() {
            return Err(DecodeErrorKind::TooManyItems);
        }
        if !state.mismatches().is_empty() {
            let mut locator = MismatchLocator { mismatches: state.mismatches(), ignored };
            let _ = walk(&envelope.body, &mut { start }, &mut locator, &BodyPath::ROOT);
        }
        let request_id_header = || (self.header)(self.table.request_id_header()).map(Cow::Borrowed);
        Ok(Received {
            status: self.status,
            first: errors.first,
            others: errors.others,
            request_id: fields.request_id.take().or_else(request_id_header),
            instance: fields.instance.take(),
            timestamp: fields.timestamp,
            context: std::mem::take(&mut fields.context),
            retry_after: (self.header)("Retry-After").map(Cow::Borrowed),
            ignored: std::mem::take(ignored),
        })
    }

    /// Reads the values in the envelope's headers. A header that does not match is ignored.
    fn read_headers(self, envelope: &'static Envelope, collector: &mut Collector<'a>) {
        for (name, node) in envelope.headers {
            let Some(value) = (self.header)(name) else { continue };
            match node {
                Node::Value(slot) => {
                    collector.visit_value(*slot, RawValue::Text(value.into()), &BodyPath::ROOT);
                }
                Node::Text(parts) => drop(read_text(parts, value.into(), collector)),
                _ => {}
            }
        }
    }
}
