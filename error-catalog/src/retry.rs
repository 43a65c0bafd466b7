//! Retry policies, as the catalog states them.

use std::time::Duration;

/// How a request that met an error may be repeated.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// The policy's name in the catalog; `never` and `immediate` are built in.
    pub name: &'static str,
    /// When to try again.
    pub backoff: Backoff,
    /// How many times to try again at the most; `None` where the catalog sets no bound.
    pub attempts: Option<u32>,
    /// What is added to, or drawn from, each delay.
    pub jitter: Jitter,
}

impl RetryPolicy {
    #[doc(hidden)]
    pub const fn new(name: &'static str, backoff: Backoff, attempts: Option<u32>, jitter: Jitter) -> Self {
        Self { name, backoff, attempts, jitter }
    }

    /// Whether the request may be repeated at all.
    pub fn is_retryable(&self) -> bool {
        !matches!(self.backoff, Backoff::Never)
    }
}

/// When to try again.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Backoff {
    /// Not at all: the same request will meet the same error.
    Never,
    /// At once.
    Immediate,
    /// After the same delay each time.
    Fixed {
        /// The delay.
        delay: Duration,
    },
    /// After a delay that doubles each time.
    Exponential {
        /// The first delay.
        base: Duration,
        /// The longest delay, jitter included, if there is a bound.
        max: Option<Duration>,
    },
    /// When the response's `Retry-After` header says (RFC 9110 §10.2.3).
    AfterHeader {
        /// The policy to follow where the response has no such header.
        fallback: Option<&'static RetryPolicy>,
    },
}

/// How delays are spread, so that clients do not come back all at once.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Jitter {
    /// Delays are taken as they are.
    None,
    /// Each delay is drawn evenly from zero up to itself.
    Full,
    /// Up to this much is added to each delay.
    Added(Duration),
}
