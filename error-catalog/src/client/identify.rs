//! Which error of the catalog is shown.

use std::borrow::Cow;

use super::params::FEW;
use super::shown::{Raw, Shown};
use super::unformat::{Field, Pattern, Reading};
use super::values;
use crate::encoding::percent_decode;
use crate::envelope::Slot;
use crate::few::Few;
use crate::json::{Reader, number};
use crate::packed::Table;
use crate::{AttributeValue, Definition, ReceivedCode, Template, Texts};

/// What is known besides what is shown of the error itself.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub(super) table: &'static Table,
    /// The envelope, unless another error's was taken.
    pub(super) envelope: Option<usize>,
    /// The status, where it is this error's.
    pub(super) status: Option<u16>,
    /// The response's status, where the error is the only one and shows another.
    pub(super) response_status: Option<u16>,
    /// Whether the status is all that tells errors apart.
    pub(super) by_status: bool,
    /// `true` if the envelope shows codes, and the response none: then no message stands in for one.
    pub(super) lacks_code: bool,
}

pub(super) fn identify<'a>(shown: &Shown<'a>, setting: Setting) -> ReceivedCode<'a, Definition> {
    let Some((code, is_number)) = code(shown, setting.table) else {
        if setting.lacks_code {
            return ReceivedCode::Unknown(None);
        }
        let rows = (0..setting.table.len()).map(|row| Definition::new(setting.table, row));
        let found = setting.only(rows.filter(|error| setting.is_served_in(*error)), shown);
        return found.map_or(ReceivedCode::Unknown(None), ReceivedCode::Known);
    };
    let mut errors = with_code(&code, is_number, setting.table);
    let found = match (errors.next(), errors.next()) {
        (Some(first), None) => Some(first),
        (Some(first), Some(second)) => setting.only([first, second].into_iter().chain(errors), shown),
        _ => None,
    };
    found.map_or(ReceivedCode::Unknown(Some(code)), ReceivedCode::Known)
}

/// The errors that carry the code that is shown.
pub(super) fn carrying(shown: &Shown<'_>, table: &'static Table) -> impl Iterator<Item = Definition> {
    let code = code(shown, table);
    code.into_iter().flat_map(move |(code, is_number)| with_code(&code, is_number, table))
}

fn with_code(
    code: &str,
    is_number: Option<bool>,
    table: &'static Table,
) -> impl Iterator<Item = Definition> + Clone + use<> {
    let rows = std::iter::successors(table.find(code), |row| table.next_with_same_code(*row));
    let errors = rows.map(move |row| Definition::new(table, row));
    errors.filter(move |error| is_number.is_none_or(|is_number| error.code_number().is_some() == is_number))
}

/// The code's text, and whether it is a number where that can be told.
fn code<'a>(shown: &Shown<'a>, table: &Table) -> Option<(Cow<'a, str>, Option<bool>)> {
    match &shown.code {
        Some(Raw::String(text)) => Some((text.clone(), Some(false))),
        Some(Raw::Json(json)) => {
            let is_plain = json.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
            let whole = || number::whole(json).map(|whole| whole.to_string().into());
            let text = if is_plain { None } else { whole() };
            Some((text.unwrap_or(Cow::Borrowed(*json)), Some(true)))
        }
        Some(Raw::Text(text)) => Some((text.clone(), None)),
        None => {
            shown.docs.as_ref().and_then(|docs| code_of_docs(docs, table)).map(|code| (code.into(), None))
        }
    }
}

/// The code in the address of an error's documentation.
fn code_of_docs(docs: &str, table: &Table) -> Option<String> {
    let (before, after) = table.docs?;
    let code = percent_decode(docs.strip_prefix(before)?.strip_suffix(after)?);
    code.filter(|code| !code.is_empty())
}

impl Setting {
    /// Whether an error without a code on the wire can be meant.
    fn is_served_in(self, error: Definition) -> bool {
        self.envelope.is_none_or(|envelope| error.envelope_index() == envelope)
    }

    /// The only error that looks like what is shown, with the most literal text in its message. Never a guess.
    ///
    /// Where none of the status does, it may be the one that stands for a web framework's answer of this status. A status in
    /// the body is advisory (RFC 9457 §3.1.2): where it finds nothing, the response's counts.
    fn only(self, errors: impl Iterator<Item = Definition> + Clone, shown: &Shown<'_>) -> Option<Definition> {
        let found = self.of_status(self.status, errors.clone(), shown);
        let by_response = || self.of_status(Some(self.response_status?), errors, shown);
        found.or_else(by_response).flatten()
    }

    fn of_status(
        self,
        status: Option<u16>,
        errors: impl Iterator<Item = Definition> + Clone,
        shown: &Shown<'_>,
    ) -> Option<Option<Definition>> {
        let is_of_status = |error: &Definition| match (status, error.status()) {
            (Some(status), Some(own)) => status == own,
            _ => true,
        };
        let stand_in = status.and_then(|status| self.table.stands_for(status));
        let found = self.best(errors.clone().filter(is_of_status), shown);
        found.or_else(|| self.best(errors.filter(|error| Some(error.index()) == stand_in), shown))
    }

