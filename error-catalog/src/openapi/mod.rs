//! Responses, bodies and codes for utoipa documents, derived from the catalog's table and the trees
//! of its envelopes.

mod choice;
mod headers;
mod responses;
mod schema;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

pub use responses::{Responses, Rows, body_schema, responses};

use self::choice::{code_value, one_of};
use crate::code::{ErrorCategory, ErrorCode};

/// An error type with its own responses. The unused lifetime makes rustc check the bound where the
/// responses are used, and not where a transparent variant contains the type.
pub trait Documented<'a>: utoipa::IntoResponses {}

impl<T: utoipa::IntoResponses> Documented<'_> for T {}

/// Returns the schema of the documented codes.
pub fn code_schema<C: ErrorCode>() -> RefOr<Schema> {
    let public = C::all().iter().map(|code| code.definition()).filter(|definition| definition.is_public());
    one_of(public.map(code_value))
}

/// Returns the schema of the categories.
pub fn category_schema<C: ErrorCategory>() -> RefOr<Schema> {
    one_of(C::all().iter().map(|category| category.as_str().into()))
}
