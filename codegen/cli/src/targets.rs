//! The outputs of a catalog: those of `[generate]`, or all into one folder.

use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use error_catalog_codegen::emit::rust::{self, Options};
use error_catalog_codegen::emit::site::{self, Templates};
use error_catalog_codegen::emit::{self, openapi};
use error_catalog_codegen::page::Page;
use error_catalog_codegen::{Artifact, Catalog, Checked, FileTemplate, Part, printable, read_document};

use crate::generated_files::GeneratedFiles;
use crate::lock::{self, Lock};
use crate::outcome::Outcome;
use crate::reporter::Reporter;

/// A target: a key of `[generate]`.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    Rust,
    Openapi,
    Markdown,
    Html,
    Inject,
    Template,
}

/// The requested targets.
pub(crate) struct GenerateRequest<'a> {
    /// The targets; all if it is empty.
    pub(crate) only: &'a [Target],
    /// The folder for all targets, instead of the paths in `[generate]`.
    pub(crate) out: Option<&'a Path>,
    /// `true` if generated responses replace handwritten ones.
    pub(crate) adopts: bool,
}

/// A checked catalog with its pages and templates.
pub(crate) struct Inputs<'a> {
    pub(crate) catalog: &'a Catalog,
    pages: &'a [Page],
    html_templates: &'a Templates,
    file_templates: &'a [FileTemplate],
}

impl<'a> Inputs<'a> {
    /// `None` if the catalog, a page or a template has an error.
    pub(crate) fn of(checked: &'a Checked) -> Option<Self> {
        let Checked { catalog, pages, html_templates, file_templates, .. } = checked;
        catalog.as_ref().map(|catalog| Self { catalog, pages, html_templates, file_templates })
    }
}

