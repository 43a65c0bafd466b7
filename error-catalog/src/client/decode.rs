//! From the bytes of a response to what they say, for one catalog or another.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::SystemTime;

use super::collect::Collect;
use super::identify::{Identity, Setting, identify};
use super::params::Params;
use super::read::{Nobody, Visit, text, walk};
use super::shown::{Items, Raw, ResponseShown, Shown};
use super::{MAX_BODY, MAX_ITEMS, Reason};
use crate::envelope::{Envelope, Node};
use crate::few::Few;
use crate::json::Reader;
use crate::packed::Table;
use crate::{Definition, FieldIssue, Header, Value};

/// A response's headers, by name.
pub(super) type Headers<'h, 'a> = &'h dyn Fn(&str) -> Option<&'a str>;

/// What a response says.
pub(super) struct Decoded<'a> {
    pub(super) errors: Few<DecodedError<'a>>,
    pub(super) request_id: Option<Cow<'a, str>>,
    pub(super) instance: Option<Cow<'a, str>>,
    pub(super) timestamp: Option<SystemTime>,
    pub(super) context: Few<(&'static str, Value<'a>)>,
}

/// What a response says of one error.
pub(super) struct DecodedError<'a> {
    pub(super) identity: Identity<'a>,
    /// Where it is shown beside the error itself.
    pub(super) status: Option<u16>,
    pub(super) message: Option<Cow<'a, str>>,
    pub(super) category: Option<Cow<'a, str>>,
    pub(super) params: Few<(usize, Value<'a>)>,
    pub(super) issues: Vec<FieldIssue>,
}

pub(super) fn decoded<'a>(
    table: &'static Table,
    status: u16,
    header: Headers<'_, 'a>,
    body: &'a [u8],
) -> Result<Decoded<'a>, Reason> {
    let text = text_of(body)?;
    // What fits an envelope up to its end is JSON; of anything else there is more to be said than that it does not.
    in_an_envelope(table, status, header, text).map_err(|reason| match reason {
        Reason::NoEnvelope => not_json(text).unwrap_or(reason),
        reason => reason,
    })
}

fn in_an_envelope<'a>(
    table: &'static Table,
    status: u16,
    header: Headers<'_, 'a>,
    text: &'a str,
) -> Result<Decoded<'a>, Reason> {
    let json = Reader::new(text);
    let read = |index| read(table, index, status, header, json);
    if let [_] = table.envelopes {
        return read(0);
    }
    let mut most = None;
    let mut best = Few::default();
    for (index, envelope) in table.envelopes.iter().enumerate() {
        let score = walk(&envelope.body, &mut { json }, &mut Nobody);
        if score > most {
            (most, best) = (score, Few::default());
        }
        if score.is_some() && score == most {
            best.push(index);
        }
    }
    let mut best = best.into_iter();
    let first = read(best.next().ok_or(Reason::NoEnvelope)?)?;
    let mut known = Few::default();
    for other in best {
        let other = read(other)?;
        if other.is_known() {
            known.push(other);
        }
    }
    // Of envelopes that look alike, the one whose errors are known.
    let is_clear = known.len() == 1 && !first.is_known();
    Ok(if is_clear { known.pop().unwrap_or(first) } else { first })
}

/// The body as text within the bounds.
fn text_of(body: &[u8]) -> Result<&str, Reason> {
    if body.len() > MAX_BODY {
        return Err(Reason::TooLarge);
    }
    std::str::from_utf8(body).map_err(|error| Reason::NotJson { offset: error.valid_up_to() })
}

/// Why a text is no JSON within the bounds, if it is none.
fn not_json(text: &str) -> Option<Reason> {
    let mut reader = Reader::new(text);
    match reader.skip().and_then(|()| reader.end()) {
        Some(()) => None,
        None if reader.is_too_deep() => Some(Reason::TooDeep),
        None => Some(Reason::NotJson { offset: reader.offset() }),
    }
}

