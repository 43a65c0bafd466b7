//! The parts of an envelope that an error response can have.

use super::words::error_title;
use crate::catalog::{Catalog, Error, Slot, status};
#[cfg(feature = "markdown")]
use crate::catalog::{Node, Over};

/// Returns whether the error can have the value. Values of the request count, because a layer
/// supplies them.
pub(super) fn has_value(catalog: &Catalog, error: &Error, slot: &Slot) -> bool {
    match slot {
        Slot::Param(name) => error.params.iter().any(|param| param.name == *name && !param.internal),
        Slot::Params | Slot::ParamsText => error.params.iter().any(|param| param.detail && !param.internal),
        Slot::Attribute(name) => error.attributes.iter().any(|(at, _)| catalog.attributes[*at].name == *name),
        Slot::Category => error.category.is_some(),
        Slot::Docs => catalog.docs.is_some(),
        Slot::GrpcStatus => error.grpc_status.is_some(),
        Slot::Title => error_title(catalog, error).is_some(),
        Slot::StatusPhrase => error.status.and_then(status::reason).is_some(),
        Slot::IssuePath | Slot::IssuePointer | Slot::IssueFragment => error.issues,
        Slot::IssueMessage | Slot::IssueCode => error.issues,
        Slot::Code | Slot::Message | Slot::Status | Slot::RequestId | Slot::Instance => true,
        Slot::Timestamp | Slot::Context(_) => true,
    }
}

/// Returns whether the node can be present for the error. An object or a list without values is absent.
#[cfg(feature = "markdown")]
pub(super) fn has_node(catalog: &Catalog, error: &Error, node: &Node) -> bool {
    let is_constant = |node: &Node| node.slots().is_empty();
    let has_part = |part: &Node| !is_constant(part) && has_node(catalog, error, part);
    match node {
        Node::Constant(_) => true,
        Node::Value(slot, _) => has_value(catalog, error, slot),
        Node::Text(_) => node.slots().iter().all(|(slot, _)| has_value(catalog, error, slot)),
        Node::Object(members) => is_constant(node) || members.iter().any(|member| has_part(&member.value)),
        Node::Array(items) => is_constant(node) || items.iter().any(|item| has_part(&item.value)),
        Node::Each(Over::Issues, _) => error.issues,
        Node::Each(Over::Errors | Over::IssuesOrErrors, _) => true,
        Node::First(nodes) => nodes.iter().any(|node| has_node(catalog, error, node)),
    }
}
