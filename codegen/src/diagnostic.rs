//! What is wrong with a catalog: collected in one run, shown together.

mod rule;

use std::collections::BTreeMap;
use std::fmt;

pub use self::rule::{Rule, Severity};
use crate::printable::printable;
use crate::project::Project;
use crate::refusal::Refusal;
use crate::source::{Location, Sources, Span};

/// How many of a diagnostic's other places are shown to people.
const MOST_RELATED: usize = 100;

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

    /// Says how many of the other places are not shown to people.
    fn more_related(&self) -> Option<String> {
        let more = self.related.len().saturating_sub(MOST_RELATED);
        (more > 0).then(|| format!("and {more} more places"))
    }

    pub(crate) fn related(mut self, span: Span, note: impl Into<String>) -> Self {
        self.related.push((span, printable(&note.into())));
        self
    }
}

/// How many diagnostics of one rule are kept, and how many errors and how many warnings a report shows. One renaming can break a rule at
/// each of 100,000 errors; nobody reads more than these.
const MOST: usize = 1_000;

/// Collects diagnostics, so that a run reports every mistake and not only the first.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    diagnostics: Vec<Diagnostic>,
    has_errors: bool,
    /// How many diagnostics each rule has, and those that are not kept.
    counts: BTreeMap<&'static str, usize>,
    omitted: BTreeMap<&'static str, (usize, Diagnostic)>,
}

/// The diagnostics of a run: those that are kept, and how many errors and warnings are not.
pub(crate) struct Collected {
    diagnostics: Vec<Diagnostic>,
    omitted: Omitted,
}

/// How many diagnostics are not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Omitted {
    errors: usize,
    warnings: usize,
}

impl Omitted {
    fn add(&mut self, severity: Severity, count: usize) {
        match severity {
            Severity::Error => self.errors += count,
            Severity::Warning => self.warnings += count,
            Severity::Off => {}
        }
    }

    fn of(self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Off => 0,
        }
    }
}

impl Sink {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.has_errors |= diagnostic.severity == Severity::Error;
        let count = self.counts.entry(diagnostic.rule.id).or_default();
        *count += 1;
        if *count <= MOST {
            self.diagnostics.push(diagnostic);
        } else {
            self.omitted.entry(diagnostic.rule.id).or_insert((0, diagnostic)).0 += 1;
        }
    }

    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.has_errors
    }

    /// The diagnostics in the order of the files, with the severities that the catalog asks for.
    pub(crate) fn finish(mut self, severity: impl Fn(&Diagnostic) -> Severity) -> Collected {
        for diagnostic in &mut self.diagnostics {
            diagnostic.severity = severity(diagnostic);
        }
        self.diagnostics.retain(|d| d.severity != Severity::Off);
        self.diagnostics
            .sort_by(|a, b| (a.span, a.rule.id, &a.message).cmp(&(b.span, b.rule.id, &b.message)));
        let mut omitted = Omitted::default();
        self.omitted.values().for_each(|(count, diagnostic)| omitted.add(severity(diagnostic), *count));
        let mut shown = Omitted::default();
        self.diagnostics.retain(|diagnostic| {
            shown.add(diagnostic.severity, 1);
            let is_shown = shown.of(diagnostic.severity) <= MOST;
            omitted.add(diagnostic.severity, usize::from(!is_shown));
            is_shown
        });
        Collected { diagnostics: self.diagnostics, omitted }
    }
}

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
        snippet::render(self, diagnostic, colours)
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

#[cfg(feature = "annotate-snippets")]
mod snippet {
    use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

    use super::{Diagnostic, MOST_RELATED, Report, Severity};
    use crate::printable::{COMMANDS, printable, printable_path};
    use crate::source::Span;

