//! What other crates know of the fields of a request, as field issues.

#[cfg(feature = "garde")]
mod garde;
#[cfg(feature = "serde_path_to_error")]
mod serde_path_to_error;
#[cfg(feature = "validator")]
mod validator;

use crate::param::FieldIssue;

/// What knows which fields of a request are wrong: a validator's report, a deserializer's error.
///
/// With the feature of their crate's name it is implemented for `validator::ValidationErrors`, for `garde::Report`,
/// for `serde_path_to_error::Error`, and with `axum-extract` for axum's rejections. Where the catalog names such a
/// type, `issues = { from = "validator::ValidationErrors" }`, `?` makes the error of it. Implement it for a type of
/// your own to name that:
///
/// ```
/// use error_catalog::{FieldIssue, FieldIssues};
///
/// struct UnknownPlan(String);
///
/// impl FieldIssues for UnknownPlan {
///     fn field_issues(&self) -> Vec<FieldIssue> {
///         vec![FieldIssue::new("plan", format!("There is no plan {}", self.0)).with_code("unknown")]
///     }
/// }
///
/// assert_eq!(UnknownPlan("gold".into()).field_issues()[0].message, "There is no plan gold");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which fields are wrong",
    label = "field issues are asked of this type",
    note = "for a type of another crate, turn on the feature of error-catalog with its name, such as `validator`; for your own type, implement `FieldIssues`",
    note = "if that feature is on, error-catalog uses another version of the crate: select yours, such as `cargo update -p validator@0.21.0 --precise 0.20.0`"
)]
pub trait FieldIssues {
    /// The issues, in an order that is the same every time.
    fn field_issues(&self) -> Vec<FieldIssue>;
}
