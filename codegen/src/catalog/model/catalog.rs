//! The catalog and its parts, except errors and outputs.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::attribute::AttributeDeclaration;
use super::error::Error;
use super::generate::Generate;
use super::lookups::Lookups;
use crate::catalog::envelope::Node;
use crate::catalog::params::ParamType;
use crate::catalog::route::Route;

/// A checked catalog.
#[derive(Debug)]
#[non_exhaustive]
pub struct Catalog {
    /// The name, used for module and file names.
    pub name: String,
    /// The version.
    pub version: String,
    /// The title of the documentation.
    pub title: String,
    /// The introduction of the documentation.
    pub description: Option<String>,
    /// The documentation URL: the text before and after the code.
    pub docs: Option<(String, String)>,
    /// `true` if errors have an HTTP status.
    pub http: bool,
    /// The name of the service.
    pub domain: String,
    /// The settings of the generated Rust code.
    pub rust: RustOptions,
    /// The envelopes: the catalog's, then the built-in ones in use.
    pub envelopes: Vec<Envelope>,
    /// The values that the server supplies to envelopes.
    pub context: Vec<(String, ParamType)>,
    /// The declared attributes.
    pub attributes: Vec<AttributeDeclaration>,
    /// The retry policies: the built-in ones, then the catalog's.
    pub retries: Vec<RetryPolicy>,
    /// The documented statuses, including success statuses.
    pub statuses: Vec<Status>,
    /// The rate limits.
    pub rate_limits: Vec<RateLimit>,
    /// The categories.
    pub categories: Vec<Category>,
    /// The errors.
    pub errors: Vec<Error>,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The errors that replace the web framework's own: single statuses, then whole classes.
    pub framework: Vec<Framework>,
    /// The retired codes.
    pub retired: Vec<Retired>,
    /// The outputs.
    pub generate: Generate,
    /// The cached lookups.
    pub(crate) lookups: Lookups,
}

impl Catalog {
    /// Returns the entry of a status: its own, or else the entry of its class.
    pub fn status(&self, number: u16) -> Option<&Status> {
        self.status_row(number).map(|row| &self.statuses[row])
    }
}

/// The settings of the generated Rust code.
#[derive(Debug)]
#[non_exhaustive]
pub struct RustOptions {
    /// The name of the error enum.
    pub error: String,
    /// The name of the code enum.
    pub code: String,
    /// The name of the category enum.
    pub category: String,
    /// `true` if each error has a constructor function.
    pub constructors: bool,
    /// `true` if the enums implement the response traits of web frameworks, by the features of the
    /// runtime.
    pub responses: bool,
    /// `true` if the enums are `#[non_exhaustive]`.
    pub non_exhaustive: bool,
    /// `true` if the binary contains descriptions.
    pub descriptions: bool,
    /// `true` if the binary contains fixes.
    pub fixes: bool,
    /// `true` if the binary contains examples of parameters.
    pub examples: bool,
}

/// An envelope: the JSON and the headers of error responses.
#[derive(Debug)]
#[non_exhaustive]
pub struct Envelope {
    /// The name in the catalog.
    pub name: String,
    /// The body.
    pub body: Node,
    /// The description.
    pub description: Option<String>,
    /// The response's content type.
    pub media_type: String,
    /// Headers of every response in this envelope.
    pub headers: Vec<(String, Node)>,
    /// `true` if a response with several errors has the highest status, `false` for the status of
    /// the first.
    pub highest_status: bool,
    /// `true` if a client identifies errors by status only.
    pub by_status: bool,
    /// The descriptions of fields, by path.
    pub fields: Vec<(String, String)>,
}

/// A retry policy.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// The name in the catalog.
    pub name: String,
    /// The delays.
    pub backoff: Backoff,
    /// The maximum number of retries.
    pub attempts: Option<u32>,
    /// The random part of delays.
    pub jitter: Jitter,
    /// The description.
    pub description: Option<String>,
}

impl RetryPolicy {
    /// Returns whether the policy allows a repetition.
    pub fn is_retryable(&self) -> bool {
        self.backoff != Backoff::Never && self.attempts != Some(0)
    }
}

/// The delays.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Backoff {
    /// No retry.
    Never,
    /// Without a delay.
    Immediate,
    /// After a constant delay.
    Fixed(Duration),
    /// After a delay that doubles with each retry.
    Exponential {
        /// The first delay.
        base: Duration,
        /// The maximum delay.
        max: Option<Duration>,
    },
    /// After the delay in the `Retry-After` header.
    AfterHeader {
        /// The maximum delay; `None` for one day.
        max: Option<Duration>,
        /// The policy to use without the header, as an index into [`Catalog::retries`].
        fallback: Option<usize>,
    },
}

/// The random part of delays.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Jitter {
    /// No random part.
    None,
    /// Full jitter: each delay is random between zero and itself.
    Full,
    /// A random duration up to this one is added to each delay.
    Added(Duration),
}

/// The meaning of a status in the API.
#[derive(Debug)]
#[non_exhaustive]
pub struct Status {
    /// The name in the catalog: `404`, or `4xx` for all others of a class.
    pub name: String,
    /// The range of statuses.
    pub statuses: RangeInclusive<u16>,
    /// The title.
    pub title: String,
    /// `true` if the catalog sets the title, for this status or for its class.
    pub has_title: bool,
    /// When the API sends this status.
    pub when: Option<String>,
    /// Further details.
    pub description: Option<String>,
    /// The retry policy, as an index into [`Catalog::retries`].
    pub retry: Option<usize>,
    /// The note on the retry policy.
    pub retry_note: Option<String>,
    /// `true` if the status table contains it.
    pub listed: bool,
}

/// A rate limit.
#[derive(Debug)]
#[non_exhaustive]
pub struct RateLimit {
    /// The name in the catalog.
    pub name: String,
    /// The scope in which requests are counted.
    pub scope: String,
    /// The number of requests.
    pub limit: u64,
    /// The time window, as written.
    pub window: String,
    /// The requests that are counted.
    pub affects: Vec<String>,
    /// Further details.
    pub description: Option<String>,
}

/// A category of errors.
#[derive(Debug)]
#[non_exhaustive]
pub struct Category {
    /// The wire text.
    pub name: String,
    /// The name of the Rust variant.
    pub rust: String,
    /// The name after `is_`.
    pub snake: String,
    /// The title.
    pub title: String,
    /// The description.
    pub description: Option<String>,
}

/// An operation of the API.
#[derive(Debug)]
#[non_exhaustive]
pub struct Operation {
    /// The name in the catalog.
    pub name: String,
    /// The name of the Rust enum.
    pub rust: String,
    /// The title.
    pub title: String,
    /// Method and path, as written.
    pub route: Option<String>,
    /// The parsed route; `None` in a catalog without HTTP.
    pub endpoint: Option<Route>,
    /// The errors, as indexes into [`Catalog::errors`].
    pub errors: Vec<usize>,
}

/// An error that replaces the web framework's own.
#[derive(Debug)]
#[non_exhaustive]
pub struct Framework {
    /// The name in the catalog: `404`, or `4xx`.
    pub name: String,
    /// The statuses.
    pub statuses: RangeInclusive<u16>,
    /// The error, as an index into [`Catalog::errors`].
    pub error: usize,
}

/// A retired code.
#[derive(Debug)]
#[non_exhaustive]
pub struct Retired {
    /// The code.
    pub code: String,
    /// The version that retired it.
    pub since: Option<String>,
    /// The error that replaces it, as an index into [`Catalog::errors`].
    pub replacement: Option<usize>,
    /// The reason.
    pub description: Option<String>,
}
