//! Identifies the catalog's error that a response shows.

use std::borrow::Cow;

use super::fields::ErrorFields;
use super::pattern::{Pattern, SegmentChoice};
use super::raw_value::RawValue;
use super::received::ReceivedCode;
use super::values;
use crate::definition::{AttributeValue, Definition, Template, Texts};
use crate::encoding::percent_decode;
use crate::envelope::Slot;
use crate::json::{Reader, number};
use crate::packed::Table;

/// The facts that identify an error besides its own fields.
#[derive(Clone, Copy)]
pub(super) struct IdentifyContext {
    pub(super) table: &'static Table,
    /// The index of the error's envelope, if it is known.
    pub(super) envelope: Option<usize>,
    /// The error's status, if it is known.
    pub(super) status: Option<u16>,
    /// The response's status, if the error is the only one and shows another status.
    pub(super) response_status: Option<u16>,
    /// `true` if errors are identified by status alone, without the message.
    pub(super) by_status: bool,
    /// `true` if the envelope shows codes but the response does not. Then a message does not
    /// identify an error.
    pub(super) lacks_code: bool,
}

/// Identifies an error: by its code, or else by its message and the other fields.
pub(super) fn identify<'a>(
    fields: &ErrorFields<'a>,
    context: IdentifyContext,
) -> ReceivedCode<'a, Definition> {
    let table = context.table;
    let Some(code) = WireCode::find(fields, table) else {
        if context.lacks_code {
            return ReceivedCode::Unknown(None);
        }
        let rows = (0..table.len()).map(|row| Definition::new(table, row));
        let found = context.find_unique(rows.filter(|error| context.has_envelope_of(*error)), fields);
        return found.map_or(ReceivedCode::Unknown(None), ReceivedCode::Known);
    };
    let mut errors = code.errors(table);
    let found = match (errors.next(), errors.next()) {
        (Some(first), None) => Some(first),
        (Some(first), Some(second)) => context.find_unique([first, second].into_iter().chain(errors), fields),
        _ => None,
    };
    found.map_or(ReceivedCode::Unknown(Some(code.text)), ReceivedCode::Known)
}

/// Iterates over the errors that have the code in the response.
pub(super) fn errors_with_code(
    fields: &ErrorFields<'_>,
    table: &'static Table,
) -> impl Iterator<Item = Definition> + use<> {
    WireCode::find(fields, table).map(|code| code.errors(table)).into_iter().flatten()
}

/// A code in a response.
struct WireCode<'a> {
    text: Cow<'a, str>,
    form: CodeForm,
}

/// The JSON type of a code.
#[derive(Clone, Copy, PartialEq)]
enum CodeForm {
    String,
    Number,
    /// The code is part of a text, which does not show its type.
    Unknown,
}

impl<'a> WireCode<'a> {
    /// Finds the code, or else the code in the URL of the error's documentation.
    fn find(fields: &ErrorFields<'a>, table: &Table) -> Option<Self> {
        match &fields.code {
            Some(RawValue::String(text)) => Some(Self { text: text.clone(), form: CodeForm::String }),
            Some(RawValue::Json(json)) => Some(Self { text: normalize_number(json), form: CodeForm::Number }),
            Some(RawValue::Text(text)) => Some(Self { text: text.clone(), form: CodeForm::Unknown }),
            None => {
                let code = code_in_docs_url(fields.docs.as_deref()?, table)?;
                Some(Self { text: code.into(), form: CodeForm::Unknown })
            }
        }
    }

    /// Iterates over the errors with this code.
    fn errors(&self, table: &'static Table) -> impl Iterator<Item = Definition> + Clone + use<> {
        let form = self.form;
        let rows = std::iter::successors(table.find(&self.text), |row| table.next_with_same_code(*row));
        rows.map(move |row| Definition::new(table, row)).filter(move |error| match form {
            CodeForm::String => error.code_number().is_none(),
            CodeForm::Number => error.code_number().is_some(),
            CodeForm::Unknown => true,
        })
    }
}

/// Returns a whole number in its plain form: `45` for `4.5e1`.
fn normalize_number(json: &str) -> Cow<'_, str> {
    if json.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) {
        return json.into();
    }
    number::parse_whole(json).map_or(json.into(), |whole| whole.to_string().into())
}

/// Returns the code in the URL of an error's documentation.
fn code_in_docs_url(docs: &str, table: &Table) -> Option<String> {
    let (before, after) = table.docs?;
    let code = percent_decode(docs.strip_prefix(before)?.strip_suffix(after)?);
    code.filter(|code| !code.is_empty())
}

/// The result of comparing errors with the fields of a response.
enum BestMatch {
    NoMatch,
    /// Several errors match equally well.
    Ambiguous,
    One(Definition),
}

impl BestMatch {
    /// Returns the error, if it is the only best match.
    fn unique(self) -> Option<Definition> {
        if let Self::One(error) = self { Some(error) } else { None }
    }

    /// Returns this match, or else the result of another search.
    fn or_else(self, search: impl FnOnce() -> Self) -> Self {
        if let Self::NoMatch = self { search() } else { self }
    }
}

impl IdentifyContext {
    /// Returns whether an error without a code on the wire can be this one.
    fn has_envelope_of(self, error: Definition) -> bool {
        self.envelope.is_none_or(|envelope| error.envelope_index() == envelope)
    }

