//! The pipeline: load, limits, shape, read, rules, resolve. Every program that uses a catalog goes through it.

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

/// Reads and checks the catalog with that main file.
///
/// # Errors
///
/// Where the main file cannot be read. What is wrong with its content is in the report.
pub fn check(path: impl AsRef<Path>) -> io::Result<Checked> {
    Checker::new(path).check()
}

/// Checks a catalog whose main file has this text, whatever the disk says: for editors, whose text is not saved yet.
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
/// As [`Checker::check_text`].
pub fn check_text(path: impl AsRef<Path>, text: impl Into<String>) -> io::Result<Checked> {
    Checker::new(path).check_text(text)
}

/// A catalog that was read and checked.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Checked {
    /// The catalog, if the report has no error.
    pub catalog: Option<Catalog>,
    /// Every diagnostic, and the files that they point into.
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

/// A part of `[generate]`, which [`Checked::with_parts`] checks: a build script writes none of these files, and a packaged crate
/// has lost the folders around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// Whether the catalog can read and write the paths. Nothing is read, and the files need not exist.
    Paths,
    /// The pages of `inject`, and their markers.
    #[cfg(feature = "markdown")]
    Pages,
    /// The templates in the folder that `html` names.
    #[cfg(feature = "minijinja")]
    HtmlTemplates,
    /// The templates of `[[generate.template]]`.
    #[cfg(feature = "minijinja")]
    FileTemplates,
}

/// Reads and checks one catalog, with settings.
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
    /// Checks the catalog with that main file. What it includes is seen from there.
    pub fn new(path: impl AsRef<Path>) -> Self {
        Self { path: path.as_ref().to_owned(), allow_outside: false }
    }

    /// Lets the catalog name files outside of its [`Project`].
    pub fn allow_outside(mut self, allow_outside: bool) -> Self {
        self.allow_outside = allow_outside;
        self
    }

    /// Reads the files and checks the catalog.
    ///
    /// # Errors
    ///
    /// Where the main file cannot be read. What is wrong with its content is in the report.
    pub fn check(self) -> io::Result<Checked> {
        let mut sources = self.sources();
        sources.read_catalog(&self.path)?;
        run(sources)
    }

    /// Checks the catalog as if the main file had this text. What it includes is read from the disk.
    ///
    /// # Errors
    ///
    /// Only by a mistake of this crate.
    pub fn check_text(self, text: impl Into<String>) -> io::Result<Checked> {
        let mut sources = self.sources();
        sources.add(self.path.clone(), line_ends::normalized(text.into()));
        run(sources)
    }

    /// Checks the catalog as if the main file had the text of a reader, such as standard input.
    ///
    /// # Errors
    ///
    /// Where reading fails, or the text is not UTF-8 or larger than a catalog file can be.
    pub fn check_reader(self, reader: impl Read) -> io::Result<Checked> {
        let text = file::catalog_text(reader)?;
        self.check_text(text)
    }

    fn sources(&self) -> Sources {
        let project = if self.allow_outside { Project::unbounded() } else { Project::around(&self.path) };
        Sources { project, ..Sources::default() }
    }
}

/// The pipeline, from the main file on, which has been read.
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
    // A large catalog need not be in memory three times.
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
    /// A catalog of which no more is checked.
    fn refused(sources: Sources, sink: Sink) -> Self {
        let report = Report::new(sources, sink.finish(|diagnostic| diagnostic.severity));
        Self { report, ..Self::default() }
    }

    /// Checks parts of `[generate]` as well, in that order, and none after paths that the catalog cannot use. Where a part has an
    /// error, there is no catalog any more.
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
