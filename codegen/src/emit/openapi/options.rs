//! Options of documents.

use crate::catalog::{Catalog, ComponentSet, OpenApiVersion};

/// The options of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The OpenAPI version.
    pub version: OpenApiVersion,
    /// `true` for JSON, `false` for YAML.
    pub json: bool,
    /// `true` for a single schema of all errors, for generators that support a single error type.
    pub single: bool,
    /// The generated components; `None` for the default: the used ones if responses of operations
    /// are generated, otherwise all.
    pub components: Option<ComponentSet>,
}

impl Options {
    /// Creates the options from `[generate] openapi`, or its defaults. A path that ends in `.json`
    /// means JSON.
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
