//! Status codes.

pub(crate) mod framework_error;
pub(crate) mod missing_status;
pub(crate) mod status_out_of_range;
pub(crate) mod undocumented_status;
