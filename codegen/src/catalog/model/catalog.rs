//! The catalog and its parts, errors and outputs apart.

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
    /// The name: module and file names follow from it.
    pub name: String,
    /// The version.
    pub version: String,
    /// The heading of the documentation.
    pub title: String,
    /// The introduction of the documentation.
    pub description: Option<String>,
    /// Where an error is documented: the text before and after the code.
    pub docs: Option<(String, String)>,
    /// Whether errors have an HTTP status.
    pub http: bool,
    /// The service whose codes these are.
    pub domain: String,
    /// How the generated Rust looks.
    pub rust: RustOptions,
    /// The envelopes: the catalog's, then the built-in ones in use.
    pub envelopes: Vec<Envelope>,
    /// The values that the caller supplies to an envelope.
    pub context: Vec<(String, ParamType)>,
    /// The declared attributes.
    pub attributes: Vec<AttributeDeclaration>,
    /// The retry policies: the built-in ones, then the catalog's.
    pub retries: Vec<RetryPolicy>,
    /// The documented statuses, errors or not.
    pub statuses: Vec<Status>,
    /// The rate limits.
    pub rate_limits: Vec<RateLimit>,
    /// The categories.
    pub categories: Vec<Category>,
    /// The errors.
    pub errors: Vec<Error>,
    /// The operations.
    pub operations: Vec<Operation>,
    /// Which error stands for what the web framework answers by itself: single statuses, then whole classes.
    pub framework: Vec<Framework>,
    /// Codes that were.
    pub retired: Vec<Retired>,
    /// What to generate.
    pub generate: Generate,
    /// What has been looked up in it.
    pub(crate) lookups: Lookups,
}

impl Catalog {
    /// What the catalog says about a status: its own row, or else that of its class.
    pub fn status(&self, number: u16) -> Option<&Status> {
        self.status_row(number).map(|row| &self.statuses[row])
    }
}

/// How the generated Rust looks.
#[derive(Debug)]
#[non_exhaustive]
pub struct RustOptions {
    /// The name of the error enum.
    pub error: String,
    /// The name of the code enum.
    pub code: String,
    /// The name of the category enum.
    pub category: String,
    /// Whether each error gets a function that makes it.
    pub constructors: bool,
    /// Whether the enums are responses of the web frameworks that the runtime's features name.
    pub responses: bool,
    /// Whether the enums are `#[non_exhaustive]`.
    pub non_exhaustive: bool,
    /// Whether descriptions are kept in the binary.
    pub descriptions: bool,
    /// Whether fixes are kept in the binary.
    pub fixes: bool,
    /// Whether examples of parameters are kept in the binary.
    pub examples: bool,
}

/// The JSON around errors.
#[derive(Debug)]
#[non_exhaustive]
pub struct Envelope {
    /// The name in the catalog.
    pub name: String,
    /// The body.
    pub body: Node,
    /// What the documentation says about it.
    pub description: Option<String>,
    /// The response's content type.
    pub media_type: String,
    /// Headers of every response in this envelope.
    pub headers: Vec<(String, Node)>,
    /// Whether the highest status wins where one response carries several errors; else the first.
    pub highest_status: bool,
    /// Whether a client tells errors apart by status alone.
    pub by_status: bool,
    /// What the documentation says about each field, by its path.
    pub fields: Vec<(String, String)>,
}

/// A retry policy.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// The name in the catalog.
    pub name: String,
    /// When to try again.
    pub backoff: Backoff,
    /// How many times to try again at the most.
    pub attempts: Option<u32>,
    /// How delays are spread.
    pub jitter: Jitter,
    /// What the documentation says about it.
    pub description: Option<String>,
}

impl RetryPolicy {
    /// Returns whether the policy allows a repetition.
    pub fn is_retryable(&self) -> bool {
        self.backoff != Backoff::Never && self.attempts != Some(0)
    }
}

/// When to try again.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Backoff {
    /// Not at all.
    Never,
    /// At once.
    Immediate,
    /// After the same delay each time.
    Fixed(Duration),
    /// After a delay that doubles each time.
    Exponential {
        /// The first delay.
        base: Duration,
        /// The longest delay.
        max: Option<Duration>,
    },
    /// When the `Retry-After` header says.
    AfterHeader {
        /// The longest delay. If it is `None`, clients wait for one day at most.
        max: Option<Duration>,
        /// The policy where there is no header, by its place in [`Catalog::retries`].
        fallback: Option<usize>,
    },
}

/// How delays are spread.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Jitter {
    /// Delays are taken as they are.
    None,
    /// Each delay is drawn from zero up to itself.
    Full,
    /// Up to this much is added to each delay.
    Added(Duration),
}

/// What a status means in the API.
#[derive(Debug)]
#[non_exhaustive]
pub struct Status {
    /// The status as the catalog writes it: `404`, or `4xx` for all others of a class.
    pub name: String,
    /// The statuses that it stands for.
    pub statuses: RangeInclusive<u16>,
    /// Its name.
    pub title: String,
    /// `true` if the catalog sets that name, for this status or for its class.
    pub has_title: bool,
    /// When the API answers with it.
    pub when: Option<String>,
    /// More about it.
    pub description: Option<String>,
    /// The retry policy, by its place in [`Catalog::retries`].
    pub retry: Option<usize>,
    /// What the retry table adds to the policy.
    pub retry_note: Option<String>,
    /// Whether it stands in the status table.
    pub listed: bool,
}

/// A rate limit.
#[derive(Debug)]
#[non_exhaustive]
pub struct RateLimit {
    /// The name in the catalog.
    pub name: String,
    /// What is counted together.
    pub scope: String,
    /// How many requests.
    pub limit: u64,
    /// In how long, as written.
    pub window: String,
    /// Which requests are counted.
    pub affects: Vec<String>,
    /// More about it.
    pub description: Option<String>,
}

/// A category of errors.
#[derive(Debug)]
#[non_exhaustive]
pub struct Category {
    /// The wire text.
    pub name: String,
    /// The variant's name.
    pub rust: String,
    /// The rest of `is_…`.
    pub snake: String,
    /// The heading for people.
    pub title: String,
    /// What its errors have in common.
    pub description: Option<String>,
}

/// An operation of the API.
#[derive(Debug)]
#[non_exhaustive]
pub struct Operation {
    /// The name in the catalog.
    pub name: String,
    /// The enum's name.
    pub rust: String,
    /// The heading for people.
    pub title: String,
    /// Method and path, as written.
    pub route: Option<String>,
    /// The route taken apart; none where errors have no HTTP status.
    pub endpoint: Option<Route>,
    /// The errors, by their places in [`Catalog::errors`].
    pub errors: Vec<usize>,
}

/// An error that stands for what the web framework answers by itself.
#[derive(Debug)]
#[non_exhaustive]
pub struct Framework {
    /// The statuses as the catalog writes them: `404`, or `4xx`.
    pub name: String,
    /// The statuses.
    pub statuses: RangeInclusive<u16>,
    /// The error, by its place in [`Catalog::errors`].
    pub error: usize,
}

/// A code that was.
#[derive(Debug)]
#[non_exhaustive]
pub struct Retired {
    /// The code.
    pub code: String,
    /// The version that retired it.
    pub since: Option<String>,
    /// The error that took its place, by its place in [`Catalog::errors`].
    pub replacement: Option<usize>,
    /// Why it is gone.
    pub description: Option<String>,
}
