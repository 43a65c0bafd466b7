//! A value that is already JSON text.

use std::fmt;

/// The largest nesting that [`Json::parse`] accepts, so that no input can exhaust the stack.
const MAX_DEPTH: usize = 128;

/// JSON text, known to be well-formed (RFC 8259): the default carrier of parameters of type `json`.
///
/// ```
/// use error_catalog::Json;
///
/// let limits = Json::parse(r#"{"max": 3}"#)?;
/// assert_eq!(limits.as_str(), r#"{"max": 3}"#);
/// assert!(Json::parse("{max: 3}").is_err());
/// # Ok::<(), error_catalog::InvalidJson>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Json(String);

impl Json {
    /// Checks that the text is one JSON value and keeps it as it is.
    ///
    /// # Errors
    ///
    /// Where the text is not JSON, or nests deeper than 128 levels.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidJson> {
        let text = text.into();
        let mut reader = Reader { bytes: text.as_bytes(), at: 0 };
        let valid = reader.value(0).is_some() && {
            reader.space();
            reader.at == reader.bytes.len()
        };
        if valid { Ok(Self(text)) } else { Err(InvalidJson { offset: reader.at }) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "serde_json")]
impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self(value.to_string())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidJson {
    /// The byte at which it ceases to be JSON.
    pub offset: usize,
}

impl fmt::Display for InvalidJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not JSON at byte {}", self.offset)
    }
}

impl std::error::Error for InvalidJson {}

/// Walks over JSON text; `None` stops at the first byte that does not fit.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_while(&mut self, fits: impl Fn(u8) -> bool) -> usize {
        let start = self.at;
        while self.peek().is_some_and(&fits) {
            self.at += 1;
        }
        self.at - start
    }

    fn space(&mut self) {
        self.skip_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'));
    }

    fn expect(&mut self, text: &[u8]) -> Option<()> {
        self.bytes[self.at..].starts_with(text).then(|| self.at += text.len())
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        self.space();
        match self.peek()? {
            b'{' if depth < MAX_DEPTH => self.items(b'}', |r| {
                r.space();
                r.string()?;
                r.space();
                r.expect(b":")?;
                r.value(depth + 1)
            }),
            b'[' if depth < MAX_DEPTH => self.items(b']', |r| r.value(depth + 1)),
            b'"' => self.string(),
            b't' => self.expect(b"true"),
            b'f' => self.expect(b"false"),
            b'n' => self.expect(b"null"),
            _ => self.number(),
        }
    }

    fn items(&mut self, close: u8, item: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.space();
        if self.peek()? == close {
            self.at += 1;
            return Some(());
        }
        loop {
            item(self)?;
            self.space();
            match self.peek()? {
                b',' => self.at += 1,
                b if b == close => {
                    self.at += 1;
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        self.expect(b"\"")?;
        loop {
            self.skip_while(|b| b >= 0x20 && b != b'"' && b != b'\\');
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => {
                    self.at += 1;
                    match self.peek()? {
                        b'u' => {
                            let digits = self.bytes.get(self.at + 1..self.at + 5)?;
                            digits.iter().all(u8::is_ascii_hexdigit).then_some(())?;
                            self.at += 5;
                        }
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 1,
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
    }

    fn number(&mut self) -> Option<()> {
        let digits = |r: &mut Self| (r.skip_while(|b| b.is_ascii_digit()) > 0).then_some(());
        if self.peek()? == b'-' {
            self.at += 1;
        }
        match self.peek()? {
            b'0' => self.at += 1,
            _ => digits(self)?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            digits(self)?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.skip_while(|b| matches!(b, b'+' | b'-')).le(&1).then_some(())?;
            digits(self)?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_full_parser() {
        let texts = [
            "{}",
            "[]",
            " [1, 2] ",
            "null",
            "true",
            "-0.5e+10",
            "\"\\u00e9\\n\"",
            "{\"a\": [{\"b\": null}]}",
            "0",
            "",
            " ",
            "01",
            "-",
            "1.",
            ".5",
            "1e",
            "1e+-2",
            "[1,]",
            "{\"a\"}",
            "{a: 1}",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"\u{1}\"",
            "nul",
            "[",
            "{\"a\":1",
            "1 2",
            "'a'",
            "[1 2]",
            "\"\\u00",
        ];
        for text in texts {
            let expected = serde_json::from_str::<serde_json::Value>(text).is_ok();
            assert_eq!(Json::parse(text).is_ok(), expected, "{text:?}");
        }
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert!(Json::parse("[".repeat(100) + &"]".repeat(100)).is_ok());
        assert!(Json::parse("[".repeat(100_000)).is_err());
    }
}
