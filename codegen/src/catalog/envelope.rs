//! Envelopes: the JSON of error responses, as trees.
//!
//! `envelope_reader.rs` describes the syntax.

use std::ops::Range;

use super::filter::Encoding;

/// A node of an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Constant JSON, as text.
    Constant(String),
    /// The JSON of a value.
    Value(Slot, Range<usize>),
    /// A string with values in it.
    Text(Vec<Part>),
    /// An object.
    Object(Vec<Member>),
    /// A list with fixed items.
    Array(Vec<Item>),
    /// A list with one element per error, issue or problem.
    Each(Over, Box<Node>),
    /// The first node that is present.
    First(Vec<Node>),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item {
    /// `true` if an absent item is omitted, `false` if it is `null`.
    pub optional: bool,
    /// The value.
    pub value: Node,
}

/// A part of a string with values in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Literal text.
    Text(String),
    /// The text of a value, its encoding, and its range in the text.
    Value(Slot, Encoding, Range<usize>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member {
    /// The key.
    pub key: String,
    /// `true` if the member is omitted when its value is absent.
    pub optional: bool,
    /// The value.
    pub value: Node,
}

/// The items that a list iterates over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// The errors of one response.
    Errors,
    /// The field issues of one error.
    Issues,
    /// The field issues of all errors of a response, and the errors without field issues.
    IssuesOrErrors,
}

/// A value of an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The wire code.
    Code,
    /// The message.
    Message,
    /// The HTTP status.
    Status,
    /// The error's title.
    Title,
    /// The standard phrase of the HTTP status.
    StatusPhrase,
    /// The name of the error's code in google.rpc.Code.
    GrpcStatus,
    /// The category's wire text.
    Category,
    /// The documentation URL of the error.
    Docs,
    /// The request ID.
    RequestId,
    /// The URI reference of this occurrence (RFC 9457 §3.1.5).
    Instance,
    /// The time of the response.
    Timestamp,
    /// The object of all public parameters.
    Params,
    /// The object of all public parameters, with every value as text.
    ParamsText,
    /// A parameter.
    Param(String),
    /// An attribute.
    Attribute(String),
    /// A value of `[context]`.
    Context(String),
    /// The path of the field of an issue.
    IssuePath,
    /// The path as a JSON Pointer (RFC 6901).
    IssuePointer,
    /// The path as a JSON Pointer in a URI fragment (RFC 6901 §6).
    IssueFragment,
    /// The message of an issue.
    IssueMessage,
    /// The code of an issue.
    IssueCode,
}

impl Slot {
    /// Returns whether it is a value of a field issue.
    pub fn is_of_issues(&self) -> bool {
        let is_place = matches!(self, Self::IssuePath | Self::IssuePointer | Self::IssueFragment);
        is_place || matches!(self, Self::IssueMessage | Self::IssueCode)
    }
}

impl Node {
    /// Returns every value in the tree, with its range in the text.
    pub fn slots(&self) -> Vec<(&Slot, Range<usize>)> {
        let mut found = Vec::new();
        self.visit(&mut |node| match node {
            Node::Value(slot, range) => found.push((slot, range.clone())),
            Node::Text(parts) => found.extend(parts.iter().filter_map(|part| match part {
                Part::Value(slot, _, range) => Some((slot, range.clone())),
                Part::Text(_) => None,
            })),
            _ => {}
        });
        found
    }

    /// Returns whether the tree contains this value.
    pub fn shows(&self, slot: &Slot) -> bool {
        self.slots().iter().any(|(found, _)| *found == slot)
    }

    /// Returns whether a list in the tree iterates over these items.
    pub fn runs_over(&self, over: Over) -> bool {
        let mut found = false;
        self.visit(&mut |node| found |= matches!(node, Node::Each(o, _) if *o == over));
        found
    }

    fn visit<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        visit(self);
        match self {
            Node::Object(members) => members.iter().for_each(|member| member.value.visit(visit)),
            Node::Array(items) => items.iter().for_each(|item| item.value.visit(visit)),
            Node::First(nodes) => nodes.iter().for_each(|node| node.visit(visit)),
            Node::Each(_, item) => item.visit(visit),
            Node::Constant(_) | Node::Value(..) | Node::Text(_) => {}
        }
    }

    /// Returns the paths of all members, as `fields` names them: `error.code`, `errors.message`.
    pub fn paths(&self) -> Vec<String> {
        fn walk(node: &Node, path: &str, found: &mut Vec<String>) {
            match node {
                Node::Object(members) => {
                    for member in members {
                        let path = if path.is_empty() {
                            member.key.clone()
                        } else {
                            format!("{path}.{}", member.key)
                        };
                        found.push(path.clone());
                        walk(&member.value, &path, found);
                    }
                }
                Node::Array(items) => items.iter().for_each(|item| walk(&item.value, path, found)),
                Node::First(nodes) => nodes.iter().for_each(|node| walk(node, path, found)),
                Node::Each(_, item) => walk(item, path, found),
                Node::Constant(_) | Node::Value(..) | Node::Text(_) => {}
            }
        }
        let mut found = Vec::new();
        walk(self, "", &mut found);
        found
    }
}
