//! The headers of error responses, as components.

use std::collections::HashMap;

use super::names::{Names, part};
use super::schema::ty;
use super::tree::Tree;
use crate::catalog::interner::Interner;
use crate::catalog::{Catalog, Error, Message, MessagePiece, Scalar};
use crate::emit::headers;

/// A header of an error.
pub(super) struct Header<'a> {
    /// The name as first written. Names are case-insensitive (RFC 9110 §5.1).
    pub(super) name: String,
    pub(super) component: String,
    pub(super) object: Tree<'a>,
}

/// Returns all headers of these errors.
pub(super) fn all<'a>(catalog: &'a Catalog, errors: &[&'a Error]) -> Vec<Header<'a>> {
    let mut names = Names::new(catalog);
    let mut found: Vec<Header> = Vec::new();
    let mut known = Interner::new();
    let mut by_name: HashMap<String, Vec<(&Error, &Message)>> = HashMap::new();
    for error in errors {
        for (name, value) in &error.headers {
            by_name.entry(name.to_ascii_lowercase()).or_default().push((error, value));
        }
    }
    for name in errors.iter().flat_map(|error| headers::names(catalog, error)) {
        let lower = name.to_ascii_lowercase();
        if known.add(lower.as_bytes()).is_some() {
            continue;
        }
        let values = by_name.remove(&lower).unwrap_or_default();
        let is_number = !values.is_empty() && values.iter().all(|(error, value)| is_number(error, value));
        let schema = if is_number { ty("integer").with("minimum", 0) } else { ty("string") };
        let object = Tree::object().with_some("description", described(name)).with("schema", schema);
        found.push(Header { component: names.take(&part(name)), name: name.to_owned(), object });
    }
    found
}

fn is_number(error: &Error, value: &Message) -> bool {
    match value.pieces.as_slice() {
        [MessagePiece::Param(slot, _)] => {
            let ty = error.params[*slot].ty;
            !ty.list && ty.scalar == Scalar::U64
        }
        [MessagePiece::Text(text)] => text.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// Returns the description of a standard header.
fn described(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "retry-after" => "The time to wait before a retry: seconds, or a date (RFC 9110, 10.2.3).",
        "ratelimit" | "ratelimit-limit" | "ratelimit-remaining" | "ratelimit-reset" => {
            "The remaining quota of the rate limit (draft-ietf-httpapi-ratelimit-headers)."
        }
        "ratelimit-policy" => "The rate limits that apply (draft-ietf-httpapi-ratelimit-headers).",
        "www-authenticate" => "How to authenticate (RFC 9110, 11.6.1).",
        _ => return None,
    })
}
