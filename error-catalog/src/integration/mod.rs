//! Adapters for web frameworks, each behind a feature of the framework's name, over [`response`](crate::response::response).

#[cfg(feature = "actix-web")]
pub mod actix_web;
#[cfg(feature = "axum")]
pub mod axum;
mod log;
mod request;
mod request_id;
mod settings;

pub use request::{PassThrough, request_id, set_context_value};
pub use settings::Occurrence;

/// Creates the response with one error, for generated code.
#[cfg(feature = "axum")]
pub fn axum_response(error: &dyn crate::catalog_error::CatalogError) -> axum_core::response::Response {
    axum::into_response(error)
}

/// Creates the response with one error, for generated code.
#[cfg(feature = "actix-web")]
pub fn actix_web_response(error: &dyn crate::catalog_error::CatalogError) -> ::actix_web::HttpResponse {
    actix_web::error_response(error)
}

/// Returns the status of this response.
#[cfg(feature = "actix-web")]
pub fn actix_web_status(error: &dyn crate::catalog_error::CatalogError) -> ::actix_web::http::StatusCode {
    actix_web::status_code(error)
}
