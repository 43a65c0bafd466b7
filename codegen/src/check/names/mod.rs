//! Names, codes, and their Rust identifiers.

pub(crate) mod catalog_name;
pub(crate) mod duplicate_code;
pub(crate) mod name_clash;
pub(crate) mod retired_code;
pub(crate) mod shared_code;
pub(crate) mod unusable_name;
