//! The headers that the response with an error can have.

use super::body::title;
use crate::catalog::{Catalog, Error, Node, Slot, status};

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

/// Whether the catalog sends a header of that name with the error.
pub(super) fn sends(catalog: &Catalog, error: &Error, name: &str) -> bool {
    names(catalog, error).iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether the error can have every value that the header of an envelope shows.
fn has_values(catalog: &Catalog, error: &Error, value: &Node) -> bool {
    value.slots().iter().all(|(slot, _)| match slot {
        Slot::Param(name) => error.params.iter().any(|param| param.name == *name && !param.internal),
        Slot::Attribute(name) => error.attributes.iter().any(|(at, _)| catalog.attributes[*at].name == *name),
        Slot::Category => error.category.is_some(),
        Slot::Docs => catalog.docs.is_some(),
        Slot::GrpcStatus => error.grpc_status.is_some(),
        Slot::Title => title(catalog, error).is_some(),
        Slot::StatusPhrase => error.status.and_then(status::reason).is_some(),
        Slot::Params | Slot::ParamsText | Slot::IssuePath | Slot::IssuePointer => false,
        Slot::IssueFragment | Slot::IssueMessage | Slot::IssueCode => false,
        Slot::Code | Slot::Message | Slot::Status | Slot::RequestId | Slot::Instance => true,
        Slot::Timestamp | Slot::Context(_) => true,
    })
}
