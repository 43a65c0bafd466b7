//! Documentation as data, which is rendered to Markdown and to HTML.
//!
//! Texts are borrowed from the catalog if possible. Blocks are created one by one while they are
//! written, so that only one entry of a large catalog is in memory.

use std::borrow::Cow;

/// A block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<'a> {
    /// A heading.
    Heading {
        /// The level, from 1 for the title of the page.
        level: u8,
        /// The id, for fragments of links.
        id: Option<Cow<'a, str>>,
        /// The text.
        text: Line<'a>,
    },
    /// A paragraph.
    Paragraph(Line<'a>),
    /// A list.
    List {
        /// `true` if its items are numbered.
        ordered: bool,
        /// The items.
        items: Vec<Line<'a>>,
    },
    /// A code block.
    Code {
        /// The language, in lowercase: `json`.
        language: &'static str,
        /// The code.
        text: Cow<'a, str>,
    },
    /// A table.
    Table(Table<'a>),
}

/// A table. Each row has the same number of cells as the header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table<'a> {
    /// The titles of the columns.
    pub header: Vec<Cow<'a, str>>,
    /// The rows.
    pub rows: Vec<Vec<Line<'a>>>,
}

/// Inline text of a paragraph, a heading or a cell.
pub type Line<'a> = Vec<Inline<'a>>;

/// A part of inline text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline<'a> {
    /// Literal text. A line break in it is a space.
    Text(Cow<'a, str>),
    /// Code.
    Code(Cow<'a, str>),
    /// Strong text.
    Strong(Line<'a>),
    /// Emphasized text.
    Emphasis(Line<'a>),
    /// A link.
    Link {
        /// The text of the link.
        text: Line<'a>,
        /// The URL, which needs no encoding.
        to: Cow<'a, str>,
    },
    /// A line break.
    Break,
}

/// Creates literal text, with its line breaks.
///
/// ```
/// use error_catalog_codegen::emit::document::{Inline, text};
///
/// let line = text("*a*\nb");
/// assert_eq!(line, [Inline::Text("*a*".into()), Inline::Break, Inline::Text("b".into())]);
/// ```
pub fn text<'a>(text: impl Into<Cow<'a, str>>) -> Line<'a> {
    match text.into() {
        text if text.is_empty() => Line::new(),
        text if !text.contains('\n') => vec![Inline::Text(text)],
        Cow::Borrowed(text) => lines(text.lines().map(Cow::Borrowed)),
        Cow::Owned(text) => lines(text.lines().map(|line| Cow::Owned(line.to_owned()))),
    }
}

fn lines<'a>(lines: impl Iterator<Item = Cow<'a, str>>) -> Line<'a> {
    join(lines.filter(|line| !line.is_empty()).map(|line| vec![Inline::Text(line)]), Inline::Break)
}

/// Creates a code span; empty for an empty text.
pub fn code<'a>(text: impl Into<Cow<'a, str>>) -> Line<'a> {
    let text = text.into();
    if text.is_empty() { Line::new() } else { vec![Inline::Code(text)] }
}

/// Joins lines with a separator.
pub fn join<'a>(lines: impl IntoIterator<Item = Line<'a>>, between: Inline<'a>) -> Line<'a> {
    let mut lines = lines.into_iter().filter(|line| !line.is_empty());
    let mut joined = lines.next().unwrap_or_default();
    for line in lines {
        joined.push(between.clone());
        joined.extend(line);
    }
    joined
}

/// Adds a text to the beginning of blocks: in the first paragraph, or as a separate paragraph
/// before a list.
pub(super) fn introduced<'a>(mut text: Line<'a>, mut blocks: Vec<Block<'a>>) -> Vec<Block<'a>> {
    match blocks.first_mut() {
        Some(Block::Paragraph(line)) => {
            text.push(Inline::Text(" ".into()));
            text.append(line);
            *line = text;
        }
        _ => blocks.insert(0, Block::Paragraph(text)),
    }
    blocks
}

/// Returns an owned copy.
pub(super) fn owned(line: Line<'_>) -> Line<'static> {
    let one = |inline| match inline {
        Inline::Text(text) => Inline::Text(text.into_owned().into()),
        Inline::Code(text) => Inline::Code(text.into_owned().into()),
        Inline::Strong(inner) => Inline::Strong(owned(inner)),
        Inline::Emphasis(inner) => Inline::Emphasis(owned(inner)),
        Inline::Link { text, to } => Inline::Link { text: owned(text), to: to.into_owned().into() },
        Inline::Break => Inline::Break,
    };
    line.into_iter().map(one).collect()
}

/// Returns the plain text, without markup.
pub fn plain(line: &[Inline<'_>]) -> String {
    let mut out = String::new();
    write_plain(line, &mut out);
    out
}

/// Adds the plain text, without markup.
pub(super) fn write_plain(line: &[Inline<'_>], out: &mut String) {
    for inline in line {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(line) | Inline::Emphasis(line) | Inline::Link { text: line, .. } => {
                write_plain(line, out)
            }
            Inline::Break => out.push('\n'),
        }
    }
}
