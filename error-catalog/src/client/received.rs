//! Responses that a client received.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;
use std::{iter, slice};

use super::params::ReceivedParam;
use crate::code::ErrorCode;
use crate::definition::Definition;
use crate::field_issues::FieldIssue;
use crate::packed::Table;
use crate::retry::RetryPolicy;
use crate::small_list::SmallList;
use crate::timestamp::Timestamp;
use crate::value::Value;

/// A response with errors, as a client received it: see [`decode`](crate::decode).
#[derive(Debug, Clone, PartialEq)]
pub struct Received<'a, C> {
    pub(super) status: u16,
    pub(super) first: ReceivedError<'a, C>,
    pub(super) others: Vec<ReceivedError<'a, C>>,
    pub(super) request_id: Option<Cow<'a, str>>,
    pub(super) instance: Option<Cow<'a, str>>,
    pub(super) timestamp: Option<Timestamp>,
    pub(super) context: SmallList<(&'static str, Value<'a>)>,
    pub(super) retry_after: Option<Cow<'a, str>>,
    pub(super) ignored: Vec<String>,
}

/// One error of a response.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ReceivedError<'a, C> {
    /// The code of the error.
    pub code: ReceivedCode<'a, C>,
    /// The message as received, if any.
    pub message: Option<Cow<'a, str>>,
    /// The category as received.
    pub category: Option<Cow<'a, str>>,
    /// The field issues of the request.
    pub issues: Vec<FieldIssue>,
    /// The error's own status, or else the status of the response.
    pub(super) status: u16,
    /// The definition of the parameters. If the error is unknown, one of the errors that share the
    /// code.
    pub(super) declared_by: Option<Definition>,
    pub(super) params: SmallList<ReceivedParam<'a>>,
}

/// The code of a received error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceivedCode<'a, C> {
    /// An error of the catalog.
    Known(C),
    /// An unknown error with its wire code, or an error that cannot be distinguished from others.
    Unknown(Option<Cow<'a, str>>),
}

impl<C: Copy> ReceivedCode<'_, C> {
    /// Returns the code, if the catalog contains it.
    pub fn known(&self) -> Option<C> {
        if let Self::Known(code) = self { Some(*code) } else { None }
    }
}

impl<'a> Received<'a, Definition> {
    /// Creates the code from the definition of the error.
    pub(super) fn with_codes<C: Copy>(self, codes: &[C]) -> Received<'a, C> {
        Received {
            status: self.status,
            first: self.first.with_code(codes),
            others: self.others.into_iter().map(|error| error.with_code(codes)).collect(),
            request_id: self.request_id,
            instance: self.instance,
            timestamp: self.timestamp,
            context: self.context,
            retry_after: self.retry_after,
            ignored: self.ignored,
        }
    }
}

impl<'a, C: ErrorCode> Received<'a, C> {
    /// Returns the first error. Most responses have only one.
    pub fn error(&self) -> &ReceivedError<'a, C> {
        &self.first
    }

    /// Returns all errors, in the order of the response.
    pub fn errors(&self) -> Errors<'_, 'a, C> {
        Errors(iter::once(&self.first).chain(&self.others))
    }

    /// Returns the response's status (RFC 9110 §15).
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the request ID, if the response contains it.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Returns the URI reference of this occurrence (RFC 9457 §3.1.5), if the response contains it.
    pub fn instance(&self) -> Option<&str> {
        self.instance.as_deref()
    }

    /// Returns the time of the response, if the response contains it.
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.timestamp
    }

    /// Returns a value of `[context]`, if the response contains it.
    pub fn context(&self, name: &str) -> Option<&Value<'a>> {
        self.context.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Returns JSON Pointers (RFC 6901) to the ignored values of the body: members of the envelope
    /// with a value of another type or another constant, and parameters that do not have the
    /// declared type.
    ///
    /// Empty if the body matches the catalog. Does not contain unknown members, and at most
    /// [`MAX_IGNORED`](crate::client::MAX_IGNORED) values.
    pub fn ignored(&self) -> impl Iterator<Item = &str> {
        self.ignored.iter().map(String::as_str)
    }

    /// Returns the retry policy of the error, or of its status if the error is unknown.
    ///
    /// `None` if the catalog defines none. If one of several errors forbids a retry, its policy is
    /// returned, otherwise that of the first error.
    pub fn retry(&self) -> Option<RetryAdvice> {
        let advice = || self.errors().filter_map(ReceivedError::retry);
        advice().find(|advice| !advice.policy.is_retryable()).or_else(|| advice().next())
    }

    /// Returns the delay before the next repetition, or `None` for no repetition. Passes the
    /// `Retry-After` header of the response to [`RetryPolicy::next_delay`].
    pub fn next_delay(&self, repetitions: u32, random: f64) -> Option<Duration> {
        self.retry()?.policy.next_delay(repetitions, self.retry_after.as_deref(), random)
    }

    /// Returns the same value, borrowing nothing from the response.
    pub fn into_owned(self) -> Received<'static, C> {
        let context = self.context.into_iter().map(|(name, value)| (name, value.into_owned()));
        Received {
            status: self.status,
            first: self.first.into_owned(),
            others: self.others.into_iter().map(ReceivedError::into_owned).collect(),
            request_id: owned(self.request_id),
            instance: owned(self.instance),
            timestamp: self.timestamp,
            context: context.collect(),
            retry_after: owned(self.retry_after),
            ignored: self.ignored,
        }
    }
}

