//! Documentation as data: what is written once, and rendered to Markdown and to HTML.

/// A part of a page that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// From 1, the page's title.
        level: u8,
        /// What a link's fragment names.
        id: Option<String>,
        /// What it says.
        text: Line,
    },
    /// A paragraph.
    Paragraph(Line),
    /// A list.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// The items.
        items: Vec<Line>,
    },
    /// Code, line by line.
    Code {
        /// The language, in small letters: `json`.
        language: &'static str,
        /// The code.
        text: String,
    },
    /// A table.
    Table(Table),
}

/// A table. Each row has as many cells as the header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The titles of the columns.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Line>>,
}

/// Text that runs on: a paragraph's, a heading's, a cell's.
pub type Line = Vec<Inline>;

/// A part of a text that runs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text as it is. A line break in it is a space.
    Text(String),
    /// Code.
    Code(String),
    /// Something important.
    Strong(Line),
    /// Something stressed.
    Emphasis(Line),
    /// A link.
    Link {
        /// What is shown.
        text: Line,
        /// Where it leads: an address that needs no encoding.
        to: String,
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
pub fn text(text: &str) -> Line {
    join(
        text.lines().filter(|line| !line.is_empty()).map(|line| vec![Inline::Text(line.to_owned())]),
        Inline::Break,
    )
}

/// Code; nothing where there is no text.
pub fn code(text: &str) -> Line {
    if text.is_empty() { Line::new() } else { vec![Inline::Code(text.to_owned())] }
}

/// Lines one after the other, with something between them.
pub fn join(lines: impl IntoIterator<Item = Line>, between: Inline) -> Line {
    let mut joined = Line::new();
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        if !joined.is_empty() {
            joined.push(between.clone());
        }
        joined.extend(line);
    }
    joined
}

/// What a text says, without any markup.
pub fn plain(line: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Strong(line) | Inline::Emphasis(line) | Inline::Link { text: line, .. } => plain(line),
        Inline::Break => "\n".to_owned(),
    };
    line.iter().map(one).collect()
}
