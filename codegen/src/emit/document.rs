//! Documentation as data: what is written once, and rendered to Markdown and to HTML.
//!
//! Texts are the catalog's own wherever they can be. Of a large catalog, blocks are made one after the other while they are
//! written: no more than one entry of them is there at a time.

use std::borrow::Cow;

/// A part of a page that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<'a> {
    /// A heading.
    Heading {
        /// From 1, the page's title.
        level: u8,
        /// What a link's fragment names.
        id: Option<Cow<'a, str>>,
        /// What it says.
        text: Line<'a>,
    },
    /// A paragraph.
    Paragraph(Line<'a>),
    /// A list.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// The items.
        items: Vec<Line<'a>>,
    },
    /// Code, line by line.
    Code {
        /// The language, in small letters: `json`.
        language: &'static str,
        /// The code.
        text: Cow<'a, str>,
    },
    /// A table.
    Table(Table<'a>),
}

/// A table. Each row has as many cells as the header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table<'a> {
    /// The titles of the columns.
    pub header: Vec<Cow<'a, str>>,
    /// The rows.
    pub rows: Vec<Vec<Line<'a>>>,
}

/// Text that runs on: a paragraph's, a heading's, a cell's.
pub type Line<'a> = Vec<Inline<'a>>;

/// A part of a text that runs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline<'a> {
    /// Text as it is. A line break in it is a space.
    Text(Cow<'a, str>),
    /// Code.
    Code(Cow<'a, str>),
    /// Something important.
    Strong(Line<'a>),
    /// Something stressed.
    Emphasis(Line<'a>),
    /// A link.
    Link {
        /// What is shown.
        text: Line<'a>,
        /// Where it leads: an address that needs no encoding.
        to: Cow<'a, str>,
    },
    /// The end of a line.
    Break,
}

/// Text as it is, with its lines.
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

/// Code; nothing where there is no text.
pub fn code<'a>(text: impl Into<Cow<'a, str>>) -> Line<'a> {
    let text = text.into();
    if text.is_empty() { Line::new() } else { vec![Inline::Code(text)] }
}

/// Lines one after the other, with something between them.
pub fn join<'a>(lines: impl IntoIterator<Item = Line<'a>>, between: Inline<'a>) -> Line<'a> {
    let mut lines = lines.into_iter().filter(|line| !line.is_empty());
    let mut joined = lines.next().unwrap_or_default();
    for line in lines {
        joined.push(between.clone());
        joined.extend(line);
    }
    joined
}

/// Blocks that begin with a text: in their first paragraph, or in one of its own before a list.
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

/// A text that holds all that it says.
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

/// What a text says, without any markup.
pub fn plain(line: &[Inline<'_>]) -> String {
    let mut out = String::new();
    write_plain(line, &mut out);
    out
}

/// Adds what a text says, without any markup.
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
