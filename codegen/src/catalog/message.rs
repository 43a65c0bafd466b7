//! Text with `{placeholders}`; `{{` and `}}` are literal braces.

use std::ops::Range;

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
            Piece::Placeholder { name, range } => Some((name.as_str(), range.clone())),
            Piece::Text(_) => None,
        })
    }

    /// Takes a text apart.
    pub(crate) fn parse(text: &str) -> Result<Self, Vec<TemplateError>> {
        Self::parse_with(text, is_name)
    }

    /// Takes a text apart whose placeholders have names of that kind.
    pub(crate) fn parse_with(text: &str, is_name: fn(&str) -> bool) -> Result<Self, Vec<TemplateError>> {
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
                let (Some(end), Some(name)) = (end, inner) else {
                    errors.push(stray("a `{` that is never closed", at, "{"));
                    at += 1;
                    continue;
                };
                let range = at..end + 1;
                at = end + 1;
                if is_name(name) {
                    if !literal.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut literal)));
                    }
                    pieces.push(Piece::Placeholder { name: name.to_owned(), range });
                } else {
                    errors.push(unusable(name, range));
                }
            }
        }
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        if errors.is_empty() { Ok(Self { pieces }) } else { Err(errors) }
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
            Piece::Placeholder { name, .. } => format!("{{{name}}}"),
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
}
