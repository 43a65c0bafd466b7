//! Envelopes and headers.

pub(crate) mod envelope_json;
pub(crate) mod header_name;
pub(crate) mod header_value;
pub(crate) mod indistinct_envelopes;
pub(crate) mod renamed_word;
pub(crate) mod unencoded_uri;
pub(crate) mod unknown_field;
pub(crate) mod unknown_value;
pub(crate) mod unsendable_header;
pub(crate) mod unsent_issues;
