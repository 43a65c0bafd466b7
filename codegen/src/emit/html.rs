//! Documentation as HTML fragments.

use std::borrow::Borrow;

use super::document::{Block, Inline, Table};
use super::span::visible;
use crate::escape::Special;

/// Renders blocks as HTML, with a line break at the end.
///
/// ```
/// use error_catalog_codegen::emit::{html, prose};
///
/// assert_eq!(html::blocks(prose::parse("`a` <b>")), "<p><code>a</code> &lt;b&gt;</p>\n");
/// ```
pub fn blocks<'a>(blocks: impl IntoIterator<Item = impl Borrow<Block<'a>>>) -> String {
    let mut out = String::new();
    for block in blocks {
        write_block(block.borrow(), &mut out);
        out.push('\n');
    }
    out
}

fn write_block(block: &Block<'_>, out: &mut String) {
    match block {
        Block::Heading { level, id, text } => {
            let level = (*level).clamp(1, 6).to_string();
            out.push_str("<h");
            out.push_str(&level);
            if let Some(id) = id {
                out.push_str(" id=\"");
                write_escaped(id, out);
                out.push('"');
            }
            wrap(">", text, "</h", out);
            out.push_str(&level);
            out.push('>');
        }
        Block::Paragraph(text) => wrap("<p>", text, "</p>", out),
        Block::List { ordered, items } => {
            out.push_str(if *ordered { "<ol>\n" } else { "<ul>\n" });
            items.iter().for_each(|item| wrap("<li>", item, "</li>\n", out));
            out.push_str(if *ordered { "</ol>" } else { "</ul>" });
        }
        Block::Code { language, text } => {
            for part in ["<pre><code class=\"language-", language, "\">"] {
                out.push_str(part);
            }
            write_lines(text.lines(), out);
            out.push_str("</code></pre>");
        }
        Block::Table(table) => write_table(table, out),
    }
}

fn write_table(table: &Table<'_>, out: &mut String) {
    out.push_str("<table>\n<thead>\n<tr>");
    for title in &table.header {
        out.push_str("<th>");
        write_escaped(title, out);
        out.push_str("</th>");
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for cells in &table.rows {
        out.push_str("<tr>");
        cells.iter().for_each(|cell| wrap("<td>", cell, "</td>", out));
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>");
}

fn wrap(before: &str, inner: &[Inline<'_>], after: &str, out: &mut String) {
    out.push_str(before);
    write_line(inner, out);
    out.push_str(after);
}

/// Adds inline text.
fn write_line(text: &[Inline<'_>], out: &mut String) {
    for inline in text {
        match inline {
            Inline::Text(text) => write_escaped(text, out),
            Inline::Code(text) => {
                out.push_str("<code>");
                write_escaped(text, out);
                out.push_str("</code>");
            }
            Inline::Strong(inner) => wrap("<strong>", inner, "</strong>", out),
            Inline::Emphasis(inner) => wrap("<em>", inner, "</em>", out),
            Inline::Link { text, to } => {
                out.push_str("<a href=\"");
                write_escaped(to, out);
                wrap("\">", text, "</a>", out);
            }
            Inline::Break => out.push_str("<br>"),
        }
    }
}

/// Adds text with visible line breaks.
pub(super) fn write_lines<'a>(lines: impl Iterator<Item = &'a str>, out: &mut String) {
    for (i, line) in lines.enumerate() {
        if i > 0 {
            out.push('\n');
        }
        write_escaped(line, out);
    }
}

/// Escapes text for an element or a quoted attribute.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    write_escaped(text, &mut out);
    out
}

/// Adds escaped text for an element or a quoted attribute.
pub(super) fn write_escaped(text: &str, out: &mut String) {
    /// The first bytes of characters that can need an escape.
    static MARKUP: Special = Special::of(b"&<>\"'{\x7F\xC2\xE2").and(0, 0x1F);
    let mut rest = text;
    loop {
        let plain = MARKUP.plain_len(rest);
        out.push_str(&rest[..plain]);
        let mut chars = rest[plain..].chars();
        let Some(c) = chars.next() else { return };
        rest = chars.as_str();
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // The first of two braces, which template engines expand.
            '{' if rest.starts_with(['{', '%', '#']) => out.push_str("&#123;"),
            c => out.push(visible(c)),
        }
    }
}
