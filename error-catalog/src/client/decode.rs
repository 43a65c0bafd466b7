//! From the bytes of a response to what they say, for one catalog or another.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::iter::once;

use super::collect::Collect;
use super::identify::{Setting, identify};
use super::params::Params;
use super::read::{Nobody, Visit, text, walk};
use super::shown::{Items, Raw, ResponseShown, Shown};
use super::{MAX_BODY, Reason, Received, ReceivedCode, ReceivedError};
use crate::envelope::{Envelope, Node};
use crate::few::Few;
use crate::json::Reader;
use crate::packed::Table;
use crate::{Definition, Header};

/// A response's headers, by name.
pub(super) type Headers<'h, 'a> = &'h dyn Fn(&str) -> Option<&'a str>;

pub(super) fn received<'a>(
    table: &'static Table,
    status: u16,
    header: Headers<'_, 'a>,
    body: &'a [u8],
) -> Result<Received<'a, Definition>, Reason> {
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
) -> Result<Received<'a, Definition>, Reason> {
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
        if is_known(&other) {
            known.push(other);
        }
    }
    // Of envelopes that look alike, the one whose errors are known.
    let is_clear = known.len() == 1 && !is_known(&first);
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
) -> Result<Received<'a, Definition>, Reason> {
    let envelope = table.envelopes.get(index).ok_or(Reason::NoEnvelope)?;
    let mut collect = Collect::default();
    let is_read = walk(&envelope.body, &mut json, &mut collect).is_some() && json.end().is_some();
    read_headers(envelope, header, &mut collect);
    let Collect { shown, items, .. } = &mut collect;
    if !is_read {
        return Err(if items.are_too_many { Reason::TooManyItems } else { Reason::NoEnvelope });
    }
    let (first, others) = Response { table, index, envelope, status, header }.errors(shown, items);
    if items.are_too_many {
        return Err(Reason::TooManyItems);
    }
    Ok(Received {
        status,
        first,
        others,
        request_id: shown.request_id.take().or_else(|| header(table.request_id_header()).map(Cow::Borrowed)),
        instance: shown.instance.take(),
        timestamp: shown.timestamp,
        context: std::mem::take(&mut shown.context),
        retry_after: header("Retry-After").map(Cow::Borrowed),
    })
}

/// Takes what the envelope shows in headers. One that is of another form says nothing.
fn read_headers<'a>(envelope: &'static Envelope, header: Headers<'_, 'a>, collect: &mut Collect<'a>) {
    for (name, node) in envelope.headers {
        let Some(value) = header(name) else { continue };
        match node {
            Node::Value(slot) => collect.value(*slot, Raw::Text(value.into())),
            Node::Text(parts) => drop(text(parts, value.into(), collect)),
            _ => {}
        }
    }
}

/// Whether the first error is one of the catalog.
fn is_known(received: &Received<'_, Definition>) -> bool {
    matches!(received.first.code, ReceivedCode::Known(_))
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
    fn errors(
        self,
        shown: &mut ResponseShown<'a>,
        items: &mut Items,
    ) -> (ReceivedError<'a, Definition>, Vec<ReceivedError<'a, Definition>>) {
        let (first, others) = shown.errors();
        let code = |place, shown: &Shown<'a>| identify(shown, self.setting(shown, place, others.is_empty()));
        let of_first = code(0, first);
        if others.is_empty() {
            return (self.error(of_first, first, None, items), Vec::new());
        }
        let codes: Vec<_> = others.iter().enumerate().map(|(place, shown)| code(place + 1, shown)).collect();
        let owners = owners(once(&of_first).chain(&codes));
        let mut error = |code, shown| self.error(code, shown, Some(&owners), items);
        let first = error(of_first, first);
        (first, codes.into_iter().zip(others).map(|(code, shown)| error(code, shown)).collect())
    }

    fn error(
        self,
        code: ReceivedCode<'a, Definition>,
        shown: &mut Shown<'a>,
        owners: Option<&Owners>,
        items: &mut Items,
    ) -> ReceivedError<'a, Definition> {
        let params = match code.known() {
            Some(error) => Params::new(error, items).find(shown, self.headers(error, owners)),
            None => Few::default(),
        };
        ReceivedError {
            code,
            message: shown.message.take(),
            category: shown.category.take(),
            issues: std::mem::take(&mut shown.issues),
            status: shown.status.unwrap_or(self.status),
            params,
        }
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
    fn headers(self, error: Definition, owners: Option<&Owners>) -> impl Iterator<Item = (Header, &'a str)> {
        let is_its_own = move |header: &Header| {
            let is_same = |(name, _): &(&str, Node)| name.eq_ignore_ascii_case(header.name);
            let count = |owners: &Owners| owners.get(&header.name.to_ascii_lowercase()).copied();
            let is_shared = || owners.and_then(count).is_some_and(|count| count > 1);
            !self.envelope.headers.iter().any(is_same) && !is_shared()
        };
        let with_values = error.headers().filter(|header| !header.value.is_constant());
        with_values.filter(is_its_own).filter_map(move |header| Some((header, (self.header)(header.name)?)))
    }
}

/// How many errors of a response have a header, by its name in lower case.
type Owners = BTreeMap<String, usize>;

fn owners<'c, 'a: 'c>(codes: impl Iterator<Item = &'c ReceivedCode<'a, Definition>>) -> Owners {
    let mut owners = Owners::new();
    for header in codes.filter_map(ReceivedCode::known).flat_map(Definition::headers) {
        *owners.entry(header.name.to_ascii_lowercase()).or_default() += 1;
    }
    owners
}
