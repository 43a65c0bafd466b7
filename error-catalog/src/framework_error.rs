//! What stands for the errors that a web framework makes by itself.

use std::error::Error;
use std::fmt;

use crate::body::Context;
use crate::catalog_error::CatalogError;
use crate::code::ErrorCode;
use crate::definition::Definition;
use crate::packed::Table;
use crate::param::{Arg, FieldIssue};
use crate::response::Response;

/// The error that a catalog names, under `[framework]`, for what a web framework answers by itself: an unknown
/// route, a body that cannot be read, a panic.
///
/// The adapters for web frameworks make it; a gateway or an adapter of your own can, too:
///
/// ```
/// use error_catalog::{Context, ErrorCode, FrameworkError, Response};
///
/// fn not_found<C: ErrorCode>() -> Option<Response> {
///     Some(FrameworkError::new::<C>(404)?.response(&Context::default()))
/// }
/// ```
pub struct FrameworkError {
    definition: Definition,
    status: u16,
    issues: Vec<FieldIssue>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl FrameworkError {
    /// What stands for the framework's answer with that status: the error for the very status, or else for its
    /// class; `None` where the catalog names neither.
    pub fn new<C: ErrorCode>(status: u16) -> Option<Self> {
        Self::of(C::table(), status)
    }

    pub(crate) fn of(table: &'static Table, status: u16) -> Option<Self> {
        let definition = Definition::new(table, table.stands_for(status)?);
        Some(Self { definition, status, issues: Vec::new(), source: None })
    }

    /// Adds field issues; they are shown where the catalog's error carries any, and the fault is the client's.
    #[must_use]
    pub fn with_issues(self, issues: Vec<FieldIssue>) -> Self {
        Self { issues, ..self }
    }

    /// Adds the cause: for logs, never for the wire.
    #[must_use]
    pub fn with_source(self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// The status that the framework answered with, which stays the response's.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The whole response, with the framework's status.
    pub fn response(&self, context: &Context<'_>) -> Response {
        crate::response(self, &context.with_status(self.status))
    }
}

impl CatalogError for FrameworkError {
    fn definition(&self) -> Definition {
        self.definition
    }

    /// The framework knows no parameters; the catalog's rules see to it that none is required.
    fn arg(&self, _: usize) -> Arg<'_> {
        Arg::Absent
    }

    /// A server error says nothing of the request (RFC 9110 §15.6): its fields are not what is wrong.
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
