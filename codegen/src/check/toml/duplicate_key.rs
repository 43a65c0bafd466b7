use std::ops::Range;

use crate::catalog::parse::first_of_duplicate;
use crate::check::combine::join;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings};
use crate::source::{Sources, Span};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-key",
    severity: Severity::Error,
    explanation: "Each key in a table must be unique, and each table can have only one header (TOML 1.1).",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
NOT_FOUND = { status = 410, message = "Gone" }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
GONE = { status = 410, message = "Gone" }
"##,
};

/// The maximum number of first occurrences to find, because each needs another pass of the parser.
const LOOKED_FOR: usize = 20;

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        if let Finding::DuplicateKeys(again) = finding {
            sink.extend(of_file(findings.sources, again));
        }
    }
}

/// Reports the duplicate keys of a file.
fn of_file(sources: &Sources, again: &[Span]) -> Vec<Diagnostic> {
    let Some(first) = again.first() else { return Vec::new() };
    let headers = headers(&sources.files[first.file as usize].text);
    let mut starts: Vec<usize> = again.iter().map(|span| span.start as usize).collect();
    starts.sort_unstable();
    // Below a duplicate header, every key of the table is a duplicate as well.
    let is_own = |span: &Span| match header_above(&headers, *span) {
        Some(header) => {
            starts.get(starts.partition_point(|at| *at < header.start)).is_none_or(|at| *at >= header.end)
        }
        None => true,
    };
    // Grouped by header, because after a missing header, all keys below it are duplicates.
    let mut found: Vec<(Option<usize>, Vec<Diagnostic>)> = Vec::new();
    for (i, span) in again.iter().copied().filter(is_own).enumerate() {
        let header = header_above(&headers, span).map(|header| header.start);
        let diagnostic = one(sources, span, i < LOOKED_FOR);
        match found.last_mut().filter(|(other, _)| header.is_some() && *other == header) {
            Some((_, found)) => found.push(diagnostic),
            None => found.push((header, vec![diagnostic])),
        }
    }
    // Then all first occurrences are above the duplicates.
    let is_split_names = |found: &[Diagnostic]| {
        let firsts = found.iter().filter_map(|diagnostic| diagnostic.related.first());
        firsts.clone().count() == found.len()
            && firsts.map(|(first, _)| first).max() < found.iter().map(|diagnostic| &diagnostic.span).min()
    };
    found
        .into_iter()
        .flat_map(|(_, found)| if is_split_names(&found) { join(found) } else { found })
        .collect()
}

fn one(sources: &Sources, again: Span, look_for_first: bool) -> Diagnostic {
    let key = sources.text(again);
    let diagnostic =
        Diagnostic::new(&RULE, again, format!("duplicate key `{key}`")).help("remove one of them");
    let text = &sources.files[again.file as usize].text;
    match look_for_first.then(|| first_of_duplicate(text, again)).flatten() {
        Some(first) => diagnostic.related(first, "first defined here"),
        None => diagnostic,
    }
}

/// Returns the lines that are headers of tables.
fn headers(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        start += line.len();
        (line, start - line.len()..start)
    });
    lines.filter(|(line, _)| line.trim_start().starts_with('[')).map(|(_, range)| range).collect()
}

/// Returns the header above a key; `None` if the key is in a header itself.
fn header_above(headers: &[Range<usize>], key: Span) -> Option<Range<usize>> {
    let start = key.start as usize;
    let above = headers.partition_point(|header| header.start <= start).checked_sub(1)?;
    Some(headers[above].clone()).filter(|header| !header.contains(&start))
}
