//! Merges components and responses of operations into a handwritten document.
//!
//! All other parts stay the same, byte for byte. In YAML, generated parts are between comment
//! lines. JSON has no comments, so each generated member contains the name of the catalog.

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

/// Merges the components of the catalog into a document and, with `merge = "operations"`, the
/// responses of its operations. They replace those of an earlier run. All other parts stay the
/// same, byte for byte.
///
/// In YAML, they are between the lines `# error-catalog:begin` and `# error-catalog:end`, which you
/// can move within their section. In JSON, components have the member `x-error-catalog`, and
/// references are recognized by their target.
///
/// An independent parser reads the result and compares it with the original document: your own data
/// must be unchanged, and each component must be in its section.
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
/// Fails if the document is invalid, has an unsupported form, has your own key with the name of a
/// generated one, or lacks an operation. The error contains all such places. Also fails if the
/// comparison of the result fails, with the first difference.
pub fn merged(catalog: &Catalog, document: &str) -> Result<String, MergeError> {
    put(catalog, document, false)
}

/// Merges like [`merged`], and replaces the document's own responses and components with the same
/// status or name. Use it for the first run on a document with handwritten error responses.
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
/// Fails like [`merged`], except for keys with the same name. Also fails if a replaced response has
/// an anchor that is used elsewhere.
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
        // An operation without a route has no place in the document.
        let route = operation.endpoint.as_ref()?;
        let (path, method) = (route.path.clone(), paths::method(route, version));
        Some(Part {
            path: vec!["paths".to_owned(), path, method, "responses".to_owned()],
            operation: Some(&operation.name),
            // An existing document describes the framework's own responses itself.
            members: paths::responses(components, at, |response| response.is_own).into_members(),
        })
    });
    parts.collect()
}