    pub(super) fn render(report: &Report, diagnostic: &Diagnostic, colours: bool) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            _ => Level::WARNING,
        };
        let mut group =
            Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule.id));
        for window in windows(report, diagnostic) {
            group = match snippet(report, diagnostic, &window) {
                Some(snippet) => group.element(snippet),
                None => group.element(origin(report, window.first)),
            };
        }
        let more = diagnostic.more_related();
        if let Some(more) = &more {
            group = group.element(Level::NOTE.message(more.as_str()));
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
        /// The first of the places.
        first: Span,
    }

    /// How far apart lines may stand that are shown together. The renderer reads all that is between them.
    const NEAR: usize = 200;

    /// How many lines a window has at the most.
    const MOST_LINES: usize = 1_000;

    /// The longest text that is shown, in bytes. A catalog can be one line of megabytes.
    const LONGEST: usize = 1 << 16;

    /// The longest single line that is shown.
    const LONGEST_LINE: usize = 1 << 12;

    /// The places that are shown.
    fn places(diagnostic: &Diagnostic) -> impl Iterator<Item = (Span, Option<&str>)> {
        let related = diagnostic.related.iter().take(MOST_RELATED);
        std::iter::once((diagnostic.span, None))
            .chain(related.map(|(span, note)| (*span, Some(note.as_str()))))
    }

    /// The lines that the diagnostic points at, its own first.
    fn windows(report: &Report, diagnostic: &Diagnostic) -> Vec<Window> {
        let mut windows: Vec<Window> = Vec::new();
        for (span, _) in places(diagnostic) {
            let line = report.sources.line(span);
            let joined = |w: &Window| line.min(*w.lines.start())..=line.max(*w.lines.end());
            let is_near = |w: &&mut Window| {
                w.file == span.file
                    && line + NEAR >= *w.lines.start()
                    && line <= *w.lines.end() + NEAR
                    && joined(w).count() <= MOST_LINES
            };
            match windows.iter_mut().find(is_near) {
                Some(window) => window.lines = joined(window),
                None => windows.push(Window { file: span.file, lines: line..=line, first: span }),
            }
        }
        windows
    }

    /// A place whose line is too long to be shown, or is one of a file that may be no catalog.
    fn origin(report: &Report, span: Span) -> Origin<'_> {
        let location = report.location(span);
        Origin::path(printable(&location.file)).line(location.line).char_column(location.column)
    }

    /// Replaces what the renderer leaves: the second set of control characters, and `##` where it begins a command of a CI system.
    /// All of them have two bytes, as what stands for them, so that spans stay.
    fn inert(text: &str) -> String {
        let mut text = text.replace(|c| matches!(c, '\u{80}'..='\u{9f}'), "·");
        for command in COMMANDS {
            text = text.replace(&format!("{command}["), &format!("{}[", command.replace("##", "·")));
        }
        text
    }

    /// The lines of a window, with what stands in them underlined; `None` where they are not shown.
    fn snippet<'a>(
        report: &'a Report,
        diagnostic: &'a Diagnostic,
        window: &Window,
    ) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
        let source = &report.sources.files[window.file as usize];
        if !source.is_shown {
            return None;
        }
        let bytes = source.lines(window.lines.clone());
        let text = &source.text[bytes.clone()];
        if text.len() > LONGEST || text.lines().any(|line| line.len() > LONGEST_LINE) {
            return None;
        }
        let range = |span: Span| {
            let at = |offset: u32| (offset as usize).clamp(bytes.start, bytes.end) - bytes.start;
            let (start, end) = (at(span.start), at(span.end));
            // A long value is underlined on its first line alone.
            let line_end = text[start..end].find('\n').map_or(end, |at| start + at);
            start..line_end.max(start)
        };
        let is_here =
            |span: &Span| span.file == window.file && window.lines.contains(&report.sources.line(*span));
        let path = printable_path(&source.path);
        let text = inert(text);
        let mut snippet = Snippet::source(text).line_start(*window.lines.start()).path(path).fold(true);
        for (span, note) in places(diagnostic).filter(|(span, _)| is_here(span)) {
            let annotation = match note {
                None => AnnotationKind::Primary.span(range(span)),
                Some(note) => AnnotationKind::Context.span(range(span)).label(note),
            };
            snippet = snippet.annotation(annotation);
        }
        Some(snippet)
    }
}
