//! The text of a catalog file: TOML, characters, sizes.

pub(crate) mod catalog_limit;
pub(crate) mod control_character;
pub(crate) mod duplicate_key;
pub(crate) mod syntax;
pub(crate) mod unquoted_dotted_code;
