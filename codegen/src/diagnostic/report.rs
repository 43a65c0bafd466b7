//! The diagnostics of a catalog, to be shown.

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

/// The diagnostics of one catalog, with the files that they point into.
///
/// `Display` shows all of them: with the source underlined if the feature `annotate-snippets` is on, one line
/// each otherwise.
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

    /// Adds what is wrong with other files that the catalog names.
    pub(crate) fn extend(&mut self, collected: Collected) {
        self.diagnostics.extend(collected.diagnostics);
        self.omitted.add(Severity::Error, collected.omitted.errors);
        self.omitted.add(Severity::Warning, collected.omitted.warnings);
    }

    /// The diagnostics, in the order of the files: at most 1,000 of one rule, 1,000 errors and 1,000 warnings. [`count`](Self::count) counts
    /// all of them.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The diagnostics that keep the catalog from being used.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|d| d.severity == Severity::Error)
    }

    /// Whether every file still has the content that was checked.
    pub fn is_current(&self) -> bool {
        self.sources.is_current()
    }

    /// Every file of the catalog, also one that could not be read: what a build depends on.
    pub fn files(&self) -> impl Iterator<Item = &std::path::Path> {
        let read = self.sources.files.iter().map(|file| file.path.as_path());
        read.chain(self.sources.missing.iter().map(|path| path.as_path()))
    }

    /// Why the catalog cannot write a file at a path; `None` if it can.
    pub fn refuses_output(&self, path: &std::path::Path) -> Option<Refusal> {
        self.sources.refuses_output(path)
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// The project around the catalog.
    pub fn project(&self) -> &Project {
        &self.sources.project
    }

    /// Returns how many diagnostics have this severity, whether they are shown or not.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count() + self.omitted.of(severity)
    }

    /// Says how many diagnostics are not shown; `None` where all are.
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

    /// Where a span begins, with the file as it was opened: [`printable`](crate::printable) makes it safe to show.
    pub fn location(&self, span: Span) -> Location {
        self.sources.opened_location(span)
    }

    /// Where a span begins, with the file relative to the folder of the catalog's main file.
    pub fn relative_location(&self, span: Span) -> Location {
        self.sources.location(span)
    }

    /// Line and column of the place past a span's end.
    pub fn end(&self, span: Span) -> Location {
        self.location(Span { start: span.end, ..span })
    }

    /// The column of a span's start in UTF-16 code units, from 1, as editors and SARIF count.
    pub fn utf16_column(&self, span: Span) -> usize {
        self.sources.utf16_column(span)
    }

    /// The column of the place past a span's end in UTF-16 code units, from 1.
    pub fn utf16_end_column(&self, span: Span) -> usize {
        self.utf16_column(Span { start: span.end, ..span })
    }

    /// One line: `errors.toml:3:1: error[rule]: message`.
    pub fn line(&self, diagnostic: &Diagnostic) -> String {
        let Location { file, line, column, .. } = self.location(diagnostic.span);
        let Diagnostic { rule, severity, message, .. } = diagnostic;
        let file = printable(&file);
        format!("{file}:{line}:{column}: {}[{}]: {message}", severity.as_str(), rule.id)
    }

    /// All of them for people, with colours or without.
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

/// As [`Display`](fmt::Display), so that `fn main() -> Result<(), _>` shows it whole.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
