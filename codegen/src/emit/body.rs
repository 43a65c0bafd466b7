//! Bodies rendered at build time: with holes for values of requests, and with example values for
//! people.
//!
//! The runtime writes all other bodies by the same rules: see `error-catalog/src/body/`. A test
//! compares the two.

mod example_value;
mod output;
mod renderer;
mod value;

pub(super) use self::example_value::{example_of, text_of};
pub(super) use self::output::{Hole, Insertion, Output, RequestValue};
use self::renderer::Renderer;
use self::value::RenderedValue;
use crate::catalog::json;
use crate::catalog::{Catalog, Error};

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
        let is_absent = |slot| matches!(renderer.slot(slot), None | Some(RenderedValue::Absent));
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
