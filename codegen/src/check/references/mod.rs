//! Names that refer to a declaration.

pub(crate) mod unknown_attribute;
pub(crate) mod unknown_category;
pub(crate) mod unknown_envelope;
pub(crate) mod unknown_error;
pub(crate) mod unused_declaration;
