//! Text with `{placeholders}`; `{{` and `}}` are literal braces. In headers `{name|filter}` encodes the value. In messages
//! `{name?:text}` is an optional segment: it is left out with the parameter.

use std::ops::Range;

use super::filter::{Encoding, Filter, QuotedStrings};
use crate::escape::Special;

/// A text with placeholders, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Template {
    /// The pieces, in order; no two texts in a row, none of them empty.
    pub(crate) pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Piece {
    /// Literal text.
    Text(String),
    /// The value of a parameter.
    Placeholder {
        /// The parameter's name.
        name: String,
        /// How the value is encoded.
        encoding: Encoding,
        /// Where it stands in the text, braces included.
        range: Range<usize>,
    },
    /// The start of an optional segment: it is left out where the parameter is absent.
    SegmentStart {
        /// The parameter's name.
        name: String,
        /// Where `{name?:` stands in the text.
        range: Range<usize>,
    },
    /// The end of the optional segment.
    SegmentEnd,
}

/// The optional segments of a message, at the most: a client tries each combination of them.
const MAX_SEGMENTS: usize = 3;

const BRACES: Special = Special::of(b"{}");

/// Why a text is no template.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TemplateError {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Template {
    /// The names of the placeholders and of the parameters that segments depend on, with where they stand.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder { name, range, .. } | Piece::SegmentStart { name, range } => {
                Some((name.as_str(), range.clone()))
            }
            Piece::Text(_) | Piece::SegmentEnd => None,
        })
    }

    /// The names of the parameters that segments depend on, with where `{name?:` stands.
    pub(crate) fn segments(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::SegmentStart { name, range } => Some((name.as_str(), range.clone())),
            _ => None,
        })
    }

    /// Parses an attribute.
    pub(crate) fn parse(text: &str) -> Result<Self, Vec<TemplateError>> {
        Self::parse_with(text, is_name, Place::Text)
    }

    /// Parses a message or a text for logs, which can have optional segments.
    pub(crate) fn parse_message(text: &str) -> Result<Self, Vec<TemplateError>> {
        Self::parse_with(text, is_name, Place::Message)
    }

    /// Takes the value of a header apart.
    pub(crate) fn parse_header(text: &str) -> Result<Self, Vec<TemplateError>> {
        Self::parse_with(text, is_name, Place::Header)
    }

    /// Takes a text apart whose placeholders have names of that kind.
    pub(crate) fn parse_with(
        text: &str,
        is_name: fn(&str) -> bool,
        place: Place,
    ) -> Result<Self, Vec<TemplateError>> {
        if BRACES.plain_len(text) == text.len() {
            let text = Some(text.to_owned()).filter(|text| !text.is_empty());
            return Ok(Self { pieces: text.map(Piece::Text).into_iter().collect() });
        }
        let mut parser = Parser {
            text,
            is_name,
            place,
            at: 0,
            literal: String::new(),
            pieces: Vec::new(),
            errors: Vec::new(),
            open: Vec::new(),
        };
        parser.run();
        let Parser { mut pieces, mut errors, .. } = parser;
        if place == Place::Header {
            mark_quoted(&mut pieces, &mut errors);
        }
        if errors.is_empty() { Ok(Self { pieces }) } else { Err(errors) }
    }
}

