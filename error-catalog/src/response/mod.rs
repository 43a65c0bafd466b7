//! Responses without a web framework: status, headers and body, for adapters, gateways and tests.

mod error_response;
mod headers;
mod write;

pub use self::error_response::ErrorResponse;
pub use self::headers::{Headers, IntoIter, Iter};
pub use self::write::{Response, joint_response, response};
pub use crate::body::{Body, Context, body, joint_body, joint_status};
