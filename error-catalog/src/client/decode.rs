//! From the bytes of a response to what they say, for one catalog or another.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::once;

use super::collect::{Collect, Locate};
use super::fit::{Fit, Rank, is_success};
use super::identify::{Setting, carrying, identify};
use super::params::Params;
use super::read::{Nobody, Visit, text, walk};
use super::shown::{Items, Raw, ResponseShown, Shown};
use super::trail::Trail;
use super::{MAX_BODY, Reason, Received, ReceivedCode, ReceivedError};
use crate::envelope::{Envelope, Node, Slot};
use crate::few::Few;
use crate::json::Reader;
use crate::packed::Table;
use crate::{Definition, Header, ParamDefinition, Value};

/// A response's headers, by name.
pub(super) type Headers<'h, 'a> = &'h dyn Fn(&str) -> Option<&'a str>;

pub(super) fn received<'a>(
    table: &'static Table,
    status: u16,
    header: Headers<'_, 'a>,
    body: &'a [u8],
) -> Result<Received<'a, Definition>, Reason> {
    let text = text_of(body)?;
    // A mark may be ignored (RFC 8259 §8.1).
    let json = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    // What fits an envelope up to its end is JSON; of anything else there is more to be said than that it does not.
    let received = in_an_envelope(table, status, header, json).map_err(|reason| match reason {
        Reason::NoEnvelope => not_json(json, text.len() - json.len()).unwrap_or(reason),
        reason => reason,
    })?;
    if is_success(status) && !is_error_of_success(table, &received) {
        return Err(Reason::NotAnError);
    }
    Ok(received)
}

/// Returns whether a response with a status below 400 is an error all the same. Where the catalog has statuses, it must be an error that
/// the catalog knows, with this status or with the one that the body shows.
fn is_error_of_success(table: &'static Table, received: &Received<'_, Definition>) -> bool {
    let first = &received.first;
    match first.code.known() {
        Some(error) => error.status().is_none_or(|status| status == first.status),
        None => (0..table.len()).all(|row| Definition::new(table, row).status().is_none()),
    }
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
    let mut fitting = Few::default();
    for (index, envelope) in table.envelopes.iter().enumerate() {
        let fit = walk(&envelope.body, &mut { json }, &mut Nobody, &Trail::ROOT);
        if let Some(Fit::Yes(score)) = fit
            && let Some(rank) = Rank::of(score, envelope, status)
        {
            fitting.push((rank, index));
        }
    }
    // The best comes first; one that fits less well counts only where the error is known by it alone.
    let mut best = None;
    let mut below: Option<Rank> = None;
    loop {
        let ranks = fitting.iter().map(|(rank, _)| *rank);
        let Some(next) = ranks.filter(|rank| below.is_none_or(|below| *rank < below)).max() else { break };
        let alike = fitting.iter().filter(|(rank, _)| *rank == next).map(|(_, index)| *index);
        match of_alike(alike, read) {
            Ok(received) if is_known(&received) => return Ok(received),
            other => best = best.or(Some(other)),
        }
        below = Some(next);
    }
    best.unwrap_or(Err(Reason::NoEnvelope))
}

/// Of envelopes that look alike, the one whose errors are known.
fn of_alike<'a>(
    mut envelopes: impl Iterator<Item = usize>,
    read: impl Fn(usize) -> Result<Received<'a, Definition>, Reason>,
) -> Result<Received<'a, Definition>, Reason> {
    let first = read(envelopes.next().ok_or(Reason::NoEnvelope)?);
    if first.as_ref().is_ok_and(is_known) {
        return first;
    }
    let mut known = Few::default();
    for other in envelopes {
        match read(other) {
            Ok(other) if is_known(&other) => known.push(other),
            Ok(_) | Err(Reason::NoEnvelope) => {}
            Err(reason) => return Err(reason),
        }
    }
    let is_clear = known.len() == 1;
    known.pop().filter(|_| is_clear).map_or(first, Ok)
}

/// The body as text within the bounds.
fn text_of(body: &[u8]) -> Result<&str, Reason> {
    if body.len() > MAX_BODY {
        return Err(Reason::TooLarge);
    }
    std::str::from_utf8(body).map_err(|error| Reason::NotJson { offset: error.valid_up_to() })
}

