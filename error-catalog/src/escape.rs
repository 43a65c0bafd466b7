//! Escapes JSON strings (RFC 8259 §7).

use std::fmt;

/// Writes the content of a JSON string, without quotes.
pub(crate) fn escape(text: &str, out: &mut String) {
    pieces(text, |plain, byte| {
        out.push_str(plain);
        match byte {
            Some(b'"') => out.push_str("\\\""),
            Some(b'\\') => out.push_str("\\\\"),
            Some(b'\n') => out.push_str("\\n"),
            Some(b'\r') => out.push_str("\\r"),
            Some(b'\t') => out.push_str("\\t"),
            Some(byte) => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                out.push_str("\\u00");
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
            None => {}
        }
    });
}

/// Returns the length of the escaped text in bytes.
pub(crate) fn escaped_len(text: &str) -> usize {
    let mut len = 0;
    pieces(text, |plain, byte| {
        len += plain.len();
        len += match byte {
            Some(b'"' | b'\\' | b'\n' | b'\r' | b'\t') => 2,
            Some(_) => 6,
            None => 0,
        };
    });
    len
}

/// Splits text into plain parts, each with the byte after it that needs an escape.
#[inline]
fn pieces<'t>(text: &'t str, mut piece: impl FnMut(&'t str, Option<u8>)) {
    let mut rest = text;
    // A byte that needs an escape is ASCII, so both ends are boundaries of characters.
    while let Some((plain, escaped)) = rest.split_at_checked(plain_len(rest.as_bytes())) {
        let byte = escaped.bytes().next();
        piece(plain, byte);
        if byte.is_none() {
            return;
        }
        rest = &escaped[1..];
    }
}

/// Returns the number of bytes before the end of a string, an escape, or an invalid byte (RFC 8259
/// §7). Tests eight bytes at once, because strings are most of a body.
#[inline]
pub(crate) fn plain_len(bytes: &[u8]) -> usize {
    for (at, chunk) in bytes.as_chunks().0.iter().enumerate() {
        if let Some(plain) = plain_of_eight(u64::from_le_bytes(*chunk)) {
            return at * 8 + plain;
        }
    }
    plain_len_at_the_end(bytes)
}

/// Tests the last bytes, if all groups of eight are plain.
fn plain_len_at_the_end(bytes: &[u8]) -> usize {
    // The last eight bytes, some of which were tested already.
    if let Some(last) = bytes.last_chunk() {
        return bytes.len() - 8 + plain_of_eight(u64::from_le_bytes(*last)).unwrap_or(8);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let both = u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
        return match plain_of_eight(both) {
            Some(plain @ 0..4) => plain,
            in_last => (bytes.len() + in_last.unwrap_or(8)) - 8,
        };
    }
    let is_plain = |byte: &u8| *byte >= 0x20 && *byte != b'"' && *byte != b'\\';
    bytes.iter().position(|byte| !is_plain(byte)).unwrap_or(bytes.len())
}

/// Returns how many of eight bytes are before the first one that is not plain, if any.
fn plain_of_eight(word: u64) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    // The subtraction sets the high bit of the lowest byte that is smaller. The bytes above it can
    // be wrong.
    let less = |word: u64, than: u8| word.wrapping_sub(ONES * u64::from(than)) & !word;
    let quote = less(word ^ (ONES * u64::from(b'"')), 1);
    let escape = less(word ^ (ONES * u64::from(b'\\')), 1);
    let found = (less(word, 0x20) | quote | escape) & HIGH;
    (found != 0).then_some(found.trailing_zeros() as usize / 8)
}

/// Writes text as a JSON string.
pub(crate) fn quote(text: &str, out: &mut String) {
    out.push('"');
    escape(text, out);
    out.push('"');
}

/// A writer that escapes text for a JSON string.
pub(crate) struct Escaped<'a>(pub(crate) &'a mut String);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(text, self.0);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_string_is_found_at_every_place() {
        for length in 0..40 {
            let plain = vec![b'a'; length];
            assert_eq!(plain_len(&plain), length);
            for at in 0..length {
                for byte in 0..=0xFF_u8 {
                    let mut bytes = plain.clone();
                    bytes[at] = byte;
                    let ends = byte < 0x20 || byte == b'"' || byte == b'\\';
                    assert_eq!(
                        plain_len(&bytes),
                        if ends { at } else { length },
                        "{byte:#x} at {at} of {length}"
                    );
                }
            }
        }
        assert_eq!(plain_len(b"\xFF\x80\x21\x5B\x5D\x23\x7F\xC0\"\x00"), 8);
    }

    #[test]
    fn the_length_is_known_before() {
        for text in ["", "plain", "a \"b\"", "\\\n\r\t\u{0}\u{1f}\u{7f}é", "\u{1}"] {
            let mut out = String::new();
            escape(text, &mut out);
            assert_eq!(escaped_len(text), out.len(), "{text:?}");
        }
    }
}
