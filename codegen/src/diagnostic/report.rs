//! A report: the diagnostics of a catalog.

use std::fmt;

use super::mistake::Diagnostic;
#[cfg(not(feature = "annotate-snippets"))]
use super::mistake::MOST_RELATED;
use super::rule::Severity;
use super::sink::{Collected, Omitted};
#[cfg(feature = "annotate-snippets")]
use super::snippet;
use crate::printable::printable;
use crate::project::Project;
use crate::refusal::Refusal;
use crate::source::{Location, Sources, Span};

/// The diagnostics of a catalog, with its files.
///
/// `Display` writes all diagnostics. With the feature `annotate-snippets`, it shows the underlined
/// source, otherwise one line per diagnostic.
#[derive(Default)]
pub struct Report {
    pub(crate) sources: Sources,
    diagnostics: Vec<Diagnostic>,
    omitted: Omitted,
}

impl Report {
    pub(crate) fn new(sources: Sources, collected: Collected) -> Self {
        Self { sources, diagnostics: collected.diagnostics, omitted: collected.omitted }
    }

    /// Adds diagnostics of other files in the catalog.
    pub(crate) fn extend(&mut self, collected: Collected) {
        self.diagnostics.extend(collected.diagnostics);
        self.omitted.add(Severity::Error, collected.omitted.errors);
        self.omitted.add(Severity::Warning, collected.omitted.warnings);
    }

    /// Returns the diagnostics, in the order of the files: at most 1,000 of one rule, 1,000 errors
    /// and 1,000 warnings. [`count`](Self::count) counts all of them.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Returns the diagnostics that are errors.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|d| d.severity == Severity::Error)
    }

    /// Returns whether every file still has the content that was checked.
    pub fn is_current(&self) -> bool {
        self.sources.is_current()
    }

    /// Returns all files of the catalog, including unreadable ones, as the dependencies of a build.
    pub fn files(&self) -> impl Iterator<Item = &std::path::Path> {
        let read = self.sources.files.iter().map(|file| file.path.as_path());
        read.chain(self.sources.missing.iter().map(|path| path.as_path()))
    }

    /// Returns the reason why the catalog cannot write a file at a path; `None` if it can.
    pub fn refuses_output(&self, path: &std::path::Path) -> Option<Refusal> {
        self.sources.refuses_output(path)
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// Returns the project of the catalog.
    pub fn project(&self) -> &Project {
        &self.sources.project
    }

    /// Returns the number of diagnostics with this severity, including those that are not shown.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count() + self.omitted.of(severity)
    }

    /// Returns a note on the diagnostics that are not shown; `None` if all are shown.
    ///
    /// ```
    /// use error_catalog_codegen::{Severity, check_text};
    ///
    /// let errors: String = (0..1_500).map(|n| format!("E{n} = {{ status = 42, message = \"m {n}\" }}\n")).collect();
    /// let report = check_text("errors.toml", format!("[catalog]\nname = \"x\"\n[errors]\n{errors}"))?.report;
    /// assert_eq!((report.diagnostics().len(), report.count(Severity::Error)), (1_000, 1_500));
    /// assert_eq!(report.omitted().as_deref(), Some("500 more errors are not shown"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn omitted(&self) -> Option<String> {
        let counted = |count: usize, what: &str| {
            (count > 0).then(|| format!("{count} more {what}{}", if count == 1 { "" } else { "s" }))
        };
        let Omitted { errors, warnings } = self.omitted;
        let counts = [counted(errors, "error"), counted(warnings, "warning")];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        let verb = if errors + warnings == 1 { "is" } else { "are" };
        (!counts.is_empty()).then(|| format!("{} {verb} not shown", counts.join(" and ")))
    }

    /// Returns the start of a span, with the path of the file as it was opened. Escape it with
    /// [`printable`](crate::printable).
    pub fn location(&self, span: Span) -> Location {
        self.sources.opened_location(span)
    }

    /// Returns the start of a span, with the path relative to the folder of the main file.
    pub fn relative_location(&self, span: Span) -> Location {
        self.sources.location(span)
    }

    /// Returns the line and column after the end of a span.
    pub fn end(&self, span: Span) -> Location {
        self.location(Span { start: span.end, ..span })
    }

    /// Returns the column of a span's start in UTF-16 code units, from 1, as in editors and SARIF.
    pub fn utf16_column(&self, span: Span) -> usize {
        self.sources.utf16_column(span)
    }

    /// Returns the column after a span's end in UTF-16 code units, from 1.
    pub fn utf16_end_column(&self, span: Span) -> usize {
        self.utf16_column(Span { start: span.end, ..span })
    }

    /// Writes a diagnostic on one line: `errors.toml:3:1: error[rule]: message`.
    pub fn line(&self, diagnostic: &Diagnostic) -> String {
        let Location { file, line, column, .. } = self.location(diagnostic.span);
        let Diagnostic { rule, severity, message, .. } = diagnostic;
        let file = printable(&file);
        format!("{file}:{line}:{column}: {}[{}]: {message}", severity.as_str(), rule.id)
    }

    /// Renders all diagnostics for people, with or without colors.
    pub fn render(&self, colours: bool) -> String {
        let shown = self.diagnostics.iter().map(|diagnostic| self.one(diagnostic, colours));
        shown.chain(self.omitted()).map(|text| text.trim_end().to_owned() + "\n\n").collect()
    }

    #[cfg(feature = "annotate-snippets")]
    fn one(&self, diagnostic: &Diagnostic, colours: bool) -> String {
        snippet::render(&self.sources, diagnostic, colours)
    }

    #[cfg(not(feature = "annotate-snippets"))]
    fn one(&self, diagnostic: &Diagnostic, _colours: bool) -> String {
        let mut out = self.line(diagnostic);
        for (span, note) in diagnostic.related.iter().take(MOST_RELATED) {
            let Location { file, line, column, .. } = self.location(*span);
            let file = printable(&file);
            out.push_str(&format!("\n  {file}:{line}:{column}: {note}"));
        }
        out.extend(diagnostic.more_related().map(|more| format!("\n  note: {more}")));
        if let Some(help) = &diagnostic.help {
            out.push_str(&format!("\n  help: {help}"));
        }
        out.push('\n');
        out
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(false).trim_end())
    }
}

/// Writes the same as [`Display`](fmt::Display), for `fn main() -> Result<(), _>`.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
