//! Style rules.

pub(crate) mod full_stop;
mod majority;
pub(crate) mod message_case;
pub(crate) mod mixed_naming;
pub(crate) mod no_description;
pub(crate) mod no_fix;
pub(crate) mod similar_codes;
