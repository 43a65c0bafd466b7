//! Messages and other texts with placeholders.

pub(crate) mod attribute_value;
pub(crate) mod indistinct_errors;
pub(crate) mod invalid_docs;
pub(crate) mod malformed_template;
pub(crate) mod missing_message;
pub(crate) mod undeclared_placeholder;
