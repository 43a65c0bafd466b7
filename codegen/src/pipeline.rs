//! The pipeline: load, limits, shape, read, rules, resolve. All programs use it.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::catalog::Catalog;
use crate::catalog::limits::excesses;
use crate::catalog::load::{Loaded, load};
use crate::catalog::read::read;
use crate::catalog::resolve::resolve;
use crate::catalog::shape::shape;
use crate::catalog::texts::Texts;
use crate::check::facts::Facts;
use crate::check::severities::Severities;
use crate::check::{RULES, check_catalog, check_findings};
use crate::diagnostic::{Report, Sink};
#[cfg(feature = "minijinja")]
use crate::emit::site::Templates;
use crate::finding::Finding;
#[cfg(feature = "markdown")]
use crate::page::{self, Page};
use crate::paths::find_path_problems;
use crate::project::Project;
use crate::source::Sources;
#[cfg(feature = "minijinja")]
use crate::templates::{self, FileTemplate};
use crate::{file, line_ends};

/// Reads and checks the catalog with this main file.
///
/// # Errors
///
/// Fails if the main file cannot be read. The report contains problems of its content.
pub fn check(path: impl AsRef<Path>) -> io::Result<Checked> {
    Checker::new(path).check()
}

/// Checks a catalog with this text as its main file, for example for editors with unsaved text.
///
/// ```
/// let text = "[catalog]\nname = \"x\"\n[errors]\nA = { status = 42, message = \"a\" }\n";
/// let checked = error_catalog_codegen::check_text("errors.toml", text)?;
/// assert!(checked.catalog.is_none());
/// assert!(checked.report.to_string().contains("errors.toml:4:"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// Fails like [`Checker::check_text`].
pub fn check_text(path: impl AsRef<Path>, text: impl Into<String>) -> io::Result<Checked> {
    Checker::new(path).check_text(text)
}

/// A checked catalog with its report.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Checked {
    /// The catalog, if the report has no error.
    pub catalog: Option<Catalog>,
    /// All diagnostics, with the files.
    pub report: Report,
    /// The pages of `[generate] inject`, after [`Part::Pages`].
    #[cfg(feature = "markdown")]
    pub pages: Vec<Page>,
    /// The templates of `[generate] html`, after [`Part::HtmlTemplates`]; before, the built-in ones.
    #[cfg(feature = "minijinja")]
    pub html_templates: Templates,
    /// The templates of `[[generate.template]]`, after [`Part::FileTemplates`].
    #[cfg(feature = "minijinja")]
    pub file_templates: Vec<FileTemplate>,
}

/// A part of `[generate]` for [`Checked::with_parts`]. Build scripts do not check these parts,
/// because they write none of the files, and a packaged crate lacks its parent folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// The paths that the catalog reads and writes. No file is read, and the files do not have to
    /// exist.
    Paths,
    /// The pages of `inject`, and their markers.
    #[cfg(feature = "markdown")]
    Pages,
    /// The templates in the folder of `html`.
    #[cfg(feature = "minijinja")]
    HtmlTemplates,
    /// The templates of `[[generate.template]]`.
    #[cfg(feature = "minijinja")]
    FileTemplates,
}

/// Reads and checks a catalog, with settings.
///
/// ```
/// use error_catalog_codegen::Checker;
///
/// let text = "[catalog]\nname = \"x\"\n[errors]\nA = { status = 42, message = \"a\" }\n";
/// let checked = Checker::new("api/errors.toml").check_reader(text.as_bytes())?;
/// assert!(checked.catalog.is_none());
/// assert!(checked.report.to_string().contains("api/errors.toml:4:"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is checked before `check`"]
pub struct Checker {
    path: PathBuf,
    allow_outside: bool,
}

impl Checker {
    /// Creates a checker of the catalog with this main file. Includes are relative to it.
    pub fn new(path: impl AsRef<Path>) -> Self {
        Self { path: path.as_ref().to_owned(), allow_outside: false }
    }

    /// Allows paths outside the catalog's [`Project`].
    pub fn allow_outside(mut self, allow_outside: bool) -> Self {
        self.allow_outside = allow_outside;
        self
    }

    /// Reads the files and checks the catalog.
    ///
    /// # Errors
    ///
    /// Fails if the main file cannot be read. The report contains problems of its content.
    pub fn check(self) -> io::Result<Checked> {
        let mut sources = self.sources();
        sources.read_catalog(&self.path)?;
        run(sources)
    }

    /// Checks the catalog with this text as its main file. Included files are read from the disk.
    ///
    /// # Errors
    ///
    /// Fails only because of a bug in this crate.
    pub fn check_text(self, text: impl Into<String>) -> io::Result<Checked> {
        let mut sources = self.sources();
        sources.add(self.path.clone(), line_ends::normalized(text.into()));
        run(sources)
    }

    /// Checks the catalog with the text of a reader as its main file, such as standard input.
    ///
    /// # Errors
    ///
    /// Fails if reading fails, or the text is not UTF-8 or exceeds the maximum size of a catalog file.
    pub fn check_reader(self, reader: impl Read) -> io::Result<Checked> {
        let text = file::catalog_text(reader)?;
        self.check_text(text)
    }

