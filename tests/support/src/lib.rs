//! Helpers that several test programs need.

mod files;
pub mod openapi;
mod page_html;
pub mod toml;

pub use files::{assert_golden, catalogs, folder, root, scratch};
pub use page_html::PageHtml;

/// A text without its line breaks and the blanks beyond one, and with what nobody can see made visible.
pub fn words(text: &str) -> String {
    let visible = |c: char| match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        c if c.is_control() => ' ',
        c => c,
    };
    let text: String = text.chars().map(visible).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
