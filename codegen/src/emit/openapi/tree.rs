//! A document as a tree, and its rendering as JSON (RFC 8259) and block-style YAML (1.2.2).

use std::borrow::Cow;

use crate::catalog::json::{self, JsonKind};
use crate::escape::Special;

/// JSON as data, with members in order and numbers as written. Texts are borrowed if possible.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Tree<'a> {
    /// `null`, `true`, `false` or a number.
    Literal(Cow<'a, str>),
    Text(Cow<'a, str>),
    List(Vec<Tree<'a>>),
    Object(Vec<(Cow<'a, str>, Tree<'a>)>),
}

impl<'a> Tree<'a> {
    pub(super) fn null() -> Self {
        Self::Literal("null".into())
    }

    pub(super) fn object() -> Self {
        Self::Object(Vec::new())
    }

    /// Creates an object with these members.
    pub(super) fn of<K: Into<Cow<'a, str>>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// Parses JSON text; `null` if it is invalid.
    pub(super) fn of_json(text: &str) -> Self {
        json::parse(text).map_or_else(|_| Self::null(), Self::of_value)
    }

    fn of_value(value: json::Value) -> Self {
        match value.kind {
            JsonKind::Literal(literal) => Self::Literal(literal.into()),
            JsonKind::String(text) => Self::Text(text.into()),
            JsonKind::Array(items) => Self::List(items.into_iter().map(Self::of_value).collect()),
            JsonKind::Object(members) => {
                Self::of(members.into_iter().map(|member| (member.key, Self::of_value(member.value))))
            }
        }
    }

    /// Adds a member to the object.
    pub(super) fn with(mut self, key: impl Into<Cow<'a, str>>, value: impl Into<Self>) -> Self {
        if let Self::Object(members) = &mut self {
            members.push((key.into(), value.into()));
        }
        self
    }

    /// Adds a member to the object, if there is a value.
    pub(super) fn with_some(self, key: &'static str, value: Option<impl Into<Self>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds the members of another object.
    pub(super) fn joined(self, other: Self) -> Self {
        other.into_members().into_iter().fold(self, |out, (key, value)| out.with(key, value))
    }

    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.members().iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Returns the members; empty if it is not an object.
    pub(super) fn members(&self) -> &[(Cow<'a, str>, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    pub(super) fn into_members(self) -> Vec<(Cow<'a, str>, Self)> {
        match self {
            Self::Object(members) => members,
            _ => Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Object(members) if members.is_empty())
            || matches!(self, Self::List(items) if items.is_empty())
    }

    /// Writes the tree as JSON. The first line is at `indent` levels, each of which is a `unit`.
    pub(super) fn json(&self, indent: usize, unit: &str, out: &mut String) {
        match self {
            Self::Literal(literal) => out.push_str(literal),
            Self::Text(text) => quote_into(text, out),
            Self::List(_) if self.is_empty() => out.push_str("[]"),
            Self::Object(_) if self.is_empty() => out.push_str("{}"),
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    out.push(if at == 0 { '[' } else { ',' });
                    line(indent + 1, unit, out);
                    item.json(indent + 1, unit, out);
                }
                line(indent, unit, out);
                out.push(']');
            }
            Self::Object(members) => {
                for (at, (key, value)) in members.iter().enumerate() {
                    out.push(if at == 0 { '{' } else { ',' });
                    line(indent + 1, unit, out);
                    value.json_member(key, indent + 1, unit, out);
                }
                line(indent, unit, out);
                out.push('}');
            }
        }
    }

    /// Writes the tree as the value of a key at this level, on its own line.
    pub(super) fn json_member(&self, key: &str, indent: usize, unit: &str, out: &mut String) {
        json_key(key, out);
        self.json(indent, unit, out);
    }

    /// Writes lines of YAML with this indentation. Only objects and lists have their own lines.
    pub(super) fn yaml(&self, indent: usize, out: &mut String) {
        if !self.is_empty() {
            blanks(indent, out);
            self.yaml_block(indent, out);
        }
    }

    /// Writes the lines. The first one is already indented.
    fn yaml_block(&self, indent: usize, out: &mut String) {
        match self {
            Self::Object(members) => {
                for (at, (key, value)) in members.iter().enumerate() {
                    blanks(if at == 0 { 0 } else { indent }, out);
                    value.yaml_member(key, indent, out);
                }
            }
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    blanks(if at == 0 { 0 } else { indent }, out);
                    out.push('-');
                    match item {
                        // The first member is on the line of the dash.
                        Self::Object(members) if !members.is_empty() => {
                            out.push(' ');
                            item.yaml_block(indent + 2, out);
                        }
                        _ => item.yaml_value(indent + 2, out),
                    }
                }
            }
            Self::Literal(_) | Self::Text(_) => {}
        }
    }

    /// Writes the tree as the value of a key with this indentation, which is already written.
    pub(super) fn yaml_member(&self, key: &str, indent: usize, out: &mut String) {
        yaml_key(key, indent, out);
        self.yaml_value(indent + 2, out);
    }

    /// Writes the text after the colon of a key or the dash of an item.
    fn yaml_value(&self, indent: usize, out: &mut String) {
        match self {
            Self::List(_) | Self::Object(_) if !self.is_empty() => {
                out.push('\n');
                return self.yaml(indent, out);
            }
            Self::Literal(literal) => out.extend([" ", literal]),
            Self::Text(text) => {
                out.push(' ');
                scalar(text, out);
            }
            Self::List(_) => out.push_str(" []"),
            Self::Object(_) => out.push_str(" {}"),
        }
        out.push('\n');
    }
}

