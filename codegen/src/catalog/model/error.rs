//! The model of an error.

use super::attribute::AttributeValue;
use super::message::Message;
use super::param::Param;
use crate::source::Location;

/// One error.
#[derive(Debug)]
#[non_exhaustive]
pub struct Error {
    /// The index into [`Catalog::errors`](super::Catalog::errors).
    pub place: usize,
    /// The key in the catalog.
    pub name: String,
    /// The code on the wire.
    pub code: Code,
    /// `true` if no previous error has the same wire code.
    pub first_of_code: bool,
    /// The name of the Rust variant.
    pub rust: String,
    /// The HTTP status; `None` in a catalog without HTTP.
    pub status: Option<u16>,
    /// The category, as an index into [`Catalog::categories`](super::Catalog::categories).
    pub category: Option<usize>,
    /// The envelope, as an index into [`Catalog::envelopes`](super::Catalog::envelopes).
    pub envelope: usize,
    /// A short summary of the problem.
    pub title: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// The instructions to resolve it.
    pub fix: Option<String>,
    /// When it occurs.
    pub when: Option<String>,
    /// The message for people.
    pub message: Message,
    /// The message for logs.
    pub log: Option<Message>,
    /// The parameters, in the order of the catalog.
    pub params: Vec<Param>,
    /// `true` if it has a list of field issues.
    pub issues: bool,
    /// The Rust types with field issues that `?` converts to this error.
    pub issues_from: Vec<String>,
    /// The cause.
    pub source: Option<Source>,
    /// The name in google.rpc.Code, set by the catalog or derived from the status.
    pub grpc_status: Option<String>,
    /// Headers of the response.
    pub headers: Vec<(String, Message)>,
    /// Values of declared attributes, as an index into
    /// [`Catalog::attributes`](super::Catalog::attributes).
    pub attributes: Vec<(usize, AttributeValue)>,
    /// The retry policy, as an index into [`Catalog::retries`](super::Catalog::retries); `None` if
    /// there is none.
    pub retry: Option<usize>,
    /// The note on the retry policy.
    pub retry_note: Option<String>,
    /// Situations that cause it.
    pub triggers: Vec<Trigger>,
    /// The operations with this error, as an index into
    /// [`Catalog::operations`](super::Catalog::operations).
    pub operations: Vec<usize>,
    /// Tags, to select errors.
    pub tags: Vec<String>,
    /// `true` if the documentation shows it.
    pub public: bool,
    /// The version that introduced it.
    pub since: Option<String>,
    /// The deprecation, if any.
    pub deprecated: Option<Deprecation>,
    /// The location in the catalog.
    pub location: Location,
}

/// A code on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Code {
    /// A string.
    Text(String),
    /// A number.
    Number(i64),
}

impl Code {
    /// Returns the code as text: a number in decimal.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// A deprecation.
#[derive(Debug)]
#[non_exhaustive]
pub struct Deprecation {
    /// The replacement.
    pub note: Option<String>,
}

/// The cause of an error.
#[derive(Debug)]
#[non_exhaustive]
pub struct Source {
    /// Its Rust type; `None` if it is boxed.
    pub ty: Option<String>,
    /// `true` if `?` converts the cause to this error.
    pub from: bool,
}

/// A situation that causes an error.
#[derive(Debug)]
#[non_exhaustive]
pub struct Trigger {
    /// The situation.
    pub when: String,
    /// The requests in which it occurs.
    pub places: Vec<String>,
    /// The messages of the error in this situation.
    pub messages: Vec<String>,
    /// The instructions to resolve it.
    pub fix: Option<String>,
}
