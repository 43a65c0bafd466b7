//! What `generate` makes of a catalog: by its `[generate]`, or into one folder.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use error_catalog_codegen::emit::rust::{self, Options};
use error_catalog_codegen::emit::site::{self, Templates};
use error_catalog_codegen::emit::{self, openapi};
use error_catalog_codegen::page::Page;
use error_catalog_codegen::{
    Artifact, Catalog, Checked, FileTemplate, Part, orphans, printable, read_document,
};

use crate::Outcome;
use crate::findings::Findings;
use crate::lock::{self, Lock};
use crate::places;

/// Something that can be generated: a key of `[generate]`.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    Rust,
    Openapi,
    Markdown,
    Html,
    Inject,
    Template,
}

/// What is asked for.
pub(crate) struct Request<'a> {
    /// All where it is empty.
    pub(crate) only: &'a [Target],
    /// A folder for everything there is, in place of what `[generate]` names.
    pub(crate) out: Option<&'a Path>,
    /// `true` if what is generated takes the place of responses that were written by hand.
    pub(crate) adopts: bool,
}

/// What came out of a catalog.
#[derive(Default)]
pub(crate) struct Made {
    pub(crate) artifacts: Vec<Artifact>,
    /// The folders of HTML references, each with its catalog's name.
    pub(crate) folders: Vec<(PathBuf, String)>,
    /// Digests of what an earlier run wrote, by the paths of artifacts without a mark.
    pub(crate) digests: HashMap<PathBuf, String>,
    /// The locks with the digests of this run, which are written last.
    pub(crate) locks: Vec<Artifact>,
    /// Locks of earlier runs that hold nothing any more.
    pub(crate) left_locks: Vec<PathBuf>,
    /// All that the catalogs name, made this time or not.
    pub(crate) named: Vec<PathBuf>,
    /// The true paths of the catalogs' files.
    pub(crate) catalogs: HashSet<PathBuf>,
    /// The true paths of the pages and templates, too.
    pub(crate) inputs: HashSet<PathBuf>,
}

impl Made {
    /// Adds what another catalog gives.
    pub(crate) fn add(&mut self, other: Made) {
        self.artifacts.extend(other.artifacts);
        self.folders.extend(other.folders);
        self.digests.extend(other.digests);
        self.locks.extend(other.locks);
        self.left_locks.extend(other.left_locks);
    }

    /// The files that an earlier run wrote, and that nothing makes any more.
    pub(crate) fn orphans(&self) -> io::Result<Vec<PathBuf>> {
        let kept = self.kept();
        let mut found = self.left_locks.clone();
        for (folder, catalog) in &self.folders {
            found.extend(orphans(folder, catalog, &kept)?);
        }
        Ok(found)
    }

    /// Returns whether an artifact would replace a file that no run of its catalog wrote.
    pub(crate) fn is_foreign(&self, artifact: &Artifact) -> io::Result<bool> {
        if !artifact.is_foreign()? {
            return Ok(false);
        }
        match self.digests.get(&artifact.path) {
            Some(before) => Ok(!lock::is_written(artifact, before)?),
            None => Ok(true),
        }
    }

    /// All that is written, in the order in which it is. A lock comes after the outputs that it is about: until then the old one counts.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Artifact> {
        self.artifacts.iter().chain(&self.locks)
    }

    /// The true paths of all that is no orphan.
    pub(crate) fn kept(&self) -> HashSet<PathBuf> {
        let made = self.all().map(|artifact| artifact.path.as_path());
        places::true_paths(made.chain(self.named.iter().map(PathBuf::as_path)))
    }
}

/// A checked catalog, with the pages and templates that it names.
pub(crate) struct Inputs<'a> {
    pub(crate) catalog: &'a Catalog,
    pages: &'a [Page],
    html_templates: &'a Templates,
    file_templates: &'a [FileTemplate],
}

impl<'a> Inputs<'a> {
    /// `None` where something is wrong with the catalog, a page or a template.
    pub(crate) fn of(checked: &'a Checked) -> Option<Self> {
        let Checked { catalog, pages, html_templates, file_templates, .. } = checked;
        catalog.as_ref().map(|catalog| Self { catalog, pages, html_templates, file_templates })
    }
}

