//! Adapters for web frameworks, each behind a feature of the framework's name, over [`response`](crate::response).

#[cfg(feature = "actix-web")]
pub mod actix_web;
#[cfg(feature = "axum")]
pub mod axum;
#[cfg(feature = "tracing")]
mod log;
mod request;
mod settings;

pub use request::set_context_value;
