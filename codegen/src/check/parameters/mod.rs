//! Parameters of errors, their types and sources.

pub(crate) mod internal_parameter;
pub(crate) mod invalid_example;
pub(crate) mod invalid_from;
pub(crate) mod invalid_source;
pub(crate) mod optional_in_message;
pub(crate) mod parameter_name;
pub(crate) mod unknown_parameter_type;
pub(crate) mod unused_parameter;
pub(crate) mod wire_name_clash;