    fn sources(&self) -> Sources {
        let project = if self.allow_outside { Project::unbounded() } else { Project::around(&self.path) };
        Sources { project, ..Sources::default() }
    }
}

/// Runs the pipeline after the main file was read.
fn run(mut sources: Sources) -> io::Result<Checked> {
    let (texts, mut sink) = (Texts::default(), Sink::default());
    let Loaded { tree, findings } = load(&mut sources, &texts);
    check_findings(&sources, &findings, &mut sink);
    let Some(tree) = tree else { return Ok(Checked::refused(sources, sink)) };
    let excesses = excesses(&tree);
    if !excesses.is_empty() {
        check_findings(&sources, &excesses, &mut sink);
        return Ok(Checked::refused(sources, sink));
    }
    let shape = shape(&tree);
    let raw = read(&tree, &shape.damaged);
    check_catalog(&Facts::new(&sources, &tree, &shape, &raw, RULES), &mut sink);
    // Saves memory for a large catalog.
    drop(shape);
    drop(tree);
    let severities = Severities::of(&raw.rules);
    let catalog = match sink.has_errors() {
        true => None,
        false => Some(resolve(raw, &sources).ok_or_else(unresolved)?),
    };
    let report = Report::new(sources, sink.finish(|diagnostic| severities.severity(diagnostic)));
    let catalog = catalog.filter(|_| !report.has_errors());
    Ok(Checked { catalog, report, ..Checked::default() })
}

fn unresolved() -> io::Error {
    io::Error::other("a bug in error-catalog: an invalid catalog passed all rules")
}

impl Checked {
    /// Creates the result without further checks.
    fn refused(sources: Sources, sink: Sink) -> Self {
        let report = Report::new(sources, sink.finish(|diagnostic| diagnostic.severity));
        Self { report, ..Self::default() }
    }

    /// Checks parts of `[generate]` in this order, and stops after invalid paths. If a part has an
    /// error, `catalog` becomes `None`.
    ///
    /// ```
    /// use error_catalog_codegen::{Part, check_text};
    ///
    /// let generate = "[generate]\nrust = \".git/config\"\n";
    /// let text = format!("[catalog]\nname = \"x\"\n[errors]\nA = {{ status = 404, message = \"a\" }}\n{generate}");
    /// let checked = check_text("errors.toml", text)?;
    /// assert!(checked.catalog.is_some());
    /// let checked = checked.with_parts(&[Part::Paths]);
    /// assert!(checked.catalog.is_none());
    /// assert!(checked.report.to_string().contains("error[hidden-path]: `.git/config`"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn with_parts(mut self, parts: &[Part]) -> Self {
        let Some(catalog) = self.catalog.take() else { return self };
        for part in parts {
            let mut findings = Vec::new();
            self.read_part(*part, &catalog, &mut findings);
            let mut sink = Sink::default();
            check_findings(&self.report.sources, &findings, &mut sink);
            self.report.extend(sink.finish(|diagnostic| diagnostic.severity));
            if *part == Part::Paths && self.report.has_errors() {
                break;
            }
        }
        self.catalog = Some(catalog).filter(|_| !self.report.has_errors());
        self
    }

    fn read_part(&mut self, part: Part, catalog: &Catalog, findings: &mut Vec<Finding>) {
        let sources = &mut self.report.sources;
        match part {
            Part::Paths => find_path_problems(catalog, sources, findings),
            #[cfg(feature = "markdown")]
            Part::Pages => self.pages = page::read(catalog, sources, findings),
            #[cfg(feature = "minijinja")]
            Part::HtmlTemplates => self.html_templates = templates::read_html(catalog, sources, findings),
            #[cfg(feature = "minijinja")]
            Part::FileTemplates => self.file_templates = templates::read_files(catalog, sources, findings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::limits::INCLUDES;

    #[test]
    fn a_chain_of_includes_has_an_end() {
        let folder = std::env::temp_dir().join(format!("error-catalog-includes-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = |n: usize| folder.join(format!("{n}.toml"));
        let most = INCLUDES;
        for (last, is_valid) in [(most, true), (most + 1, false)] {
            for n in 0..=last {
                let name = if n == 0 { "name = \"x\"\n" } else { "" };
                let include =
                    if n < last { format!("include = [\"{}.toml\"]\n", n + 1) } else { String::new() };
                let text = format!(
                    "[catalog]\n{name}{include}[errors]\nE{n} = {{ status = 404, message = \"m{n}\" }}\n"
                );
                std::fs::write(file(n), text).expect("a file");
            }
            let Checked { catalog, report, .. } = check(file(0)).expect("a catalog");
            assert_eq!(catalog.is_some(), is_valid, "{report}");
            assert_eq!(report.to_string().contains("more than 100 levels deep"), !is_valid, "{report}");
        }
        let _ = std::fs::remove_dir_all(&folder);
    }
}