/// An iterator over the errors of a response: see [`Received::errors`].
#[derive(Debug, Clone)]
pub struct Errors<'r, 'a, C>(ErrorsInner<'r, 'a, C>);

type ErrorsInner<'r, 'a, C> =
    iter::Chain<iter::Once<&'r ReceivedError<'a, C>>, slice::Iter<'r, ReceivedError<'a, C>>>;

impl<'r, 'a, C> Iterator for Errors<'r, 'a, C> {
    type Item = &'r ReceivedError<'a, C>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

fn owned(text: Option<Cow<'_, str>>) -> Option<Cow<'static, str>> {
    text.map(|text| text.into_owned().into())
}

impl<'a> ReceivedError<'a, Definition> {
    fn with_code<C: Copy>(self, codes: &[C]) -> ReceivedError<'a, C> {
        let code = match self.code {
            ReceivedCode::Known(error) => match codes.get(error.index()) {
                Some(code) => ReceivedCode::Known(*code),
                None => ReceivedCode::Unknown(None),
            },
            ReceivedCode::Unknown(text) => ReceivedCode::Unknown(text),
        };
        ReceivedError {
            code,
            message: self.message,
            category: self.category,
            issues: self.issues,
            status: self.status,
            declared_by: self.declared_by,
            params: self.params,
        }
    }
}

impl<'a, C: ErrorCode> ReceivedError<'a, C> {
    /// Returns whether the error has this code.
    pub fn is(&self, code: C) -> bool {
        self.code.known() == Some(code)
    }

    /// Returns the definition of the error, if it is known.
    pub fn definition(&self) -> Option<Definition> {
        self.code.known().map(ErrorCode::definition)
    }

    /// Returns the value of a parameter, by its name in the catalog; `None` if it was not sent, or
    /// the message is ambiguous.
    pub fn param(&self, name: &str) -> Option<&Value<'a>> {
        self.params().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Iterates over the received parameters, with their names in the catalog and in its order.
    ///
    /// For indistinguishable errors with the same code, these are the parameters that all of them
    /// declare.
    pub fn params(&self) -> impl Iterator<Item = (&'static str, &Value<'a>)> {
        let declared = self.declared_by.map(Definition::params).into_iter().flatten().enumerate();
        declared.filter_map(|(slot, param)| {
            let received = self.params.iter().find(|received| received.slot == slot)?;
            Some((param.name(), &received.value))
        })
    }

    fn retry(&self) -> Option<RetryAdvice> {
        match self.definition() {
            Some(error) => Some(RetryAdvice { policy: error.retry()?, note: error.retry_note() }),
            None => RetryAdvice::of_status(C::table(), self.status),
        }
    }

    /// Returns the same value, borrowing nothing from the response.
    pub fn into_owned(self) -> ReceivedError<'static, C> {
        let code = match self.code {
            ReceivedCode::Known(code) => ReceivedCode::Known(code),
            ReceivedCode::Unknown(text) => ReceivedCode::Unknown(owned(text)),
        };
        ReceivedError {
            code,
            message: owned(self.message),
            category: owned(self.category),
            issues: self.issues,
            status: self.status,
            declared_by: self.declared_by,
            params: self.params.into_iter().map(ReceivedParam::into_owned).collect(),
        }
    }
}

/// Writes code and message. An unknown code is written as received.
impl<C: ErrorCode> fmt::Display for ReceivedError<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = match &self.code {
            ReceivedCode::Known(code) => code.definition().code(),
            ReceivedCode::Unknown(text) => text.as_deref().unwrap_or("unknown error"),
        };
        write!(f, "{code}: {}", self.message.as_deref().unwrap_or_default())
    }
}

/// Writes the status, and the code and message of the first error.
impl<C: ErrorCode> fmt::Display for Received<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, self.first)
    }
}

impl<C: ErrorCode> std::error::Error for Received<'_, C> {}

/// The retry advice of the catalog for an error.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RetryAdvice {
    /// The retry policy.
    pub policy: &'static RetryPolicy,
    /// The note on the retry policy, for people.
    pub note: Option<&'static str>,
}

impl RetryAdvice {
    /// Returns the retry advice for a status.
    pub(super) fn of_status(table: &'static Table, status: u16) -> Option<Self> {
        let advice = table.statuses.iter().find(|advice| advice.statuses.contains(&status))?;
        let note = Some(advice.note).filter(|note| !note.is_empty());
        Some(Self { policy: table.retries.get(advice.retry)?, note })
    }
}
