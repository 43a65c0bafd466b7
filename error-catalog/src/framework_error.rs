//! Errors of the catalog that replace a web framework's own.

use std::error::Error;
use std::fmt;

use crate::body::Context;
use crate::catalog_error::CatalogError;
use crate::code::ErrorCode;
use crate::definition::Definition;
use crate::field_issues::FieldIssue;
use crate::packed::Table;
use crate::param::Arg;
use crate::response::Response;

/// An error in `[framework]` that replaces a web framework's own error, such as an unknown route,
/// an unreadable body or a panic.
///
/// The adapters for web frameworks create it. Create it yourself in a gateway or your own adapter:
///
/// ```
/// use error_catalog::framework::FrameworkError;
/// use error_catalog::response::Context;
/// use leads::Code;
///
/// let error = FrameworkError::new::<Code>(404).expect("`[framework]` has an error for 404");
/// let response = error.response(&Context::default());
/// assert_eq!(response.status, 404);
/// assert_eq!(response.body.as_str(), r#"{"code":"NOT_ROUTED","message":"There is no such route."}"#);
/// assert!(FrameworkError::new::<Code>(500).is_none());
/// ```
pub struct FrameworkError {
    definition: Definition,
    status: u16,
    issues: Vec<FieldIssue>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl FrameworkError {
    /// Creates the error that replaces the framework's response with this status: the error for the
    /// status, or else for its class. `None` if the catalog defines neither.
    pub fn new<C: ErrorCode>(status: u16) -> Option<Self> {
        Self::of(C::table(), status)
    }

    pub(crate) fn of(table: &'static Table, status: u16) -> Option<Self> {
        let definition = Definition::new(table, table.framework_row(status)?);
        Some(Self { definition, status, issues: Vec::new(), source: None })
    }

    /// Adds field issues. They are sent if the error has `issues` and the status is a client error.
    #[must_use]
    pub fn with_issues(self, issues: Vec<FieldIssue>) -> Self {
        Self { issues, ..self }
    }

    /// Adds the cause. It is logged and never sent.
    #[must_use]
    pub fn with_source(self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// Returns the status of the framework's response, which the new response keeps.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the whole response, with the framework's status.
    pub fn response(&self, context: &Context<'_>) -> Response {
        crate::response::response(self, &context.with_status(self.status))
    }
}

impl CatalogError for FrameworkError {
    fn definition(&self) -> Definition {
        self.definition
    }

    /// Returns the framework supplies no parameters. The rules of the catalog ensure that none is
    /// required.
    fn arg(&self, _: usize) -> Arg<'_> {
        Arg::Absent
    }

    /// Returns the field issues of a client error. A server error is not caused by the fields of
    /// the request (RFC 9110 §15.6).
    fn issues(&self) -> &[FieldIssue] {
        let shows_issues = self.status < 500 && self.definition.carries_issues();
        if shows_issues { &self.issues } else { &[] }
    }
}

impl fmt::Display for FrameworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::fmt::message(self, f)
    }
}

impl fmt::Debug for FrameworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::fmt::debug(self, f)
    }
}

impl Error for FrameworkError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
