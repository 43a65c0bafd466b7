//! Reads the errors of a response whose envelope is known.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::once;

use super::fields::{ErrorFields, ResponseFields};
use super::identify::{IdentifyContext, errors_with_code, identify};
use super::params::{ParamFinder, ReceivedParam};
use super::received::{ReceivedCode, ReceivedError};
use super::response::Response;
use super::state::DecodeState;
use crate::definition::{Definition, Header, ParamDefinition};
use crate::envelope::{Envelope, Node};
use crate::small_list::SmallList;

/// Reads the errors of a response whose envelope is known.
#[derive(Clone, Copy)]
pub(super) struct ErrorsReader<'h, 'a> {
    pub(super) response: Response<'h, 'a>,
    pub(super) envelope_index: usize,
    pub(super) envelope: &'static Envelope,
    /// `true` if the envelope shows codes but the response does not.
    pub(super) lacks_code: bool,
}

/// The errors of a response, of which there is at least one.
pub(super) struct ReceivedErrors<'a> {
    pub(super) first: ReceivedError<'a, Definition>,
    pub(super) others: Vec<ReceivedError<'a, Definition>>,
}

impl<'a> ReceivedErrors<'a> {
    pub(super) fn iter(&self) -> impl Iterator<Item = &ReceivedError<'a, Definition>> {
        once(&self.first).chain(&self.others)
    }
}

/// The number of errors of a response that declare a header, by its name in lower case.
type HeaderCounts = BTreeMap<String, usize>;

/// Counts the errors that declare each header.
fn count_headers<'c, 'a: 'c>(codes: impl Iterator<Item = &'c ReceivedCode<'a, Definition>>) -> HeaderCounts {
    let mut counts = HeaderCounts::new();
    for error in codes.filter_map(ReceivedCode::known) {
        let names: BTreeSet<_> = error.headers().map(|header| header.name.to_ascii_lowercase()).collect();
        names.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    counts
}

impl<'a> ErrorsReader<'_, 'a> {
    /// Identifies all errors, then reads their parameters.
    pub(super) fn read(self, fields: &mut ResponseFields<'a>, state: &mut DecodeState) -> ReceivedErrors<'a> {
        let (first, others) = fields.split_errors();
        let is_only = others.is_empty();
        let identify =
            |index, fields: &ErrorFields<'a>| identify(fields, self.context(fields, index, is_only));
        let first_code = identify(0, first);
        if is_only {
            let first = self.read_error(first_code, first, None, state);
            return ReceivedErrors { first, others: Vec::new() };
        }
        let other_codes = others.iter().enumerate().map(|(index, fields)| identify(index + 1, fields));
        let other_codes: Vec<_> = other_codes.collect();
        let header_counts = count_headers(once(&first_code).chain(&other_codes));
        let mut read = |code, fields| self.read_error(code, fields, Some(&header_counts), state);
        let first = read(first_code, first);
        let others = other_codes.into_iter().zip(others).map(|(code, fields)| read(code, fields));
        ReceivedErrors { first, others: others.collect() }
    }

    /// Returns the facts for identifying errors. The envelope and the status of a response belong
    /// to its first error. Other errors can have others.
    fn context(self, fields: &ErrorFields<'_>, index: usize, is_only: bool) -> IdentifyContext {
        let response_status = self.response.status;
        IdentifyContext {
            table: self.response.table,
            envelope: (index == 0).then_some(self.envelope_index),
            status: fields.status.or(is_only.then_some(response_status)),
            response_status: (is_only && fields.status.is_some()).then_some(response_status),
            by_status: self.envelope.by_status,
            lacks_code: self.lacks_code,
        }
    }

    /// Reads one error. `header_counts` is `None` if the error is the only one.
    fn read_error(
        self,
        code: ReceivedCode<'a, Definition>,
        fields: &mut ErrorFields<'a>,
        header_counts: Option<&HeaderCounts>,
        state: &mut DecodeState,
    ) -> ReceivedError<'a, Definition> {
        let (declared_by, params) = match code.known() {
            Some(error) => {
                let headers = self.headers(error, header_counts);
                (Some(error), ParamFinder::new(error, state).find(fields, headers))
            }
            None => self.find_shared_params(fields, state),
        };
        ReceivedError {
            code,
            declared_by,
            message: fields.message.take(),
            category: fields.category.take(),
            issues: std::mem::take(&mut fields.issues),
            status: fields.status.unwrap_or(self.response.status),
            params,
        }
    }

    /// Finds the parameters of errors with the same code that cannot be distinguished: the parameters
    /// with the same declaration in all of them.
    /// Returns one of these errors with them.
    fn find_shared_params(
        self,
        fields: &ErrorFields<'a>,
        state: &mut DecodeState,
    ) -> (Option<Definition>, SmallList<ReceivedParam<'a>>) {
        let mut errors = errors_with_code(fields, self.response.table);
        let Some(first) = errors.next() else { return (None, SmallList::default()) };
        let others: Vec<_> = errors.collect();
        let params = ParamFinder::new(first, state).find_by_name(fields).into_iter().filter(|found| {
            let param = first.params().nth(found.slot);
            param.is_some_and(|param| others.iter().all(|other| declares(*other, param)))
        });
        (Some(first), params.collect())
    }

    /// Iterates over the headers of an error that are in the response. A header that several errors declare may be any of
    /// theirs, so it is left out.
    fn headers(
        self,
        error: Definition,
        header_counts: Option<&HeaderCounts>,
    ) -> impl Iterator<Item = (Header, &'a str)> {
        let is_own = move |header: &Header| {
            let is_same = |(name, _): &(&str, Node)| name.eq_ignore_ascii_case(header.name);
            let count = |counts: &HeaderCounts| counts.get(&header.name.to_ascii_lowercase()).copied();
            let is_shared = || header_counts.and_then(count).is_some_and(|count| count > 1);
            !self.envelope.headers.iter().any(is_same) && !is_shared()
        };
        let with_values = error.headers().filter(|header| !header.value.is_constant());
        let own = with_values.filter(is_own);
        own.filter_map(move |header| Some((header, (self.response.header)(header.name)?)))
    }
}

/// Returns whether an error declares the same parameter.
fn declares(error: Definition, param: ParamDefinition) -> bool {
    error.params().any(|other| {
        other.name() == param.name()
            && other.wire_name() == param.wire_name()
            && other.type_name() == param.type_name()
            && other.in_detail() == param.in_detail()
            && other.is_internal() == param.is_internal()
    })
}
