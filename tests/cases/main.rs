//! Tests over whole catalogs and whole programs.

mod alike;
mod allocations;
mod architecture;
mod awkward;
mod bodies;
mod codes;
mod committed;
mod compile_fail;
mod consumer;
mod decoding;
mod derive;
mod expected;
mod field_issues;
mod hostile;
mod identification;
mod random;
mod responses;
mod rules;
mod servers;
mod standards;
mod support;
mod testing;
mod utoipa;
