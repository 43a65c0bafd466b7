//! Responses with one or several errors, for handlers.

use std::fmt;

use crate::body::Context;
use crate::catalog_error::CatalogError;
use crate::definition::Definition;
use crate::response::{Response, joint_response};
use crate::value::Value;

/// A response with one or several errors, of any catalogs, and with values for their envelope.
///
/// Handlers whose errors have several types return it. The operator `?` converts any error of a catalog to it.
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
    /// A response with this error.
    pub fn new(error: impl CatalogError + Send + Sync + 'static) -> Self {
        Self { first: Box::new(error), others: Vec::new(), values: Vec::new() }
    }

    /// The same response with one more error. The first says which envelope and, unless the envelope goes by the
    /// highest, which status the response has.
    #[must_use]
    pub fn and(mut self, error: impl CatalogError + Send + Sync + 'static) -> Self {
        self.others.push(Box::new(error));
        self
    }

    /// Sets a value for the envelope, by the name under which the catalog declares it in `[context]`. A later value takes
    /// the place of an earlier one.
    #[must_use]
    pub fn with_value(mut self, name: &'static str, value: impl Into<Value<'static>>) -> Self {
        self.values.retain(|(known, _)| *known != name);
        self.values.push((name, value.into()));
        self
    }

    /// The errors: one or more.
    pub fn errors(&self) -> impl Iterator<Item = &(dyn CatalogError + Send + Sync)> {
        std::iter::once(&self.first).chain(&self.others).map(|error| &**error)
    }

    /// The same, as [`joint_response`] takes them.
    pub(crate) fn all(&self) -> Vec<&dyn CatalogError> {
        self.errors().map(|error| error as _).collect()
    }

    /// What the catalog says about the first error.
    pub fn definition(&self) -> Definition {
        self.first.definition()
    }

    /// The whole response. Its own values go before those of the context.
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

/// The messages, one after the other.
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
