//! Field issues: invalid fields of a request, and the types of other crates that report them.

#[cfg(feature = "garde")]
mod garde;
#[cfg(feature = "serde_path_to_error")]
mod serde_path_to_error;
#[cfg(feature = "validator")]
mod validator;

pub use crate::field_path::{FieldPath, PathSegment};

/// An invalid field of a request.
///
/// An error that the catalog marks with `issues = true` carries a list of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct FieldIssue {
    /// The field's path in the request, such as `items[0].name`.
    pub path: FieldPath,
    /// The explanation for people.
    pub message: String,
    /// The code for programs.
    pub code: Option<String>,
}

impl FieldIssue {
    /// Creates an issue without a code.
    ///
    /// ```
    /// use error_catalog::FieldIssue;
    ///
    /// let issue = FieldIssue::new("email", "Invalid email").with_code("format");
    /// assert_eq!(issue.code.as_deref(), Some("format"));
    /// ```
    pub fn new(path: impl Into<FieldPath>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into(), code: None }
    }

    /// Sets the code.
    #[must_use]
    pub fn with_code(self, code: impl Into<String>) -> Self {
        Self { code: Some(code.into()), ..self }
    }
}

/// A type that reports invalid fields of a request, such as a validator's report or a deserializer's error.
///
/// With the feature of their crate's name it is implemented for `validator::ValidationErrors`, for `garde::Report`,
/// for `serde_path_to_error::Error`, and with `axum-extract` for axum's rejections. Where the catalog names such a
/// type, `issues = { from = "validator::ValidationErrors" }`, `?` makes the error of it. Implement it for a type of
/// your own to name that:
///
/// ```
/// use error_catalog::FieldIssue;
/// use error_catalog::field_issues::FieldIssues;
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
