//! The tables of the documentation and their columns.

mod attribute;
mod catalog;
mod errors;
mod fields;
mod kind;

pub use catalog::{CATEGORIES, FRAMEWORK, OPERATIONS, POLICIES, RATE_LIMITS, RETIRED, RETRY, STATUSES};
pub use errors::{CODES, PARAMS, TRIGGERS, public};
pub(super) use errors::{attributes, params_of, triggers_of};
pub(super) use fields::rows_of;
pub use fields::{FIELDS, envelopes};

pub use kind::{Cells, Chosen, Column, ColumnDefault, Row, TableKind};
