//! Files that are generated once and committed.
#![deny(clippy::pedantic)]

/// Generated.
#[path = "../catalogs/leadron/expected/errors.rs"]
pub mod leadron;
/// Generated.
#[path = "../catalogs/lehnz/expected/errors.rs"]
pub mod lehnz;
/// Generated.
#[path = "../catalogs/lendworks/expected/errors.rs"]
pub mod lendworks;
/// Generated.
#[path = "../catalogs/lorn/expected/errors.rs"]
pub mod lorn;
/// Generated.
#[path = "../catalogs/product-tours/expected/errors.rs"]
pub mod product_tours;
