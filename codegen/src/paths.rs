//! The paths that a catalog names: which files it can read, and which it can write.

use std::collections::HashMap;
use std::fmt;
use std::path::{Component, Path, PathBuf};

use crate::catalog::Catalog;
use crate::check::files::{duplicate_output, file_extension, hidden_path, outside_project, reserved_output};
use crate::check::toml::control_character;
use crate::diagnostic::{Diagnostic, Report, Sink};
use crate::project::true_path;
#[cfg(feature = "minijinja")]
use crate::source::Spanned;
use crate::source::{Sources, Span};

/// Why a catalog cannot read or write the file at a path. `Display` says it as the second half of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The path leads out of the catalog's project.
    Outside,
    /// The path leads to a hidden file or through a hidden folder, of this name.
    Hidden(String),
    /// The path leads to a file or folder of this name, which programs read and run.
    Reserved(String),
}

impl Refusal {
    /// What to write instead.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Outside => outside_project::HELP,
            Self::Hidden(_) => hidden_path::HELP,
            Self::Reserved(_) => reserved_output::HELP,
        }
    }

    /// The diagnostic at a path that leads there, as it is written.
    fn at(&self, path: &str, span: Span) -> Diagnostic {
        let rule = match self {
            Self::Outside => &outside_project::RULE,
            Self::Hidden(_) => &hidden_path::RULE,
            Self::Reserved(_) => &reserved_output::RULE,
        };
        Diagnostic::new(rule, span, format!("`{path}` {self}")).help(self.help())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside => f.write_str("lies outside of the catalog's project"),
            Self::Hidden(name) => write!(f, "leads to the hidden file or folder `{name}`"),
            Self::Reserved(name) => write!(f, "leads to `{name}`, where no output can go"),
        }
    }
}

/// The endings of templates that make a file.
const TEMPLATES: [&str; 6] = ["jinja", "jinja2", "j2", "template", "tmpl", "tpl"];

impl Sources {
    /// Why the catalog cannot read the file at a path.
    pub(crate) fn refuses_input(&self, path: &Path) -> Option<Refusal> {
        self.refuses(path, false)
    }

    /// What is wrong with a path of a file to read, as it is written in a file of the catalog.
    pub(crate) fn input(&self, from: u32, path: &str, span: Span) -> Result<PathBuf, Diagnostic> {
        if control_character::is_unsafe_path(path) {
            return Err(control_character::in_path(path, span));
        }
        let resolved = self.resolve(from, path);
        match hidden_as_written(path).or_else(|| self.refuses_input(&resolved)) {
            Some(refusal) => Err(refusal.at(path, span)),
            None => Ok(resolved),
        }
    }

    /// As [`input`](Self::input), for a file that another includes.
    pub(crate) fn included(&self, from: u32, path: &str, span: Span) -> Result<PathBuf, Diagnostic> {
        let resolved = self.input(from, path, span)?;
        let has_ending = has_ending(path, &resolved, &["toml"]);
        if has_ending { Ok(resolved) } else { Err(file_extension::included(path, span)) }
    }

    /// As [`input`](Self::input), for a template that makes a file.
    #[cfg(feature = "minijinja")]
    pub(crate) fn file_template(&self, path: &Spanned<String>) -> Result<PathBuf, Diagnostic> {
        let resolved = self.input(0, &path.value, path.span)?;
        let has_ending = has_ending(&path.value, &resolved, &TEMPLATES);
        if has_ending { Ok(resolved) } else { Err(file_extension::template(&path.value, path.span)) }
    }

    fn refuses(&self, path: &Path, is_output: bool) -> Option<Refusal> {
        // What cannot be followed can be neither read nor written.
        let place = true_path(path).ok()?;
        if !self.project.has(&place) {
            return Some(Refusal::Outside);
        }
        // What the catalog itself lies in is nothing that it could reach for: a crate below `.cargo`, for instance.
        let folder = self.folder().components();
        let common = folder.zip(place.components()).take_while(|(a, b)| a == b).count();
        let from_catalog: PathBuf = place.components().skip(common).collect();
        let root = self.project.root().filter(|_| is_output);
        let from_root = root.and_then(|root| place.strip_prefix(root).ok());
        let hidden = hidden(from_root.unwrap_or(&from_catalog)).map(Refusal::Hidden);
        hidden.or_else(|| reserved(&from_catalog).filter(|_| is_output).map(Refusal::Reserved))
    }

    /// The true path of the catalog's folder.
    fn folder(&self) -> &Path {
        self.folder.get_or_init(|| {
            let folder = self.files.first().and_then(|main| main.path.parent());
            let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            true_path(folder).unwrap_or_default()
        })
    }
}

impl Report {
    /// Why the catalog cannot write a file at a path; `None` if it can.
    pub fn refuses_output(&self, path: &Path) -> Option<Refusal> {
        self.sources.refuses(path, true)
    }
}

