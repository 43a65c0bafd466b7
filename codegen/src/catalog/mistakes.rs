//! TOML syntax errors, each reported once.
//!
//! The parser continues after an error, but after a missing bracket or quote it misinterprets the
//! following text and reports it as well. So the statement with the first error is blanked out, and
//! the rest is parsed again.

use std::ops::Range;

use super::syntax_error::{SyntaxError, SyntaxErrors};
use crate::source::Span;

/// The maximum number of reported errors, because each needs another pass of the parser.
const MOST: usize = 20;

/// Finds the syntax errors of a file.
pub(super) fn mistakes(file: u32, text: &str) -> SyntaxErrors {
    let mut text = text.to_owned();
    let mut found = SyntaxErrors::default();
    while found.errors.len() < MOST {
        let SyntaxErrors { errors, duplicate_keys } = SyntaxErrors::of(file, &text);
        let Some(first) = errors.into_iter().min_by_key(|error| error.span) else {
            found.duplicate_keys = duplicate_keys;
            break;
        };
        let at = (0..=first.span.start as usize).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let before = Before::of(&text, at);
        let Explained { error, statement } = before.explain(&text, first);
        found.errors.push(error);
        let blank = statement.start..resume(&text, statement);
        let spaces = text[blank.clone()]
            .bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect::<String>();
        text.replace_range(blank, &spaces);
    }
    found
}

/// A syntax error at its cause.
struct Explained {
    error: SyntaxError,
    /// The range of the statement with the error.
    statement: Range<usize>,
}

/// The open brackets and quotes at the position of an error.
struct Before {
    at: usize,
    /// The start of the line with the statement: a header, or a key with its value.
    statement: usize,
    /// The unclosed brackets and quotes of multi-line strings.
    open: Vec<Range<usize>>,
    /// The last closed multi-line string.
    string: Range<usize>,
}

impl Before {
    fn of(text: &str, at: usize) -> Self {
        let mut before = Self { at, statement: 0, open: Vec::new(), string: 0..0 };
        let bytes = text.as_bytes();
        let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |end| from + end);
        let mut here = 0;
        while here < at {
            match bytes[here] {
                b'\n' => {
                    if before.open.is_empty() {
                        before.statement = here + 1;
                    }
                    here += 1;
                }
                b'#' => here = line_end(here),
                quote @ (b'"' | b'\'') => match multiline(&text[here..], quote) {
                    Multiline::Unclosed => {
                        before.open.push(here..here + 3);
                        break;
                    }
                    Multiline::Closed { length } => {
                        if text[here..here + length].contains('\n') {
                            before.string = here..here + length;
                        }
                        here += length;
                    }
                    Multiline::No => here += one_line(&text[here..], quote),
                },
                b'[' | b'{' => {
                    before.open.push(here..here + 1);
                    here += 1;
                }
                b']' | b'}' => {
                    before.open.pop();
                    here += 1;
                }
                _ => here += 1,
            }
        }
        before
    }

    /// Finds the cause of an error: an unclosed bracket or quote, the end of a string that ends too
    /// late, or the position that the parser reports.
    fn explain(&self, text: &str, error: SyntaxError) -> Explained {
        if let Some(open) = self.unclosed(text) {
            return self.explain_unclosed(text, open, error);
        }
        let line = line_start(text, self.at);
        let next_line = text[self.at..].find('\n').map_or(text.len(), |end| self.at + end + 1);
        match self.swallowing_string(text, line) {
            Some(string) => {
                let opening = Span::new(error.span.file, string..string + 3);
                let error = SyntaxError {
                    related: Some((opening, "the string that ends here begins here")),
                    ..error
                };
                Explained { error, statement: line_start(text, string)..next_line }
            }
            None => Explained { error, statement: self.statement..next_line },
        }
    }

    /// Returns the quotes or the bracket that must be closed: the last ones, if a new statement
    /// begins here.
    fn unclosed(&self, text: &str) -> Option<&Range<usize>> {
        let line = line_start(text, self.at);
        let goes_on = self.is_end(text) || is_statement(&text[line..]);
        let bracket = self.open.iter().rev().find(|open| goes_on && open.start < line);
        bracket.or(self.open.last().filter(|open| open.len() == 3))
    }

    fn explain_unclosed(&self, text: &str, open: &Range<usize>, error: SyntaxError) -> Explained {
        let is_end = self.is_end(text);
        let end = if is_end { text.len() } else { line_start(text, self.at) };
        let message = format!("unclosed `{}`", &text[open.clone()]);
        let related = Some((error.span, "the parser stopped here")).filter(|_| !is_end);
        let span = Span::new(error.span.file, open.clone());
        Explained { error: SyntaxError { span, message, related }, statement: self.statement..end }
    }

    /// Returns whether nothing follows the error.
    fn is_end(&self, text: &str) -> bool {
        text[self.at..].trim().is_empty()
    }

    /// Returns the start of a multi-line string that ends just before a line and contains text that
    /// looks like statements. A string without its closing quotes ends at the start of the next
    /// one.
    fn swallowing_string(&self, text: &str, line: usize) -> Option<usize> {
        let string = self.string.start..self.string.end.min(line);
        let is_near = self.string.end >= line_start(text, line.saturating_sub(1));
        let has_swallowed = || text[string.clone()].split_inclusive('\n').skip(1).any(is_statement);
        (is_near && !string.is_empty() && has_swallowed()).then_some(string.start)
    }
}

