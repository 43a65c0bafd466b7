//! Errors with example values.

use std::error::Error;
use std::fmt;

use crate::{Arg, CatalogError, Definition, FieldIssue, Value};

/// An error of a catalog with the example values of its parameters: for demonstrations, mock servers and tests.
///
/// The catalog asks for the examples in the binary: `[rust] texts = ["example"]`. Where it gives a parameter no
/// example, one is made from its type.
///
/// ```
/// use error_catalog::{ErrorCode, ErrorResponse, ExampleError};
///
/// fn raise<C: ErrorCode>(code: &str) -> Option<ErrorResponse> {
///     Some(ExampleError::new(C::from_text(code)?.definition())?.into())
/// }
/// ```
pub struct ExampleError {
    definition: Definition,
    values: Vec<Value<'static>>,
    issues: Vec<FieldIssue>,
}

impl ExampleError {
    /// An example of this error; `None` where the binary has no examples of its parameters.
    pub fn new(definition: Definition) -> Option<Self> {
        let values = definition.params().map(crate::client::example).collect::<Option<_>>()?;
        let issues = definition.carries_issues().then(|| FieldIssue::new("field", "What is wrong with it"));
        Some(Self { definition, values, issues: issues.into_iter().collect() })
    }
}

impl CatalogError for ExampleError {
    fn definition(&self) -> Definition {
        self.definition
    }

    fn arg(&self, slot: usize) -> Arg<'_> {
        self.values.get(slot).map_or(Arg::Absent, Value::arg)
    }

    fn issues(&self) -> &[FieldIssue] {
        &self.issues
    }
}

impl Error for ExampleError {}

impl fmt::Display for ExampleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::fmt::message(self, f)
    }
}

impl fmt::Debug for ExampleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::fmt::debug(self, f)
    }
}
