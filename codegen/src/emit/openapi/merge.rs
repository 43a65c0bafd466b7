//! Components, and responses of operations, put into a document that a team writes by hand.
//!
//! Everything outside of what is ours stays byte for byte. In YAML ours stands between comment lines; JSON has no comments, so
//! there each of our members carries the catalog's name.

mod in_json;
mod in_yaml;
mod keys;
mod verify;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt;
use std::ops::Range;

use self::keys::Keys;
use super::Options;
use super::components::Components;
use super::paths;
use super::tree::Tree;
use super::used::{self, Reference};
use crate::catalog::{Catalog, Merge, OpenApiVersion};

/// Why nothing can be put into a document: every place that is in the way, in the order of the lines.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MergeError {
    /// The places, one at least.
    pub conflicts: Vec<MergeConflict>,
}

/// A place of a document that is in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MergeConflict {
    /// The line, from 1.
    pub line: usize,
    /// What is in the way.
    pub message: String,
    /// What to write.
    pub help: String,
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, MergeConflict { line, message, help }) in self.conflicts.iter().enumerate() {
            let start = if at == 0 { "" } else { "\n" };
            write!(f, "{start}line {line}: {message}\n  = help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for MergeError {}

impl From<MergeConflict> for MergeError {
    fn from(conflict: MergeConflict) -> Self {
        Self { conflicts: vec![conflict] }
    }
}

/// The conflicts of a run so far.
#[derive(Default)]
struct Conflicts(Vec<MergeConflict>);

impl Conflicts {
    /// The value, or nothing where there is a conflict in its place, which is noted.
    fn noted<T>(&mut self, result: Result<T, MergeConflict>) -> Option<T> {
        result.map_err(|conflict| self.0.push(conflict)).ok()
    }

    /// An error where there is a conflict.
    fn finish(mut self) -> Result<(), MergeError> {
        self.0.sort_by_key(|conflict| conflict.line);
        self.0.dedup();
        if self.0.is_empty() { Ok(()) } else { Err(MergeError { conflicts: self.0 }) }
    }
}

/// What goes under one key path of a document.
struct Part<'a> {
    path: Vec<String>,
    /// The operation that it is of, if any.
    operation: Option<&'a str>,
    members: Members<'a>,
}

type Members<'a> = Vec<(Cow<'a, str>, Tree<'a>)>;

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

/// The line of a byte, from 1.
fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

fn error(line: usize, message: impl Into<String>, help: impl Into<String>) -> MergeConflict {
    MergeConflict { line, message: message.into(), help: help.into() }
}

/// What takes the place of a range of the document.
struct Edit {
    range: Range<usize>,
    /// The blanks before it.
    column: usize,
    text: String,
}

/// The document with all edits made.
fn edited(document: &str, mut edits: Vec<Edit>) -> Result<String, MergeConflict> {
    // At one place, what is inside of a mapping stands before what follows that mapping.
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end, Reverse(edit.column)));
    let mut out = String::new();
    let mut at = 0;
    for edit in edits {
        let Some(kept) = document.get(at..edit.range.start) else {
            let message = "two changes of the merge overlap here";
            let help = "write block mappings, one key a line, around `components` and `responses`";
            return Err(error(line_of(document, edit.range.start), message, help));
        };
        out.push_str(kept);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    Ok(out + &document[at..])
}

/// How the document's lines end.
fn line_end(document: &str) -> &'static str {
    match document.find('\n') {
        Some(at) if document[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// That a key which must be there is not.
fn nowhere(line: usize, part: &Part<'_>, depth: usize) -> MergeConflict {
    let missing = part.path[..=depth].join(" → ");
    match part.operation {
        None => {
            let help =
                "write `components:` in YAML, `\"components\": {}` in JSON: its sections are put there";
            error(line, format!("the document has no `{missing}`"), help)
        }
        Some(operation) => {
            let message = format!("the document has no `{missing}` for the operation `{operation}`");
            let help = format!(
                "describe the operation there, write the document's own path as the `route` of `{operation}`, or leave its \
                 `route` out"
            );
            error(line, message, help)
        }
    }
}

/// That a key of the document's own is one of ours.
fn clash(line: usize, key: &str) -> MergeConflict {
    let help = "remove it, or run `error-catalog generate --adopt` once: the catalog's takes its place";
    error(line, format!("`{key}` stands here already, outside of what error-catalog wrote"), help)
}
