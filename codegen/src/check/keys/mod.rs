//! Keys and the types of their values.

pub(crate) mod empty_catalog;
pub(crate) mod invalid_duration;
pub(crate) mod missing_key;
pub(crate) mod unknown_key;
pub(crate) mod unknown_rule;
pub(crate) mod unknown_word;
pub(crate) mod wrong_type;
