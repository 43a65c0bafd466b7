//! What is made of a catalog.

use crate::source::Spanned;

/// What `error-catalog generate` makes; paths are relative to the catalog.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Generate {
    /// A Rust file to commit.
    pub rust: Option<Spanned<String>>,
    /// An OpenAPI document.
    pub openapi: Option<OpenApi>,
    /// One Markdown page.
    pub markdown: Option<Spanned<String>>,
    /// The reference as HTML.
    pub html: Option<Html>,
    /// `true` if the Markdown page and the HTML reference show a client in Rust.
    pub rust_client: bool,
    /// Pages whose markers are filled.
    pub inject: Vec<Spanned<String>>,
    /// Files made with templates of the user's own.
    pub templates: Vec<FileTemplate>,
    /// `true` if documents show the statuses that the web framework sends by itself.
    pub framework: bool,
}

impl Generate {
    /// The paths of all files and folders that are made. Pages and documents of a team's own are only filled: a document is
    /// among these, pages are not.
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
    /// The file: JSON where it ends in `.json`, YAML otherwise.
    pub path: Spanned<String>,
    /// The version.
    pub version: OpenApiVersion,
    /// Whether one schema stands for all errors.
    pub single: bool,
    /// What is put into a document that is there already; `None` where the whole file is generated.
    pub merge: Option<Merge>,
    /// Which components; `None` for those that are used where the responses of an operation are generated, and for all otherwise.
    pub components: Option<ComponentSet>,
}

/// A choice of components.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ComponentSet {
    /// All of them.
    All,
    /// Those that a generated response or the document refers to.
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

/// What is put into a document that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Merge {
    /// The components.
    Components,
    /// The components, and the error responses of operations.
    Operations,
}

/// A file made with a template of the user's own.
#[derive(Debug)]
#[non_exhaustive]
pub struct FileTemplate {
    /// The template.
    pub path: Spanned<String>,
    /// The file.
    pub output: Spanned<String>,
}

/// The reference as HTML.
#[derive(Debug)]
#[non_exhaustive]
pub struct Html {
    /// The folder.
    pub path: Spanned<String>,
    /// A folder with templates of the user's own.
    pub templates: Option<Spanned<String>>,
}