/// Reads a template from left to right.
struct Parser<'t> {
    text: &'t str,
    is_name: fn(&str) -> bool,
    place: Place,
    at: usize,
    /// The literal text since the last piece.
    literal: String,
    pieces: Vec<Piece>,
    errors: Vec<TemplateError>,
    /// Where the open segments start: one, and after a mistake those in it, so that their ends are no second mistake.
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
                    self.errors.push(stray("a `}` that closes nothing", self.at, "}"));
                }
                self.at += 1;
            }
        }
        if let Some(range) = self.open.first().cloned() {
            let message = format!("the segment `{}` is never closed", &self.text[range.clone()]);
            let help = "write `}` where the segment ends".to_owned();
            self.errors.push(TemplateError { range, message, help });
        }
        self.flush();
    }

    /// Reads a placeholder, or the start of a segment.
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
            self.errors.push(stray("a `{` that is never closed", start, "{"));
            self.at += 1;
            return;
        }
        self.at = start + inner.len() + 2;
        match placeholder(inner, self.is_name, self.place, start..self.at) {
            Ok(placeholder) => self.push(placeholder),
            Err(error) => self.errors.push(error),
        }
    }

    /// Reads `{name?:`. After a mistake the segment is open all the same.
    fn segment(&mut self, name: &str, range: Range<usize>) {
        let written = &self.text[range.clone()];
        let trimmed = name.trim();
        let segments = self.pieces.iter().filter(|piece| matches!(piece, Piece::SegmentStart { .. })).count();
        let mistake = if self.place != Place::Message {
            let message = format!("`{written}` starts an optional segment outside of a message");
            let help =
                "write the text without a segment: optional segments stand in `message` and `log` alone";
            Some((message, help.to_owned()))
        } else if !is_name(trimmed) {
            let help = format!(
                "write a parameter's name, as in `{{name?: text}}`, or `{{{written}` for literal text"
            );
            Some((format!("`{written}` names no parameter"), help))
        } else if written != format!("{{{trimmed}?:") {
            Some((format!("blanks in `{written}`"), format!("write `{{{trimmed}?:`")))
        } else if !self.open.is_empty() {
            let help = "close the first segment with `}` before this one".to_owned();
            Some((format!("the segment `{written}` is in another segment"), help))
        } else if segments == MAX_SEGMENTS {
            let message = format!("more than {MAX_SEGMENTS} optional segments in one message");
            Some((
                message,
                "put several parameters into one segment, or make two errors of this one".to_owned(),
            ))
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

/// Where a template stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a message or a log text: values stand as they are, and segments can be optional.
    Message,
    /// In an attribute or a body: values stand as they are.
    Text,
    /// In a header: values are escaped in quoted strings, and placeholders can have filters.
    Header,
}

/// Reads what stands between braces: a name, and a filter behind `|`.
fn placeholder(
    inner: &str,
    is_name: fn(&str) -> bool,
    place: Place,
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
        Some(_) if place != Place::Header => {
            let message = format!("`{{{inner}}}` has a filter outside of a header");
            let help = format!("write `{{{name}}}`: filters encode values in `headers` alone");
            return Err(TemplateError { range, message, help });
        }
        Some(Ok(filter)) if written == name => Some(filter),
        Some(Ok(filter)) => {
            let help = format!("write `{{{name}|{}}}`", filter.name());
            return Err(TemplateError { range, message: format!("blanks in `{{{inner}}}`"), help });
        }
        Some(Err(help)) => {
            let message = format!("`{{{inner}}}` has an unknown filter");
            return Err(TemplateError { range, message, help });
        }
    };
    Ok(Piece::Placeholder { name: name.to_owned(), encoding: Encoding { filter, is_quoted: false }, range })
}

