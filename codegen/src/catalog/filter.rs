//! Encodings of values in headers: filters such as `{state|uri}`, and quoted strings.

use std::borrow::Cow;

use super::nearest::nearest;

/// A filter: a word after the name of a placeholder that encodes the value.
///
/// To add one: a variant here with its name and its effect, the same in the runtime's
/// `encoding.rs`, and a row in `emit/format/reference.rs`. Everything else uses [`Filter::ALL`] and
/// [`Encoding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Filter {
    /// `uri`: percent-encodes everything but unreserved characters (RFC 3986 §2.3).
    Uri,
}

impl Filter {
    /// All filters, with the indexes of the runtime's `Filter`.
    pub const ALL: &[Self] = &[Self::Uri];

    /// Returns the name in a placeholder.
    pub fn name(self) -> &'static str {
        match self {
            Self::Uri => "uri",
        }
    }

    /// Returns the filter with this name, or the help for an unknown name.
    pub(crate) fn parse(name: &str) -> Result<Self, String> {
        let names = || Self::ALL.iter().map(|filter| filter.name());
        Self::ALL.iter().copied().find(|filter| filter.name() == name).ok_or_else(|| {
            match nearest(name.trim(), names()) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => format!("use the filter `{}`", names().collect::<Vec<_>>().join("` or `")),
            }
        })
    }

    fn apply(self, text: &str) -> String {
        match self {
            Self::Uri => percent_encoded(text),
        }
    }
}

/// The encoding of a value: first the filter, then the quoting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Encoding {
    /// The placeholder's filter.
    pub filter: Option<Filter>,
    /// `true` if the value is inside a quoted string of a header (RFC 9110 §5.6.4).
    pub is_quoted: bool,
}

impl Encoding {
    /// Returns whether the encoding changes no text.
    pub fn is_plain(self) -> bool {
        self == Self::default()
    }

    /// Returns the encoded text.
    pub fn apply(self, text: Cow<'_, str>) -> Cow<'_, str> {
        let text = match self.filter {
            Some(filter) => filter.apply(&text).into(),
            None => text,
        };
        if self.is_quoted && text.contains(['"', '\\']) { quoted(&text).into() } else { text }
    }
}

/// Writes a backslash before each `"` and `\` (RFC 9110 §5.6.4).
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Writes `%` and two digits for each byte that is not unreserved (RFC 3986 §2.1).
pub(crate) fn percent_encoded(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The state of a scanner of header text: inside or outside quoted strings.
#[derive(Default)]
pub(super) struct QuotedStrings {
    pub(super) is_inside: bool,
    /// `true` if the last character was a backslash that escapes the next one.
    pub(super) is_escaping: bool,
}

impl QuotedStrings {
    /// Reads literal text. A backslash escapes the next character inside a quoted string, and is an ordinary character
    /// outside.
    pub(super) fn read(&mut self, literal: &str) {
        for byte in literal.bytes() {
            match byte {
                _ if self.is_escaping => self.is_escaping = false,
                b'\\' if self.is_inside => self.is_escaping = true,
                b'"' => self.is_inside = !self.is_inside,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let quoted = Encoding { is_quoted: true, ..Encoding::default() };
        let uri = Encoding { filter: Some(Filter::Uri), ..Encoding::default() };
        let all = r#"a-._~Z9 "\/?&=%é"#;
        assert_eq!(Encoding::default().apply(all.into()), all);
        assert_eq!(quoted.apply(all.into()), r#"a-._~Z9 \"\\/?&=%é"#);
        assert_eq!(uri.apply(all.into()), "a-._~Z9%20%22%5C%2F%3F%26%3D%25%C3%A9");
        assert_eq!(Encoding { is_quoted: true, ..uri }.apply(all.into()), uri.apply(all.into()));
    }

    #[test]
    fn names() {
        for filter in Filter::ALL {
            assert_eq!(Filter::parse(filter.name()), Ok(*filter));
        }
        assert_eq!(Filter::parse("url"), Err("did you mean `uri`?".to_owned()));
        assert_eq!(Filter::parse(" uri"), Err("did you mean `uri`?".to_owned()));
        assert_eq!(Filter::parse("base64"), Err("use the filter `uri`".to_owned()));
    }
}
