//! The outputs of a catalog.

use crate::source::Spanned;

/// The outputs of `error-catalog generate`. Paths are relative to the catalog.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Generate {
    /// A Rust file to commit.
    pub rust: Option<Spanned<String>>,
    /// An OpenAPI document.
    pub openapi: Option<OpenApi>,
    /// One Markdown page.
    pub markdown: Option<Spanned<String>>,
    /// The HTML reference.
    pub html: Option<Html>,
    /// `true` if the Markdown page and the HTML reference show an example of a Rust client.
    pub rust_client: bool,
    /// Pages with markers.
    pub inject: Vec<Spanned<String>>,
    /// Files generated from user-defined templates.
    pub templates: Vec<FileTemplate>,
    /// `true` if documents include the web framework's own statuses.
    pub framework: bool,
}

impl Generate {
    /// Returns the paths of all generated files and folders. They include an OpenAPI document with
    /// `merge`, but not the pages with markers.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = &Spanned<String>> {
        let files = [&self.rust, &self.markdown].into_iter().flatten();
        let files = files.chain(self.openapi.as_ref().map(|openapi| &openapi.path));
        let files = files.chain(self.html.as_ref().map(|html| &html.path));
        files.chain(self.templates.iter().map(|template| &template.output))
    }
}

/// An OpenAPI document with the errors.
#[derive(Debug)]
#[non_exhaustive]
pub struct OpenApi {
    /// The path. The document is JSON if the path ends in `.json`, otherwise YAML.
    pub path: Spanned<String>,
    /// The version.
    pub version: OpenApiVersion,
    /// `true` if all errors have one schema.
    pub single: bool,
    /// The parts to merge into an existing document; `None` if the whole file is generated.
    pub merge: Option<Merge>,
    /// The generated components; `None` for the default: the used ones if responses of operations
    /// are generated, otherwise all.
    pub components: Option<ComponentSet>,
}

/// A selection of components.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ComponentSet {
    /// All components.
    All,
    /// Components that a generated response or the document references.
    Used,
}

/// A version of OpenAPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum OpenApiVersion {
    /// 3.0.3, with its own dialect of JSON Schema.
    V3_0,
    /// 3.1.1, with JSON Schema 2020-12.
    #[default]
    V3_1,
    /// 3.2.0.
    V3_2,
}

/// The parts that are merged into an existing document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Merge {
    /// The components.
    Components,
    /// The components, and the error responses of operations.
    Operations,
}

/// A file generated from a user-defined template.
#[derive(Debug)]
#[non_exhaustive]
pub struct FileTemplate {
    /// The template.
    pub path: Spanned<String>,
    /// The file.
    pub output: Spanned<String>,
}

/// The HTML reference.
#[derive(Debug)]
#[non_exhaustive]
pub struct Html {
    /// The folder.
    pub path: Spanned<String>,
    /// A folder with user-defined templates.
    pub templates: Option<Spanned<String>>,
}
