//! Errors with example values.

use std::error::Error;
use std::fmt;

use crate::catalog_error::CatalogError;
use crate::definition::Definition;
use crate::field_issues::FieldIssue;
use crate::param::Arg;
#[cfg(feature = "utoipa")]
use crate::timestamp::Timestamp;
use crate::value::Value;

/// An error of a catalog with example values, for demonstrations, mock servers and tests.
///
/// The catalog must include the examples in the binary: `[rust] texts = ["example"]`. A parameter
/// without an example gets a value derived from its type.
///
/// ```
/// use error_catalog::{ErrorCode, ErrorResponse};
/// use error_catalog::testing::ExampleError;
/// use leads::Code;
///
/// let error = ExampleError::new(Code::RateLimited.definition()).expect("the binary has the examples");
/// assert_eq!(error.to_string(), "Too many requests. Try again in 1 seconds.");
/// let response: ErrorResponse = error.into();
/// assert_eq!(response.errors().count(), 1);
/// ```
pub struct ExampleError {
    definition: Definition,
    values: Vec<Value<'static>>,
    issues: Vec<FieldIssue>,
}

impl ExampleError {
    /// Creates an example of this error; `None` if the binary has no examples of its parameters.
    pub fn new(definition: Definition) -> Option<Self> {
        Some(Self::with_values(
            definition,
            definition.params().map(crate::client::parse_example).collect::<Option<_>>()?,
        ))
    }

    /// Creates an example of this error. If the binary has no examples, the values are derived from
    /// the types.
    #[cfg(feature = "utoipa")]
    pub(crate) fn made(definition: Definition) -> Self {
        let value = |param| crate::client::parse_example(param).unwrap_or_else(|| made_of(param));
        Self::with_values(definition, definition.params().map(value).collect())
    }

    fn with_values(definition: Definition, values: Vec<Value<'static>>) -> Self {
        let issues = definition.carries_issues().then(|| FieldIssue::new("field", "The value is invalid"));
        Self { definition, values, issues: issues.into_iter().collect() }
    }
}

/// Returns the time of all examples.
#[cfg(feature = "utoipa")]
pub(crate) fn time() -> Timestamp {
    let time = Timestamp::UNIX_EPOCH.checked_add(std::time::Duration::from_secs(1_736_937_000));
    time.unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Returns an example value for a type, the same as the generator. The example of a text is the
/// name of the parameter.
#[cfg(feature = "utoipa")]
fn made_of(param: crate::definition::ParamDefinition) -> Value<'static> {
    let ty = param.type_name();
    let item = ty.strip_prefix('[').and_then(|ty| ty.strip_suffix(']'));
    let one = match item.unwrap_or(ty) {
        "bool" => Value::Bool(true),
        "i64" => Value::I64(1),
        "u64" => Value::U64(1),
        "f64" => Value::F64(0.5),
        "timestamp" => Value::Timestamp(time()),
        "uuid" => Value::from("550e8400-e29b-41d4-a716-446655440000"),
        "json" => Value::Json(crate::json::Json::checked("{}")),
        _ => Value::from(param.name()),
    };
    if item.is_some() { Value::List(vec![one]) } else { one }
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
