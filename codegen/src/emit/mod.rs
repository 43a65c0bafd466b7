//! What comes out of a checked catalog.

mod body;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod rust;

pub use body::example;

#[cfg(feature = "prettyplease")]
use std::path::Path;

#[cfg(feature = "prettyplease")]
use crate::catalog::Catalog;
#[cfg(feature = "prettyplease")]
use crate::output::Artifact;

/// Everything that the catalog's `[generate]` names, with paths below `folder`, the catalog's own. What goes into a file that
/// is there already is not among it: see `openapi::merged`.
///
/// # Errors
///
/// Where the catalog gives no Rust, which would be a mistake of this crate.
#[cfg(feature = "prettyplease")]
pub fn artifacts(catalog: &Catalog, folder: &Path) -> Result<Vec<Artifact>, syn::Error> {
    let mut made = Vec::new();
    if let Some(path) = &catalog.generate.rust {
        made.push(Artifact::new(folder.join(path), rust::formatted(catalog, &rust::Options::default())?));
    }
    #[cfg(feature = "openapi")]
    if let Some(openapi) = catalog.generate.openapi.as_ref().filter(|openapi| openapi.merge.is_none()) {
        let document = openapi::document(catalog, &openapi::Options::of(catalog));
        made.push(Artifact::new(folder.join(&openapi.path), document));
    }
    Ok(made)
}

/// Everything that a catalog gives, whatever its `[generate]` names, in one folder.
///
/// # Errors
///
/// As [`artifacts`].
#[cfg(feature = "prettyplease")]
pub fn all_artifacts(catalog: &Catalog, folder: &Path) -> Result<Vec<Artifact>, syn::Error> {
    let file = |ending: &str| folder.join(format!("{}.{ending}", catalog.name));
    let rust = Artifact::new(file("rs"), rust::formatted(catalog, &rust::Options::default())?);
    #[cfg(feature = "openapi")]
    {
        let options = openapi::Options { json: false, ..openapi::Options::of(catalog) };
        Ok(vec![rust, Artifact::new(file("openapi.yaml"), openapi::document(catalog, &options))])
    }
    #[cfg(not(feature = "openapi"))]
    Ok(vec![rust])
}
