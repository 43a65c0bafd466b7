//! The paths in a catalog: the files that it can read, and the files that it can write.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use crate::catalog::{Catalog, Generate};
use crate::finding::{Finding, PathProblem};
use crate::printable::is_invisible;
use crate::project::true_path;
use crate::refusal::Refusal;
use crate::source::{Sources, Span, Spanned};

/// The extensions of templates in `[[generate.template]]`.
const TEMPLATES: [&str; 6] = ["jinja", "jinja2", "j2", "template", "tmpl", "tpl"];

/// The use of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

impl Sources {
    /// Resolves a path in a file of the catalog.
    pub(crate) fn input(&self, from: u32, path: &str) -> Result<PathBuf, PathProblem> {
        if path.contains(is_invisible) {
            return Err(PathProblem::Invisible);
        }
        let resolved = self.resolve(from, path);
        match hidden_as_written(path).or_else(|| self.refuses(&resolved, Access::Read)) {
            Some(refusal) => Err(PathProblem::Refused(refusal)),
            None => Ok(resolved),
        }
    }

    /// Like [`input`](Self::input), for an included file.
    pub(crate) fn included(&self, from: u32, path: &str) -> Result<PathBuf, PathProblem> {
        let resolved = self.input(from, path)?;
        let has_ending = has_ending(path, &resolved, &["toml"]);
        if has_ending { Ok(resolved) } else { Err(PathProblem::ExtensionOfInclude) }
    }

    /// Like [`input`](Self::input), for a template in `[[generate.template]]`.
    pub(crate) fn file_template(&self, path: &str) -> Result<PathBuf, PathProblem> {
        let resolved = self.input(0, path)?;
        let has_ending = has_ending(path, &resolved, &TEMPLATES);
        if has_ending { Ok(resolved) } else { Err(PathProblem::ExtensionOfTemplate) }
    }

    /// Returns the reason why the catalog cannot write a file at a path.
    pub(crate) fn refuses_output(&self, path: &Path) -> Option<Refusal> {
        self.refuses(path, Access::Write)
    }

    fn refuses(&self, path: &Path, access: Access) -> Option<Refusal> {
        // A path that cannot be resolved can be neither read nor written.
        let place = true_path(path).ok()?;
        if !self.project.has(&place) {
            return Some(Refusal::Outside);
        }
        // A hidden folder around the catalog is allowed, for example for a crate below `.cargo`.
        let folder = self.folder().components();
        let common = folder.zip(place.components()).take_while(|(a, b)| a == b).count();
        let from_catalog: PathBuf = place.components().skip(common).collect();
        let root = self.project.root().filter(|_| access == Access::Write);
        let from_root = root.and_then(|root| place.strip_prefix(root).ok());
        let hidden = hidden(from_root.unwrap_or(&from_catalog)).map(Refusal::Hidden);
        hidden.or_else(|| reserved(&from_catalog).filter(|_| access == Access::Write).map(Refusal::Reserved))
    }

    /// Returns the resolved path of the catalog's folder.
    fn folder(&self) -> &Path {
        self.folder.get_or_init(|| {
            let folder = self.files.first().and_then(|main| main.path.parent());
            let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            true_path(folder).unwrap_or_default()
        })
    }
}

/// Returns the names of the parts of a path.
fn names(path: &Path) -> impl Iterator<Item = String> {
    path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    })
}

fn hidden(path: &Path) -> Option<String> {
    names(path).find(|name| name.starts_with('.'))
}

/// Returns a hidden part of a relative path as written, before links are resolved.
fn hidden_as_written(path: &str) -> Option<Refusal> {
    let path = Path::new(path);
    hidden(path).filter(|_| path.is_relative()).map(Refusal::Hidden)
}

/// Files that Cargo and rustup read and run in any folder.
const RESERVED: [&str; 5] = ["cargo.toml", "cargo.lock", "build.rs", "rust-toolchain", "rust-toolchain.toml"];

