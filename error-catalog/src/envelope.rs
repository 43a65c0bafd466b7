//! The JSON around errors, as a static tree that generated code holds.
//!
//! One tree an envelope: whatever writes a body and whatever reads one goes by the same, so they cannot
//! disagree.

use crate::definition::Definition;
use crate::encoding::Encoding;

/// An envelope of a catalog.
#[derive(Debug)]
pub struct Envelope {
    /// The name in the catalog.
    pub name: &'static str,
    /// The response's content type.
    pub media_type: &'static str,
    /// Whether the highest status wins where one response carries several errors; else the first error's.
    pub highest_status: bool,
    /// Whether a client tells errors apart by status alone.
    pub by_status: bool,
    /// Whether the body shows a value that the catalog declares under `[context]`.
    pub shows_context: bool,
    /// The body.
    pub body: Node,
    /// Headers of every response in this envelope.
    pub headers: &'static [(&'static str, Node)],
}

/// A node of an envelope.
#[derive(Debug)]
pub enum Node {
    /// JSON that never changes.
    Constant(&'static str),
    /// The JSON value of something.
    Value(Slot),
    /// A string with values in it.
    Text(&'static [Part]),
    /// An object.
    Object(&'static [Member]),
    /// A list of items that are written out.
    Array(&'static [Item]),
    /// A list with one element per error.
    Errors(&'static Node),
    /// A list with one element per field issue of the error.
    Issues(&'static Node),
    /// A list with one element per field issue of every error of the response, and one per error without any. Inside it,
    /// the issue's values are absent where there is no issue.
    Problems(&'static Node),
    /// The first of these that is present.
    First(&'static [Node]),
}

/// An item of a list.
#[derive(Debug)]
pub struct Item {
    /// Whether the item is left out where its value is absent; `null` otherwise.
    pub optional: bool,
    /// The value.
    pub value: Node,
}

/// A value of the request in a rendered body, with the text around it that depends on its presence.
#[derive(Debug)]
pub struct Insertion {
    /// The value.
    pub value: RequestValue,
    /// The text before the value, where there is one: `,"instance":"`.
    pub before: &'static str,
    /// The text after it: `"`.
    pub after: &'static str,
    /// The text in place of all three where there is no value: nothing, or `null`.
    pub absent: &'static str,
}

/// A value of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestValue {
    /// The request ID.
    RequestId,
    /// What identifies this occurrence.
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
    /// The same, encoded: in headers alone.
    Encoded(Slot, Encoding),
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// The key.
    pub key: &'static str,
    /// The same as it stands in a body, with its colon.
    pub json: &'static str,
    /// Whether the member is left out where its value is absent.
    pub optional: bool,
    /// The value.
    pub value: Node,
}

/// What an envelope can show.
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
    /// The standard phrase of the HTTP status, which is that of [`Slot::Status`].
    StatusPhrase,
    /// The name of the error's code in google.rpc.Code: `NOT_FOUND`.
    GrpcStatus,
    /// The category's wire text.
    Category,
    /// Where the error is documented.
    Docs,
    /// The request's id.
    RequestId,
    /// What identifies this occurrence.
    Instance,
    /// The time of the response.
    Timestamp,
    /// The object of all parameters for the detail.
    Params,
    /// The same with every value as text, as it stands in a message.
    ParamsText,
    /// One parameter, by its name in the catalog.
    Param(&'static str),
    /// One attribute.
    Attribute(&'static str),
    /// One value that the caller supplies.
    Context(&'static str),
    /// The path of an issue's field.
    IssuePath,
    /// The same as a JSON Pointer (RFC 6901).
    IssuePointer,
    /// The same as a JSON Pointer in a URI fragment (RFC 6901 §6).
    IssueFragment,
    /// What is wrong with it.
    IssueMessage,
    /// What is wrong with it, for programs.
    IssueCode,
}

impl Part {
    /// The value, unless it is literal text.
    pub(crate) fn slot(&self) -> Option<Slot> {
        match self {
            Self::Text(_) => None,
            Self::Value(slot) | Self::Encoded(slot, _) => Some(*slot),
        }
    }
}

impl Node {
    /// Whether the writer may find all of this absent.
    pub(crate) fn can_be_absent(&self) -> bool {
        self.is_always_present() == Some(false)
    }

    /// Returns whether the value stands anywhere in it.
    pub(crate) fn shows(&self, slot: Slot) -> bool {
        match self {
            Self::Constant(_) => false,
            Self::Value(own) => *own == slot,
            Self::Text(parts) => parts.iter().any(|part| part.slot() == Some(slot)),
            Self::Object(members) => members.iter().any(|member| member.value.shows(slot)),
            Self::Array(items) => items.iter().any(|item| item.value.shows(slot)),
            Self::Errors(item) | Self::Issues(item) | Self::Problems(item) => item.shows(slot),
            Self::First(choices) => choices.iter().any(|choice| choice.shows(slot)),
        }
    }

    /// `None` where it never changes. A part that is there makes the whole present.
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
            Self::Errors(_) | Self::Problems(_) => Some(true),
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

impl Definition {
    /// The place in the table of the envelope that the error is served in.
    pub(crate) fn envelope_index(self) -> usize {
        self.table().head(self.index()).envelope()
    }

    /// The envelope that the error is served in. Every table has one.
    pub(crate) fn envelope(self) -> Option<&'static Envelope> {
        self.table().envelopes.get(self.envelope_index())
    }
}
