//! How documents look.

use crate::catalog::{Catalog, ComponentSet, OpenApiVersion};

/// How a document looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The version of OpenAPI.
    pub version: OpenApiVersion,
    /// JSON in place of YAML.
    pub json: bool,
    /// One schema for all errors, in every response: for generators whose functions have one type of error.
    pub single: bool,
    /// Which components; `None` for those that are used where the responses of an operation are generated, and for all otherwise.
    pub components: Option<ComponentSet>,
}

impl Options {
    /// What `[generate] openapi` asks for: JSON where its file ends in `.json`. Without it, what it would ask for by
    /// default.
    pub fn of(catalog: &Catalog) -> Self {
        let asked = catalog.generate.openapi.as_ref();
        asked.map_or_else(Self::default, |openapi| Self {
            version: openapi.version,
            json: is_json(&openapi.path.value),
            single: openapi.single,
            components: openapi.components,
        })
    }
}

fn is_json(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}