impl GenerateRequest<'_> {
    fn wants(&self, target: Target) -> bool {
        self.only.is_empty() || self.only.contains(&target)
    }

    fn makes_templates(&self) -> bool {
        self.out.is_none() && self.wants(Target::Template)
    }

    /// Returns the parts of `[generate]` to check and read first.
    pub(crate) fn parts(&self) -> Vec<Part> {
        // A folder on the command line can be anywhere, and contains no pages with markers.
        let is_in_place = self.out.is_none();
        let parts = [
            (Part::Paths, is_in_place),
            (Part::Pages, is_in_place && self.wants(Target::Inject)),
            (Part::HtmlTemplates, self.wants(Target::Html)),
            (Part::FileTemplates, self.makes_templates()),
        ];
        parts.into_iter().filter_map(|(part, is_needed)| is_needed.then_some(part)).collect()
    }

    /// Generates the requested outputs of the catalog with this main file.
    pub(crate) fn made(
        &self,
        inputs: &Inputs<'_>,
        file: &Path,
        reporter: &mut Reporter,
    ) -> Result<GeneratedFiles, Outcome> {
        let folder = file.parent().unwrap_or(Path::new(""));
        let catalog = inputs.catalog;
        let mut made = GeneratedFiles::default();
        if let Some(path) = self.path(Target::Rust, catalog, folder) {
            let _step = reporter.step("generating Rust");
            let content = rust::formatted(catalog, &Options::default()).map_err(mistake)?;
            made.artifacts.push(Artifact::new(path, content));
        }
        if let Some(path) = self.path(Target::Openapi, catalog, folder) {
            made.artifacts.push(self.openapi(catalog, path, reporter)?);
        }
        if let Some(path) = self.path(Target::Markdown, catalog, folder) {
            let _step = reporter.step("generating Markdown");
            let page = if is_mdx(&path) { emit::mdx_page(catalog) } else { emit::markdown_page(catalog) };
            made.artifacts.push(Artifact::new(path, page));
        }
        if let Some(path) = self.path(Target::Html, catalog, folder) {
            let step = reporter.step("generating HTML");
            let files = site::files(catalog, inputs.html_templates);
            drop(step);
            let files = files.map_err(of_template)?;
            made.artifacts
                .extend(files.into_iter().map(|file| Artifact::new(path.join(file.path), file.content)));
            made.folders.push((path, catalog.name.clone()));
        }
        made.artifacts.extend(inputs.pages.iter().map(|page| emit::page(catalog, page)));
        if self.makes_templates() {
            let mut lock = Lock::of(file);
            for FileTemplate { name, text, output, .. } in inputs.file_templates {
                let content = emit::template(catalog, name, text, output).map_err(of_template)?;
                let artifact = Artifact::new(folder.join(output), content);
                lock.add(output, &artifact);
                let before = lock.before(output).map(|digest| (artifact.path.clone(), digest.to_owned()));
                made.digests.extend(before);
                made.artifacts.push(artifact);
            }
            made.locks.extend(lock.artifact());
            made.left_locks.extend(lock.leftover());
        }
        Ok(made)
    }

    /// Returns the paths of all outputs, requested or not.
    pub(crate) fn named(&self, catalog: &Catalog, folder: &Path) -> Vec<PathBuf> {
        let targets = [Target::Rust, Target::Openapi, Target::Markdown, Target::Html];
        let generate = &catalog.generate;
        let outputs = generate.templates.iter().map(|template| &template.output);
        let others = outputs.chain(generate.inject.iter());
        let others = others.filter(|_| self.out.is_none()).map(|path| folder.join(&path.value));
        targets.iter().filter_map(|target| self.place(*target, catalog, folder)).chain(others).collect()
    }

    /// Returns the targets that possibly overwrite a foreign file. Only a run can tell, because a
    /// file with the same content is kept.
    ///
    /// Pages with markers and documents with `merge` are edited, not overwritten. The index
    /// represents all files of the HTML reference.
    pub(crate) fn suspects(catalog: &Catalog, file: &Path) -> io::Result<Vec<Target>> {
        let folder = file.parent().unwrap_or(Path::new(""));
        let everything = GenerateRequest { only: &[], out: None, adopts: false };
        let mut suspects = Vec::new();
        for target in [Target::Rust, Target::Openapi, Target::Markdown, Target::Html] {
            let path = everything.place(target, catalog, folder).filter(|_| !is_edited(target, catalog));
            let file = path.map(|path| if target == Target::Html { path.join("index.html") } else { path });
            if let Some(file) = file
                && Artifact::new(file, "").is_foreign()?
            {
                suspects.push(target);
            }
        }
        let lock = Lock::of(file);
        for output in catalog.generate.templates.iter().map(|template| &template.output.value) {
            if lock::is_foreign(&Artifact::new(folder.join(output), ""), lock.before(output))? {
                suspects.push(Target::Template);
                break;
            }
        }
        Ok(suspects)
    }

    /// Returns the path of a target, if it is requested.
    fn path(&self, target: Target, catalog: &Catalog, folder: &Path) -> Option<PathBuf> {
        self.place(target, catalog, folder).filter(|_| self.wants(target))
    }

    /// Returns the path of a target.
    fn place(&self, target: Target, catalog: &Catalog, folder: &Path) -> Option<PathBuf> {
        let generate = &catalog.generate;
        let (named, ending) = match target {
            Target::Rust => (generate.rust.as_ref(), ".rs"),
            Target::Openapi => (generate.openapi.as_ref().map(|openapi| &openapi.path), ".openapi.yaml"),
            Target::Markdown => {
                let named = generate.markdown.as_ref();
                let is_mdx = named.is_some_and(|path| is_mdx(Path::new(&path.value)));
                (named, if is_mdx { ".mdx" } else { ".md" })
            }
            Target::Html => (generate.html.as_ref().map(|html| &html.path), ""),
            Target::Inject | Target::Template => (None, ""),
        };
        match self.out {
            Some(out) => Some(out.join(format!("{}{ending}", catalog.name))),
            None => named.map(|path| folder.join(&path.value)),
        }
    }

    /// Returns the OpenAPI document: a whole one, or an existing one with merged parts.
    fn openapi(
        &self,
        catalog: &Catalog,
        path: PathBuf,
        reporter: &mut Reporter,
    ) -> Result<Artifact, Outcome> {
        let step = reporter.step("generating OpenAPI");
        if self.out.is_some() || !is_edited(Target::Openapi, catalog) {
            let options = openapi::Options::of(catalog);
            let options = openapi::Options { json: options.json && self.out.is_none(), ..options };
            return Ok(Artifact::new(path, openapi::document(catalog, &options)));
        }
        drop(step);
        let document = read_document(&path).map_err(|error| {
            Outcome::CouldNotRun(format!("{error}; `merge` requires an existing document"))
        })?;
        let merged = if self.adopts { openapi::adopted } else { openapi::merged };
        match merged(catalog, &document) {
            Ok(content) => Ok(Artifact::edited(path, document, content)),
            Err(error) => {
                for conflict in &error.conflicts {
                    reporter.refused_at(&path, conflict.line, &conflict.message, &conflict.help);
                }
                Err(Outcome::Failed)
            }
        }
    }
}

/// Returns whether a target is merged into an existing document.
fn is_edited(target: Target, catalog: &Catalog) -> bool {
    let merges = || catalog.generate.openapi.as_ref().is_some_and(|openapi| openapi.merge.is_some());
    target == Target::Openapi && merges()
}

fn mistake(error: impl std::fmt::Display) -> Outcome {
    Outcome::CouldNotRun(format!("a bug in error-catalog: {error}"))
}

/// Reports an error of rendering a template.
fn of_template(error: site::TemplateError) -> Outcome {
    eprintln!("error: {}", printable(&error.to_string()));
    Outcome::Failed
}

/// Returns whether a page is MDX, by its extension.
fn is_mdx(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mdx"))
}
