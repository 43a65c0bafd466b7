//! A scanner of YAML lines that finds the ends of block mappings. It recognizes keys, comments, and
//! the content of multi-line scalars and flow collections.

use super::super::conflict::{MergeConflict, error};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LineKind {
    Blank,
    Comment,
    /// A key of a block mapping, with the text after its colon.
    Key {
        name: String,
        value: String,
    },
    /// Other content that begins on this line.
    Other,
    /// The continuation of a previous line.
    Inside,
}

#[derive(Debug)]
pub(super) struct Line {
    /// The bytes, including the line ending.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The indentation.
    pub(super) column: usize,
    /// `true` if it begins with the dash of a list.
    pub(super) is_item: bool,
    pub(super) kind: LineKind,
}

impl Line {
    pub(super) fn text<'d>(&self, document: &'d str) -> &'d str {
        &document[self.start..self.end]
    }
}

/// The construct that continues on the next line.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    /// A block scalar of a node at this column. It contains all lines that are indented more.
    Block(usize),
    /// A plain scalar of a node at this column. It ends at a comment.
    Plain(usize),
    Quoted(char),
    /// This number of nested flow collections.
    Flow(usize),
    /// A quoted scalar inside of them.
    FlowQuoted(usize, char),
}

pub(super) fn scan(document: &str) -> Result<Vec<Line>, MergeConflict> {
    let mut lines = Vec::new();
    let mut open = Open::Nothing;
    let mut start = 0;
    let (mut has_content, mut has_ended) = (false, false);
    // The first line of the open construct.
    let mut opened = 0;
    for text in document.split_inclusive('\n') {
        let number = lines.len() + 1;
        if text.contains(|c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r')) {
            let help = "remove it, or write it as an escape in a quoted string, such as `\\x00`";
            return Err(error(number, "invalid control character in YAML", help));
        }
        let column = text.len() - text.trim_start_matches(' ').len();
        let content =
            text.trim_start_matches(if number == 1 { &[' ', '\u{feff}'][..] } else { &[' '][..] }).trim_end();
        let is_over = match open {
            Open::Block(parent) => column <= parent,
            Open::Plain(parent) => column <= parent || content.starts_with('#'),
            _ => false,
        };
        if is_over && !content.is_empty() {
            open = Open::Nothing;
        }
        let line = |kind, is_item| Line { start, end: start + text.len(), column, is_item, kind };
        let line = match open {
            // Only a block scalar can contain blank lines.
            Open::Block(_) => line(LineKind::Inside, false),
            _ if content.trim().is_empty() => line(LineKind::Blank, false),
            Open::Plain(_) => line(LineKind::Inside, false),
            Open::Quoted(_) | Open::Flow(_) | Open::FlowQuoted(..) => {
                open = after(content, open);
                line(LineKind::Inside, false)
            }
            Open::Nothing if content.starts_with('#') => line(LineKind::Comment, false),
            Open::Nothing if content.starts_with('\t') => {
                return Err(error(number, "indentation with a tab", "indent with spaces"));
            }
            Open::Nothing if column == 0 && is_marker(content) => {
                // An end marker is allowed if only comments follow.
                let is_end = content.starts_with("...");
                if has_ended || has_content && !is_end {
                    return Err(another_document(number));
                }
                has_ended = has_content;
                line(LineKind::Comment, false)
            }
            Open::Nothing if has_ended => return Err(another_document(number)),
            Open::Nothing if !has_content && content.starts_with('%') => line(LineKind::Comment, false),
            Open::Nothing => {
                (has_content, opened) = (true, number);
                let (kind, left) = content_line(content, column);
                open = left;
                line(kind, content == "-" || content.starts_with("- "))
            }
        };
        lines.push(line);
        start += text.len();
    }
    match open {
        Open::Quoted(quote) | Open::FlowQuoted(_, quote) => {
            Err(error(opened, "unclosed quoted string", format!("add the closing `{quote}`")))
        }
        Open::Flow(_) => {
            Err(error(opened, "unclosed list or mapping in brackets", "add the closing `]` or `}`"))
        }
        _ => Ok(lines),
    }
}

fn another_document(line: usize) -> MergeConflict {
    error(line, "the file contains more than one document", "keep a single document in the file")
}

