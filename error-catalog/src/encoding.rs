//! Encodes and decodes values in headers.

use std::borrow::Cow;
use std::fmt;

/// The encoding of a value in a header: first the filter, then the quoting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Encoding {
    /// The placeholder's filter.
    pub filter: Option<Filter>,
    /// `true` if the value is inside a quoted string (RFC 9110 §5.6.4).
    pub is_quoted: bool,
}

/// A filter of a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Percent-encodes everything but unreserved characters (RFC 3986 §2.3).
    Uri,
}

impl Filter {
    /// All filters, in the order of the generator.
    const ALL: &[Self] = &[Self::Uri];
}

/// The bit of a slot that starts an optional segment.
pub(crate) const SEGMENT_START: usize = 1 << 22;

/// The slot that ends an optional segment.
pub(crate) const SEGMENT_END: usize = 1 << 23;

/// The bit of a slot in a header whose value is inside a quoted string.
const QUOTED: usize = 1 << 24;

/// The lowest bit of the index of a slot's filter, plus one.
const FILTER: u32 = 25;

impl Encoding {
    /// Splits a raw slot of a packed template into the slot and its encoding.
    #[inline]
    pub(crate) fn of_slot(marked: usize) -> (usize, Self) {
        let place = (marked >> FILTER).checked_sub(1);
        let filter = place.and_then(|place| Filter::ALL.get(place)).copied();
        (marked & (QUOTED - 1), Self { filter, is_quoted: marked & QUOTED != 0 })
    }

    /// Encodes a text.
    pub(crate) fn apply(self, text: Cow<'_, str>) -> Cow<'_, str> {
        let text = match self.filter {
            Some(Filter::Uri) => {
                let mut encoded = String::with_capacity(text.len());
                // Writing to a string cannot fail.
                let _ = percent_encode(&text, &mut encoded);
                encoded.into()
            }
            None => text,
        };
        if self.is_quoted && text.contains(['"', '\\']) { quoted(&text).into() } else { text }
    }

    /// Decodes a text; `None` if it is invalid.
    pub(crate) fn read(self, sent: Cow<'_, str>) -> Option<Cow<'_, str>> {
        let text = if self.is_quoted && sent.contains(['"', '\\']) { unquoted(&sent)?.into() } else { sent };
        match self.filter {
            Some(Filter::Uri) if text.contains('%') => percent_decode(&text).map(Cow::Owned),
            _ => Some(text),
        }
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

/// Removes the backslashes; `None` if a quote has no backslash.
fn unquoted(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => out.push(chars.next()?),
            c => out.push(c),
        }
    }
    Some(out)
}

/// Writes the text with `%` and two digits for each byte that is not unreserved (RFC 3986 §2.1).
pub(crate) fn percent_encode(text: &str, out: &mut dyn fmt::Write) -> fmt::Result {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.write_char(char::from(byte))?;
        } else {
            percent_encode_byte(byte, out)?;
        }
    }
    Ok(())
}

/// Writes `%` and two digits.
pub(crate) fn percent_encode_byte(byte: u8, out: &mut dyn fmt::Write) -> fmt::Result {
    write!(out, "%{byte:02X}")
}

/// Decodes percent-encoded text. A `%` without two digits is literal. `None` if the result is not
/// UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut rest = text.as_bytes();
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((byte, tail)) = rest.split_first() {
        rest = tail;
        let digits = rest.get(..2).filter(|digits| *byte == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        match digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &rest[2..];
            }
            None => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let encodings = [None, Some(Filter::Uri)]
            .map(|filter| [false, true].map(|is_quoted| Encoding { filter, is_quoted }));
        for encoding in encodings.into_iter().flatten() {
            for text in ["", "plain", "a \"b\" \\", "\\\"\\\\", "a&b=c%20?/#é\r\n", "%", "%41", "~-._"] {
                let sent = encoding.apply(text.into());
                assert_eq!(encoding.read(sent.clone()).as_deref(), Some(text), "{encoding:?} {sent}");
            }
        }
    }

    #[test]
    fn standards() {
        let quoted = Encoding { is_quoted: true, ..Encoding::default() };
        let uri = Encoding { filter: Some(Filter::Uri), ..Encoding::default() };
        assert_eq!(quoted.apply("a \"b\" \\c".into()), r#"a \"b\" \\c"#);
        assert_eq!(uri.apply("no & 100% ü".into()), "no%20%26%20100%25%20%C3%BC");
        // Reserved characters (RFC 3986 §2.2) are data in a value.
        assert_eq!(
            uri.apply("/?#:@!$'()*+,;=[]".into()),
            "%2F%3F%23%3A%40%21%24%27%28%29%2A%2B%2C%3B%3D%5B%5D"
        );
        // Any character may have a backslash (RFC 9110 §5.6.4), digits may be small, and what is none of both was not sent.
        assert_eq!(quoted.read(r"\a\ b".into()).as_deref(), Some("a b"));
        assert_eq!(uri.read("%c3%bc".into()).as_deref(), Some("ü"));
        assert_eq!(quoted.read("a\"b".into()), None);
        assert_eq!(quoted.read("a\\".into()), None);
        assert_eq!(uri.read("%FF".into()), None);
    }

    #[test]
    fn slots() {
        let encoding = |filter, is_quoted| Encoding { filter, is_quoted };
        assert_eq!(Encoding::of_slot(7), (7, Encoding::default()));
        assert_eq!(Encoding::of_slot(7 | 1 << 24), (7, encoding(None, true)));
        assert_eq!(Encoding::of_slot(7 | 1 << 25), (7, encoding(Some(Filter::Uri), false)));
        assert_eq!(Encoding::of_slot(7 | 1 << 25 | 1 << 24), (7, encoding(Some(Filter::Uri), true)));
        assert_eq!(Encoding::of_slot(7 | 9 << 25), (7, Encoding::default()));
    }
}
