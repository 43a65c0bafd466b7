//! Routes of operations and triggers.

pub(crate) mod duplicate_route;
pub(crate) mod invalid_route;
pub(crate) mod missing_route;
