//! `[generate]` as written.

use crate::catalog::tree::Text;

/// `generate.openapi`
pub(crate) struct OpenApi<'s> {
    pub(crate) path: Option<Text<'s>>,
    pub(crate) version: Option<Text<'s>>,
    pub(crate) single: bool,
    pub(crate) merge: Option<Text<'s>>,
    pub(crate) components: Option<Text<'s>>,
}

/// `generate.template`
pub(crate) struct FileTemplate<'s> {
    pub(crate) path: Option<Text<'s>>,
    pub(crate) output: Option<Text<'s>>,
}

/// `generate.html`
pub(crate) struct Html<'s> {
    pub(crate) path: Option<Text<'s>>,
    pub(crate) templates: Option<Text<'s>>,
}

#[derive(Default)]
pub(crate) struct Generate<'s> {
    pub(crate) rust: Option<Text<'s>>,
    pub(crate) openapi: Option<OpenApi<'s>>,
    pub(crate) markdown: Option<Text<'s>>,
    pub(crate) html: Option<Html<'s>>,
    pub(crate) rust_client: bool,
    pub(crate) inject: Vec<Text<'s>>,
    pub(crate) templates: Vec<FileTemplate<'s>>,
    pub(crate) framework: bool,
}

impl<'s> Generate<'s> {
    /// Returns every path in `[generate]`.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Text<'s>> {
        let files = [&self.rust, &self.markdown];
        let openapi = self.openapi.iter().map(|openapi| &openapi.path);
        let html = self.html.iter().flat_map(|html| [&html.path, &html.templates]);
        let templates = self.templates.iter().flat_map(|template| [&template.path, &template.output]);
        files.into_iter().chain(openapi).chain(html).chain(templates).flatten().chain(&self.inject)
    }
}