impl Request<'_> {
    fn wants(&self, target: Target) -> bool {
        self.only.is_empty() || self.only.contains(&target)
    }

    fn makes_templates(&self) -> bool {
        self.out.is_none() && self.wants(Target::Template)
    }

    /// The parts of `[generate]` that are checked and read before anything is generated.
    pub(crate) fn parts(&self) -> Vec<Part> {
        // A folder that the command line names is where it is meant to be, and no page is filled there: it stays where it is.
        let is_in_place = self.out.is_none();
        let parts = [
            (Part::Paths, is_in_place),
            (Part::Pages, is_in_place && self.wants(Target::Inject)),
            (Part::HtmlTemplates, self.wants(Target::Html)),
            (Part::FileTemplates, self.makes_templates()),
        ];
        parts.into_iter().filter_map(|(part, is_needed)| is_needed.then_some(part)).collect()
    }

    /// Everything that is asked for, of a catalog with that main file.
    pub(crate) fn made(
        &self,
        inputs: &Inputs<'_>,
        file: &Path,
        findings: &mut Findings,
    ) -> Result<Made, Outcome> {
        let folder = file.parent().unwrap_or(Path::new(""));
        let catalog = inputs.catalog;
        let mut made = Made::default();
        if let Some(path) = self.path(Target::Rust, catalog, folder) {
            let _step = findings.step("making Rust");
            let content = rust::formatted(catalog, &Options::default()).map_err(mistake)?;
            made.artifacts.push(Artifact::new(path, content));
        }
        if let Some(path) = self.path(Target::Openapi, catalog, folder) {
            made.artifacts.push(self.openapi(catalog, path, findings)?);
        }
        if let Some(path) = self.path(Target::Markdown, catalog, folder) {
            let _step = findings.step("making Markdown");
            let page = if is_mdx(&path) { emit::mdx_page(catalog) } else { emit::markdown_page(catalog) };
            made.artifacts.push(Artifact::new(path, page));
        }
        if let Some(path) = self.path(Target::Html, catalog, folder) {
            let step = findings.step("making HTML");
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
                made.digests
                    .extend(lock.add(output, &artifact).map(|digest| (artifact.path.clone(), digest)));
                made.artifacts.push(artifact);
            }
            made.locks.extend(lock.artifact());
            made.left_locks.extend(lock.leftover());
        }
        Ok(made)
    }

    /// All paths that things are made at, or would be if they were asked for.
    pub(crate) fn named(&self, catalog: &Catalog, folder: &Path) -> Vec<PathBuf> {
        let targets = [Target::Rust, Target::Openapi, Target::Markdown, Target::Html];
        let generate = &catalog.generate;
        let outputs = generate.templates.iter().map(|template| &template.output);
        let others = outputs.chain(generate.inject.iter());
        let others = others.filter(|_| self.out.is_none()).map(|path| folder.join(&path.value));
        targets.iter().filter_map(|target| self.place(*target, catalog, folder)).chain(others).collect()
    }

    /// The targets that may have to overwrite a file that no earlier run wrote. Only a run tells: a file that has the content
    /// already can stay.
    ///
    /// Pages with markers and a document of the user's own are edited, not overwritten. Of the HTML reference, the index stands
    /// for all its files.
    pub(crate) fn suspects(catalog: &Catalog, file: &Path) -> io::Result<Vec<Target>> {
        let folder = file.parent().unwrap_or(Path::new(""));
        let generate = &catalog.generate;
        let openapi = generate.openapi.as_ref().filter(|openapi| openapi.merge.is_none());
        let named = [
            (Target::Rust, generate.rust.as_ref().map(|path| folder.join(&path.value))),
            (Target::Openapi, openapi.map(|openapi| folder.join(&openapi.path.value))),
            (Target::Markdown, generate.markdown.as_ref().map(|path| folder.join(&path.value))),
            (
                Target::Html,
                generate.html.as_ref().map(|html| folder.join(&html.path.value).join("index.html")),
            ),
        ];
        let mut suspects = Vec::new();
        for (target, path) in named.into_iter().filter_map(|(target, path)| Some((target, path?))) {
            if Artifact::new(path, "").is_foreign()? {
                suspects.push(target);
            }
        }
        let lock = Lock::of(file);
        for output in generate.templates.iter().map(|template| &template.output.value) {
            if lock.is_suspect(output, &Artifact::new(folder.join(output), ""))? {
                suspects.push(Target::Template);
                break;
            }
        }
        Ok(suspects)
    }

    /// Where a target belongs, if it is asked for.
    fn path(&self, target: Target, catalog: &Catalog, folder: &Path) -> Option<PathBuf> {
        self.place(target, catalog, folder).filter(|_| self.wants(target))
    }

    /// Where a target belongs.
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

    /// The OpenAPI document: a whole one, or the team's own with what the catalog has to put into it.
    fn openapi(
        &self,
        catalog: &Catalog,
        path: PathBuf,
        findings: &mut Findings,
    ) -> Result<Artifact, Outcome> {
        let step = findings.step("making OpenAPI");
        let is_merged = catalog.generate.openapi.as_ref().is_some_and(|openapi| openapi.merge.is_some());
        if self.out.is_some() || !is_merged {
            let options = openapi::Options::of(catalog);
            let options = openapi::Options { json: options.json && self.out.is_none(), ..options };
            return Ok(Artifact::new(path, openapi::document(catalog, &options)));
        }
        drop(step);
        let document = read_document(&path).map_err(|error| {
            Outcome::CouldNotRun(format!("{error}; `merge` needs a document of your own"))
        })?;
        let merged = if self.adopts { openapi::adopted } else { openapi::merged };
        match merged(catalog, &document) {
            Ok(content) => Ok(Artifact::edited(path, document, content)),
            Err(error) => {
                for conflict in &error.conflicts {
                    findings.refused_at(&path, conflict.line, &conflict.message, &conflict.help);
                }
                Err(Outcome::Failed)
            }
        }
    }
}

fn mistake(error: impl std::fmt::Display) -> Outcome {
    Outcome::CouldNotRun(format!("a mistake of the generator: {error}"))
}

/// A template that asks for what there is not.
fn of_template(error: site::TemplateError) -> Outcome {
    eprintln!("error: {}", printable(&error.to_string()));
    Outcome::Failed
}

/// Returns whether a page is MDX, by its ending.
fn is_mdx(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mdx"))
}
