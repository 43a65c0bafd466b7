//! The values that a response shows, before its errors are identified.

use std::borrow::Cow;

use super::raw_value::RawValue;
use super::values;
use crate::envelope::Slot;
use crate::field_issues::FieldIssue;
use crate::small_list::SmallList;
use crate::timestamp::Timestamp;
use crate::value::Value;

/// The values that a response shows for one error.
#[derive(Debug, Default, PartialEq)]
pub(super) struct ErrorFields<'a> {
    pub(super) code: Option<RawValue<'a>>,
    pub(super) docs: Option<Cow<'a, str>>,
    pub(super) message: Option<Cow<'a, str>>,
    pub(super) status: Option<u16>,
    pub(super) title: Option<Cow<'a, str>>,
    pub(super) grpc_status: Option<Cow<'a, str>>,
    pub(super) category: Option<Cow<'a, str>>,
    /// The object of all parameters, as JSON.
    pub(super) params: Option<&'a str>,
    /// The object of all parameters with every value as text, as JSON.
    pub(super) params_text: Option<&'a str>,
    /// Single parameters and attributes.
    pub(super) values: SmallList<(Slot, RawValue<'a>)>,
    pub(super) issues: Vec<FieldIssue>,
}

/// Sets a value that is not set yet: of several values of one field, the first counts.
fn set_if_empty<T>(field: &mut Option<T>, value: Option<T>) {
    if field.is_none() {
        *field = value;
    }
}

impl<'a> ErrorFields<'a> {
    /// Adds a value of the error.
    pub(super) fn add(&mut self, slot: Slot, raw: RawValue<'a>) {
        match (slot, raw) {
            (Slot::Code, raw) => set_if_empty(&mut self.code, Some(raw)),
            (Slot::Docs, raw) => set_if_empty(&mut self.docs, raw.into_text()),
            (Slot::Message, raw) => set_if_empty(&mut self.message, raw.into_text()),
            (Slot::Status, raw) => set_if_empty(&mut self.status, raw.status()),
            (Slot::Title, raw) => set_if_empty(&mut self.title, raw.into_text()),
            (Slot::GrpcStatus, raw) => set_if_empty(&mut self.grpc_status, raw.into_text()),
            (Slot::Category, raw) => set_if_empty(&mut self.category, raw.into_text()),
            (Slot::Params, RawValue::Json(json)) => set_if_empty(&mut self.params, Some(json)),
            (Slot::ParamsText, RawValue::Json(json)) => set_if_empty(&mut self.params_text, Some(json)),
            (Slot::Param(_) | Slot::Attribute(_), raw)
                if self.values.iter().all(|(known, _)| *known != slot) =>
            {
                self.values.push((slot, raw));
            }
            _ => {}
        }
    }

    /// Adds the values that the response shows outside its list of errors. A status there is the response's.
    fn add_outside(&mut self, outside: Self) {
        set_if_empty(&mut self.code, outside.code);
        set_if_empty(&mut self.docs, outside.docs);
        set_if_empty(&mut self.message, outside.message);
        set_if_empty(&mut self.title, outside.title);
        set_if_empty(&mut self.grpc_status, outside.grpc_status);
        set_if_empty(&mut self.category, outside.category);
        set_if_empty(&mut self.params, outside.params);
        set_if_empty(&mut self.params_text, outside.params_text);
        outside.values.into_iter().for_each(|value| self.values.push(value));
        if self.issues.is_empty() {
            self.issues = outside.issues;
        }
    }

    /// Returns whether both can be field issues of the same error: all but the issues are equal.
    ///
    /// Messages are not compared, because an envelope can show the issue's message in place of the error's.
    fn is_same_error(&self, other: &Self) -> bool {
        let Self {
            code,
            docs,
            message: _,
            status,
            title,
            grpc_status,
            category,
            params,
            params_text,
            values,
            issues: _,
        } = self;
        *code == other.code
            && *docs == other.docs
            && *status == other.status
            && *title == other.title
            && *grpc_status == other.grpc_status
            && *category == other.category
            && *params == other.params
            && *params_text == other.params_text
            && *values == other.values
    }
}

/// The values that a response shows.
#[derive(Debug, Default)]
pub(super) struct ResponseFields<'a> {
    /// The values outside any list of errors. They belong to the first error.
    pub(super) outside: ErrorFields<'a>,
    /// The errors in lists of errors.
    pub(super) errors: SmallList<ErrorFields<'a>>,
    pub(super) request_id: Option<Cow<'a, str>>,
    pub(super) instance: Option<Cow<'a, str>>,
    pub(super) timestamp: Option<Timestamp>,
    pub(super) context: SmallList<(&'static str, Value<'a>)>,
}

impl<'a> ResponseFields<'a> {
    /// Adds a value of the response.
    pub(super) fn add(&mut self, slot: Slot, raw: RawValue<'a>) {
        match slot {
            Slot::RequestId => set_if_empty(&mut self.request_id, raw.into_text()),
            Slot::Instance => set_if_empty(&mut self.instance, raw.into_text()),
            Slot::Timestamp => {
                set_if_empty(&mut self.timestamp, raw.into_text().and_then(|text| text.parse().ok()));
            }
            Slot::Context(name) if self.context.iter().all(|(known, _)| *known != name) => {
                values::parse_untyped(raw).into_iter().for_each(|value| self.context.push((name, value)));
            }
            _ => {}
        }
    }

    /// Removes the last error if it is the same as the one before it, which has field issues. Returns whether it did.
    pub(super) fn merge_last_error(&mut self) -> bool {
        let is_same = {
            let mut last = self.errors.iter().rev();
            let pair = last.next().zip(last.next());
            pair.is_some_and(|(last, before)| !before.issues.is_empty() && last.is_same_error(before))
        };
        if is_same {
            self.errors.pop();
        }
        is_same
    }

    /// Returns the first error and the others. The first gets the values outside lists.
    pub(super) fn split_errors(&mut self) -> (&mut ErrorFields<'a>, &mut [ErrorFields<'a>]) {
        match self.errors.split_first_mut() {
            Some((first, others)) => {
                first.add_outside(std::mem::take(&mut self.outside));
                (first, others)
            }
            None => (&mut self.outside, &mut []),
        }
    }
}
