//! Retry policies.

pub(crate) mod invalid_retry;
pub(crate) mod retry_contradiction;
pub(crate) mod unknown_retry;
pub(crate) mod unsent_retry_after;
