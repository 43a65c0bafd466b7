//! The headers that the response with an error can have.

use super::presence;
use crate::catalog::{Catalog, Error, Node, Slot};

/// The names of the headers that the catalog sends with an error, `Content-Type` apart. Names are the same in any case
/// (RFC 9110 §5.1), and the list has each once.
///
/// A header of the envelope is in the list if the error has all values that the header shows.
pub(super) fn names<'a>(catalog: &'a Catalog, error: &'a Error) -> Vec<&'a str> {
    let envelope = &catalog.envelopes[error.envelope];
    let own = error.headers.iter().map(|(name, _)| name.as_str());
    let of_envelope = envelope.headers.iter().filter(|(_, value)| has_values(catalog, error, value));
    let mut names: Vec<&str> = Vec::new();
    for name in own.chain(of_envelope.map(|(name, _)| name.as_str())) {
        if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            names.push(name);
        }
    }
    names.retain(|name| !name.eq_ignore_ascii_case("Content-Type"));
    names
}

/// Returns whether the catalog sends a header of that name with the error.
pub(super) fn sends(catalog: &Catalog, error: &Error, name: &str) -> bool {
    names(catalog, error).iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Returns whether the error can have every value that the header of an envelope shows. A header has no place for objects and lists.
fn has_values(catalog: &Catalog, error: &Error, value: &Node) -> bool {
    let is_text = |slot: &Slot| !matches!(slot, Slot::Params | Slot::ParamsText) && !slot.is_of_issues();
    value.slots().iter().all(|(slot, _)| is_text(slot) && presence::has_value(catalog, error, slot))
}
