//! Files that are generated once and committed.
#![deny(clippy::pedantic)]

/// Generated.
#[path = "../catalogs/leadron/errors.rs"]
pub mod leadron;
/// Generated.
#[path = "../catalogs/lehnz/errors.rs"]
pub mod lehnz;
/// Generated.
#[path = "../catalogs/lendworks/errors.rs"]
pub mod lendworks;
/// Generated.
#[path = "../catalogs/lorn/errors.rs"]
pub mod lorn;
/// Generated.
#[path = "../catalogs/product-tours/errors.rs"]
pub mod product_tours;