/// Returns whether the line begins with `---` or `...` as a document marker.
fn is_marker(content: &str) -> bool {
    let rest = content.strip_prefix("---").or_else(|| content.strip_prefix("..."));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Classifies a line, and returns the construct that it leaves open.
fn content_line(content: &str, column: usize) -> (LineKind, Open) {
    let mut rest = content;
    let mut at = column;
    while let Some(inner) = rest.strip_prefix("- ") {
        let inner_trimmed = inner.trim_start_matches(' ');
        at += rest.len() - inner_trimmed.len();
        rest = inner_trimmed;
    }
    match key(rest) {
        Some((name, value)) => {
            let open = value_open(value, at);
            let kind = LineKind::Key { name, value: without_comment(value).trim().to_owned() };
            (if at == column { kind } else { LineKind::Other }, open)
        }
        // The node of a list item begins after the dash.
        None => (LineKind::Other, value_open(rest, column)),
    }
}

/// Returns the key of a line and the text after its colon.
fn key(text: &str) -> Option<(String, &str)> {
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let (name, rest) = match text.chars().next()? {
        quote @ ('"' | '\'') => {
            let end = 1 + quoted_end(&text[1..], quote)?;
            let inner = &text[1..end - 1];
            let name = if quote == '"' { inner.replace("\\\"", "\"") } else { inner.replace("''", "'") };
            (name, text[end..].trim_start())
        }
        // A plain key cannot begin with an indicator (YAML 1.2.2 §7.3.3).
        '[' | ']' | '{' | '}' | ',' | '#' | '|' | '>' | '&' | '*' | '!' | '%' | '@' | '`' => return None,
        '?' if is_end(&text[1..]) => return None,
        _ => {
            let at = text.match_indices(':').map(|(at, _)| at).find(|at| is_end(&text[at + 1..]))?;
            if text[..at].contains(" #") {
                return None;
            }
            (text[..at].trim_end().to_owned(), &text[at..])
        }
    };
    rest.strip_prefix(':').filter(|rest| is_end(rest)).map(|rest| (name, rest))
}

/// Returns the position after the closing quote of a quoted scalar.
fn quoted_end(text: &str, quote: char) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.next_if(|(_, next)| *next == '\'').is_some() {
                continue;
            }
            return Some(at + 1);
        }
    }
    None
}

fn without_comment(value: &str) -> &str {
    if value.trim_start().starts_with('#') {
        return "";
    }
    value.find(" #").map_or(value, |at| &value[..at])
}

/// Returns the construct that a value leaves open, of a node at this column.
fn value_open(value: &str, column: usize) -> Open {
    let mut value = value.trim_start();
    // Skip anchors and tags.
    while value.starts_with(['&', '!']) {
        value = value.split_once([' ', '\t']).map_or("", |(_, rest)| rest.trim_start());
    }
    match value.chars().next() {
        Some('|' | '>') => Open::Block(column),
        Some(quote @ ('"' | '\'')) => after(&value[1..], Open::Quoted(quote)),
        Some('{' | '[') => after(value, Open::Flow(0)),
        None | Some('#' | '*') => Open::Nothing,
        Some(_) => Open::Plain(column),
    }
}

/// Returns the construct that is still open after this text.
fn after(text: &str, open: Open) -> Open {
    let mut rest = text;
    let mut open = open;
    loop {
        match open {
            Open::Quoted(quote) => match quoted_end(rest, quote) {
                Some(_) => return Open::Nothing,
                None => return open,
            },
            Open::FlowQuoted(depth, quote) => match quoted_end(rest, quote) {
                Some(end) => {
                    rest = &rest[end..];
                    open = Open::Flow(depth);
                }
                None => return open,
            },
            Open::Flow(mut depth) => {
                let mut before = ' ';
                let mut next = None;
                for (at, c) in rest.char_indices() {
                    let begins = matches!(before, ' ' | '\t' | '[' | '{' | ',' | ':');
                    match c {
                        '[' | '{' => depth += 1,
                        ']' | '}' => depth = depth.saturating_sub(1),
                        '#' if matches!(before, ' ' | '\t') => break,
                        '"' | '\'' if begins => {
                            next = Some((at, c));
                            break;
                        }
                        _ => {}
                    }
                    before = c;
                    if depth == 0 {
                        return Open::Nothing;
                    }
                }
                let Some((at, quote)) = next else { return Open::Flow(depth) };
                rest = &rest[at + 1..];
                open = Open::FlowQuoted(depth, quote);
            }
            other => return other,
        }
    }
}
