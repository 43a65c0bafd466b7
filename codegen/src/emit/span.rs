//! Printable text, and Markdown code spans.

use crate::escape::Special;

/// Returns a code span. The text can contain backticks (CommonMark §6.1).
pub(crate) fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_code(text, &mut out);
    out
}

/// Adds a code span.
pub(super) fn write_code(text: &str, out: &mut String) {
    let longest = longest_run(text);
    let is_space = |c: Option<char>| c.is_none_or(|c| visible(c).is_whitespace());
    let is_apart = longest > 0 || is_space(text.chars().next()) || is_space(text.chars().next_back());
    let fence = |out: &mut String| (0..=longest).for_each(|_| out.push('`'));
    let apart = if is_apart { " " } else { "" };
    fence(out);
    out.push_str(apart);
    INVISIBLE.escape(text, out, |c, out| out.push(visible(c)));
    out.push_str(apart);
    fence(out);
}

/// Returns the length of the longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    if !text.contains('`') {
        return 0;
    }
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// The first bytes of invisible characters.
static INVISIBLE: Special = Special::of(&[0x7F, 0xC2, 0xE2]).and(0, 0x1F);

/// Replaces invisible characters and those that change the text direction, which rustc rejects in
/// comments.
pub(crate) fn visible(c: char) -> char {
    match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        c if c.is_control() => ' ',
        c => c,
    }
}
