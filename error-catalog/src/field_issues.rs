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
/// It is implemented for `validator::ValidationErrors`, `garde::Report` and
/// `serde_path_to_error::Error` (features with the names of the crates), and for axum's rejections
/// (feature `axum-extract`). With `issues = { from = "validator::ValidationErrors" }` in the
/// catalog, `?` converts the type to the error. To convert your own type, implement the trait:
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
    message = "`{Self}` does not report field issues",
    label = "this type must implement `FieldIssues`",
    note = "for a type of another crate, enable the feature of error-catalog with the name of the \
        crate, such as `validator`; for your own type, implement `FieldIssues`",
    note = "if the feature is enabled, error-catalog uses another version of the crate: select your \
        version, for example with `cargo update -p validator@0.21.0 --precise 0.20.0`"
)]
pub trait FieldIssues {
    /// Returns the issues, always in the same order.
    fn field_issues(&self) -> Vec<FieldIssue>;
}