    /// Finds the only error that matches best. Never guesses.
    ///
    /// A status in the body is advisory (RFC 9457 §3.1.2): if no error with it matches, the response's status counts.
    fn find_unique(
        self,
        errors: impl Iterator<Item = Definition> + Clone,
        fields: &ErrorFields<'_>,
    ) -> Option<Definition> {
        let best = self.find_with_status(self.status, errors.clone(), fields);
        let best = best.or_else(|| match self.response_status {
            Some(status) => self.find_with_status(Some(status), errors, fields),
            None => BestMatch::NoMatch,
        });
        best.unique()
    }

    /// Finds the best match among the errors with a status, or else the error that replaces a web framework's own error with
    /// this status.
    fn find_with_status(
        self,
        status: Option<u16>,
        errors: impl Iterator<Item = Definition> + Clone,
        fields: &ErrorFields<'_>,
    ) -> BestMatch {
        let has_status = |error: &Definition| match (status, error.status()) {
            (Some(status), Some(own)) => status == own,
            _ => true,
        };
        let replacement = status.and_then(|status| self.table.framework_row(status));
        let best = self.find_best(errors.clone().filter(has_status), fields);
        best.or_else(|| self.find_best(errors.filter(|error| Some(error.index()) == replacement), fields))
    }

    /// Finds the error whose message matches with the most literal text, and whose other fields match, too.
    fn find_best(self, errors: impl Iterator<Item = Definition>, fields: &ErrorFields<'_>) -> BestMatch {
        let message = fields.message.as_deref().filter(|_| !self.by_status);
        let mut most_literals = 0;
        let mut best = BestMatch::NoMatch;
        for error in errors {
            let literals = match message {
                None => Some(0),
                Some(_) if literal_len(error.message()) < most_literals => None,
                Some(message) => matched_literals(error, error.message(), message),
            };
            let Some(literals) = literals.filter(|literals| *literals >= most_literals) else { continue };
            if !matches_other_fields(error, fields) {
                continue;
            }
            best = match best {
                BestMatch::NoMatch => BestMatch::One(error),
                _ if literals > most_literals => BestMatch::One(error),
                _ => BestMatch::Ambiguous,
            };
            most_literals = literals;
        }
        best
    }
}

/// Returns whether all fields but the message are the error's.
fn matches_other_fields(error: Definition, fields: &ErrorFields<'_>) -> bool {
    let is_same = |received: &Option<Cow<'_, str>>, own: Option<&str>| {
        received.as_ref().is_none_or(|received| own == Some(&**received))
    };
    is_same(&fields.category, error.category())
        && is_same(&fields.title, error.title())
        && is_same(&fields.grpc_status, error.grpc_status())
        && fields.values.iter().all(|(slot, raw)| match slot {
            Slot::Attribute(name) => has_attribute(error, name, raw),
            _ => true,
        })
}

fn has_attribute(error: Definition, name: &str, raw: &RawValue<'_>) -> bool {
    let text = || raw.clone().into_text();
    // Within a longer string, numbers and booleans have no quotes either.
    let json = match raw {
        RawValue::Json(json) => *json,
        RawValue::Text(text) => text,
        RawValue::String(_) => "",
    };
    let is_number = |number: String| number::is_number(json) && number::is_equal(json, &number);
    match error.attribute(name) {
        None => false,
        Some(AttributeValue::Text(own)) => text().is_some_and(|text| text == own),
        Some(AttributeValue::Template(template)) => {
            text().is_some_and(|text| matched_literals(error, template, &text).is_some())
        }
        Some(AttributeValue::Bool(own)) => json == if own { "true" } else { "false" },
        Some(AttributeValue::I64(own)) => is_number(own.to_string()),
        Some(AttributeValue::U64(own)) => is_number(own.to_string()),
        Some(AttributeValue::F64(own)) => is_number(own.to_string()),
        Some(AttributeValue::Texts(own)) => match raw {
            RawValue::Json(json) => is_list_of(json, own),
            _ => text().is_some_and(|text| text == own.to_string()),
        },
    }
}

/// Returns whether JSON is the list of these texts.
fn is_list_of(json: &str, texts: Texts) -> bool {
    let mut texts = texts.iter();
    let mut reader = Reader::new(json);
    let read = reader.array(|item| (item.peek()? == b'"' && item.string()? == texts.next()?).then_some(()));
    read.is_some() && texts.next().is_none()
}

/// Returns the number of bytes of literal text, with all optional segments.
fn literal_len(template: Template) -> usize {
    template.head().len() + template.tail().map(|(_, text)| text.len()).sum::<usize>()
}

/// Matches a text with a template, with and without its optional segments. Returns the most bytes of literal text of a match.
fn matched_literals(error: Definition, template: Template, text: &str) -> Option<usize> {
    if !text.starts_with(template.head()) {
        return None;
    }
    let literals = |choice| {
        let pattern = Pattern::from_template(template, choice, |_| None);
        let len = pattern.literal_len();
        let captures = pattern.captures(text)?;
        values::are_plausible(error, &captures, text).then_some(len)
    };
    SegmentChoice::all(template).filter_map(literals).max()
}
