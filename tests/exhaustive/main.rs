//! Every small mistake in every catalog, every text in every place, and merges into documents of every style.
//!
//! A plain run takes a few of each. `ERROR_CATALOG_EXHAUSTIVE=1`, in a build with optimizations, takes all: `tests/run.sh` does so.

mod damage;
mod injection;
mod merging_anything;

/// Returns whether this run takes all.
fn is_exhaustive() -> bool {
    std::env::var_os("ERROR_CATALOG_EXHAUSTIVE").is_some_and(|value| value == "1")
}

/// Returns an empty folder. A plain run and an optimized one, side by side, have folders of their own.
fn scratch(name: &str) -> std::path::PathBuf {
    let profile = if cfg!(debug_assertions) { "plain" } else { "optimized" };
    error_catalog_test_support::scratch(&format!("{name}-{profile}"))
}
