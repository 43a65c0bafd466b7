//! Two services with the same answers: one written by hand, one from a catalog. Each on axum and on actix-web.

pub mod by_hand;
pub mod whole;
pub mod with_actix_web;
pub mod with_axum;

/// Generated from `errors.toml`.
pub mod errors {
    error_catalog::include_catalog!("layers");
}

/// Generated from a catalog of 2,000 errors.
pub mod many {
    error_catalog::include_catalog!("many");
}

/// Who answers.
#[derive(Clone, Copy, PartialEq)]
pub enum Service {
    /// Errors by hand, without any layer.
    Plain,
    /// Errors by hand, and a layer that knows the ids of requests.
    ByHand,
    /// Errors from the catalog, and its layer.
    Catalog,
}

/// The value of the one parameter.
pub fn name() -> String {
    "Ada Lovelace".to_owned()
}
