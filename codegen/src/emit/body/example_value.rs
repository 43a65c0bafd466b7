//! Example values of parameters.

use std::borrow::Cow;

use crate::catalog::json::{self, quote};
use crate::catalog::{Param, ParamType, Scalar};

/// Returns the example of a parameter as JSON, from the catalog or derived from its type.
pub(in crate::emit) fn example_of(param: &Param) -> Cow<'_, str> {
    match &param.example {
        None => made_of(&param.name, param.ty).into(),
        Some(text) if !param.ty.list && is_text(param.ty.scalar) => quote(text).into(),
        Some(json) => json.into(),
    }
}

fn is_text(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::String | Scalar::Timestamp | Scalar::Uuid)
}

/// Returns an example value of a type as JSON. The example of a text is the name of the parameter.
pub(super) fn made_of(name: &str, ty: ParamType) -> String {
    let one = match ty.scalar {
        Scalar::String => quote(name),
        Scalar::Bool => "true".to_owned(),
        Scalar::I64 | Scalar::U64 => "1".to_owned(),
        Scalar::F64 => "0.5".to_owned(),
        Scalar::Timestamp => quote("2025-01-15T10:30:00Z"),
        Scalar::Uuid => quote("550e8400-e29b-41d4-a716-446655440000"),
        Scalar::Json => "{}".to_owned(),
    };
    if ty.list { format!("[{one}]") } else { one }
}

/// Returns a JSON value as in a message: a list separated by commas, text without quotes.
pub(in crate::emit) fn text_of(json: &str) -> String {
    let inner = json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
    if let Some(plain) = inner.filter(|inner| !inner.contains('\\')) {
        return plain.to_owned();
    }
    match json::parse(json).map(|value| value.kind) {
        Ok(json::JsonKind::String(text)) => text,
        Ok(json::JsonKind::Array(items)) => {
            let items: Vec<_> = items.iter().map(|item| text_of(&json[item.range.clone()])).collect();
            items.join(", ")
        }
        _ => json.to_owned(),
    }
}
