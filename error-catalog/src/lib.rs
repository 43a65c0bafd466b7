//! The errors of an HTTP API, defined once in a TOML catalog.
//!
//! Services depend on this crate. `error-catalog-codegen` generates the error types from the
//! catalog, in a build script or with the command `error-catalog`:
//!
//! ```toml
//! # errors.toml
//! [catalog]
//! name = "leads"
//! version = "1.0.0"
//!
//! [errors]
//! NOT_FOUND = { status = 404, message = "{resource} not found", params = { resource = "string" } }
//! ```
//!
//! ```ignore
//! // build.rs
//! fn main() -> Result<(), error_catalog_codegen::CompileError> {
//!     error_catalog_codegen::compile("errors.toml")
//! }
//!
//! // src/errors.rs
//! error_catalog::include_catalog!("leads");
//! ```
//!
//! The generated code has an enum `Error` with one variant per error, a `Copy` enum `Code`, an enum `Category` if the catalog
//! has categories, and an enum for each operation that lists its errors.
//!
//! * [`CatalogError`] is the trait of every generated error: its [`Definition`] and the values of its parameters. It is object
//!   safe.
//! * [`Definition`] is a view of an error's entry in the catalog: code, status, category, message, parameters, headers, retry
//!   policy.
//! * [`ErrorResponse`] is a response with one or several errors, for handlers. [`response`] writes responses without a web
//!   framework.
//! * [`decode`] reads a response on a client's side: the errors of the catalog, with their parameters.
//! * [`ErrorCode`] is the trait of every generated code enum.
//!
//! # Features
//!
//! | feature | adds |
//! | --- | --- |
//! | `actix-web` | responses of actix-web 4, and the middleware in [`actix_web`] |
//! | `actix-web-extract` | `actix_web::extract`: extractors with field issues |
//! | `axum` | responses of axum 0.8, and the layer in [`axum`] |
//! | `axum-extract` | `axum::extract`: extractors with field issues;
//! [`FieldIssues`](field_issues::FieldIssues) for axum's rejections |
//! | `derive` | [`ErrorCatalog`](https://docs.rs/error-catalog-derive), for your own enums |
//! | `garde` | [`FieldIssues`](field_issues::FieldIssues) for garde's reports |
//! | `httpdate` | dates in `Retry-After`, for [`RetryPolicy::next_delay`](retry::RetryPolicy::next_delay) |
//! | `serde` | `Serialize` and `Deserialize` for codes and categories, as on the wire |
//! | `serde_json` | `serde_json::Value` as a parameter of type `json` |
//! | `serde_path_to_error` | [`FieldIssues`](field_issues::FieldIssues) for its errors |
//! | `tower` | the layer for axum replaces tower's timeout and load shedding errors |
//! | `tracing` | a log event for each error that a web framework serves |
//! | `utoipa` | `IntoResponses` and `ToSchema` for utoipa 5 and 6 |
//! | `validator` | [`FieldIssues`](field_issues::FieldIssues) for validator's errors |
#![cfg_attr(docsrs, feature(doc_cfg))]

mod body;
mod catalog_error;
pub mod client;
pub mod code;
pub mod definition;
mod encoding;
mod envelope;
mod escape;
mod example;
pub mod field_issues;
mod field_path;
mod fmt;
mod framework_error;
#[cfg(any(feature = "axum", feature = "actix-web"))]
mod integration;
mod json;
mod lookup;
#[cfg(feature = "utoipa")]
mod openapi;
mod packed;
pub mod param;
pub mod response;
pub mod retry;
mod small_list;
mod status;
pub mod testing;
mod timestamp;
mod uri_reference;
pub mod value;

#[doc(hidden)]
pub mod __private;

/// The errors that replace a web framework's own, and the settings that the adapters for web frameworks share.
pub mod framework {
    pub use crate::framework_error::FrameworkError;
    #[cfg(any(feature = "axum", feature = "actix-web"))]
    #[cfg_attr(docsrs, doc(cfg(any(feature = "axum", feature = "actix-web"))))]
    pub use crate::integration::{Occurrence, PassThrough, request_id, set_context_value};
}

pub use catalog_error::{CatalogError, Catalogued};
#[doc(inline)]
pub use client::decode;
#[doc(inline)]
pub use code::ErrorCode;
#[doc(inline)]
pub use definition::Definition;
#[cfg(feature = "derive")]
#[cfg_attr(docsrs, doc(cfg(feature = "derive")))]
pub use error_catalog_derive::ErrorCatalog;
#[doc(inline)]
pub use field_issues::FieldIssue;
#[cfg(feature = "actix-web")]
#[cfg_attr(docsrs, doc(cfg(feature = "actix-web")))]
pub use integration::actix_web;
#[cfg(feature = "axum")]
#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
pub use integration::axum;
#[doc(inline)]
pub use response::ErrorResponse;
#[doc(inline)]
pub use value::{Json, Timestamp, Value};

/// Includes the Rust code that the build script generated for a catalog.
///
/// The argument is the `name` in `[catalog]`. The build script of the same package must call
/// `error_catalog_codegen::compile`.
///
/// ```ignore
/// pub mod errors {
///     error_catalog::include_catalog!("leads");
/// }
/// ```
#[macro_export]
macro_rules! include_catalog {
    ($name:literal) => {
        include!(env!(
            concat!("ERROR_CATALOG_FILE_OF_", $name),
            concat!(
                "the build script of this package does not compile a catalog `",
                $name,
                "`: call `error_catalog_codegen::compile(\"errors.toml\")` in build.rs, and write the `name` from `[catalog]` here"
            )
        ));
    };
}