/// Why a text that begins at this byte of the body is no JSON within the bounds, if it is none.
fn not_json(text: &str, start: usize) -> Option<Reason> {
    let mut reader = Reader::new(text);
    match reader.skip().and_then(|()| reader.end()) {
        Some(()) => None,
        None if reader.is_too_deep() => Some(Reason::TooDeep),
        None => Some(Reason::NotJson { offset: start + reader.offset() }),
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
    let mut again = json;
    let mut collect = Collect::default();
    let rank = match walk(&envelope.body, &mut json, &mut collect, &Trail::ROOT) {
        Some(Fit::Yes(score)) if json.end().is_some() => Rank::of(score, envelope, status),
        _ => None,
    };
    read_headers(envelope, header, &mut collect);
    let Collect { shown, items, ignored, .. } = &mut collect;
    let Some(rank) = rank else {
        return Err(if items.are_too_many { Reason::TooManyItems } else { Reason::NoEnvelope });
    };
    let lacks_code = !rank.has_code() && envelope.body.shows(Slot::Code);
    let response = Response { table, index, envelope, status, header, lacks_code };
    let (first, others) = response.errors(shown, items);
    // Of an envelope with codes, the documentation's address names the error or nothing does. A body with some of the
    // envelope's members is in it where the catalog has an error of it.
    let has_known = || std::iter::once(&first).chain(&others).any(|error| error.declared_by.is_some());
    if (lacks_code && first.code.known().is_none()) || !(rank.is_complete() || has_known()) {
        return Err(Reason::NoEnvelope);
    }
    if items.are_too_many {
        return Err(Reason::TooManyItems);
    }
    if !items.misfits.is_empty() {
        let mut locate = Locate { misfits: &items.misfits, ignored };
        let _ = walk(&envelope.body, &mut again, &mut locate, &Trail::ROOT);
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
        ignored: std::mem::take(ignored),
    })
}

/// Takes what the envelope shows in headers. One that is of another form says nothing.
fn read_headers<'a>(envelope: &'static Envelope, header: Headers<'_, 'a>, collect: &mut Collect<'a>) {
    for (name, node) in envelope.headers {
        let Some(value) = header(name) else { continue };
        match node {
            Node::Value(slot) => collect.value(*slot, Raw::Text(value.into()), &Trail::ROOT),
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
    /// `true` if the envelope shows codes, and this response none.
    lacks_code: bool,
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
        let (declared_by, params) = match code.known() {
            Some(error) => (Some(error), Params::new(error, items).find(shown, self.headers(error, owners))),
            None => self.shared_params(shown, items),
        };
        ReceivedError {
            code,
            declared_by,
            message: shown.message.take(),
            category: shown.category.take(),
            issues: std::mem::take(&mut shown.issues),
            status: shown.status.unwrap_or(self.status),
            params,
        }
    }

    /// The parameters of errors that share a code and cannot be told apart: those that all of them declare alike. The
    /// definition is one of theirs.
    fn shared_params(
        self,
        shown: &Shown<'a>,
        items: &mut Items,
    ) -> (Option<Definition>, Few<(usize, Value<'a>)>) {
        let mut errors = carrying(shown, self.table);
        let Some(first) = errors.next() else { return (None, Few::default()) };
        let is_shared = |error: Definition, param: ParamDefinition| {
            let key = |param: ParamDefinition| (param.name(), param.wire_name(), param.type_name());
            let form = |param: ParamDefinition| (param.in_detail(), param.is_internal());
            error.params().any(|other| key(other) == key(param) && form(other) == form(param))
        };
        let others: Vec<_> = errors.collect();
        let declared = Params::new(first, items).find_outside_of_texts(shown).into_iter();
        let shared = declared.filter(|(slot, _)| {
            let param = first.params().nth(*slot);
            param.is_some_and(|param| others.iter().all(|other| is_shared(*other, param)))
        });
        (Some(first), shared.collect())
    }

    /// One of several errors may be of another status and another envelope than the response, which are the first's.
    fn setting(self, shown: &Shown<'_>, place: usize, is_only: bool) -> Setting {
        Setting {
            table: self.table,
            envelope: (place == 0).then_some(self.index),
            status: shown.status.or(is_only.then_some(self.status)),
            response_status: (is_only && shown.status.is_some()).then_some(self.status),
            by_status: self.envelope.by_status,
            lacks_code: self.lacks_code,
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
    for error in codes.filter_map(ReceivedCode::known) {
        let names: BTreeSet<_> = error.headers().map(|header| header.name.to_ascii_lowercase()).collect();
        names.into_iter().for_each(|name| *owners.entry(name).or_default() += 1);
    }
    owners
}
