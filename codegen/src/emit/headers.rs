//! The possible headers of an error response.

use super::presence;
use crate::catalog::{Catalog, Error, Node, Slot};

/// Returns the names of the headers that the catalog sends with an error, except `Content-Type`.
/// Names are case-insensitive (RFC 9110 §5.1) and unique in the list.
///
/// The list contains a header of the envelope if the error has all of its values.
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

/// Returns whether the catalog sends a header with this name for the error.
pub(super) fn sends(catalog: &Catalog, error: &Error, name: &str) -> bool {
    names(catalog, error).iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Returns whether the error can have all values of an envelope's header. A header cannot contain
/// objects and lists.
fn has_values(catalog: &Catalog, error: &Error, value: &Node) -> bool {
    let is_text = |slot: &Slot| !matches!(slot, Slot::Params | Slot::ParamsText) && !slot.is_of_issues();
    value.slots().iter().all(|(slot, _)| is_text(slot) && presence::has_value(catalog, error, slot))
}
