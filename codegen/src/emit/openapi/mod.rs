//! OpenAPI: a whole document, or its components in a document that is there already.
//!
//! The document is a tree of the project's own (`tree.rs`): examples keep the order and the numbers of the bodies that they
//! show, and one tree makes both texts, with no crate to compile.

mod advice;
mod components;
mod headers;
mod merge;
mod names;
mod paths;
mod schema;
mod tree;
mod version;

pub use merge::{MergeError, merged};

use components::Components;
use tree::Tree;

use crate::catalog::{Catalog, OpenApiVersion};

/// How a document looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The version of OpenAPI.
    pub version: OpenApiVersion,
    /// JSON in place of YAML.
    pub json: bool,
    /// One schema for all errors, in every response: for generators whose functions have one type of error.
    pub single: bool,
}

impl Options {
    /// What `[generate] openapi` asks for: JSON where its file ends in `.json`. Without it, what it would ask for by
    /// default.
    pub fn of(catalog: &Catalog) -> Self {
        let asked = catalog.generate.openapi.as_ref();
        asked.map_or_else(Self::default, |openapi| Self {
            version: openapi.version,
            json: is_json(&openapi.path),
            single: openapi.single,
        })
    }
}

fn is_json(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// A whole OpenAPI document: the operations that have a route, with their error responses, and the components for all errors
/// that are `public`.
///
/// Schemas say what the runtime writes (JSON Schema 2020-12; OpenAPI 3.0.3 §4.7.24 in 3.0): an error's own schema has its
/// code as a constant, so that `oneOf` tells the errors of one status apart. Where an envelope shows no code, its
/// one schema stands for all, and each error is an example. `x-retry` holds the retry policy, with delays in seconds.
///
/// ```no_run
/// use error_catalog_codegen::{check, emit::openapi};
///
/// let (catalog, report) = check("errors.toml")?;
/// let catalog = catalog.ok_or_else(|| std::io::Error::other(report.to_string()))?;
/// let yaml = openapi::document(&catalog, &openapi::Options::default());
/// assert!(yaml.contains("openapi: \"3.1.1\""));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn document(catalog: &Catalog, options: &Options) -> String {
    let components = Components::new(catalog, options);
    let info = Tree::object()
        .with("title", catalog.title.as_str())
        .with_some("description", catalog.description.as_deref())
        .with("version", catalog.version.as_str());
    let paths = paths::paths(catalog, &components);
    let sections = components.into_sections().into_iter().filter(|(_, section)| !section.is_empty());
    let sections = sections.map(|(name, section)| (name, Tree::of(section)));
    let document = Tree::object()
        .with("openapi", options.version.number())
        .with("info", info)
        // What holds where nothing is said, which some linters ask to be told (OpenAPI 3.1.1 §4.8.1).
        .with("servers", vec![Tree::object().with("url", "/")])
        .with("security", Vec::new())
        .with("paths", paths)
        .with("components", Tree::of(sections))
        // JSON has no comments.
        .with("x-generated", super::NOTICE);
    let mut out = String::new();
    if options.json {
        document.json(0, "  ", &mut out);
        out.push('\n');
    } else {
        out.push_str(&format!("# {}\n", super::NOTICE));
        document.yaml(0, &mut out);
    }
    out
}
