//! Documentation as Markdown, which CommonMark and GitHub (GFM) render alike.
//!
//! Characters that could be markup are escaped. `<` and `>` are entities, so that texts cannot
//! contain comments, tags or markers.

use std::borrow::Borrow;
use std::path::Path;

use super::directives;
use super::document::{Block, Inline, Line, Table};
use super::html::write_escaped;
use super::span::{code, longest_run, visible, write_code};
use crate::escape::Special;

/// A dialect of Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// CommonMark and GFM: `<!-- comment -->`.
    CommonMark,
    /// MDX, which has no HTML comments: `{/* comment */}`.
    Mdx,
}

impl Dialect {
    /// Returns the dialect of a page, by the extension of its file.
    pub(super) fn of_file(path: &Path) -> Self {
        let extension = path.extension();
        match extension.is_some_and(|extension| extension.eq_ignore_ascii_case("mdx")) {
            true => Self::Mdx,
            false => Self::CommonMark,
        }
    }

    /// Returns the delimiters of a comment.
    pub(super) fn comment(self) -> (&'static str, &'static str) {
        match self {
            Self::CommonMark => ("<!-- ", " -->"),
            Self::Mdx => ("{/* ", " */}"),
        }
    }
}

/// Renders blocks as Markdown, with a line break at the end.
///
/// ```
/// use error_catalog_codegen::emit::document::Block;
/// use error_catalog_codegen::emit::{markdown, prose};
///
/// assert_eq!(markdown::blocks(prose::parse("# `a` | <b>")), "\\# `a` \\| &lt;b&gt;\n");
/// ```
pub fn blocks<'a>(blocks: impl IntoIterator<Item = impl Borrow<Block<'a>>>) -> String {
    let mut out = String::new();
    write_blocks(blocks, Dialect::CommonMark, &mut out);
    out
}

/// Adds blocks one by one.
pub(super) fn write_blocks<'a>(
    blocks: impl IntoIterator<Item = impl Borrow<Block<'a>>>,
    dialect: Dialect,
    out: &mut String,
) {
    let (mut is_after_list, mut second) = (false, false);
    for (i, block) in blocks.into_iter().enumerate() {
        // Adjacent lists have different markers, otherwise they would be one list (CommonMark §5.3).
        let is_list = matches!(block.borrow(), Block::List { .. });
        second = is_list && is_after_list && !second;
        is_after_list = is_list;
        if i > 0 {
            out.push('\n');
        }
        write_block(block.borrow(), second, dialect, out);
    }
}

/// Adds a block. A list has one of two markers.
fn write_block(block: &Block<'_>, second: bool, dialect: Dialect, out: &mut String) {
    match block {
        Block::Heading { level, id, text } => write_heading(*level, id.as_deref(), text, dialect, out),
        Block::Paragraph(text) => {
            write(text, EscapeContext::Paragraph, out);
            out.push('\n');
        }
        Block::List { ordered, items } => {
            let mark = |i: usize| match (*ordered, second) {
                (true, false) => format!("{}.", i + 1),
                (true, true) => format!("{})", i + 1),
                (false, false) => "-".to_owned(),
                (false, true) => "*".to_owned(),
            };
            for (i, item) in items.iter().enumerate() {
                // After a marker, the first character of an item could also begin a block.
                let mut line = String::new();
                write(item, EscapeContext::Line, &mut line);
                out.push_str(&format!("{} {line}\n", mark(i)));
            }
        }
        Block::Code { text, .. } if directives::in_fence(text) => directives::write_block(text, out),
        Block::Code { language, text } => {
            let fence = "`".repeat(longest_run(text).max(2) + 1);
            for part in [fence.as_str(), language, "\n", text.trim_end_matches('\n'), "\n", &fence, "\n"] {
                out.push_str(part);
            }
        }
        Block::Table(table) => write_table(table, out),
    }
}

