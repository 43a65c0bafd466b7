//! JSON text.

pub(crate) mod number;
mod reader;

use std::fmt;

pub(crate) use reader::Reader;

/// JSON text, known to be well-formed (RFC 8259): the default carrier of parameters of type `json`.
///
/// ```
/// use error_catalog::Json;
///
/// let limits = Json::parse(r#"{"max": 3}"#)?;
/// assert_eq!(limits.as_str(), r#"{"max": 3}"#);
/// assert!(Json::parse("{max: 3}").is_err());
/// # Ok::<(), error_catalog::value::ParseJsonError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Json(String);

impl Json {
    /// Checks that the text is one JSON value and keeps it as it is.
    ///
    /// # Errors
    ///
    /// Fails if the text is not JSON, or nests deeper than 128 levels.
    pub fn parse(text: impl Into<String>) -> Result<Self, ParseJsonError> {
        let text = text.into();
        let mut reader = Reader::new(&text);
        match reader.skip().and_then(|()| reader.end()) {
            Some(()) => Ok(Self(text)),
            None => Err(ParseJsonError { offset: reader.offset() }),
        }
    }

    /// Creates the value from text that a [`Reader`] has checked.
    pub(crate) fn checked(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Returns the text.
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

/// An error of parsing JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ParseJsonError {
    /// The offset of the first invalid byte.
    pub offset: usize,
}

impl fmt::Display for ParseJsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid JSON at byte {}", self.offset)
    }
}

impl std::error::Error for ParseJsonError {}

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
    fn strings_are_read_as_a_full_parser_reads_them() {
        let texts = [
            r#""""#,
            r#""plain é 👩""#,
            r#""\"\\\/\b\f\n\r\t\u0000\u00e9\uD83D\ude00 end""#,
            r#""\ud83d\ude00\ud83d\ude01""#,
        ];
        for text in texts {
            let expected: String = serde_json::from_str(text).expect("a string");
            assert_eq!(Reader::new(text).string().as_deref(), Some(expected.as_str()));
        }
        assert!(matches!(Reader::new("\"é\"").string(), Some(std::borrow::Cow::Borrowed("é"))));
    }

    #[test]
    fn surrogates_on_their_own_are_replaced() {
        for (text, expected) in [
            (r#""\ud800""#, "\u{FFFD}"),
            (r#""\udc00x""#, "\u{FFFD}x"),
            (r#""\ud800\ud83d\ude00""#, "\u{FFFD}😀"),
            (r#""\ud800\n""#, "\u{FFFD}\n"),
            (r#""\ud800\u0041""#, "\u{FFFD}A"),
        ] {
            assert_eq!(Reader::new(text).string().as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert!(Json::parse("[".repeat(100) + &"]".repeat(100)).is_ok());
        assert!(Json::parse("[".repeat(100_000)).is_err());
    }
}
