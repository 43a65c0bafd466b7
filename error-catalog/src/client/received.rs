//! What a client received.

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
    /// Which error it is.
    pub code: ReceivedCode<'a, C>,
    /// The message as it was sent; `None` where none was shown.
    pub message: Option<Cow<'a, str>>,
    /// The category's wire text, as it was sent.
    pub category: Option<Cow<'a, str>>,
    /// What is wrong with single fields of the request.
    pub issues: Vec<FieldIssue>,
    /// The status that is its own, or else the response's.
    pub(super) status: u16,
    /// The definition whose parameters these are: one of those that share the code, where the error is not known.
    pub(super) declared_by: Option<Definition>,
    pub(super) params: SmallList<ReceivedParam<'a>>,
}

/// Which error was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceivedCode<'a, C> {
    /// One of the catalog.
    Known(C),
    /// One that this catalog has not, with its wire code; or one that cannot be told from others.
    Unknown(Option<Cow<'a, str>>),
}

impl<C: Copy> ReceivedCode<'_, C> {
    /// The code, where the catalog has it.
    pub fn known(&self) -> Option<C> {
        if let Self::Known(code) = self { Some(*code) } else { None }
    }
}

impl<'a> Received<'a, Definition> {
    /// The same with the codes that these errors have.
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
    /// The first error: mostly the only one.
    pub fn error(&self) -> &ReceivedError<'a, C> {
        &self.first
    }

    /// All errors, in the order of the response.
    pub fn errors(&self) -> Errors<'_, 'a, C> {
        Errors(iter::once(&self.first).chain(&self.others))
    }

    /// The response's status (RFC 9110 §15).
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The request's id, where the response shows it.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// What identifies this occurrence (RFC 9457 §3.1.5), where the response shows it.
    pub fn instance(&self) -> Option<&str> {
        self.instance.as_deref()
    }

    /// The time of the response, where it shows it.
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.timestamp
    }

    /// A value of the catalog's `[context]`, where the response shows it.
    pub fn context(&self, name: &str) -> Option<&Value<'a>> {
        self.context.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The values of the body that were ignored, as JSON Pointers (RFC 6901): members of the envelope with a value of another type
    /// or another constant, and parameters of another type than their declared one.
    ///
    /// Empty for a body as the catalog declares it. Unknown members are not identifiers. At most
    /// [`MAX_IGNORED`](crate::client::MAX_IGNORED) values are.
    pub fn ignored(&self) -> impl Iterator<Item = &str> {
        self.ignored.iter().map(String::as_str)
    }

    /// How the request may be repeated: as the catalog says for the error, or for its status where the error is not known.
    ///
    /// `None` where the catalog does not say. Of several errors, one that forbids it decides; else the first.
    pub fn retry(&self) -> Option<RetryAdvice> {
        let advice = || self.errors().filter_map(ReceivedError::retry);
        advice().find(|advice| !advice.policy.is_retryable()).or_else(|| advice().next())
    }

    /// How long to wait before the next repetition; `None` where there is none: see [`RetryPolicy::next_delay`], which also
    /// gets the response's `Retry-After` header.
    pub fn next_delay(&self, repetitions: u32, random: f64) -> Option<Duration> {
        self.retry()?.policy.next_delay(repetitions, self.retry_after.as_deref(), random)
    }

    /// The same, borrowing nothing from the response.
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
    /// Whether it is this error.
    pub fn is(&self, code: C) -> bool {
        self.code.known() == Some(code)
    }

    /// What the catalog says about the error, where it is known.
    pub fn definition(&self) -> Option<Definition> {
        self.code.known().map(ErrorCode::definition)
    }

    /// The value of a parameter, by its name in the catalog; `None` where it was not sent, or cannot be told from the message.
    pub fn param(&self, name: &str) -> Option<&Value<'a>> {
        self.params().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The parameters that were received, by their names in the catalog and in its order.
    ///
    /// Of errors that share a code and cannot be told apart, the parameters that all of them declare alike.
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

    /// The same, borrowing nothing from the response.
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

/// Code and message; a code that is not known as it was sent.
impl<C: ErrorCode> fmt::Display for ReceivedError<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = match &self.code {
            ReceivedCode::Known(code) => code.definition().code(),
            ReceivedCode::Unknown(text) => text.as_deref().unwrap_or("unknown error"),
        };
        write!(f, "{code}: {}", self.message.as_deref().unwrap_or_default())
    }
}

/// Status, code and message of the first error.
impl<C: ErrorCode> fmt::Display for Received<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, self.first)
    }
}

impl<C: ErrorCode> std::error::Error for Received<'_, C> {}

/// How a request that met an error may be repeated, as the catalog says.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RetryAdvice {
    /// When, and how many times.
    pub policy: &'static RetryPolicy,
    /// What the catalog adds, for people: what to do first, or instead.
    pub note: Option<&'static str>,
}

impl RetryAdvice {
    /// What the catalog says for a status, whatever the error.
    pub(super) fn of_status(table: &'static Table, status: u16) -> Option<Self> {
        let advice = table.statuses.iter().find(|advice| advice.statuses.contains(&status))?;
        let note = Some(advice.note).filter(|note| !note.is_empty());
        Some(Self { policy: table.retries.get(advice.retry)?, note })
    }
}
