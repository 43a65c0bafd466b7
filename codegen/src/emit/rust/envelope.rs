//! Envelopes as tokens: the static trees for the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use crate::catalog::json;
use crate::catalog::{Encoding, Envelope, Filter, Item, Member, Node, Over, Part, Slot};

/// Returns an envelope, with the private module `__p` of the runtime in scope.
pub(super) fn envelope(envelope: &Envelope) -> TokenStream {
    let Envelope { name, media_type, highest_status, by_status, .. } = envelope;
    let body = node(&envelope.body);
    let shows_context = envelope.body.slots().iter().any(|(slot, _)| matches!(slot, Slot::Context(_)));
    let headers = envelope.headers.iter().map(|(name, value)| {
        let value = node(&as_text(value));
        quote!((#name, #value))
    });
    quote! {
        __p::Envelope {
            name: #name,
            media_type: #media_type,
            highest_status: #highest_status,
            by_status: #by_status,
            shows_context: #shows_context,
            body: #body,
            headers: &[#(#headers),*],
        }
    }
}

/// Returns the value of a header, which is text instead of JSON.
fn as_text(value: &Node) -> Node {
    let text = match value {
        Node::Constant(json) => json::parse(json).ok().map(|value| value.kind),
        _ => None,
    };
    match text {
        Some(json::JsonKind::String(text)) => Node::Text(vec![Part::Text(text)]),
        _ => value.clone(),
    }
}

fn node(of: &Node) -> TokenStream {
    match of {
        Node::Constant(json) => quote!(__p::Node::Constant(#json)),
        Node::Value(value, _) => {
            let value = slot(value);
            quote!(__p::Node::Value(#value))
        }
        Node::Text(parts) => {
            let parts = parts.iter().map(part);
            quote!(__p::Node::Text(&[#(#parts),*]))
        }
        Node::Object(members) => {
            let members = members.iter().map(member);
            quote!(__p::Node::Object(&[#(#members),*]))
        }
        Node::Array(items) => {
            let items = items.iter().map(item);
            quote!(__p::Node::Array(&[#(#items),*]))
        }
        Node::Each(over, item) => {
            let item = node(item);
            match over {
                Over::Errors => quote!(__p::Node::Errors(&#item)),
                Over::Issues => quote!(__p::Node::Issues(&#item)),
                Over::IssuesOrErrors => quote!(__p::Node::IssuesOrErrors(&#item)),
            }
        }
        Node::First(choices) => {
            let choices = choices.iter().map(node);
            quote!(__p::Node::First(&[#(#choices),*]))
        }
    }
}

fn item(Item { optional, value }: &Item) -> TokenStream {
    let value = node(value);
    quote!(__p::Item { optional: #optional, value: #value })
}

fn member(Member { key, optional, value }: &Member) -> TokenStream {
    let value = node(value);
    let json = json::quote(key) + ":";
    quote!(__p::Member { key: #key, json: #json, optional: #optional, value: #value })
}

fn part(part: &Part) -> TokenStream {
    match part {
        Part::Text(text) => quote!(__p::Part::Text(#text)),
        Part::Value(value, encoding, _) if encoding.is_plain() => {
            let value = slot(value);
            quote!(__p::Part::Value(#value))
        }
        Part::Value(value, Encoding { filter, is_quoted, .. }, _) => {
            let value = slot(value);
            let filter = match filter {
                None => quote!(None),
                Some(Filter::Uri) => quote!(Some(__p::Filter::Uri)),
            };
            quote!(__p::Part::Encoded(#value, __p::Encoding { filter: #filter, is_quoted: #is_quoted }))
        }
    }
}

fn slot(slot: &Slot) -> TokenStream {
    match slot {
        Slot::Code => quote!(__p::Slot::Code),
        Slot::Message => quote!(__p::Slot::Message),
        Slot::Status => quote!(__p::Slot::Status),
        Slot::Title => quote!(__p::Slot::Title),
        Slot::StatusPhrase => quote!(__p::Slot::StatusPhrase),
        Slot::GrpcStatus => quote!(__p::Slot::GrpcStatus),
        Slot::Category => quote!(__p::Slot::Category),
        Slot::Docs => quote!(__p::Slot::Docs),
        Slot::RequestId => quote!(__p::Slot::RequestId),
        Slot::Instance => quote!(__p::Slot::Instance),
        Slot::Timestamp => quote!(__p::Slot::Timestamp),
        Slot::Params => quote!(__p::Slot::Params),
        Slot::ParamsText => quote!(__p::Slot::ParamsText),
        Slot::Param(name) => quote!(__p::Slot::Param(#name)),
        Slot::Attribute(name) => quote!(__p::Slot::Attribute(#name)),
        Slot::Context(name) => quote!(__p::Slot::Context(#name)),
        Slot::IssuePath => quote!(__p::Slot::IssuePath),
        Slot::IssuePointer => quote!(__p::Slot::IssuePointer),
        Slot::IssueFragment => quote!(__p::Slot::IssueFragment),
        Slot::IssueMessage => quote!(__p::Slot::IssueMessage),
        Slot::IssueCode => quote!(__p::Slot::IssueCode),
    }
}