/// Returns a part of a path that is a file or folder of Cargo.
fn reserved(path: &Path) -> Option<String> {
    // File systems can be case-insensitive. Windows drops dots and spaces at the end, and reads the
    // text after a colon as a stream of the file.
    let folded = |name: &str| {
        let name = name.split(':').next().unwrap_or_default();
        name.trim_end_matches(['.', ' ']).to_lowercase()
    };
    names(path).find(|name| folded(name) == "target" || RESERVED.contains(&folded(name).as_str()))
}

/// Returns whether a path has one of these extensions, as written and after resolving links.
fn has_ending(written: &str, path: &Path, endings: &[&str]) -> bool {
    let ends = |path: &Path| {
        let extension = path.extension().unwrap_or_default();
        endings.iter().any(|ending| extension.eq_ignore_ascii_case(ending))
    };
    ends(Path::new(written)) && true_path(path).map_or(true, |path| ends(&path))
}

/// Finds the paths in `[generate]` that the catalog cannot read or write. No file is read or
/// written, and the files do not have to exist.
pub(crate) fn find_path_problems(catalog: &Catalog, sources: &Sources, findings: &mut Vec<Finding>) {
    let mut paths = Paths { sources, inputs: HashMap::new(), outputs: HashMap::new(), findings };
    paths.add_inputs(&catalog.generate);
    for output in catalog.generate.outputs() {
        paths.add_output(output, OutputKind::File);
    }
    for page in &catalog.generate.inject {
        paths.add_output(page, OutputKind::Page);
    }
}

/// The paths in `[generate]`, by their resolved paths.
struct Paths<'a> {
    sources: &'a Sources,
    inputs: HashMap<String, Input>,
    outputs: HashMap<String, (OutputKind, Span)>,
    findings: &'a mut Vec<Finding>,
}

/// An input of outputs.
#[derive(Clone, Copy)]
enum Input {
    CatalogFile,
    /// A template, with the span of its path.
    Template(Span),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum OutputKind {
    File,
    /// A page with markers.
    Page,
}

impl Paths<'_> {
    /// Reports an output that would overwrite an input.
    fn add_inputs(&mut self, generate: &Generate) {
        let sources = self.sources;
        let files = sources.files.iter();
        self.inputs.extend(files.filter_map(|file| Some((folded(&file.path)?, Input::CatalogFile))));
        for template in &generate.templates {
            match sources.file_template(&template.path.value) {
                Ok(path) => {
                    if let Some(place) = folded(&path) {
                        self.inputs.entry(place).or_insert(Input::Template(template.path.span));
                    }
                }
                Err(problem) => self.report(&template.path, problem),
            }
        }
        if let Some(templates) = generate.html.as_ref().and_then(|html| html.templates.as_ref())
            && let Err(problem) = sources.input(0, &templates.value)
        {
            self.report(templates, problem);
        }
    }

    fn add_output(&mut self, path: &Spanned<String>, kind: OutputKind) {
        let resolved = self.sources.resolve(0, &path.value);
        let refusal = hidden_as_written(&path.value).or_else(|| self.sources.refuses_output(&resolved));
        if let Some(refusal) = refusal {
            return self.report(path, PathProblem::Refused(refusal));
        }
        let Some(place) = folded(&resolved) else { return };
        let input = self.inputs.get(&place).filter(|_| kind == OutputKind::File);
        let problem = match (input, self.outputs.get(&place)) {
            (Some(Input::CatalogFile), _) => PathProblem::OutputOverCatalog,
            (Some(Input::Template(template)), _) => PathProblem::OutputOverTemplate { template: *template },
            // A duplicate page is filled once.
            (None, Some((first_kind, first)))
                if (kind, *first_kind) != (OutputKind::Page, OutputKind::Page) =>
            {
                PathProblem::DuplicateOutput { first: *first }
            }
            (None, _) => {
                self.outputs.insert(place, (kind, path.span));
                return;
            }
        };
        self.report(path, problem);
    }

    fn report(&mut self, path: &Spanned<String>, problem: PathProblem) {
        self.findings.push(Finding::Path { path: path.value.clone(), problem, span: path.span });
    }
}

/// Returns the resolved path, normalized for case-insensitive file systems.
fn folded(path: &Path) -> Option<String> {
    Some(true_path(path).ok()?.to_string_lossy().to_lowercase())
}
