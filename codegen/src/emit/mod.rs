//! What comes out of a checked catalog.

mod advice;
mod body;
#[cfg(feature = "serde_json")]
mod export;
pub mod format;
pub mod rust;

pub use advice::retry_advice;
pub use body::{docs_url, example, example_headers};
#[cfg(feature = "serde_json")]
pub use export::export;

#[cfg(feature = "prettyplease")]
use std::path::Path;

#[cfg(feature = "prettyplease")]
use crate::catalog::Catalog;
#[cfg(feature = "prettyplease")]
use crate::output::Artifact;

/// Everything that the catalog's `[generate]` names, with paths below `folder`, the catalog's own.
///
/// # Errors
///
/// Where the catalog gives no Rust, which would be a mistake of this crate.
#[cfg(feature = "prettyplease")]
pub fn artifacts(catalog: &Catalog, folder: &Path) -> Result<Vec<Artifact>, syn::Error> {
    let options = rust::Options::default();
    let rust = catalog.generate.rust.iter();
    rust.map(|path| Ok(Artifact::new(folder.join(path), rust::formatted(catalog, &options)?))).collect()
}

/// Everything that a catalog gives, whatever its `[generate]` names, in one folder.
///
/// # Errors
///
/// As [`artifacts`].
#[cfg(feature = "prettyplease")]
pub fn all_artifacts(catalog: &Catalog, folder: &Path) -> Result<Vec<Artifact>, syn::Error> {
    let content = rust::formatted(catalog, &rust::Options::default())?;
    Ok(vec![Artifact::new(folder.join(format!("{}.rs", catalog.name)), content)])
}
