//! OpenAPI: a whole document, or components merged into an existing document.
//!
//! Each component is a tree (`tree.rs`), which keeps the order and the numbers of example bodies
//! and is rendered as JSON or YAML. It is created when it is written.

mod advice;
mod common_mark;
mod components;
mod headers;
mod merge;
mod names;
mod options;
mod paths;
mod schema;
mod text;
mod tree;
mod used;
mod version;

pub use merge::{MergeConflict, MergeError, adopted, merged};
pub use options::Options;

use components::{Components, Section};
use text::Text;
use tree::Tree;

use crate::catalog::Catalog;

/// Returns a whole OpenAPI document: the operations with a route, their error responses, and the
/// referenced components. Without such operations, it contains the components of all public errors.
///
/// Schemas describe exactly what the runtime writes (JSON Schema 2020-12; OpenAPI 3.0.3 §4.7.24 in
/// 3.0). The schema of an error has its code as a constant, so that `oneOf` distinguishes the
/// errors of a status. An envelope without a code has a single schema, with each error as an
/// example. `x-retry` contains the retry policy, with delays in seconds.
///
/// ```no_run
/// use error_catalog_codegen::{Checked, check, emit::openapi};
///
/// let Checked { catalog, report, .. } = check("errors.toml")?;
/// let catalog = catalog.ok_or_else(|| std::io::Error::other(report.to_string()))?;
/// let yaml = openapi::document(&catalog, &openapi::Options::default());
/// assert!(yaml.contains("openapi: \"3.1.1\""));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn document(catalog: &Catalog, options: &Options) -> String {
    let mut components = Components::new(catalog, options);
    let mut text = Text::new(options.json);
    text.comment(super::NOTICE);
    text.member("openapi", &options.version.number().into());
    let info = Tree::object()
        .with("title", catalog.title.as_str())
        .with_some("description", catalog.description.as_deref().map(common_mark::of_prose))
        .with("version", catalog.version.as_str());
    text.member("info", &info);
    // The default, which some linters require (OpenAPI 3.1.1 §4.8.1).
    text.member("servers", &vec![Tree::object().with("url", "/")].into());
    text.member("security", &Vec::new().into());
    let paths = paths::paths(catalog, options.version, &components);
    let has_operations = !paths.is_empty();
    let sections = components.take_sections();
    let sections = used::chosen(&components, sections, has_operations, used::references(&paths));
    text.member("paths", &paths);
    write_sections(&mut text, &components, sections);
    // JSON has no comments.
    text.member("x-generated", &super::NOTICE.into());
    text.finish()
}

/// Writes all components, each created when it is written.
fn write_sections<'a>(
    text: &mut Text,
    components: &Components<'a>,
    mut sections: Vec<(&'static str, Section<'a>)>,
) {
    sections.retain(|(_, members)| !members.is_empty());
    if sections.is_empty() {
        return text.member("components", &Tree::object());
    }
    text.open("components");
    for (section, members) in sections {
        text.open(section);
        for (name, make) in members {
            text.member(&name, &make(components));
        }
        text.close();
    }
    text.close();
}
