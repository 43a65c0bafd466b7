//! The parser of templates.

use std::ops::Range;

use super::template::{Piece, Template, TemplateError, is_name};
use crate::catalog::filter::{Encoding, Filter, QuotedStrings};
use crate::escape::Special;

/// The maximum number of optional segments of a message. A client tries each combination of them.
const MAX_SEGMENTS: usize = 3;

const BRACES: Special = Special::of(b"{}");

/// The kind of a text with placeholders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TemplateKind {
    /// A message or a log text: no encodings, with optional segments.
    Message,
    /// An attribute or a body: no encodings, no segments.
    Text,
    /// A header: escaped values in quoted strings, and filters.
    Header,
}

impl Template {
    /// Parses an attribute.
    pub(crate) fn parse(text: &str) -> Result<Self, Vec<TemplateError>> {
        Self::parse_with(text, is_name, TemplateKind::Text)
    }

    /// Parses a message or a text for logs, which can have optional segments.
    pub(crate) fn parse_message(text: &str) -> Result<Self, Vec<TemplateError>> {
        Self::parse_with(text, is_name, TemplateKind::Message)
    }

    /// Parses the value of a header.
    pub(crate) fn parse_header(text: &str) -> Result<Self, Vec<TemplateError>> {
        Self::parse_with(text, is_name, TemplateKind::Header)
    }

    /// Parses a text whose placeholders have names of this kind.
    pub(crate) fn parse_with(
        text: &str,
        is_name: fn(&str) -> bool,
        kind: TemplateKind,
    ) -> Result<Self, Vec<TemplateError>> {
        if BRACES.plain_len(text) == text.len() {
            let text = Some(text.to_owned()).filter(|text| !text.is_empty());
            return Ok(Self { pieces: text.map(Piece::Text).into_iter().collect() });
        }
        let mut parser = Parser {
            text,
            is_name,
            kind,
            at: 0,
            literal: String::new(),
            pieces: Vec::new(),
            errors: Vec::new(),
            open: Vec::new(),
        };
        parser.run();
        let Parser { mut pieces, mut errors, .. } = parser;
        if kind == TemplateKind::Header {
            mark_quoted(&mut pieces, &mut errors);
        }
        if errors.is_empty() { Ok(Self { pieces }) } else { Err(errors) }
    }
}

/// Parses a template from left to right.
struct Parser<'t> {
    text: &'t str,
    is_name: fn(&str) -> bool,
    kind: TemplateKind,
    at: usize,
    /// The literal text after the last piece.
    literal: String,
    pieces: Vec<Piece>,
    errors: Vec<TemplateError>,
    /// The starts of the open segments. After an error, nested segments are tracked as well, so
    /// that their ends are not reported.
    open: Vec<Range<usize>>,
}

impl Parser<'_> {
    fn run(&mut self) {
        loop {
            let plain = BRACES.plain_len(&self.text[self.at..]);
            self.literal.push_str(&self.text[self.at..self.at + plain]);
            self.at += plain;
            if self.at == self.text.len() {
                break;
            }
            let brace = &self.text[self.at..=self.at];
            if self.text[self.at + 1..].starts_with(brace) {
                self.literal.push_str(brace);
                self.at += 2;
            } else if brace == "{" {
                self.brace();
            } else {
                if self.open.pop().is_some() {
                    self.push(Piece::SegmentEnd);
                } else {
                    self.errors.push(stray("unmatched `}`", self.at, "}"));
                }
                self.at += 1;
            }
        }
        if let Some(range) = self.open.first().cloned() {
            let message = format!("unclosed segment `{}`", &self.text[range.clone()]);
            let help = "add `}` at the end of the segment".to_owned();
            self.errors.push(TemplateError { range, message, help });
        }
        self.flush();
    }

    /// Parses a placeholder, or the start of a segment.
    fn brace(&mut self) {
        let start = self.at;
        let rest = &self.text[start + 1..];
        let inner = &rest[..BRACES.plain_len(rest)];
        if let Some((name, _)) = inner.split_once(':')
            && let Some(name) = name.trim_end().strip_suffix('?')
        {
            let end = start + 1 + inner.find(':').unwrap_or(0) + 1;
            return self.segment(name, start..end);
        }
        if !rest[inner.len()..].starts_with('}') {
            self.errors.push(stray("unclosed `{`", start, "{"));
            self.at += 1;
            return;
        }
        self.at = start + inner.len() + 2;
        match placeholder(inner, self.is_name, self.kind, start..self.at) {
            Ok(placeholder) => self.push(placeholder),
            Err(error) => self.errors.push(error),
        }
    }

    /// Parses `{name?:`. The segment is open even after an error.
    fn segment(&mut self, name: &str, range: Range<usize>) {
        let written = &self.text[range.clone()];
        let trimmed = name.trim();
        let segments = self.pieces.iter().filter(|piece| matches!(piece, Piece::SegmentStart { .. })).count();
        let mistake = if self.kind != TemplateKind::Message {
            let message = format!("`{written}` starts an optional segment, which is not allowed here");
            let help =
                "write the text without a segment; optional segments are allowed only in `message` and `log`";
            Some((message, help.to_owned()))
        } else if !is_name(trimmed) {
            let help = format!(
                "write a parameter's name, as in `{{name?: text}}`, or `{{{written}` for literal text"
            );
            Some((format!("`{written}` is not a parameter name"), help))
        } else if written != format!("{{{trimmed}?:") {
            Some((format!("spaces in `{written}`"), format!("write `{{{trimmed}?:`")))
        } else if !self.open.is_empty() {
            let help = "close the outer segment with `}` before this one".to_owned();
            Some((format!("the segment `{written}` is inside another segment"), help))
        } else if segments == MAX_SEGMENTS {
            let message = format!("more than {MAX_SEGMENTS} optional segments in one message");
            Some((message, "combine several parameters in one segment, or split the error in two".to_owned()))
        } else {
            None
        };
        self.at = range.end;
        match mistake {
            Some((message, help)) => self.errors.push(TemplateError { range: range.clone(), message, help }),
            None => self.push(Piece::SegmentStart { name: trimmed.to_owned(), range: range.clone() }),
        }
        self.open.push(range);
    }

    fn push(&mut self, piece: Piece) {
        self.flush();
        self.pieces.push(piece);
    }

    fn flush(&mut self) {
        if !self.literal.is_empty() {
            self.pieces.push(Piece::Text(std::mem::take(&mut self.literal)));
        }
    }
}

