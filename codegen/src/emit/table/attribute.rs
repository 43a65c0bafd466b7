//! Cells of attributes.

use crate::catalog::{AttributeValue, Error};
use crate::emit::document::{Line, code, text};
use crate::emit::words;

/// Returns the value of an attribute of an error, by its index in
/// [`Catalog::attributes`](crate::Catalog::attributes).
pub(super) fn attribute(error: &Error, attribute: usize) -> Line<'_> {
    let value = error.attributes.iter().find(|(index, _)| *index == attribute);
    value.map(|(_, value)| attribute_value(error, value)).unwrap_or_default()
}

fn attribute_value<'a>(error: &Error, value: &'a AttributeValue) -> Line<'a> {
    match value {
        AttributeValue::String(value) => text(value),
        AttributeValue::Template(template) => code(template.display(&error.params)),
        AttributeValue::Bool(value) => text(words::yes(*value)),
        AttributeValue::I64(value) => text(value.to_string()),
        AttributeValue::U64(value) => text(value.to_string()),
        AttributeValue::F64(value) => text(value.to_string()),
        AttributeValue::Strings(texts) => text(texts.join(", ")),
    }
}
