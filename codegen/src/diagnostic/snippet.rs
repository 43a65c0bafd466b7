//! Diagnostics with underlined source.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::mistake::{Diagnostic, MOST_RELATED};
use super::rule::Severity;
use crate::printable::{COMMANDS, printable, printable_path};
use crate::source::{Sources, Span};

pub(super) fn render(sources: &Sources, diagnostic: &Diagnostic, colours: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        _ => Level::WARNING,
    };
    let mut group =
        Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule.id));
    for window in windows(sources, diagnostic) {
        group = match snippet(sources, diagnostic, &window) {
            Some(snippet) => group.element(snippet),
            None => group.element(origin(sources, window.first)),
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

/// The maximum distance of lines that are shown together. The renderer reads all lines between them.
const NEAR: usize = 200;

/// The maximum number of lines of a window.
const MOST_LINES: usize = 1_000;

/// The maximum length of a shown text, in bytes. A catalog can be one line of several megabytes.
const LONGEST: usize = 1 << 16;

/// The maximum length of a shown line.
const LONGEST_LINE: usize = 1 << 12;

/// Returns the places to show.
fn places(diagnostic: &Diagnostic) -> impl Iterator<Item = (Span, Option<&str>)> {
    let related = diagnostic.related.iter().take(MOST_RELATED);
    std::iter::once((diagnostic.span, None)).chain(related.map(|(span, note)| (*span, Some(note.as_str()))))
}

/// Returns the lines of the diagnostic, beginning with its own.
fn windows(sources: &Sources, diagnostic: &Diagnostic) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    for (span, _) in places(diagnostic) {
        let line = sources.line(span);
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

/// Writes a place whose line is not shown, because it is too long or the file is possibly not a
/// catalog.
fn origin(sources: &Sources, span: Span) -> Origin<'_> {
    let location = sources.opened_location(span);
    Origin::path(printable(&location.file)).line(location.line).char_column(location.column)
}

/// Replaces text that the renderer does not escape: the C1 control characters, and `##` at the
/// beginning of a command of a CI system. The replacements have two bytes as well, so that spans
/// stay valid.
fn inert(text: &str) -> String {
    let mut text = text.replace(|c| matches!(c, '\u{80}'..='\u{9f}'), "·");
    for command in COMMANDS {
        text = text.replace(&format!("{command}["), &format!("{}[", command.replace("##", "·")));
    }
    text
}

/// Renders the lines of a window; `None` if they are not shown.
fn snippet<'a>(
    sources: &'a Sources,
    diagnostic: &'a Diagnostic,
    window: &Window,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let source = &sources.files[window.file as usize];
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
        // A multi-line value is underlined only on its first line.
        let line_end = text[start..end].find('\n').map_or(end, |at| start + at);
        start..line_end.max(start)
    };
    let is_here = |span: &Span| span.file == window.file && window.lines.contains(&sources.line(*span));
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
