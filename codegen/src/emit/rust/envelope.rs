//! An envelope as tokens: the static tree that the runtime writes and reads by.

use proc_macro2::TokenStream;
use quote::quote;

use crate::catalog::json;
use crate::catalog::{Envelope, Member, Node, Over, Part, Slot};

/// An envelope, with the private module `p` of the runtime in scope.
pub(super) fn envelope(envelope: &Envelope) -> TokenStream {
    let Envelope { name, media_type, highest_status, by_status, .. } = envelope;
    let body = node(&envelope.body);
    let headers = envelope.headers.iter().map(|(name, value)| {
        let value = node(&as_text(value));
        quote!((#name, #value))
    });
    quote! {
        p::Envelope {
            name: #name,
            media_type: #media_type,
            highest_status: #highest_status,
            by_status: #by_status,
            body: #body,
            headers: &[#(#headers),*],
        }
    }
}

/// A header's value: text, where a body would have JSON.
fn as_text(value: &Node) -> Node {
    let text = match value {
        Node::Constant(json) => json::parse(json).ok().map(|value| value.kind),
        _ => None,
    };
    match text {
        Some(json::Kind::String(text)) => Node::Text(vec![Part::Text(text)]),
        _ => value.clone(),
    }
}

fn node(of: &Node) -> TokenStream {
    match of {
        Node::Constant(json) => quote!(p::Node::Constant(#json)),
        Node::Value(value, _) => {
            let value = slot(value);
            quote!(p::Node::Value(#value))
        }
        Node::Text(parts) => {
            let parts = parts.iter().map(part);
            quote!(p::Node::Text(&[#(#parts),*]))
        }
        Node::Object(members) => {
            let members = members.iter().map(member);
            quote!(p::Node::Object(&[#(#members),*]))
        }
        Node::Array(nodes) => {
            let nodes = nodes.iter().map(node);
            quote!(p::Node::Array(&[#(#nodes),*]))
        }
        Node::Each(over, item) => {
            let item = node(item);
            match over {
                Over::Errors => quote!(p::Node::Errors(&#item)),
                Over::Issues => quote!(p::Node::Issues(&#item)),
            }
        }
        Node::First(choices) => {
            let choices = choices.iter().map(node);
            quote!(p::Node::First(&[#(#choices),*]))
        }
    }
}

fn member(Member { key, optional, value }: &Member) -> TokenStream {
    let value = node(value);
    quote!(p::Member { key: #key, optional: #optional, value: #value })
}

fn part(part: &Part) -> TokenStream {
    match part {
        Part::Text(text) => quote!(p::Part::Text(#text)),
        Part::Value(value, _) => {
            let value = slot(value);
            quote!(p::Part::Value(#value))
        }
    }
}

fn slot(slot: &Slot) -> TokenStream {
    match slot {
        Slot::Code => quote!(p::Slot::Code),
        Slot::Message => quote!(p::Slot::Message),
        Slot::Status => quote!(p::Slot::Status),
        Slot::Title => quote!(p::Slot::Title),
        Slot::Category => quote!(p::Slot::Category),
        Slot::Docs => quote!(p::Slot::Docs),
        Slot::RequestId => quote!(p::Slot::RequestId),
        Slot::Instance => quote!(p::Slot::Instance),
        Slot::Timestamp => quote!(p::Slot::Timestamp),
        Slot::Params => quote!(p::Slot::Params),
        Slot::Param(name) => quote!(p::Slot::Param(#name)),
        Slot::Attribute(name) => quote!(p::Slot::Attribute(#name)),
        Slot::Context(name) => quote!(p::Slot::Context(#name)),
        Slot::IssuePath => quote!(p::Slot::IssuePath),
        Slot::IssueMessage => quote!(p::Slot::IssueMessage),
        Slot::IssueCode => quote!(p::Slot::IssueCode),
    }
}