impl<'a> From<&'a str> for Tree<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Tree<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<bool> for Tree<'_> {
    fn from(value: bool) -> Self {
        Self::Literal(if value { "true" } else { "false" }.into())
    }
}

impl From<i64> for Tree<'_> {
    fn from(value: i64) -> Self {
        Self::Literal(value.to_string().into())
    }
}

impl<'a> From<Vec<Tree<'a>>> for Tree<'a> {
    fn from(items: Vec<Tree<'a>>) -> Self {
        Self::List(items)
    }
}

/// Starts a new line of JSON at this level.
pub(super) fn line(indent: usize, unit: &str, out: &mut String) {
    out.push('\n');
    (0..indent).for_each(|_| out.push_str(unit));
}

pub(super) fn blanks(count: usize, out: &mut String) {
    const BLANKS: &str = "                ";
    match BLANKS.get(..count) {
        Some(blanks) => out.push_str(blanks),
        None => out.extend(std::iter::repeat_n(' ', count)),
    }
}

/// Writes a key of a JSON object, with its colon.
pub(super) fn json_key(key: &str, out: &mut String) {
    quote_into(key, out);
    out.push_str(": ");
}

/// Writes a key of a block mapping with this indentation, with its colon.
pub(super) fn yaml_key(key: &str, indent: usize, out: &mut String) {
    let start = out.len();
    scalar(key, out);
    let written = &out[start..];
    if written.len() > LONGEST_KEY && written.chars().count() > LONGEST_KEY {
        out.insert_str(start, "? ");
        out.push('\n');
        blanks(indent, out);
    }
    out.push(':');
}

/// The maximum length of an implicit key (YAML 1.2.2 §7.4.2).
const LONGEST_KEY: usize = 1024;

/// Writes a double-quoted string for JSON and YAML. It escapes characters that YAML does not allow
/// (1.2.2 §5.1), line breaks (YAML 1.1 has two more), and characters that change the text
/// direction.
fn quote_into(text: &str, out: &mut String) {
    /// The first bytes of characters that can need an escape.
    static SPECIAL: Special = Special::of(b"\"\\\x7F\xC2\xE2\xEF").and(0, 0x1F);
    let is_escaped = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    out.push('"');
    SPECIAL.escape(text, out, |c, out| match c {
        c if c >= '\u{7f}' && !is_escaped(c) => out.push(c),
        c if c >= '\u{7f}' => out.push_str(&format!("\\u{:04x}", c as u32)),
        c => json::escape(c, out),
    });
    out.push('"');
}

/// Writes a YAML scalar: plain if every version of YAML reads it as this text, otherwise in double
/// quotes.
fn scalar(text: &str, out: &mut String) {
    /// The characters that a plain scalar does not contain: all except letters, digits, spaces and
    /// `$/_.,()'-`.
    static SPECIAL: Special = Special::of(b"!\"#%&*+:;<=>?@[\\]^`{|}~").and(0, 0x1F).and(0x7F, 0xFF);
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$' || c == '/')
        && SPECIAL.plain_len(text) == text.len()
        && !text.ends_with(' ')
        && !WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is_plain { out.push_str(text) } else { quote_into(text, out) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(json: &str) -> (String, String) {
        let tree = Tree::of_json(json);
        let (mut as_json, mut as_yaml) = (String::new(), String::new());
        tree.json(0, "  ", &mut as_json);
        tree.yaml(0, &mut as_yaml);
        (as_json, as_yaml)
    }

    #[test]
    fn lists_and_objects() {
        let (json, yaml) = both(r#"{"a":[{"b":1,"c":{"d":[]}},["x"],{}],"404":{"e":null}}"#);
        assert_eq!(json, json::indent(r#"{"a":[{"b":1,"c":{"d":[]}},["x"],{}],"404":{"e":null}}"#));
        assert_eq!(yaml, "a:\n  - b: 1\n    c:\n      d: []\n  -\n    - x\n  - {}\n\"404\":\n  e: null\n");
    }

    #[test]
    fn long_keys() {
        let yaml = |length: usize| both(&format!(r#"{{"a":[{{"{}":{{"b":1}}}}]}}"#, "x".repeat(length))).1;
        assert_eq!(yaml(1_024), format!("a:\n  - {}:\n      b: 1\n", "x".repeat(1_024)));
        assert_eq!(yaml(1_025), format!("a:\n  - ? {}\n    :\n      b: 1\n", "x".repeat(1_025)));
        let scalar = both(&format!(r#"{{"{}":1}}"#, "x".repeat(1_025))).1;
        assert_eq!(scalar, format!("? {}\n: 1\n", "x".repeat(1_025)));
    }

    #[test]
    fn plain_scalars() {
        let scalar = |text: &str| {
            let mut out = String::new();
            super::scalar(text, &mut out);
            out
        };
        for plain in ["a", "Not found", "it's", "x-retry", "$ref", "/v1/leads", "u64"] {
            assert_eq!(scalar(plain), plain);
        }
        for quoted in
            ["", "1.0", "No", "null", "a: b", "a #b", "&a", "*a", "!!a", "---", "a ", "-a", "é", "#/a"]
        {
            assert_eq!(scalar(quoted), format!("\"{quoted}\""));
        }
        assert_eq!(scalar("\u{2028}\u{85}\u{7f}"), r#""\u2028\u0085\u007f""#);
    }
}
