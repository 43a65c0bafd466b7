//! OpenAPI: a whole document, or its components in a document that is there already.
//!
//! Each component is a tree of the project's own (`tree.rs`): examples keep the order and the numbers of the bodies that they
//! show, and one tree makes both texts, with no crate to write them. It is made when it is written.

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

/// A whole OpenAPI document: the operations that have a route, with their error responses, and the components that these refer to; or
/// the components for all errors that are `public`.
///
/// Schemas say what the runtime writes (JSON Schema 2020-12; OpenAPI 3.0.3 §4.7.24 in 3.0): an error's own schema has its
/// code as a constant, so that `oneOf` tells the errors of one status apart. Where an envelope shows no code, its
/// one schema stands for all, and each error is an example. `x-retry` holds the retry policy, with delays in seconds.
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
    // What holds where nothing is said, which some linters ask to be told (OpenAPI 3.1.1 §4.8.1).
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

/// All components, each made when its turn comes.
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