/// The names of the parts of a path.
fn names(path: &Path) -> impl Iterator<Item = String> {
    path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    })
}

fn hidden(path: &Path) -> Option<String> {
    names(path).find(|name| name.starts_with('.'))
}

/// A hidden part of a relative path as it is written, which a link may lead away from.
fn hidden_as_written(path: &str) -> Option<Refusal> {
    let path = Path::new(path);
    hidden(path).filter(|_| path.is_relative()).map(Refusal::Hidden)
}

/// Files that cargo and rustup read and run, wherever they are.
const RESERVED: [&str; 5] = ["cargo.toml", "cargo.lock", "build.rs", "rust-toolchain", "rust-toolchain.toml"];

/// A part of a path that is a file or folder of cargo's.
fn reserved(path: &Path) -> Option<String> {
    // File systems may not tell upper case from lower. Windows drops dots and blanks at the end, and takes what follows a colon for
    // a stream of the file before it.
    let folded = |name: &str| {
        let name = name.split(':').next().unwrap_or_default();
        name.trim_end_matches(['.', ' ']).to_lowercase()
    };
    names(path).find(|name| folded(name) == "target" || RESERVED.contains(&folded(name).as_str()))
}

/// Returns whether a path ends so, as it is written and where it leads.
fn has_ending(written: &str, path: &Path, endings: &[&str]) -> bool {
    let ends = |path: &Path| {
        let extension = path.extension().unwrap_or_default();
        endings.iter().any(|ending| extension.eq_ignore_ascii_case(ending))
    };
    ends(Path::new(written)) && true_path(path).map_or(true, |path| ends(&path))
}

/// Holds the paths of `[generate]` to what a catalog can read and write. What is wrong joins the report. Returns whether nothing is.
///
/// Nothing is read or written, and the files need not exist. [`check`](crate::check()) leaves this to programs that generate: a
/// build script writes none of these files, and a packaged crate has lost the folders around it.
///
/// ```
/// # fn main() -> std::io::Result<()> {
/// # let file = std::env::temp_dir().join("error-catalog-outputs.toml");
/// let toml = "[catalog]\nname = \"x\"\n[errors]\nA = { status = 404, message = \"a\" }\n[generate]\nrust = \".git/config\"\n";
/// std::fs::write(&file, toml)?;
/// let (catalog, mut report) = error_catalog_codegen::check(&file)?;
/// assert!(!error_catalog_codegen::check_paths(&catalog.expect("a valid catalog"), &mut report));
/// assert!(report.to_string().contains("error[hidden-path]: `.git/config`"));
/// # Ok(())
/// # }
/// ```
pub fn check_paths(catalog: &Catalog, report: &mut Report) -> bool {
    let mut sink = Sink::default();
    let generate = &catalog.generate;
    let sources = &report.sources;
    // What a file is made of stays what it is.
    let mut inputs: HashMap<String, Option<Span>> = HashMap::new();
    inputs.extend(sources.files.iter().filter_map(|file| Some((folded(&file.path)?, None))));
    for template in &generate.templates {
        match sources.input(0, &template.path.value, template.path.span) {
            Ok(path) if !has_ending(&template.path.value, &path, &TEMPLATES) => {
                sink.push(file_extension::template(&template.path.value, template.path.span));
            }
            Ok(path) => {
                if let Some(place) = folded(&path) {
                    inputs.entry(place).or_insert(Some(template.path.span));
                }
            }
            Err(refused) => sink.push(refused),
        }
    }
    if let Some(templates) = generate.html.as_ref().and_then(|html| html.templates.as_ref()) {
        sink.extend(sources.input(0, &templates.value, templates.span).err());
    }
    let mut outputs: HashMap<String, (Span, bool)> = HashMap::new();
    for (path, is_page) in
        generate.outputs().map(|path| (path, false)).chain(generate.inject.iter().map(|page| (page, true)))
    {
        let resolved = sources.resolve(0, &path.value);
        if let Some(refusal) = hidden_as_written(&path.value).or_else(|| sources.refuses(&resolved, true)) {
            sink.push(refusal.at(&path.value, path.span));
            continue;
        }
        let Some(place) = folded(&resolved) else { continue };
        let input = inputs.get(&place).filter(|_| !is_page);
        let first = outputs.get(&place);
        match (input, first) {
            (Some(at), _) => sink.push(reserved_output::input(&path.value, path.span, *at)),
            // Named twice, a page is filled once.
            (None, Some((first, was_page))) if !(is_page && *was_page) => {
                sink.push(duplicate_output::report(&path.value, path.span, *first));
            }
            _ => drop(outputs.insert(place, (path.span, is_page))),
        }
    }
    let valid = !sink.has_errors();
    report.extend(sink.finish(|diagnostic| diagnostic.severity));
    valid
}

/// The one true path, as file systems compare it that do not tell upper case from lower.
fn folded(path: &Path) -> Option<String> {
    Some(true_path(path).ok()?.to_string_lossy().to_lowercase())
}
