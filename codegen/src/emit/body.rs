//! Bodies rendered at build time: with holes for values of requests, and with example values for
//! people.
//!
//! The runtime writes all other bodies by the same rules: see `error-catalog/src/body/`. A test
//! compares the two.

mod output;
mod renderer;
mod value;

use std::borrow::Cow;

pub(super) use self::output::{Hole, Insertion, Output, RequestValue};
use self::renderer::Renderer;
use super::words;
use crate::catalog::json::{self, quote};
use crate::catalog::{Catalog, Error, Param, ParamType, Scalar};

/// Renders the body of an error, with holes for the values of its parameters and of the request.
/// `None` if the body also depends on optional parameters or field issues.
pub(super) fn rendered(catalog: &Catalog, error: &Error) -> Option<Output> {
    if error.issues { None } else { render(&Renderer::new(catalog, error, false)) }
}

/// Renders the body of an error with example values, indented for people.
///
/// Values without an example in the catalog are derived from their types.
pub fn example(catalog: &Catalog, error: &Error) -> String {
    json::indent(&example_json(catalog, error))
}

/// Renders the same body on one line.
pub(super) fn example_json(catalog: &Catalog, error: &Error) -> String {
    render(&Renderer::new(catalog, error, true)).map(|body| body.text).unwrap_or_default()
}

/// Returns the headers of the error's response with the example values of its parameters,
/// `Content-Type` first.
///
/// As in the runtime, a header is omitted if its value is absent or cannot be sent (RFC 9110 §5.5).
pub fn example_headers(catalog: &Catalog, error: &Error) -> Vec<(String, String)> {
    let envelope = &catalog.envelopes[error.envelope];
    let renderer = Renderer::new(catalog, error, true);
    let of_envelope = envelope.headers.iter().filter_map(|(name, node)| {
        let is_absent = |slot| renderer.slot(slot).flatten().is_none();
        let mut json = Output::default();
        renderer.node(node, &mut json).filter(|_| !node.slots().iter().any(|(slot, _)| is_absent(slot)))?;
        Some((name.clone(), text_of(&json.text)))
    });
    let of_error =
        error.headers.iter().map(|(name, value)| (name.clone(), renderer.message(value).into_owned()));
    let mut headers = vec![("Content-Type".to_owned(), envelope.media_type.clone())];
    headers.extend(of_envelope.filter(|(_, value)| can_be_sent(value)));
    let others = headers.len();
    for (name, value) in of_error.filter(|(_, value)| can_be_sent(value)) {
        if !headers[..others].iter().any(|(known, _)| known.eq_ignore_ascii_case(&name)) {
            headers.push((name, value));
        }
    }
    headers
}

fn can_be_sent(value: &str) -> bool {
    let is_sent = |byte| matches!(byte, b' '..=b'~' | b'\t');
    !value.is_empty() && value.bytes().all(is_sent) && value.trim_matches([' ', '\t']) == value
}

fn render(renderer: &Renderer<'_>) -> Option<Output> {
    // The usual length of a body.
    let mut out = Output { text: String::with_capacity(256), holes: Vec::new() };
    renderer.node(&renderer.catalog.envelopes[renderer.error.envelope].body, &mut out)?;
    Some(out)
}

/// Returns the error's title, or its status's.
pub(super) fn title<'a>(catalog: &'a Catalog, error: &'a Error) -> Option<&'a str> {
    error.title.as_deref().or_else(|| words::status_title(catalog, error.status?))
}

/// Returns the example of a parameter as JSON, from the catalog or derived from its type.
pub(super) fn example_of(param: &Param) -> Cow<'_, str> {
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
fn made_of(name: &str, ty: ParamType) -> String {
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
pub(super) fn text_of(json: &str) -> String {
    let inner = json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
    if let Some(plain) = inner.filter(|inner| !inner.contains('\\')) {
        return plain.to_owned();
    }
    match json::parse(json).map(|value| value.kind) {
        Ok(json::Kind::String(text)) => text,
        Ok(json::Kind::Array(items)) => {
            let items: Vec<_> = items.iter().map(|item| text_of(&json[item.range.clone()])).collect();
            items.join(", ")
        }
        _ => json.to_owned(),
    }
}