/// Adds a table (GFM §4.10).
fn write_table(table: &Table<'_>, out: &mut String) {
    let header: Vec<_> = table.header.iter().map(|title| super::document::text(&**title)).collect();
    write_row(&header, out);
    out.push('|');
    header.iter().for_each(|_| out.push_str(" --- |"));
    out.push('\n');
    for cells in &table.rows {
        write_row(cells, out);
    }
}

fn write_row(cells: &[Line<'_>], out: &mut String) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        write(cell, EscapeContext::Cell, out);
        out.push_str(" |");
    }
    out.push('\n');
}

/// Writes a heading with its anchor. Docusaurus checks links only against the ids of headings. In
/// MDX, the id can be in a comment after the heading. In CommonMark, GitHub would show every form
/// of such an id.
fn write_heading(level: u8, id: Option<&str>, text: &[Inline<'_>], dialect: Dialect, out: &mut String) {
    (0..level.clamp(1, 6)).for_each(|_| out.push('#'));
    out.push(' ');
    if let Some(id) = id {
        out.push_str("<a id=\"");
        write_escaped(id, out);
        out.push_str("\"></a>");
    }
    write(text, EscapeContext::Heading, out);
    if let Some(id) = id.filter(|id| dialect == Dialect::Mdx && fits_comment(id)) {
        let (open, close) = dialect.comment();
        out.extend([" ", open, "#", id, close]);
    }
    out.push('\n');
}

/// Returns whether the id can be in a comment for Docusaurus: it ends at a space, and `*/` would
/// end the comment.
fn fits_comment(id: &str) -> bool {
    id.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '%'))
}

/// The position of a text, which determines the escapes.
#[derive(Clone, Copy, PartialEq)]
enum EscapeContext {
    /// Several lines, each of which could begin a block.
    Paragraph,
    /// A single line, whose first character could begin a block.
    Line,
    /// A heading, which any `#` could end.
    Heading,
    /// A cell between pipes.
    Cell,
}