fn read<'a>(
    table: &'static Table,
    index: usize,
    status: u16,
    header: Headers<'_, 'a>,
    mut json: Reader<'a>,
) -> Result<Decoded<'a>, Reason> {
    let mut items = Items::new(MAX_ITEMS);
    let envelope = table.envelopes.get(index).ok_or(Reason::NoEnvelope)?;
    let mut collect = Collect::new(&mut items);
    let is_read = walk(&envelope.body, &mut json, &mut collect).is_some() && json.end().is_some();
    read_headers(envelope, header, &mut collect);
    let mut shown = collect.shown;
    if !is_read {
        return Err(if items.are_too_many { Reason::TooManyItems } else { Reason::NoEnvelope });
    }
    let response = Response { table, index, envelope, status, header };
    let errors = response.errors(shown.take_errors(), &mut items);
    if items.are_too_many {
        return Err(Reason::TooManyItems);
    }
    let ResponseShown { request_id, instance, timestamp, context, .. } = shown;
    let request_id = request_id.or_else(|| header(table.request_id_header()).map(Cow::Borrowed));
    Ok(Decoded { errors, request_id, instance, timestamp, context })
}

/// Takes what the envelope shows in headers. One that is of another form says nothing.
fn read_headers<'a>(envelope: &'static Envelope, header: Headers<'_, 'a>, collect: &mut Collect<'a, '_>) {
    for (name, node) in envelope.headers {
        let Some(value) = header(name) else { continue };
        match node {
            Node::Value(slot) => collect.value(*slot, Raw::Text(value.into())),
            Node::Text(parts) => drop(text(parts, value.into(), collect)),
            _ => {}
        }
    }
}

impl Decoded<'_> {
    /// Whether the first error is one of the catalog.
    fn is_known(&self) -> bool {
        self.errors.iter().next().is_some_and(|error| matches!(error.identity, Identity::Known(_)))
    }
}

/// A response whose envelope is known.
#[derive(Clone, Copy)]
struct Response<'h, 'a> {
    table: &'static Table,
    index: usize,
    envelope: &'static Envelope,
    status: u16,
    header: Headers<'h, 'a>,
}

impl<'a> Response<'_, 'a> {
    fn errors(self, shown: Few<Shown<'a>>, items: &mut Items) -> Few<DecodedError<'a>> {
        let is_only = shown.len() == 1;
        let mut errors: Few<_> = shown
            .into_iter()
            .enumerate()
            .map(|(place, shown)| (identify(&shown, self.setting(&shown, place, is_only)), shown))
            .collect();
        let owners = if is_only { Owners::new() } else { owners(&errors) };
        let error = |(identity, shown): &mut (Identity<'a>, Shown<'a>)| {
            let params = match identity.definition() {
                Some(definition) => {
                    Params::new(definition, items).find(shown, self.headers(definition, &owners))
                }
                None => Few::default(),
            };
            DecodedError {
                identity: std::mem::replace(identity, Identity::Unknown(None)),
                status: shown.status,
                message: shown.message.take(),
                category: shown.category.take(),
                params,
                issues: std::mem::take(&mut shown.issues),
            }
        };
        errors.iter_mut().map(error).collect()
    }

    /// One of several errors may be of another status and another envelope than the response, which are the first's.
    fn setting(self, shown: &Shown<'_>, place: usize, is_only: bool) -> Setting {
        Setting {
            table: self.table,
            envelope: (place == 0).then_some(self.index),
            status: shown.status.or(is_only.then_some(self.status)),
            by_status: self.envelope.by_status,
        }
    }

    /// The error's headers that are in the response. Where several errors have the same, it is any one's.
    fn headers(self, error: Definition, owners: &Owners) -> impl Iterator<Item = (Header, &'a str)> {
        let is_its_own = move |header: &Header| {
            let is_same = |(name, _): &(&str, Node)| name.eq_ignore_ascii_case(header.name);
            let is_shared = || owners.get(&header.name.to_ascii_lowercase()).is_some_and(|count| *count > 1);
            !self.envelope.headers.iter().any(is_same) && (owners.is_empty() || !is_shared())
        };
        let with_values = error.headers().filter(|header| !header.value.is_constant());
        with_values.filter(is_its_own).filter_map(move |header| Some((header, (self.header)(header.name)?)))
    }
}

/// How many errors of a response have a header, by its name in lower case.
type Owners = BTreeMap<String, usize>;

fn owners(errors: &Few<(Identity<'_>, Shown<'_>)>) -> Owners {
    let mut owners = Owners::new();
    let definitions = errors.iter().filter_map(|(identity, _)| identity.definition());
    for header in definitions.flat_map(Definition::headers) {
        *owners.entry(header.name.to_ascii_lowercase()).or_default() += 1;
    }
    owners
}