/// Marks the placeholders that stand in a quoted string of a header (RFC 9110 §5.6.4).
fn mark_quoted(pieces: &mut [Piece], errors: &mut Vec<TemplateError>) {
    let mut quoted_strings = QuotedStrings::default();
    for piece in pieces {
        match piece {
            Piece::Text(literal) => quoted_strings.read(literal),
            // Segments stand in messages alone.
            Piece::SegmentStart { .. } | Piece::SegmentEnd => {}
            Piece::Placeholder { encoding, range, .. } => {
                encoding.is_quoted = quoted_strings.is_inside;
                if std::mem::take(&mut quoted_strings.is_escaping) {
                    errors.push(TemplateError {
                        range: range.clone(),
                        message: "a `\\` before this placeholder would escape the value's first character"
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
        format!(
            "write `{{{bare}}}`: placeholders take no format or path; or `{{{{{name}}}}}` for literal text in braces"
        )
    } else {
        format!("write a parameter's name, or `{{{{{name}}}}}` for literal text in braces")
    };
    TemplateError { range, message: format!("`{{{name}}}` names no parameter"), help }
}

/// Whether a parameter can have this name: a letter or `_`, then letters, digits and `_`.
pub(crate) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().any(|c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn display(template: &Template) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::SegmentStart { name, .. } => format!("[{name}:"),
            Piece::SegmentEnd => "]".to_owned(),
            Piece::Placeholder { name, encoding, .. } => {
                let filter = encoding.filter.map_or(String::new(), |filter| format!("|{}", filter.name()));
                format!("{{{name}{filter}}}{}", if encoding.is_quoted { "q" } else { "" })
            }
        };
        template.pieces.iter().map(piece).collect()
    }

    #[test]
    fn templates() {
        let parse = |text| Template::parse(text).map(|t| display(&t)).map_err(|e| e.len());
        assert_eq!(parse("Field '{field}' {problem}"), Ok("Field '{field}' {problem}".to_owned()));
        assert_eq!(parse("{{}} {{{a}}}"), Ok("{} {{a}}".to_owned()));
        assert_eq!(parse(""), Ok(String::new()));
        assert_eq!(parse("a { b } c"), Err(1));
        assert_eq!(parse("{a:?} {} } {"), Err(4));
        assert_eq!(parse("{a{b}"), Err(1));
    }

    #[test]
    fn segments() {
        let parse =
            |text| Template::parse_message(text).map(|t| display(&t)).map_err(|e| e[0].message.clone());
        assert_eq!(parse("Down{u?: until {u}}."), Ok("Down[u: until {u}].".to_owned()));
        assert_eq!(parse("{a?:x{a}}{b?:{{{b}}}}"), Ok("[a:x{a}][b:{{b}}]".to_owned()));
        assert_eq!(parse("{a?:}"), Ok("[a:]".to_owned()));
        let error = |message: &str| Err(message.to_owned());
        assert_eq!(parse("Down{u?: until {u}"), error("the segment `{u?:` is never closed"));
        assert_eq!(parse("Down{u?: {v?: x}}"), error("the segment `{v?:` is in another segment"));
        assert_eq!(parse("Down{u ?: x}"), error("blanks in `{u ?:`"));
        assert_eq!(parse("Down{?: x}"), error("`{?:` names no parameter"));
        assert_eq!(parse("Down{u?}"), error("`{u?}` names no parameter"));
        assert_eq!(parse("{a?:a}{b?:b}{c?:c}{d?:d}"), error("more than 3 optional segments in one message"));
        // One mistake is one error, and the end of the segment no second one.
        for text in ["{u ?: x}", "{u?: {v?: x} {w}}", "{u?: until {u}", "{?: x}"] {
            assert_eq!(Template::parse_message(text).map_err(|e| e.len()), Err(1), "{text}");
        }
        let elsewhere = "`{u?:` starts an optional segment outside of a message";
        for parse in [Template::parse, Template::parse_header] {
            assert_eq!(parse("Down{u?: x}").map_err(|e| e[0].message.clone()), Err(elsewhere.to_owned()));
        }
    }

    #[test]
    fn ranges_are_those_of_the_text() {
        let text = "é {{ {field} {x}";
        let template = Template::parse(text).expect("valid");
        let found: Vec<_> = template.placeholders().map(|(_, range)| &text[range]).collect();
        assert_eq!(found, ["{field}", "{x}"]);
    }

    #[test]
    fn values_in_quoted_strings_are_marked() {
        let parse = |text| Template::parse_header(text).map(|t| display(&t)).map_err(|e| e.len());
        assert_eq!(parse(r#"{a} realm="{b}", x={c}"#), Ok(r#"{a} realm="{b}q", x={c}"#.to_owned()));
        // An escaped quote ends nothing, an escaped backslash escapes nothing, and outside both are themselves.
        assert_eq!(
            parse(r#""a\"{a}\\{b}" {c} \{d} "{e}""#),
            Ok(r#""a\"{a}q\\{b}q" {c} \{d} "{e}q""#.to_owned())
        );
        assert_eq!(parse(r#""{a}" "{{{b}}}" {c}"#), Ok(r#""{a}q" "{{b}q}" {c}"#.to_owned()));
        assert_eq!(parse(r#""é{a}{b}"{c}"#), Ok(r#""é{a}q{b}q"{c}"#.to_owned()));
        // It would escape the value's first character, or the backslash that escapes that one.
        assert_eq!(parse(r#""\{a}""#), Err(1));
        assert_eq!(Template::parse(r#""{a}""#).map(|t| display(&t)), Ok(r#""{a}""#.to_owned()));
    }

    #[test]
    fn filters() {
        let help = |text| Template::parse_header(text).map(|t| display(&t)).map_err(|e| e[0].help.clone());
        assert_eq!(help(r#"/{a|uri}?b="{b|uri}""#), Ok(r#"/{a|uri}?b="{b|uri}q""#.to_owned()));
        assert_eq!(help("{a|url}"), Err("did you mean `uri`?".to_owned()));
        assert_eq!(help("{a | uri}"), Err("did you mean `uri`?".to_owned()));
        assert_eq!(help("{a |uri}"), Err("write `{a|uri}`".to_owned()));
        assert_eq!(help("{a|uri|uri}"), Err("write one of these filters: uri".to_owned()));
        assert!(help("{|uri}").is_err() && help("{a|}").is_err());
        let message = Template::parse("{a|uri}").expect_err("no header");
        assert_eq!(message[0].help, "write `{a}`: filters encode values in `headers` alone");
    }
}