/// Parses the content of braces: a name, and a filter after `|`.
fn placeholder(
    inner: &str,
    is_name: fn(&str) -> bool,
    kind: TemplateKind,
    range: Range<usize>,
) -> Result<Piece, TemplateError> {
    let (written, filter) = match inner.split_once('|') {
        Some((name, filter)) => (name, Some(filter)),
        None => (inner, None),
    };
    let name = if filter.is_some() { written.trim() } else { written };
    if !is_name(name) {
        return Err(unusable(inner, range));
    }
    let filter = match filter.map(Filter::parse) {
        None => None,
        Some(_) if kind != TemplateKind::Header => {
            let message = format!("the filter in `{{{inner}}}` is allowed only in headers");
            let help = format!("write `{{{name}}}` without a filter");
            return Err(TemplateError { range, message, help });
        }
        Some(Ok(filter)) if written == name => Some(filter),
        Some(Ok(filter)) => {
            let help = format!("write `{{{name}|{}}}`", filter.name());
            return Err(TemplateError { range, message: format!("spaces in `{{{inner}}}`"), help });
        }
        Some(Err(help)) => {
            let message = format!("unknown filter in `{{{inner}}}`");
            return Err(TemplateError { range, message, help });
        }
    };
    Ok(Piece::Placeholder { name: name.to_owned(), encoding: Encoding { filter, is_quoted: false }, range })
}

/// Marks the placeholders inside quoted strings of a header (RFC 9110 §5.6.4).
fn mark_quoted(pieces: &mut [Piece], errors: &mut Vec<TemplateError>) {
    let mut quoted_strings = QuotedStrings::default();
    for piece in pieces {
        match piece {
            Piece::Text(literal) => quoted_strings.read(literal),
            // Only messages have segments.
            Piece::SegmentStart { .. } | Piece::SegmentEnd => {}
            Piece::Placeholder { encoding, range, .. } => {
                encoding.is_quoted = quoted_strings.is_inside;
                if std::mem::take(&mut quoted_strings.is_escaping) {
                    errors.push(TemplateError {
                        range: range.clone(),
                        message:
                            "the `\\` before this placeholder would escape the first character of the value"
                                .to_owned(),
                        help: "write `\\\\` for a literal `\\` in a quoted string (RFC 9110 §5.6.4)"
                            .to_owned(),
                    });
                }
            }
        }
    }
}

fn stray(what: &str, at: usize, brace: &str) -> TemplateError {
    TemplateError {
        range: at..at + 1,
        message: what.to_owned(),
        help: format!("write `{brace}{brace}` for a literal `{brace}`"),
    }
}

fn unusable(name: &str, range: Range<usize>) -> TemplateError {
    let bare = name.split([':', '.']).next().unwrap_or("").trim();
    let help = if let Some(optional) = bare.strip_suffix('?').filter(|name| is_name(name)) {
        format!(
            "write `{{{optional}}}`, or an optional segment such as `{{{optional}?: text {{{optional}}}}}`"
        )
    } else if is_name(bare) {
        format!("write `{{{bare}}}` without a format or path, or `{{{{{name}}}}}` for literal text in braces")
    } else {
        format!("write a parameter's name, or `{{{{{name}}}}}` for literal text in braces")
    };
    TemplateError { range, message: format!("`{{{name}}}` is not a parameter name"), help }
}
