//! Text that can be shown anywhere, and code spans of Markdown.

/// Text in a code span, whatever backticks it holds (CommonMark §6.1).
pub(crate) fn code(text: &str) -> String {
    let text: String = text.chars().map(visible).collect();
    let longest = longest_run(&text);
    let fence = "`".repeat(longest + 1);
    if longest > 0 || text.trim() != text || text.is_empty() {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// How many backticks stand in a row at the most.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Characters that nobody sees, or that turn text around, as ones that everybody sees; rustc refuses the latter in comments.
pub(crate) fn visible(c: char) -> char {
    match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        c if c.is_control() => ' ',
        c => c,
    }
}
