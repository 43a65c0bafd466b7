//! A document as a tree, and its two texts: JSON (RFC 8259) and block-style YAML (1.2.2), which say the same.

use std::borrow::Cow;

use crate::catalog::json::{self, Kind};
use crate::escape::Special;

/// JSON as data: members in their order, numbers as they are written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Tree {
    /// `null`, `true`, `false` or a number.
    Literal(Cow<'static, str>),
    Text(Cow<'static, str>),
    List(Vec<Tree>),
    /// Most keys are words of OpenAPI, which cost nothing.
    Object(Vec<(Cow<'static, str>, Tree)>),
}

impl Tree {
    pub(super) fn null() -> Self {
        Self::Literal("null".into())
    }

    pub(super) fn object() -> Self {
        Self::Object(Vec::new())
    }

    /// An object with these members.
    pub(super) fn of<K: Into<Cow<'static, str>>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// The tree of JSON text; `null` where it is none.
    pub(super) fn of_json(text: &str) -> Self {
        json::parse(text).map_or_else(|_| Self::null(), |value| Self::of_value(&value))
    }

    fn of_value(value: &json::Value) -> Self {
        match &value.kind {
            Kind::Literal(literal) => Self::Literal(literal.clone().into()),
            Kind::String(text) => Self::Text(text.clone().into()),
            Kind::Array(items) => Self::List(items.iter().map(Self::of_value).collect()),
            Kind::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|member| (member.key.clone().into(), Self::of_value(&member.value)))
                    .collect(),
            ),
        }
    }

    /// The object with one more member.
    pub(super) fn with(mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Tree>) -> Self {
        if let Self::Object(members) = &mut self {
            members.push((key.into(), value.into()));
        }
        self
    }

    /// The object with one more member, where there is something to say.
    pub(super) fn with_some(self, key: &'static str, value: Option<impl Into<Tree>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// The object with the members of another.
    pub(super) fn joined(self, other: Tree) -> Self {
        match other {
            Self::Object(members) => members.into_iter().fold(self, |out, (key, value)| out.with(key, value)),
            _ => self,
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Tree> {
        self.members().iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// The members; none where it is no object.
    pub(super) fn members(&self) -> &[(Cow<'static, str>, Tree)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    pub(super) fn into_members(self) -> Vec<(String, Tree)> {
        match self {
            Self::Object(members) => {
                members.into_iter().map(|(key, value)| (key.into_owned(), value)).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Object(members) if members.is_empty())
            || matches!(self, Self::List(items) if items.is_empty())
    }

    /// As JSON, two blanks a level, where the first line stands at `indent` levels.
    pub(super) fn json(&self, indent: usize, unit: &str, out: &mut String) {
        let (open, close, len) = match self {
            Self::Literal(literal) => return out.push_str(literal),
            Self::Text(text) => return quote_into(text, out),
            _ if self.is_empty() => {
                return out.push_str(if matches!(self, Self::List(_)) { "[]" } else { "{}" });
            }
            Self::List(items) => ('[', ']', items.len()),
            Self::Object(members) => ('{', '}', members.len()),
        };
        let line = |out: &mut String, indent: usize| {
            out.push('\n');
            (0..indent).for_each(|_| out.push_str(unit));
        };
        out.push(open);
        for at in 0..len {
            line(out, indent + 1);
            match self {
                Self::List(items) => items[at].json(indent + 1, unit, out),
                _ => {
                    let (key, value) = &self.members()[at];
                    quote_into(key, out);
                    out.push_str(": ");
                    value.json(indent + 1, unit, out);
                }
            }
            if at + 1 < len {
                out.push(',');
            }
        }
        line(out, indent);
        out.push(close);
    }

    /// As lines of YAML at so many blanks; only objects and lists stand on lines of their own.
    pub(super) fn yaml(&self, indent: usize, out: &mut String) {
        match self {
            Self::Object(members) => {
                for (key, value) in members {
                    out.extend(std::iter::repeat_n(' ', indent));
                    let key = scalar(key);
                    if key.chars().count() > LONGEST_KEY {
                        out.push_str(&format!("? {key}\n{:indent$}:", ""));
                    } else {
                        out.push_str(&format!("{key}:"));
                    }
                    value.yaml_value(indent + 2, out);
                }
            }
            Self::List(items) => {
                for item in items {
                    let start = out.len() + indent;
                    out.extend(std::iter::repeat_n(' ', indent));
                    out.push('-');
                    match item {
                        // The first member stands on the dash's line.
                        Self::Object(members) if !members.is_empty() => {
                            item.yaml(indent + 2, out);
                            out.replace_range(start + 1..start + 2 + indent + 1, " ");
                        }
                        _ => item.yaml_value(indent + 2, out),
                    }
                }
            }
            Self::Literal(_) | Self::Text(_) => {}
        }
    }

    /// What stands after a key's colon or an item's dash.
    fn yaml_value(&self, indent: usize, out: &mut String) {
        match self {
            Self::Literal(literal) => out.push_str(&format!(" {literal}\n")),
            Self::Text(text) => out.push_str(&format!(" {}\n", scalar(text))),
            Self::List(_) if self.is_empty() => out.push_str(" []\n"),
            Self::Object(_) if self.is_empty() => out.push_str(" {}\n"),
            _ => {
                out.push('\n');
                self.yaml(indent, out);
            }
        }
    }
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned().into())
    }
}

impl From<String> for Tree {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<bool> for Tree {
    fn from(value: bool) -> Self {
        Self::Literal(if value { "true" } else { "false" }.into())
    }
}

impl From<i64> for Tree {
    fn from(value: i64) -> Self {
        Self::Literal(value.to_string().into())
    }
}

impl From<Vec<Tree>> for Tree {
    fn from(items: Vec<Tree>) -> Self {
        Self::List(items)
    }
}

/// A string in double quotes, for JSON and YAML alike: what YAML does not take as it is (1.2.2 §5.1), breaks a line
/// there (YAML 1.1 has two more) or turns the direction of text stands as an escape.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quote_into(text, &mut quoted);
    quoted
}

fn quote_into(text: &str, out: &mut String) {
    /// What characters begin with that stand as an escape, or may.
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

/// The most characters of a key that its colon alone marks as one (YAML 1.2.2 §7.4.2).
const LONGEST_KEY: usize = 1024;

/// A scalar of YAML: plain where it cannot be read as anything but this text, in any version, else in double quotes.
fn scalar(text: &str) -> String {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$' || c == '/')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "$/_.,()' -".contains(c))
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_ascii_lowercase().as_str());
    if is_plain { text.to_owned() } else { quote(text) }
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
