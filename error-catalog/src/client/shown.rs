//! What a response shows, before it is known which errors it is about.

use std::borrow::Cow;

use super::{MAX_IGNORED, MAX_ITEMS, values};
use crate::envelope::Slot;
use crate::few::Few;
use crate::json::{Reader, number};
use crate::{FieldIssue, Timestamp, Value};

/// A value as it stands on the wire.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Raw<'a> {
    /// JSON.
    Json(&'a str),
    /// What a JSON string stands for, where nothing else can be meant.
    String(Cow<'a, str>),
    /// Text: of a header, or in a longer string.
    Text(Cow<'a, str>),
}

impl<'a> Raw<'a> {
    /// The text; `None` of JSON that is no string.
    pub(super) fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Json(json) if json.starts_with('"') => Reader::new(json).string(),
            Self::Json(_) => None,
            Self::String(text) | Self::Text(text) => Some(text),
        }
    }

    fn status(&self) -> Option<u16> {
        match self {
            Self::Json(json) if !json.starts_with('"') => number::whole(json)?.try_into().ok(),
            raw => raw.clone().into_text()?.parse().ok(),
        }
    }
}

/// What is shown of one error.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Shown<'a> {
    pub(super) code: Option<Raw<'a>>,
    pub(super) docs: Option<Cow<'a, str>>,
    pub(super) message: Option<Cow<'a, str>>,
    pub(super) status: Option<u16>,
    pub(super) title: Option<Cow<'a, str>>,
    pub(super) grpc_status: Option<Cow<'a, str>>,
    pub(super) category: Option<Cow<'a, str>>,
    /// The object of the parameters.
    pub(super) params: Option<&'a str>,
    /// The same, with every value as text.
    pub(super) params_text: Option<&'a str>,
    /// Single parameters and attributes.
    pub(super) values: Few<(Slot, Raw<'a>)>,
    pub(super) issues: Vec<FieldIssue>,
}

/// Takes a value where there is none yet: of several, the first counts.
fn fill<T>(place: &mut Option<T>, value: Option<T>) {
    if place.is_none() {
        *place = value;
    }
}

impl<'a> Shown<'a> {
    /// Takes a value of the error.
    pub(super) fn show(&mut self, slot: Slot, raw: Raw<'a>) {
        match (slot, raw) {
            (Slot::Code, raw) => fill(&mut self.code, Some(raw)),
            (Slot::Docs, raw) => fill(&mut self.docs, raw.into_text()),
            (Slot::Message, raw) => fill(&mut self.message, raw.into_text()),
            (Slot::Status, raw) => fill(&mut self.status, raw.status()),
            (Slot::Title, raw) => fill(&mut self.title, raw.into_text()),
            (Slot::GrpcStatus, raw) => fill(&mut self.grpc_status, raw.into_text()),
            (Slot::Category, raw) => fill(&mut self.category, raw.into_text()),
            (Slot::Params, Raw::Json(json)) => fill(&mut self.params, Some(json)),
            (Slot::ParamsText, Raw::Json(json)) => fill(&mut self.params_text, Some(json)),
            (Slot::Param(_) | Slot::Attribute(_), raw)
                if self.values.iter().all(|(known, _)| *known != slot) =>
            {
                self.values.push((slot, raw));
            }
            _ => {}
        }
    }

    /// Takes what is shown elsewhere of the same error.
    pub(super) fn add(&mut self, other: Self) {
        fill(&mut self.code, other.code);
        fill(&mut self.docs, other.docs);
        fill(&mut self.message, other.message);
        fill(&mut self.title, other.title);
        fill(&mut self.grpc_status, other.grpc_status);
        fill(&mut self.category, other.category);
        fill(&mut self.params, other.params);
        fill(&mut self.params_text, other.params_text);
        other.values.into_iter().for_each(|value| self.values.push(value));
        if self.issues.is_empty() {
            self.issues = other.issues;
        }
    }

