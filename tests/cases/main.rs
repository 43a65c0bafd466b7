//! Tests over whole catalogs and whole programs.

mod architecture;
mod awkward;
mod codes;
mod committed;
mod consumer;
mod expected;
mod rules;
mod support;
