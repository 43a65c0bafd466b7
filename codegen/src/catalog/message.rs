//! Text with `{placeholders}`; `{{` and `}}` are literal braces. In headers `{name|filter}` encodes the value.

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
}

const BRACES: Special = Special::of(b"{}");

/// Why a text is no template.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TemplateError {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Template {
    /// The names of the placeholders, with where they stand.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder { name, range, .. } => Some((name.as_str(), range.clone())),
            Piece::Text(_) => None,
        })
    }

    /// Takes a text apart.
    pub(crate) fn parse(text: &str) -> Result<Self, Vec<TemplateError>> {
        Self::parse_with(text, is_name, Place::Text)
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
        let mut pieces = Vec::new();
        let mut errors = Vec::new();
        let mut literal = String::new();
        let mut at = 0;
        loop {
            let plain = BRACES.plain_len(&text[at..]);
            literal.push_str(&text[at..at + plain]);
            at += plain;
            if at == text.len() {
                break;
            }
            let brace = &text[at..=at];
            if text[at + 1..].starts_with(brace) {
                literal.push_str(brace);
                at += 2;
            } else if brace == "}" {
                errors.push(stray("a `}` that closes nothing", at, "}"));
                at += 1;
            } else {
                let end = text[at..].find('}').map(|end| at + end);
                let inner = end.map(|end| &text[at + 1..end]).filter(|inner| !inner.contains('{'));
                let (Some(end), Some(inner)) = (end, inner) else {
                    errors.push(stray("a `{` that is never closed", at, "{"));
                    at += 1;
                    continue;
                };
                let range = at..end + 1;
                at = end + 1;
                match placeholder(inner, is_name, place, range) {
                    Ok(placeholder) => {
                        if !literal.is_empty() {
                            pieces.push(Piece::Text(std::mem::take(&mut literal)));
                        }
                        pieces.push(placeholder);
                    }
                    Err(error) => errors.push(error),
                }
            }
        }
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        if place == Place::Header {
            mark_quoted(&mut pieces, &mut errors);
        }
        if errors.is_empty() { Ok(Self { pieces }) } else { Err(errors) }
    }
}

/// Where a template stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a message, a log text, an attribute or a body: values stand as they are.
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
        Some(_) if place == Place::Text => {
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
    let help = if is_name(bare) {
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
