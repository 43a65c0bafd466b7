//! Positions in TOML strings with escapes.

use std::cell::Cell;

use super::span::Span;

/// Caches the last position in a TOML string, so that ascending lookups take one pass over the string.
#[derive(Default)]
pub(crate) struct StringCursor(Cell<Option<(Span, Offset)>>);

/// A position in a TOML string: the byte as written, and the byte of the value.
#[derive(Clone, Copy)]
struct Offset {
    written: usize,
    value: usize,
}

impl StringCursor {
    /// Returns the position as written of the byte at `target` of the value.
    pub(super) fn offset(&self, string: Span, raw: &str, target: usize) -> Option<usize> {
        let known = self.0.get().filter(|(known, last)| *known == string && last.value <= target);
        let from = known.map(|(_, last)| last).or_else(|| first_offset(raw))?;
        let found = offset_in_string(raw, from, target)?;
        self.0.set(Some((string, found)));
        (found.value == target).then_some(found.written)
    }
}

/// Returns the start of the value in a TOML string as written.
fn first_offset(raw: &str) -> Option<Offset> {
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let multiline = raw.len() >= 6 && raw.chars().take(3).all(|c| c == quote);
    let mut written = if multiline { 3 } else { 1 };
    if multiline {
        let rest = &raw[written..];
        written += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    }
    Some(Offset { written, value: 0 })
}

/// Advances in a TOML string as written, to the byte at `target` of its value or past it.
fn offset_in_string(raw: &str, from: Offset, target: usize) -> Option<Offset> {
    let has_escapes = raw.starts_with('"');
    let Offset { written: mut at, mut value } = from;
    while value < target {
        let c = raw[at..].chars().next()?;
        if has_escapes && c == '\\' {
            let escape = raw[at + 1..].chars().next()?;
            match escape {
                'x' => (at, value) = (at + 4, value + escaped_len(&raw[at..], 2)?),
                'u' => (at, value) = (at + 6, value + escaped_len(&raw[at..], 4)?),
                'U' => (at, value) = (at + 10, value + escaped_len(&raw[at..], 8)?),
                c if c.is_ascii_whitespace() => at += continuation(&raw[at..]),
                _ => (at, value) = (at + 2, value + 1),
            }
        } else {
            at += c.len_utf8();
            value += c.len_utf8();
        }
    }
    Some(Offset { written: at, value })
}

/// Returns the length of a `\` at the end of a line with the following whitespace; zero if there is
/// none.
pub(super) fn continuation(raw: &str) -> usize {
    const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];
    let Some(rest) = raw.strip_prefix('\\').filter(|rest| rest.starts_with(WHITE)) else { return 0 };
    raw.len() - rest.trim_start_matches(WHITE).len()
}

/// Returns the UTF-8 length of the character of `\u` with this number of hexadecimal digits.
fn escaped_len(escape: &str, digits: usize) -> Option<usize> {
    let number = u32::from_str_radix(escape.get(2..2 + digits)?, 16).ok()?;
    char::from_u32(number).map(char::len_utf8)
}
