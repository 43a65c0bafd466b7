//! Pages with markers.

pub(crate) mod empty_marker;
pub(crate) mod malformed_marker;
pub(crate) mod unknown_marker;
pub(crate) mod unknown_option;
pub(crate) mod unknown_option_value;
pub(crate) mod unmarked_page;
pub(crate) mod unpaired_marker;
pub(crate) mod unreadable_page;
