//! One error, as the rules have left it.

use super::attribute::AttributeValue;
use super::message::Message;
use super::param::Param;
use crate::source::Location;

/// One error.
#[derive(Debug)]
#[non_exhaustive]
pub struct Error {
    /// Its place in [`Catalog::errors`](super::Catalog::errors).
    pub place: usize,
    /// The key in the catalog.
    pub name: String,
    /// The code on the wire.
    pub code: Code,
    /// Whether no error before it has the same code on the wire.
    pub first_of_code: bool,
    /// The variant's name.
    pub rust: String,
    /// The HTTP status; `None` in a catalog without HTTP.
    pub status: Option<u16>,
    /// The category, by its place in [`Catalog::categories`](super::Catalog::categories).
    pub category: Option<usize>,
    /// The envelope, by its place in [`Catalog::envelopes`](super::Catalog::envelopes).
    pub envelope: usize,
    /// A short name of the problem.
    pub title: Option<String>,
    /// What it means.
    pub description: Option<String>,
    /// What to do about it.
    pub fix: Option<String>,
    /// When it comes up.
    pub when: Option<String>,
    /// What people are shown.
    pub message: Message,
    /// What logs say.
    pub log: Option<Message>,
    /// The parameters, in the order of the catalog.
    pub params: Vec<Param>,
    /// Whether it carries a list of field issues.
    pub issues: bool,
    /// Rust types that know the issues: `?` makes this error of them.
    pub issues_from: Vec<String>,
    /// The cause that it carries.
    pub source: Option<Source>,
    /// The name in google.rpc.Code: the catalog's, or what its status stands for.
    pub grpc_status: Option<String>,
    /// Headers of the response.
    pub headers: Vec<(String, Message)>,
    /// Values of declared attributes, by the place in [`Catalog::attributes`](super::Catalog::attributes).
    pub attributes: Vec<(usize, AttributeValue)>,
    /// The retry policy, by its place in [`Catalog::retries`](super::Catalog::retries); `None` where the catalog does not say.
    pub retry: Option<usize>,
    /// What the documentation adds to the policy.
    pub retry_note: Option<String>,
    /// Several ways to meet it.
    pub triggers: Vec<Trigger>,
    /// Where it can come up, by the places in [`Catalog::operations`](super::Catalog::operations).
    pub operations: Vec<usize>,
    /// Words to select errors by.
    pub tags: Vec<String>,
    /// Whether it stands in the documentation.
    pub public: bool,
    /// The version that brought it.
    pub since: Option<String>,
    /// Whether it is on its way out, and what to use instead.
    pub deprecated: Option<Deprecation>,
    /// Where it stands in the catalog.
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
    /// The code as text: a number in decimal.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// That something is on its way out.
#[derive(Debug)]
#[non_exhaustive]
pub struct Deprecation {
    /// What to use instead.
    pub note: Option<String>,
}

/// The cause that an error carries.
#[derive(Debug)]
#[non_exhaustive]
pub struct Source {
    /// Its Rust type; `None` where it is boxed.
    pub ty: Option<String>,
    /// Whether `?` makes this error of it.
    pub from: bool,
}

/// One way to meet an error.
#[derive(Debug)]
#[non_exhaustive]
pub struct Trigger {
    /// What happened.
    pub when: String,
    /// In which requests.
    pub places: Vec<String>,
    /// What the API says then.
    pub messages: Vec<String>,
    /// What to do about it.
    pub fix: Option<String>,
}
