//! Components, and responses of operations, put into a document that a team writes by hand.
//!
//! Everything outside of what is ours stays byte for byte. In YAML ours stands between comment lines; JSON has no comments, so
//! there each of our members carries the catalog's name.

mod conflict;
mod edit;
mod in_json;
mod in_yaml;
mod keys;
mod marks;
mod ours;
mod part;
mod verify;

pub use self::conflict::{MergeConflict, MergeError};
use self::part::Part;
use super::components::Components;
use super::options::Options;
use super::paths;
use super::used::{self, Reference};
use crate::catalog::{Catalog, Merge, OpenApiVersion};

/// The document with the components of the catalog, and the responses of its operations where `[generate] openapi` asks for
/// them, in place of those that an earlier run put there. All else stays as it is, byte for byte.
///
/// YAML keeps them between the lines `# error-catalog:begin` and `# error-catalog:end`, which can be moved within
/// their section. In JSON they are known by their member `x-error-catalog`, and references by what they point to.
///
/// The result is read again by a parser of its own, and compared with the document as data: what was there is there unchanged, and
/// each component is in its section.
///
/// ```
/// # fn merge(catalog: &error_catalog_codegen::Catalog) -> Result<(), error_catalog_codegen::emit::openapi::MergeError> {
/// use error_catalog_codegen::emit::openapi::merged;
///
/// let document = "openapi: 3.1.1\ninfo: { title: Leads, version: '1' } # ours\npaths: {}\ncomponents:\n  schemas:\n    Lead: {}\n";
/// let with_errors = merged(catalog, document)?;
/// assert!(with_errors.starts_with(document));
/// assert_eq!(merged(catalog, &with_errors)?, with_errors);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// Where the document is not valid, has a form in which nothing can be put, has a key of its own that ours would clash with, or has
/// no place for an operation. All such places are named. Also where the result would not be what it must be; the first difference
/// is named.
pub fn merged(catalog: &Catalog, document: &str) -> Result<String, MergeError> {
    put(catalog, document, false)
}

/// The document as [`merged`] makes it, where responses and components of the catalog take the place of the document's own that have
/// the same status or name: for the first run on a document whose error responses were written by hand.
///
/// ```
/// # fn adopt(catalog: &error_catalog_codegen::Catalog) -> Result<(), error_catalog_codegen::emit::openapi::MergeError> {
/// use error_catalog_codegen::emit::openapi::{adopted, merged};
///
/// let document = "paths:\n  /leads:\n    get:\n      responses:\n        '404': { description: by hand }\ncomponents:\n";
/// assert!(merged(catalog, document).is_err());
/// let with_errors = adopted(catalog, document)?;
/// assert!(!with_errors.contains("by hand"));
/// assert_eq!(merged(catalog, &with_errors)?, with_errors);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// As [`merged`], but for the keys; and where a response that would be replaced has an anchor that is used elsewhere.
pub fn adopted(catalog: &Catalog, document: &str) -> Result<String, MergeError> {
    put(catalog, document, true)
}

fn put(catalog: &Catalog, document: &str, adopts: bool) -> Result<String, MergeError> {
    let options = Options::of(catalog);
    let asked = catalog.generate.openapi.as_ref();
    let mut components = Components::new(catalog, &options);
    let by_operation = asked.is_some_and(|asked| asked.merge == Some(Merge::Operations));
    let operations =
        if by_operation { operations(catalog, options.version, &components) } else { Vec::new() };
    let members = || operations.iter().flat_map(|part| &part.members);
    let mut references: Vec<Reference> = members().flat_map(|(_, member)| used::references(member)).collect();
    references.extend(if options.json {
        in_json::references(document, &catalog.name)
    } else {
        in_yaml::references(document)
    });
    let has_operations = members().next().is_some();
    let sections = components.take_sections();
    let mut parts = Vec::new();
    for (section, members) in used::chosen(&components, sections, has_operations, references) {
        let path = vec!["components".to_owned(), section.to_owned()];
        let members = members.into_iter().map(|(name, make)| {
            let component = make(&components);
            let component = if options.json { in_json::marked(component, catalog) } else { component };
            (name.into(), component)
        });
        parts.push(Part { path, operation: None, members: members.collect() });
    }
    parts.extend(operations);
    if options.json {
        in_json::merged(document, &parts, catalog, by_operation, adopts)
    } else {
        in_yaml::merged(document, &parts, adopts)
    }
}

fn operations<'a>(
    catalog: &'a Catalog,
    version: OpenApiVersion,
    components: &Components<'a>,
) -> Vec<Part<'a>> {
    let routes = catalog.operations.iter().enumerate();
    let parts = routes.filter_map(|(at, operation)| {
        // Without a route there is no place that it could be put.
        let route = operation.endpoint.as_ref()?;
        let (path, method) = (route.path.clone(), paths::method(route, version));
        Some(Part {
            path: vec!["paths".to_owned(), path, method, "responses".to_owned()],
            operation: Some(&operation.name),
            // A document of the user's own says itself what the framework answers.
            members: paths::responses(components, at, |response| response.is_own).into_members(),
        })
    });
    parts.collect()
}
