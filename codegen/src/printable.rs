//! Escapes texts and paths for terminals, logs and CI systems, which interpret some characters.

use std::path::Path;

/// Escapes a text for terminals and logs: control characters, line breaks, characters that change
/// the text direction, and commands of CI systems (`::` at the beginning, `##[` and `##vso[`
/// anywhere).
///
/// ```
/// assert_eq!(error_catalog_codegen::printable("a\nb\u{1b}[31m"), "a\\nb\\u{1b}[31m");
/// assert_eq!(error_catalog_codegen::printable(" ::error::x"), " \\u{3a}:error::x");
/// assert_eq!(error_catalog_codegen::printable("##[add-mask]x"), "##\\u{5b}add-mask]x");
/// ```
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let start = text.len() - text.trim_start().len();
    for (at, c) in text.char_indices() {
        let is_command = match c {
            ':' => at == start && text[at..].starts_with("::"),
            '[' => COMMANDS.iter().any(|command| text[..at].ends_with(command)),
            _ => false,
        };
        if is_command {
            shown.extend(c.escape_unicode());
        } else if acts(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Escapes a path like [`printable`].
///
/// ```
/// let path = std::path::Path::new("::error::x/\u{1b}[31m.rs");
/// assert_eq!(error_catalog_codegen::printable_path(path), "\\u{3a}:error::x/\\u{1b}[31m.rs");
/// ```
pub fn printable_path(path: &Path) -> String {
    printable(&path.to_string_lossy())
}

/// The commands of GitHub and Azure Pipelines that are valid anywhere in a line, up to their `[`.
pub(crate) const COMMANDS: [&str; 2] = ["##", "##vso"];

/// Returns whether a terminal or a log interprets a character: a control character, a line break,
/// or a change of the text direction.
fn acts(c: char) -> bool {
    const TURNS: [char; 3] = ['\u{61c}', '\u{200e}', '\u{200f}'];
    c.is_control() || TURNS.contains(&c) || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns whether a character is invisible, so that two paths can look alike.
pub(crate) fn is_invisible(c: char) -> bool {
    acts(c)
        || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
