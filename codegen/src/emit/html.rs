//! Documentation as HTML: fragments that fit into any page.

use super::document::{Block, Inline, Line, Table};
use super::span::visible;
use crate::escape::Special;

/// Blocks as HTML; ends with a line break.
///
/// ```
/// use error_catalog_codegen::emit::{html, prose};
///
/// assert_eq!(html::blocks(&prose::parse("`a` <b>")), "<p><code>a</code> &lt;b&gt;</p>\n");
/// ```
pub fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(|block| self::block(block) + "\n").collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, id, text } => {
            let id = id.iter().map(|id| format!(" id=\"{}\"", escaped(id))).collect::<String>();
            let level = (*level).clamp(1, 6);
            format!("<h{level}{id}>{}</h{level}>", line(text))
        }
        Block::Paragraph(text) => format!("<p>{}</p>", line(text)),
        Block::List { ordered, items } => {
            let name = if *ordered { "ol" } else { "ul" };
            let items: String = items.iter().map(|item| format!("<li>{}</li>\n", line(item))).collect();
            format!("<{name}>\n{items}</{name}>")
        }
        Block::Code { language, text } => {
            let text = text.lines().map(escaped).collect::<Vec<_>>().join("\n");
            format!("<pre><code class=\"language-{language}\">{text}</code></pre>")
        }
        Block::Table(table) => self::table(table),
    }
}

fn table(table: &Table) -> String {
    let row = |cells: String| format!("<tr>{cells}</tr>\n");
    let header = table.header.iter().map(|title| format!("<th>{}</th>", escaped(title))).collect();
    let cells = |cells: &Vec<Line>| cells.iter().map(|cell| format!("<td>{}</td>", line(cell))).collect();
    let rows: String = table.rows.iter().map(|one| row(cells(one))).collect();
    format!("<table>\n<thead>\n{}</thead>\n<tbody>\n{rows}</tbody>\n</table>", row(header))
}

/// Text that runs on, as HTML.
pub fn line(text: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => escaped(text),
        Inline::Code(text) => format!("<code>{}</code>", escaped(text)),
        Inline::Strong(inner) => format!("<strong>{}</strong>", line(inner)),
        Inline::Emphasis(inner) => format!("<em>{}</em>", line(inner)),
        Inline::Link { text, to } => format!("<a href=\"{}\">{}</a>", escaped(to), line(text)),
        Inline::Break => "<br>".to_owned(),
    };
    text.iter().map(one).collect()
}

/// Text for an element or an attribute in quotes.
pub fn escaped(text: &str) -> String {
    /// What characters begin with that are not always written as they are.
    static MARKUP: Special = Special::of(b"&<>\"'{\x7F\xC2\xE2").and(0, 0x1F);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let plain = MARKUP.plain_len(rest);
        out.push_str(&rest[..plain]);
        let mut chars = rest[plain..].chars();
        let Some(c) = chars.next() else { return out };
        rest = chars.as_str();
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // The first of two braces: template engines fill them.
            '{' if rest.starts_with(['{', '%', '#']) => out.push_str("&#123;"),
            c => out.push(visible(c)),
        }
    }
}
