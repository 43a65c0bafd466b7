use super::Rule;
use crate::catalog::tree::{self, SyntaxError};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sources, Span};

pub(super) static RULE: Rule = Rule {
    id: "duplicate-key",
    severity: Severity::Error,
    explanation: "A key stands once in its table, and a table has one header: TOML allows neither twice.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
NOT_FOUND = { status = 410, message = "Gone" }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
GONE = { status = 410, message = "Gone" }
"##,
    check: None,
};

/// How many first places are looked for: each takes parsing the file up to there.
const LOOKED_FOR: usize = 20;

/// Keys that stand a second time.
pub(crate) fn report(sources: &Sources, again: &[SyntaxError]) -> Vec<Diagnostic> {
    let spans: Vec<Span> = again.iter().map(|error| error.span).collect();
    // Below a header that stands twice, every key that its table has already stands twice as well.
    let is_own = |span: &&Span| !header_above(sources, **span).is_some_and(|header| spans.iter().any(|s| header.contains(s)));
    // By the headers that they stand under: where one is missing, all below it stand twice.
    let mut found: Vec<(Option<usize>, Vec<Diagnostic>)> = Vec::new();
    for (i, span) in spans.iter().filter(is_own).enumerate() {
        let header = header_above(sources, *span).map(|header| header.start);
        let diagnostic = one(sources, *span, i < LOOKED_FOR);
        match found.last_mut().filter(|(other, _)| header.is_some() && *other == header) {
            Some((_, found)) => found.push(diagnostic),
            None => found.push((header, vec![diagnostic])),
        }
    }
    // Then each stands first above all that stand a second time.
    let is_torn_off = |found: &[Diagnostic]| {
        let firsts = found.iter().filter_map(|diagnostic| diagnostic.related.first());
        firsts.clone().count() == found.len()
            && firsts.map(|(first, _)| first).max() < found.iter().map(|diagnostic| &diagnostic.span).min()
    };
    found.into_iter().flat_map(|(_, found)| if is_torn_off(&found) { super::join(found) } else { found }).collect()
}

fn one(sources: &Sources, again: Span, look_for_first: bool) -> Diagnostic {
    let key = sources.text(again);
    let diagnostic = Diagnostic::new(&RULE, again, format!("`{key}` stands a second time")).help("keep one of them");
    let text = &sources.files[again.file as usize].text;
    match look_for_first.then(|| tree::first_of_duplicate(text, again)).flatten() {
        Some(first) => diagnostic.related(first, "here first"),
        None => diagnostic,
    }
}

/// The header line of the table that a key stands in.
struct Header {
    file: u32,
    start: usize,
    end: usize,
}

impl Header {
    fn contains(&self, span: &Span) -> bool {
        span.file == self.file && (self.start..self.end).contains(&(span.start as usize))
    }
}

/// The header above a key; `None` where the key stands in a header itself.
fn header_above(sources: &Sources, key: Span) -> Option<Header> {
    let before = &sources.files[key.file as usize].text[..key.start as usize];
    let mut end = before.rfind('\n').map_or(0, |at| at + 1);
    if before[end..].trim_start().starts_with('[') {
        return None;
    }
    let lines = before[..end].split_inclusive('\n').rev();
    for line in lines {
        let start = end - line.len();
        if line.trim_start().starts_with('[') {
            return Some(Header { file: key.file, start, end });
        }
        end = start;
    }
    None
}
