//! Values by the catalog's types.

use std::borrow::Cow;

use super::shown::{Items, Raw};
use crate::json::{Reader, number};
use crate::{Json, ParamDefinition, Value};

/// The value of a parameter; `None` where it is not of its type.
pub(super) fn typed<'a>(param: ParamDefinition, raw: Raw<'a>, items: &mut Items) -> Option<Value<'a>> {
    match raw {
        Raw::Json(json) => read(param, &mut Reader::new(json), items),
        // Parameters are read as JSON, which they may be.
        Raw::String(_) => None,
        // An absent value leaves no text.
        Raw::Text(text) if text.is_empty() && param.is_optional() => None,
        Raw::Text(text) => of_text(param.type_name(), text, items),
    }
}

/// The value of a parameter that stands next in JSON; `None` where that is not of its type.
pub(super) fn read<'a>(
    param: ParamDefinition,
    json: &mut Reader<'a>,
    items: &mut Items,
) -> Option<Value<'a>> {
    of_json(param.type_name(), json, items)
}

/// The type of the values of a list.
fn item_type(ty: &str) -> Option<&str> {
    ty.strip_prefix('[')?.strip_suffix(']')
}

fn of_json<'a>(ty: &str, json: &mut Reader<'a>, items: &mut Items) -> Option<Value<'a>> {
    if let Some(ty) = item_type(ty) {
        let mut list = Vec::new();
        json.array(|json| {
            items.take()?;
            list.push(of_json(ty, json, items)?);
            Some(())
        })?;
        return Some(Value::List(list));
    }
    if matches!(ty, "string" | "uuid" | "timestamp") {
        return of_text(ty, json.string()?, items);
    }
    let text = json.value()?;
    let whole = || is_number(text).then(|| number::whole(text))?;
    Some(match ty {
        "bool" => Value::Bool(text.parse().ok()?),
        "i64" => Value::I64(whole()?.try_into().ok()?),
        "u64" => Value::U64(whole()?.try_into().ok()?),
        "f64" if is_number(text) => Value::F64(text.parse().ok().filter(|number: &f64| number.is_finite())?),
        "json" if text != "null" => Value::Json(Json::checked(text)),
        _ => return None,
    })
}

fn is_number(json: &str) -> bool {
    json.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

fn of_text<'a>(ty: &str, text: Cow<'a, str>, items: &mut Items) -> Option<Value<'a>> {
    if let Some(ty) = item_type(ty) {
        let mut list = Vec::new();
        for item in text.split(", ").filter(|_| !text.is_empty()) {
            items.take()?;
            list.push(of_word(ty, item)?);
        }
        // Of an empty list of text nothing tells that it is not one empty text.
        return is_of_words(ty).then_some(Value::List(list));
    }
    Some(match ty {
        "string" | "uuid" => Value::Text(text),
        "timestamp" => Value::Timestamp(text.parse().ok()?),
        "json" => Value::Json(Json::parse(text).ok()?),
        ty => of_word(ty, &text)?,
    })
}

/// Whether values of the type are single words, so that a list of them can be taken apart.
fn is_of_words(ty: &str) -> bool {
    matches!(ty, "bool" | "i64" | "u64" | "f64")
}

/// A truth value or a number, as a message shows it.
fn of_word(ty: &str, text: &str) -> Option<Value<'static>> {
    Some(match ty {
        "bool" => Value::Bool(text.parse().ok()?),
        "i64" if is_plain(text.strip_prefix('-').unwrap_or(text)) => Value::I64(text.parse().ok()?),
        "u64" if is_plain(text) => Value::U64(text.parse().ok()?),
        "f64" if matches!(text, "NaN" | "inf" | "-inf") || is_number(text) => Value::F64(text.parse().ok()?),
        _ => return None,
    })
}

/// Whether a number is written as Rust writes it.
fn is_plain(digits: &str) -> bool {
    digits == "0" || (!digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a text in a message can be a value of the parameter. Only of truth values and numbers is there anything to tell.
pub(super) fn can_be(param: ParamDefinition, text: &str) -> bool {
    let is_word = |ty: &str, text: &str| !is_of_words(ty) || of_word(ty, text).is_some();
    (text.is_empty() && param.is_optional())
        || match item_type(param.type_name()) {
            Some(ty) => text.is_empty() || !is_of_words(ty) || text.split(", ").all(|item| is_word(ty, item)),
            None => is_word(param.type_name(), text),
        }
}

/// A value whose type is not known: text and JSON's own types.
pub(super) fn untyped(raw: Raw<'_>) -> Option<Value<'_>> {
    let json = match raw {
        Raw::Json(json) => json,
        Raw::String(text) | Raw::Text(text) => return Some(Value::Text(text)),
    };
    Some(match json {
        "null" => return None,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        json if is_number(json) => {
            let whole = number::whole(json);
            let unsigned = whole.and_then(|whole| whole.try_into().ok()).map(Value::U64);
            let signed = || whole.and_then(|whole| whole.try_into().ok()).map(Value::I64);
            let float = || json.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::F64);
            unsigned.or_else(signed).or_else(float)?
        }
        json => Value::Json(Json::checked(json)),
    })
}
