//! Envelopes: the JSON of error responses, as static trees in generated code.
//!
//! Writing and decoding use the same tree, so they cannot disagree.

use crate::encoding::Encoding;

/// An envelope of a catalog.
#[derive(Debug)]
pub struct Envelope {
    /// The name in the catalog.
    pub name: &'static str,
    /// The response's content type.
    pub media_type: &'static str,
    /// `true` if a response with several errors has the highest status, `false` if it has the
    /// status of the first error.
    pub highest_status: bool,
    /// `true` if a client identifies errors by status only.
    pub by_status: bool,
    /// `true` if the body contains a value of `[context]`.
    pub shows_context: bool,
    /// The body.
    pub body: Node,
    /// Headers of every response in this envelope.
    pub headers: &'static [(&'static str, Node)],
}

/// A node of an envelope.
#[derive(Debug)]
pub enum Node {
    /// Constant JSON.
    Constant(&'static str),
    /// The JSON of a value.
    Value(Slot),
    /// A string with values in it.
    Text(&'static [Part]),
    /// An object.
    Object(&'static [Member]),
    /// A list with fixed items.
    Array(&'static [Item]),
    /// A list with one element per error.
    Errors(&'static Node),
    /// A list with one element per field issue of the error.
    Issues(&'static Node),
    /// A list with one element per field issue of every error of the response, and one per error
    /// without field issues. For the latter, the values of the issue are absent.
    IssuesOrErrors(&'static Node),
    /// The first node that is present.
    First(&'static [Node]),
}

/// An item of a list.
#[derive(Debug)]
pub struct Item {
    /// `true` if an absent item is omitted, `false` if it is `null`.
    pub optional: bool,
    /// The value.
    pub value: Node,
}

/// A value of the request in a rendered body, with the text around it.
#[derive(Debug)]
pub struct Insertion {
    /// The value.
    pub value: RequestValue,
    /// The text before a present value: `,"instance":"`.
    pub before: &'static str,
    /// The text after a present value: `"`.
    pub after: &'static str,
    /// The text for an absent value: empty, or `null`.
    pub absent: &'static str,
}

/// A value of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestValue {
    /// The request ID.
    RequestId,
    /// The URI reference of this occurrence.
    Instance,
    /// The time of the response. It is always present.
    Timestamp,
}

/// A part of a string with values in it.
#[derive(Debug)]
pub enum Part {
    /// Literal text.
    Text(&'static str),
    /// The text of a value.
    Value(Slot),
    /// The encoded text of a value. Only in headers.
    Encoded(Slot, Encoding),
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// The key.
    pub key: &'static str,
    /// The key as JSON, with the colon.
    pub json: &'static str,
    /// `true` if the member is omitted when its value is absent.
    pub optional: bool,
    /// The value.
    pub value: Node,
}

/// A value of an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The wire code.
    Code,
    /// The message.
    Message,
    /// The HTTP status: the error's own inside a list of errors, the response's outside.
    Status,
    /// The error's title, or its status's.
    Title,
    /// The standard phrase of [`Slot::Status`].
    StatusPhrase,
    /// The name of the error's code in google.rpc.Code: `NOT_FOUND`.
    GrpcStatus,
    /// The category's wire text.
    Category,
    /// The documentation URL of the error.
    Docs,
    /// The request ID.
    RequestId,
    /// The URI reference of this occurrence.
    Instance,
    /// The time of the response.
    Timestamp,
    /// The object of all parameters with `detail`.
    Params,
    /// The object of all parameters, with every value as text.
    ParamsText,
    /// A parameter, by its name in the catalog.
    Param(&'static str),
    /// An attribute.
    Attribute(&'static str),
    /// A value of `[context]`.
    Context(&'static str),
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

impl Part {
    /// Returns the value; `None` for literal text.
    pub(crate) fn slot(&self) -> Option<Slot> {
        match self {
            Self::Text(_) => None,
            Self::Value(slot) | Self::Encoded(slot, _) => Some(*slot),
        }
    }
}

impl Node {
    /// Returns whether all values of the node can be absent.
    pub(crate) fn can_be_absent(&self) -> bool {
        self.is_always_present() == Some(false)
    }

    /// Returns whether the node contains the value.
    pub(crate) fn shows(&self, slot: Slot) -> bool {
        match self {
            Self::Constant(_) => false,
            Self::Value(own) => *own == slot,
            Self::Text(parts) => parts.iter().any(|part| part.slot() == Some(slot)),
            Self::Object(members) => members.iter().any(|member| member.value.shows(slot)),
            Self::Array(items) => items.iter().any(|item| item.value.shows(slot)),
            Self::Errors(item) | Self::Issues(item) | Self::IssuesOrErrors(item) => item.shows(slot),
            Self::First(choices) => choices.iter().any(|choice| choice.shows(slot)),
        }
    }

    /// `None` for a constant. If one part is always present, so is the whole.
    fn is_always_present(&self) -> Option<bool> {
        match self {
            Self::Constant(_) => None,
            Self::Value(slot) => Some(slot.is_always_present()),
            Self::Text(parts) => {
                let slots = parts.iter().filter_map(|part| match part {
                    Part::Text(_) => None,
                    Part::Value(slot) | Part::Encoded(slot, _) => Some(slot.is_always_present()),
                });
                slots.max()
            }
            Self::Object(members) => {
                members.iter().filter_map(|member| member.value.is_always_present()).max()
            }
            Self::Array(items) => items.iter().filter_map(|item| item.value.is_always_present()).max(),
            Self::Errors(_) | Self::IssuesOrErrors(_) => Some(true),
            Self::Issues(_) => Some(false),
            Self::First(choices) => Some(choices.iter().any(|choice| !choice.can_be_absent())),
        }
    }
}

impl Slot {
    fn is_always_present(self) -> bool {
        matches!(self, Self::Code | Self::Message)
    }
}
