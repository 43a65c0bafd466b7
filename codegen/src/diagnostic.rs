//! What is wrong with a catalog: collected in one run, shown together.

use std::fmt;

use crate::check::Rule;
use crate::project::Project;
use crate::source::{Location, Sources, Span};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Nothing is said.
    Off,
    /// Said, and the catalog is used.
    Warning,
    /// The catalog cannot be used.
    Error,
}

impl Severity {
    /// The word for it: `off`, `warning`, `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One mistake: the rule that it breaks, where it stands, and what to write instead.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// How much it matters.
    pub severity: Severity,
    /// What is underlined.
    pub span: Span,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Other places that belong to it, each with its part in the story.
    pub related: Vec<(Span, String)>,
    /// What to write.
    pub help: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        // A name from the catalog may hold a line break, or what a terminal acts upon.
        let message = printable(&message.into());
        Self { rule, severity: rule.severity, span, message, related: Vec::new(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(printable(&help.into()));
        self
    }

    pub(crate) fn related(mut self, span: Span, note: impl Into<String>) -> Self {
        self.related.push((span, printable(&note.into())));
        self
    }
}

/// A text of a catalog for terminals and logs: what these act upon, and what turns text around, stands there as an escape.
///
/// ```
/// assert_eq!(error_catalog_codegen::printable("a\nb\u{1b}[31m"), "a\\nb\\u{1b}[31m");
/// ```
pub fn printable(text: &str) -> String {
    let acts = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let one = |c: char| if acts(c) { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(one).collect()
}

/// Collects diagnostics, so that a run reports every mistake and not only the first.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    diagnostics: Vec<Diagnostic>,
}

impl Sink {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }

    /// The diagnostics in the order of the files, with the severities that the catalog asks for.
    pub(crate) fn finish(mut self, severity: impl Fn(&Diagnostic) -> Severity) -> Vec<Diagnostic> {
        for diagnostic in &mut self.diagnostics {
            diagnostic.severity = severity(diagnostic);
        }
        self.diagnostics.retain(|d| d.severity != Severity::Off);
        self.diagnostics
            .sort_by(|a, b| (a.span, a.rule.id, &a.message).cmp(&(b.span, b.rule.id, &b.message)));
        self.diagnostics
    }
}

/// The diagnostics of one catalog, with the files that they point into.
///
/// `Display` shows all of them: with the source underlined if the feature `annotate-snippets` is on, one line
/// each otherwise.
#[derive(Default)]
pub struct Report {
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// The diagnostics, in the order of the files.
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

    /// The project around the catalog.
    pub fn project(&self) -> &Project {
        &self.sources.project
    }

    /// How many diagnostics have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }

    /// Where a span begins, with the file as it was opened.
    pub fn location(&self, span: Span) -> Location {
        let path = &self.sources.files[span.file as usize].path;
        Location { file: path.display().to_string(), ..self.sources.location(span) }
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
        self.sources.before(span).encode_utf16().count() + 1
    }

    /// The column of the place past a span's end in UTF-16 code units, from 1.
    pub fn utf16_end_column(&self, span: Span) -> usize {
        self.utf16_column(Span { start: span.end, ..span })
    }

    /// One line: `errors.toml:3:1: error[rule]: message`.
    pub fn line(&self, diagnostic: &Diagnostic) -> String {
        let Location { file, line, column, .. } = self.location(diagnostic.span);
        let Diagnostic { rule, severity, message, .. } = diagnostic;
        format!("{file}:{line}:{column}: {}[{}]: {message}", severity.as_str(), rule.id)
    }

    /// All of them for people, with colours or without.
    pub fn render(&self, colours: bool) -> String {
        self.diagnostics
            .iter()
            .map(|diagnostic| self.one(diagnostic, colours).trim_end().to_owned() + "\n\n")
            .collect()
    }

    #[cfg(feature = "annotate-snippets")]
    fn one(&self, diagnostic: &Diagnostic, colours: bool) -> String {
        snippet::render(self, diagnostic, colours)
    }

    #[cfg(not(feature = "annotate-snippets"))]
    fn one(&self, diagnostic: &Diagnostic, _colours: bool) -> String {
        let mut out = self.line(diagnostic);
        for (span, note) in &diagnostic.related {
            let Location { file, line, column, .. } = self.location(*span);
            out.push_str(&format!("\n  {file}:{line}:{column}: {note}"));
        }
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

#[cfg(feature = "annotate-snippets")]
mod snippet {
    use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

    use super::{Diagnostic, Report, Severity};
    use crate::source::Span;

    pub(super) fn render(report: &Report, diagnostic: &Diagnostic, colours: bool) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            _ => Level::WARNING,
        };
        let mut group =
            Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule.id));
        for window in windows(report, diagnostic) {
            group = group.element(snippet(report, diagnostic, &window));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }

    /// Places of one file that are shown together.
    struct Window {
        file: u32,
        lines: std::ops::RangeInclusive<usize>,
    }

    /// How far apart lines may stand that are shown together. The renderer reads all that is between them.
    const NEAR: usize = 200;

    /// The lines that the diagnostic points at, its own first.
    fn windows(report: &Report, diagnostic: &Diagnostic) -> Vec<Window> {
        let mut windows: Vec<Window> = Vec::new();
        for span in std::iter::once(diagnostic.span).chain(diagnostic.related.iter().map(|(span, _)| *span)) {
            let line = report.sources.location(span).line;
            let is_near = |w: &&mut Window| {
                w.file == span.file && line + NEAR >= *w.lines.start() && line <= *w.lines.end() + NEAR
            };
            match windows.iter_mut().find(is_near) {
                Some(window) => {
                    window.lines = line.min(*window.lines.start())..=line.max(*window.lines.end());
                }
                None => windows.push(Window { file: span.file, lines: line..=line }),
            }
        }
        windows
    }

    /// The lines of a window, with what stands in them underlined.
    fn snippet<'a>(
        report: &'a Report,
        diagnostic: &'a Diagnostic,
        window: &Window,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let source = &report.sources.files[window.file as usize];
        let bytes = source.lines(window.lines.clone());
        let text = &source.text[bytes.clone()];
        let range = |span: Span| {
            let at = |offset: u32| (offset as usize).clamp(bytes.start, bytes.end) - bytes.start;
            let (start, end) = (at(span.start), at(span.end));
            // A long value is underlined on its first line alone.
            let line_end = text[start..end].find('\n').map_or(end, |at| start + at);
            start..line_end.max(start)
        };
        let is_here = |span: &Span| {
            span.file == window.file && window.lines.contains(&report.sources.location(*span).line)
        };
        let path = source.path.display().to_string();
        // The renderer shows what terminals act upon, but for the second set of controls. All have two bytes, as what stands for them.
        let text = text.replace(|c| matches!(c, '\u{80}'..='\u{9f}'), "·");
        let mut snippet = Snippet::source(text).line_start(*window.lines.start()).path(path).fold(true);
        if is_here(&diagnostic.span) {
            snippet = snippet.annotation(AnnotationKind::Primary.span(range(diagnostic.span)));
        }
        for (span, note) in diagnostic.related.iter().filter(|(span, _)| is_here(span)) {
            snippet = snippet.annotation(AnnotationKind::Context.span(range(*span)).label(note.as_str()));
        }
        snippet
    }
}
