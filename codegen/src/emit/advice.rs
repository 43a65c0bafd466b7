//! What a retry policy asks of a client, in words.

use crate::catalog::{Backoff, Catalog, Jitter, RetryPolicy};

/// When to repeat a request, as it goes on after "try again": `never`, `after 1s, twice as long each time`.
pub fn retry_advice(catalog: &Catalog, policy: &RetryPolicy) -> String {
    let mut text = match &policy.backoff {
        Backoff::Never => "never".to_owned(),
        Backoff::Immediate => "at once".to_owned(),
        Backoff::Fixed(delay) => format!("after {delay:?}"),
        Backoff::Exponential { base, max } => {
            let max = max.map(|max| format!(", {max:?} at the most")).unwrap_or_default();
            format!("after {base:?}, twice as long each time{max}")
        }
        Backoff::AfterHeader { fallback } => {
            let fallback = fallback.map(|fallback| retry_advice(catalog, &catalog.retries[fallback]));
            let fallback =
                fallback.map(|fallback| format!(", and without one {fallback}")).unwrap_or_default();
            format!("when the `Retry-After` header says{fallback}")
        }
    };
    match policy.jitter {
        Jitter::Added(most) => text.push_str(&format!(", up to {most:?} added")),
        Jitter::Full => text.push_str(", drawn from zero up"),
        Jitter::None => {}
    }
    text.extend(policy.attempts.map(|attempts| format!(", {attempts} times at the most")));
    text
}