    /// Whether this may be another field issue of the same error: nothing but the issue is different. The message is not
    /// compared: an envelope may show the issue's in its place.
    fn is_of_the_error(&self, other: &Self) -> bool {
        let key = |shown: &Self| (shown.code.clone(), shown.docs.clone(), shown.title.clone(), shown.status);
        let rest = |shown: &Self| {
            (shown.category.clone(), shown.grpc_status.clone(), shown.params, shown.params_text)
        };
        key(self) == key(other) && rest(self) == rest(other) && self.values == other.values
    }
}

/// What a response shows.
#[derive(Debug, Default)]
pub(super) struct ResponseShown<'a> {
    /// What is shown outside of every list of errors: it is the first error's.
    pub(super) outside: Shown<'a>,
    /// What is shown in lists of errors.
    pub(super) errors: Few<Shown<'a>>,
    pub(super) request_id: Option<Cow<'a, str>>,
    pub(super) instance: Option<Cow<'a, str>>,
    pub(super) timestamp: Option<Timestamp>,
    pub(super) context: Few<(&'static str, Value<'a>)>,
}

impl<'a> ResponseShown<'a> {
    /// Takes a value of the response.
    pub(super) fn show(&mut self, slot: Slot, raw: Raw<'a>) {
        match slot {
            Slot::RequestId => fill(&mut self.request_id, raw.into_text()),
            Slot::Instance => fill(&mut self.instance, raw.into_text()),
            Slot::Timestamp => {
                fill(&mut self.timestamp, raw.into_text().and_then(|text| text.parse().ok()));
            }
            Slot::Context(name) if self.context.iter().all(|(known, _)| *known != name) => {
                values::untyped(raw).into_iter().for_each(|value| self.context.push((name, value)));
            }
            _ => {}
        }
    }

    /// Takes the last error away where it is the one before, which has field issues.
    pub(super) fn join_last(&mut self) -> bool {
        let is_same = {
            let mut last = self.errors.iter().rev();
            let pair = last.next().zip(last.next());
            pair.is_some_and(|(last, before)| !before.issues.is_empty() && last.is_of_the_error(before))
        };
        if is_same {
            self.errors.pop();
        }
        is_same
    }

    /// The errors: what is shown outside of lists is the first one's.
    pub(super) fn errors(&mut self) -> (&mut Shown<'a>, &mut [Shown<'a>]) {
        match self.errors.split_first_mut() {
            Some((first, others)) => {
                first.add(std::mem::take(&mut self.outside));
                (first, others)
            }
            None => (&mut self.outside, &mut []),
        }
    }
}

/// How many items a response may hold: errors, field issues, values of lists.
#[derive(Debug, Default)]
pub(super) struct Items {
    count: usize,
    /// Whether there are more than it may hold.
    pub(super) are_too_many: bool,
    /// Parameters of another type than their declared one, up to [`MAX_IGNORED`].
    pub(super) misfits: Vec<Misfit>,
}

/// A parameter whose value has another type than its declared one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Misfit {
    /// The address of the JSON that it was read from, which tells it from all others of the body.
    pub(super) json: usize,
    /// The parameter's key, where that JSON is the object of all parameters.
    pub(super) key: Option<&'static str>,
}

impl Items {
    /// Counts one more; `None` where that is too many.
    pub(super) fn take(&mut self) -> Option<()> {
        if self.count == MAX_ITEMS {
            return self.refuse();
        }
        self.count += 1;
        Some(())
    }

    /// Keeps a parameter of another type in mind.
    pub(super) fn misfit(&mut self, json: &str, key: Option<&'static str>) {
        if self.misfits.len() < MAX_IGNORED {
            self.misfits.push(Misfit { json: json.as_ptr().addr(), key });
        }
    }

    /// There are too many.
    pub(super) fn refuse(&mut self) -> Option<()> {
        self.are_too_many = true;
        None
    }
}
