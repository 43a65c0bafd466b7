//! Code that site generators take for a directive, in a form that they leave alone.
//!
//! mdBook fills `{{#include file}}` and VitePress `<!--@include: file-->` before they read Markdown, in code, too. VitePress
//! also fills `{{ … }}` in code spans. A code span and a fence have no escapes, so such code is HTML with character references.

/// Returns whether a code span would be read as a directive.
pub(super) fn in_span(code: &str) -> bool {
    ["{{", "{%", "{#", "<!--"].iter().any(|start| code.contains(start))
}

/// Returns whether a fenced code block would be read as a directive.
pub(super) fn in_fence(code: &str) -> bool {
    let is_filled = |(at, _): (usize, &str)| code[at + 2..].trim_start().starts_with('#');
    code.contains("<!--") || code.match_indices("{{").any(is_filled)
}

/// Adds a code block as one line of HTML, which is the same to a reader of CommonMark and to one of MDX: the first leaves all of it as
/// it is, the second looks for markup between the tags.
pub(super) fn write_block(code: &str, out: &mut String) {
    out.push_str("<pre><code>");
    for c in code.trim_end_matches('\n').chars() {
        match super::span::visible(c) {
            // MDX trims lines in a text, but not around tags.
            _ if c == '\n' => out.push_str("<br/>"),
            c if is_markup(c) => out.push_str(&format!("&#{};", c as u32)),
            c => out.push(c),
        }
    }
    out.push_str("</code></pre>\n");
}

fn is_markup(c: char) -> bool {
    c.is_ascii_punctuation() && !matches!(c, '"' | '\'' | ',' | '.' | '/' | '-' | '(' | ')' | ';' | '=' | '?')
}
