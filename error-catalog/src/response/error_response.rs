//! Responses with one or several errors, for handlers.

use std::fmt;

use super::write::{Response, joint_response};
use crate::body::Context;
use crate::catalog_error::CatalogError;
use crate::definition::Definition;
use crate::value::Value;

/// A response with one or several errors, of any catalogs, and with values for their envelope.
///
/// Return it from handlers with errors of several types. The operator `?` converts any error of a
/// catalog to it.
///
/// ```
/// use error_catalog::ErrorResponse;
/// use leads::Error;
///
/// fn get_lead(id: u64) -> Result<String, ErrorResponse> {
///     if id > 100 {
///         return Err(ErrorResponse::new(Error::LeadNotFound { id }).with_value("session_id", "cs_demo"));
///     }
///     Err(Error::Forbidden)?
/// }
/// let codes = |response: ErrorResponse| response.errors().map(|error| error.definition().code()).collect::<Vec<_>>();
/// assert_eq!(codes(get_lead(101).expect_err("no such lead")), ["LEAD_NOT_FOUND"]);
/// assert_eq!(codes(get_lead(1).expect_err("no access")), ["FORBIDDEN"]);
/// ```
///
/// It is not an [`Error`](std::error::Error) itself, like `anyhow::Error`. Each of its errors is one.
pub struct ErrorResponse {
    first: Box<dyn CatalogError + Send + Sync>,
    others: Vec<Box<dyn CatalogError + Send + Sync>>,
    values: Vec<(&'static str, Value<'static>)>,
}

impl ErrorResponse {
    /// Creates a response with this error.
    pub fn new(error: impl CatalogError + Send + Sync + 'static) -> Self {
        Self { first: Box::new(error), others: Vec::new(), values: Vec::new() }
    }

    /// Adds an error. The first error determines the envelope and, unless
    /// `joint_status = "highest"`, the status of the response.
    #[must_use]
    pub fn and(mut self, error: impl CatalogError + Send + Sync + 'static) -> Self {
        self.others.push(Box::new(error));
        self
    }

    /// Sets a value of `[context]` by its name. A later value replaces an earlier one.
    #[must_use]
    pub fn with_value(mut self, name: &'static str, value: impl Into<Value<'static>>) -> Self {
        self.values.retain(|(known, _)| *known != name);
        self.values.push((name, value.into()));
        self
    }

    /// Iterates over the errors, of which there is at least one.
    pub fn errors(&self) -> impl Iterator<Item = &(dyn CatalogError + Send + Sync)> {
        std::iter::once(&self.first).chain(&self.others).map(|error| &**error)
    }

    /// Returns the errors as a slice for [`joint_response`].
    pub(crate) fn all(&self) -> Vec<&dyn CatalogError> {
        self.errors().map(|error| error as _).collect()
    }

    /// Returns the definition of the first error.
    pub fn definition(&self) -> Definition {
        self.first.definition()
    }

    /// Writes the response. Its own values override those of the context.
    pub fn response(&self, context: &Context<'_>) -> Response {
        let own = self.values.iter().map(|(name, value)| (*name, value.arg()));
        let values: Vec<_> = own.chain(context.values.iter().copied()).collect();
        joint_response(&self.all(), &context.with_values(&values))
    }
}

impl<E: CatalogError + Send + Sync + 'static> From<E> for ErrorResponse {
    fn from(error: E) -> Self {
        Self::new(error)
    }
}

/// Writes the messages, separated by semicolons.
impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.errors().enumerate().try_for_each(|(i, error)| {
            f.write_str(if i > 0 { "; " } else { "" })?;
            fmt::Display::fmt(error, f)
        })
    }
}

impl fmt::Debug for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.errors()).finish()
    }
}
