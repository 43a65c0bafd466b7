//! Code that looks like a directive of a site generator, in a safe form.
//!
//! Before they parse Markdown, mdBook expands `{{#include file}}` and VitePress
//! `<!--@include: file-->`, also in code. VitePress also expands `{{ … }}` in code spans. Code
//! spans and fences have no escapes, so such code is written as HTML with character references.

/// Returns whether a code span would be read as a directive.
pub(super) fn in_span(code: &str) -> bool {
    ["{{", "{%", "{#", "<!--"].iter().any(|start| code.contains(start))
}

/// Returns whether a fenced code block would be read as a directive.
pub(super) fn in_fence(code: &str) -> bool {
    let is_filled = |(at, _): (usize, &str)| code[at + 2..].trim_start().starts_with('#');
    code.contains("<!--") || code.match_indices("{{").any(is_filled)
}

/// Adds a code block as one line of HTML that CommonMark and MDX parse alike: CommonMark does not
/// change it, MDX looks for markup between the tags.
pub(super) fn write_block(code: &str, out: &mut String) {
    out.push_str("<pre><code>");
    for c in code.trim_end_matches('\n').chars() {
        match super::span::visible(c) {
            // MDX trims lines in text, but not around tags.
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