fn write(text: &[Inline<'_>], place: EscapeContext, out: &mut String) {
    for inline in text {
        match inline {
            Inline::Text(text) => write_text(text, place, out),
            Inline::Code(code) => write_code_in(place, code, out),
            Inline::Strong(inner) => wrap("**", inner, "**", place, out),
            Inline::Emphasis(inner) => wrap("*", inner, "*", place, out),
            // Docusaurus reports a Markdown link to an HTML anchor as broken.
            Inline::Link { text, to } if to.starts_with('#') => {
                out.push_str("<a href=\"");
                write_escaped(to, out);
                wrap("\">", text, "</a>", place, out);
            }
            Inline::Link { text, to } => {
                // An exclamation mark in text must not begin an image.
                if out.ends_with('!') {
                    out.insert(out.len() - 1, '\\');
                }
                wrap("[", text, "](", place, out);
                out.push_str(to);
                out.push(')');
            }
            Inline::Break => out.push_str("<br/>"),
        }
    }
}

fn wrap(before: &str, inner: &[Inline<'_>], after: &str, place: EscapeContext, out: &mut String) {
    out.push_str(before);
    write(inner, place, out);
    out.push_str(after);
}

/// Adds code as a span, or as HTML if a span would be misread.
fn write_code_in(place: EscapeContext, text: &str, out: &mut String) {
    // A backslash before a pipe in a cell is ambiguous between parsers.
    let is_cell = place == EscapeContext::Cell;
    if directives::in_span(text) || (is_cell && text.contains("\\|")) {
        out.push_str("<code>");
        write_text(text, EscapeContext::Cell, out);
        out.push_str("</code>");
    } else if is_cell && text.contains('|') {
        out.push_str(&code(text).replace('|', "\\|"));
    } else {
        write_code(text, out);
    }
}

fn write_text(text: &str, place: EscapeContext, out: &mut String) {
    let mut rest = text;
    loop {
        if place == EscapeContext::Paragraph && (out.is_empty() || out.ends_with('\n')) && is_module(rest) {
            // Unescaped, it would begin code in MDX.
            out.push_str(&format!("&#{};", rest.as_bytes()[0]));
            rest = &rest[1..];
        }
        let plain = MARKUP.plain_len(rest);
        out.push_str(&rest[..plain]);
        let mut chars = rest[plain..].chars();
        let Some(c) = chars.next() else { return };
        rest = chars.as_str();
        let may_begin = matches!(place, EscapeContext::Paragraph | EscapeContext::Line);
        let begins_line = may_begin && (out.is_empty() || out.ends_with('\n'));
        let next = chars.next();
        match c {
            '\n' if place == EscapeContext::Paragraph => out.push('\n'),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Only these begin an entity (CommonMark §2.5).
            '&' if next.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()) => {
                out.push_str("&amp;")
            }
            // Underscores inside a word are literal (CommonMark §6.2).
            '_' if out.ends_with(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric) => {
                out.push('_')
            }
            '|' if out.ends_with('\\') => out.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' => out.extend(['\\', c]),
            // Docusaurus reads `{#name}` at the end of a heading as its anchor, even if it is escaped.
            '{' if place == EscapeContext::Heading && next == Some('#') => out.push_str("&#123;<wbr/>"),
            // Site generators expand templates before they parse Markdown, and VitePress (Vue)
            // after that.
            '{' if matches!(next, Some('{' | '%' | '#')) => out.push_str("&#123;"),
            // Code in MDX, attributes in VitePress.
            '{' => out.push_str("\\{"),
            // `:name:` is an emoji on many sites, even if it is escaped.
            ':' if is_shortcode(rest) => out.push_str(":<wbr/>"),
            // VitePress rejects links to `localhost` with a port.
            ':' if out.ends_with("localhost") || is_marked_up_link(out, rest) => out.push_str("\\:"),
            '#' | '+' | '-' | '=' | ':' if begins_line => out.extend(['\\', c]),
            '#' if place == EscapeContext::Heading => out.push_str("\\#"),
            '.' if out.ends_with("www") && has_markup(rest) => out.push_str("\\."),
            '.' | ')' if may_begin && is_number(out) => out.extend(['\\', c]),
            c => out.push(visible(c)),
        }
    }
}

/// The first bytes of characters that can need an escape.
static MARKUP: Special = Special::of(b"<>&_|\\`*[]~{#+-=:.)\x7F\xC2\xE2").and(0, 0x1F);

/// Returns whether MDX reads a line as a statement of an ECMAScript module.
fn is_module(line: &str) -> bool {
    let rest = line.strip_prefix("import").or_else(|| line.strip_prefix("export"));
    rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// Returns whether a colon begins `:name:`, given the text after it.
fn is_shortcode(rest: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+');
    let end = rest.trim_start_matches(is_name);
    end.len() < rest.len() && end.starts_with(':')
}

/// Returns whether a colon belongs to a URL that GitHub converts to a link, with the length of the URL.
fn is_marked_up_link(out: &str, rest: &str) -> bool {
    let has_scheme = ["http", "https", "ftp"].iter().any(|scheme| out.ends_with(scheme));
    has_scheme && rest.starts_with("//") && (has_markup(rest) || rest.starts_with("//localhost"))
}

/// Returns whether a URL contains an escaped character. Automatic links show escapes (GFM §6.9).
fn has_markup(address: &str) -> bool {
    const LONGEST: usize = 2048;
    let mut address = address.chars().take_while(|c| !c.is_whitespace()).take(LONGEST);
    address.any(|c| "\\`*_[]~|{<>&".contains(c))
}

/// Returns whether the last line consists of a number so far, like the marker of a list item.
fn is_number(out: &str) -> bool {
    let before = out.trim_end_matches(|c: char| c.is_ascii_digit());
    before.len() < out.len() && (before.is_empty() || before.ends_with('\n'))
}