/// Returns the position to continue after a statement with an error: the next statement. After a
/// header, it is the next header, because the keys between them would belong to another table.
fn resume(text: &str, mistaken: Range<usize>) -> usize {
    let blank = &text[mistaken.clone()];
    let has_header = blank.trim_start().starts_with('[') || blank.split_inclusive('\n').any(is_header);
    let indent = blank.len() - blank.trim_start_matches([' ', '\t']).len();
    let mut at = mistaken.end;
    for line in text[mistaken.end..].split_inclusive('\n') {
        let is_deeper = line.len() - line.trim_start().len() > indent;
        if is_header(line) || (!has_header && !is_deeper && is_statement(line)) {
            break;
        }
        at += line.len();
    }
    at
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Returns whether the line looks like a header, or like a key followed by `=`.
fn is_statement(line: &str) -> bool {
    let key = line.lines().next().unwrap_or_default().split_once('=').map(|(key, _)| key.trim());
    // A key with missing quotes counts as a key.
    let is_bare =
        |key: &str| !key.is_empty() && !key.contains(|c: char| c.is_whitespace() || "{}[],\"'#".contains(c));
    key.is_some_and(|key| is_key(key) || is_bare(key)) || is_header(line)
}

fn is_header(line: &str) -> bool {
    let line = line.lines().next().unwrap_or_default().trim_start();
    let inner = line.strip_prefix("[[").or(line.strip_prefix('[')).and_then(|rest| rest.split_once(']'));
    inner.is_some_and(|(key, rest)| {
        let rest = rest.strip_prefix(']').unwrap_or(rest).trim_start();
        is_key(key) && (rest.is_empty() || rest.starts_with('#'))
    })
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-. \t\"'".contains(c))
}

/// The result of a search for a multi-line string at the beginning of a text.
enum Multiline {
    No,
    Unclosed,
    Closed {
        /// The length of the string, including its quotes.
        length: usize,
    },
}

fn multiline(text: &str, quote: u8) -> Multiline {
    let quotes = if quote == b'"' { "\"\"\"" } else { "'''" };
    let Some(content) = text.strip_prefix(quotes) else { return Multiline::No };
    let mut at = 0;
    while let Some(end) = content[at..].find(['\\', quote as char]).map(|end| at + end) {
        if content[end..].starts_with('\\') {
            let escaped = content[end + 1..].chars().next().filter(|_| quote == b'"');
            at = end + 1 + escaped.map_or(0, char::len_utf8);
        } else if content[end..].starts_with(quotes) {
            // Up to two additional quotes can precede the three closing ones.
            let more = content[end + 3..].bytes().take(2).take_while(|byte| *byte == quote).count();
            return Multiline::Closed { length: 3 + end + 3 + more };
        } else {
            at = end + 1;
        }
    }
    Multiline::Unclosed
}

/// Returns the length of a single-line string. An unclosed string ends with the line.
fn one_line(text: &str, quote: u8) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        if byte == quote && !is_escaped {
            return at + 1;
        }
        is_escaped = quote == b'"' && byte == b'\\' && !is_escaped;
        if byte == b'\n' {
            return at + 1;
        }
    }
    text.len()
}
