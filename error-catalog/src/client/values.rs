//! Parses values by the catalog's types.

use std::borrow::Cow;

use super::pattern::Capture;
use super::raw_value::RawValue;
use super::state::DecodeState;
use crate::definition::{Definition, ParamDefinition};
use crate::json::{Json, Reader, number};
use crate::small_list::SmallList;
use crate::value::Value;

/// Parses the value of a parameter; `None` if it does not have the parameter's type.
pub(super) fn parse<'a>(
    param: ParamDefinition,
    raw: RawValue<'a>,
    state: &mut DecodeState,
) -> Option<Value<'a>> {
    match raw {
        RawValue::Json(json) => parse_next(param, &mut Reader::new(json), state),
        // Parameters are read as JSON, since one of type `json` can be a string.
        RawValue::String(_) => None,
        // An absent value writes no text.
        RawValue::Text(text) if text.is_empty() && param.is_optional() => None,
        RawValue::Text(text) => parse_text(param.type_name(), text, state),
    }
}

/// Parses the next value of a JSON text; `None` if it does not have the parameter's type.
pub(super) fn parse_next<'a>(
    param: ParamDefinition,
    json: &mut Reader<'a>,
    state: &mut DecodeState,
) -> Option<Value<'a>> {
    parse_json(param.type_name(), json, state)
}

/// Returns the type of the items of a list type.
fn item_type(ty: &str) -> Option<&str> {
    ty.strip_prefix('[')?.strip_suffix(']')
}

fn parse_json<'a>(ty: &str, json: &mut Reader<'a>, state: &mut DecodeState) -> Option<Value<'a>> {
    if let Some(ty) = item_type(ty) {
        let mut list = Vec::new();
        json.array(|json| {
            state.count_item()?;
            list.push(parse_json(ty, json, state)?);
            Some(())
        })?;
        return Some(Value::List(list));
    }
    if matches!(ty, "string" | "uuid" | "timestamp") {
        return parse_text(ty, json.string()?, state);
    }
    let text = json.value()?;
    let whole = || is_number(text).then(|| number::parse_whole(text))?;
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

fn parse_text<'a>(ty: &str, text: Cow<'a, str>, state: &mut DecodeState) -> Option<Value<'a>> {
    if let Some(ty) = item_type(ty) {
        let mut list = Vec::new();
        for item in text.split(", ").filter(|_| !text.is_empty()) {
            state.count_item()?;
            list.push(parse_word(ty, item)?);
        }
        // A list of texts cannot be split: its items can hold commas, and one empty text looks like an empty list.
        return is_single_word(ty).then_some(Value::List(list));
    }
    Some(match ty {
        "string" | "uuid" => Value::Text(text),
        "timestamp" => Value::Timestamp(text.parse().ok()?),
        "json" => Value::Json(Json::parse(text).ok()?),
        ty => parse_word(ty, &text)?,
    })
}

/// Returns whether values of the type never hold a comma, so that a list of them can be split.
fn is_single_word(ty: &str) -> bool {
    matches!(ty, "bool" | "i64" | "u64" | "f64")
}

/// Parses a boolean or a number as a message shows it.
fn parse_word(ty: &str, text: &str) -> Option<Value<'static>> {
    Some(match ty {
        "bool" => Value::Bool(text.parse().ok()?),
        "i64" if is_plain(text.strip_prefix('-').unwrap_or(text)) => Value::I64(text.parse().ok()?),
        "u64" if is_plain(text) => Value::U64(text.parse().ok()?),
        "f64" if matches!(text, "NaN" | "inf" | "-inf") || is_number(text) => Value::F64(text.parse().ok()?),
        _ => return None,
    })
}

/// Returns whether a whole number is written as Rust writes it, without leading zeros.
fn is_plain(digits: &str) -> bool {
    digits == "0" || (!digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns whether a text in a message can be a value of the parameter. Only booleans and numbers exclude any text.
fn is_plausible(param: ParamDefinition, text: &str) -> bool {
    let is_word = |ty: &str, text: &str| !is_single_word(ty) || parse_word(ty, text).is_some();
    (text.is_empty() && param.is_optional())
        || match item_type(param.type_name()) {
            Some(ty) => {
                text.is_empty() || !is_single_word(ty) || text.split(", ").all(|item| is_word(ty, item))
            }
            None => is_word(param.type_name(), text),
        }
}

/// Parses a value of unknown type as one of JSON's own types.
pub(super) fn parse_untyped(raw: RawValue<'_>) -> Option<Value<'_>> {
    let json = match raw {
        RawValue::Json(json) => json,
        RawValue::String(text) | RawValue::Text(text) => return Some(Value::Text(text)),
    };
    Some(match json {
        "null" => return None,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        json if is_number(json) => {
            let whole = number::parse_whole(json);
            let unsigned = whole.and_then(|whole| whole.try_into().ok()).map(Value::U64);
            let signed = || whole.and_then(|whole| whole.try_into().ok()).map(Value::I64);
            let float = || json.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::F64);
            unsigned.or_else(signed).or_else(float)?
        }
        json => Value::Json(Json::checked(json)),
    })
}

/// Up to this many parameters or captures are searched in a list. More get a table, so that the time stays linear.
pub(super) const LINEAR_SEARCH_LIMIT: usize = 16;

/// Returns whether the values captured from a text can be the error's parameters: numbers and booleans have their form, and
/// a parameter that is captured twice has the same value twice.
pub(super) fn are_plausible(error: Definition, captures: &SmallList<Capture>, text: &str) -> bool {
    // The parameters with their first certain value, for errors with many captures.
    let params = error.params().map(|param| (param, None));
    let mut table: Vec<_> = if captures.len() > LINEAR_SEARCH_LIMIT { params.collect() } else { Vec::new() };
    let param = |slot| table.get(slot).map(|(param, _)| *param).or_else(|| error.params().nth(slot));
    let can_be = |slot, range| param(slot).is_some_and(|param| is_plausible(param, &text[range]));
    let early_fits = captures.iter().all(|capture| can_be(capture.index, capture.early.clone()));
    if !early_fits && !captures.iter().all(|capture| can_be(capture.index, capture.late.clone())) {
        return false;
    }
    let certain =
        || captures.iter().filter_map(|capture| Some((capture.index, &text[capture.certain_range()?])));
    if table.is_empty() {
        return certain().all(|(slot, value)| certain().all(|(other, text)| slot != other || value == text));
    }
    certain().all(|(slot, value)| match table.get_mut(slot) {
        Some((_, first)) => *first.get_or_insert(value) == value,
        None => true,
    })
}