    /// `None` where none looks like it; nothing in it where several do, with as much literal text.
    fn best(self, errors: impl Iterator<Item = Definition>, shown: &Shown<'_>) -> Option<Option<Definition>> {
        let message = shown.message.as_deref().filter(|_| !self.by_status);
        let mut most = 0;
        let mut best = None;
        for error in errors {
            let literals = match message {
                None => Some(0),
                Some(_) if literal_len(error.message()) < most => None,
                Some(message) => fit(error, error.message(), message),
            };
            let Some(literals) = literals.filter(|literals| *literals >= most) else { continue };
            if !looks_like(error, shown) {
                continue;
            }
            best = match best {
                Some(_) if literals == most => Some(None),
                _ => Some(Some(error)),
            };
            most = literals;
        }
        best
    }
}

/// Whether all but the message is the error's.
fn looks_like(error: Definition, shown: &Shown<'_>) -> bool {
    let same = |shown: &Option<Cow<'_, str>>, own: Option<&str>| {
        shown.as_ref().is_none_or(|shown| own == Some(&**shown))
    };
    same(&shown.category, error.category())
        && same(&shown.title, error.title())
        && same(&shown.grpc_status, error.grpc_status())
        && shown.values.iter().all(|(slot, raw)| match slot {
            Slot::Attribute(name) => has_attribute(error, name, raw),
            _ => true,
        })
}

fn has_attribute(error: Definition, name: &str, raw: &Raw<'_>) -> bool {
    let text = || raw.clone().into_text();
    // In a longer string, numbers and truth values have no quotes either.
    let json = match raw {
        Raw::Json(json) => *json,
        Raw::Text(text) => text,
        Raw::String(_) => "",
    };
    let is = |number: String| number::is(json) && number::same(json, &number);
    match error.attribute(name) {
        None => false,
        Some(AttributeValue::Text(own)) => text().is_some_and(|text| text == own),
        Some(AttributeValue::Template(template)) => {
            text().is_some_and(|text| fit(error, template, &text).is_some())
        }
        Some(AttributeValue::Bool(own)) => json == if own { "true" } else { "false" },
        Some(AttributeValue::I64(own)) => is(own.to_string()),
        Some(AttributeValue::U64(own)) => is(own.to_string()),
        Some(AttributeValue::F64(own)) => is(own.to_string()),
        Some(AttributeValue::Texts(own)) => match raw {
            Raw::Json(json) => are_texts(json, own),
            _ => text().is_some_and(|text| text == own.to_string()),
        },
    }
}

/// Returns whether this JSON is the list of these texts.
fn are_texts(json: &str, own: Texts) -> bool {
    let mut own = own.iter();
    let mut reader = Reader::new(json);
    let read = reader.array(|item| (item.peek()? == b'"' && item.string()? == own.next()?).then_some(()));
    read.is_some() && own.next().is_none()
}

/// The bytes of literal text, with all segments.
fn literal_len(template: Template) -> usize {
    template.head().len() + template.tail().map(|(_, text)| text.len()).sum::<usize>()
}

/// Returns whether a text was made from a template, with or without its optional segments: the most bytes of literal text in a
/// reading that fits.
fn fit(error: Definition, template: Template, text: &str) -> Option<usize> {
    if !text.starts_with(template.head()) {
        return None;
    }
    let literals = |reading| {
        let pattern = Pattern::of_template(template, reading, |_| None);
        let len = pattern.literal_len();
        let fields = pattern.split(text)?;
        can_be(error, &fields, text).then_some(len)
    };
    Reading::all(template).filter_map(literals).max()
}

/// Returns whether a text's values can be the error's: its numbers and truth values can be such, and what stands twice is the same
/// twice.
pub(super) fn can_be(error: Definition, fields: &Few<Field>, text: &str) -> bool {
    // The parameters, each with its first certain value: of many fields, each would be held against all others.
    let params = error.params().map(|param| (param, None));
    let mut many: Vec<_> = if fields.len() > FEW { params.collect() } else { Vec::new() };
    let param = |slot| many.get(slot).map(|(param, _)| *param).or_else(|| error.params().nth(slot));
    let can_be = |slot, range| param(slot).is_some_and(|param| values::can_be(param, &text[range]));
    let are_early = fields.iter().all(|field| can_be(field.index, field.early.clone()));
    if !are_early && !fields.iter().all(|field| can_be(field.index, field.late.clone())) {
        return false;
    }
    let certain = || fields.iter().filter_map(|field| Some((field.index, &text[field.range()?])));
    if many.is_empty() {
        return certain().all(|(slot, value)| certain().all(|(other, text)| slot != other || value == text));
    }
    certain().all(|(slot, value)| match many.get_mut(slot) {
        Some((_, first)) => *first.get_or_insert(value) == value,
        None => true,
    })
}
