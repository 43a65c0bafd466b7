//! Text that can be shown anywhere, and code spans of Markdown.

use crate::escape::Special;

/// Text in a code span, whatever backticks it holds (CommonMark §6.1).
pub(crate) fn code(text: &str) -> String {
    let (text, longest) = (shown(text), longest_run(text));
    let fence = "`".repeat(longest + 1);
    if longest > 0 || text.trim() != text || text.is_empty() {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// How many backticks stand in a row at the most.
pub(super) fn longest_run(text: &str) -> usize {
    if !text.contains('`') {
        return 0;
    }
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A text of visible characters.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    INVISIBLE.escape(text, &mut out, |c, out| out.push(visible(c)));
    out
}

/// What characters begin with that nobody sees.
static INVISIBLE: Special = Special::of(&[0x7F, 0xC2, 0xE2]).and(0, 0x1F);

/// Characters that nobody sees, or that turn text around, as ones that everybody sees; rustc refuses the latter in comments.
pub(crate) fn visible(c: char) -> char {
    match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        c if c.is_control() => ' ',
        c => c,
    }
}
