//! The crate's one reader of JSON (RFC 8259): it walks over text, checks it, and builds nothing.

use std::borrow::Cow;

/// The largest nesting that is read, so that no input can exhaust the stack.
const MAX_DEPTH: usize = 128;

/// A place in JSON text. Every step gives `None` at the first byte that does not fit, and stays there.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    is_too_deep: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, is_too_deep: false }
    }

    /// The byte that is looked at.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    /// Whether it stopped since the text nests too deep.
    pub(crate) fn is_too_deep(&self) -> bool {
        self.is_too_deep
    }

    /// The first byte of what comes next, past the white space.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        self.skip_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'));
        self.byte()
    }

    /// Nothing but white space is left.
    pub(crate) fn end(&mut self) -> Option<()> {
        self.peek().is_none().then_some(())
    }

    /// Passes over a value.
    pub(crate) fn skip(&mut self) -> Option<()> {
        match self.peek()? {
            b'{' => self.list(b'}', |reader| {
                reader.peek();
                reader.raw_string()?;
                reader.colon()?;
                reader.skip()
            }),
            b'[' => self.array(Self::skip),
            b'"' => self.raw_string().map(drop),
            b't' => self.expect("true"),
            b'f' => self.expect("false"),
            b'n' => self.expect("null"),
            _ => self.number(),
        }
    }

    /// The text of a value.
    pub(crate) fn value(&mut self) -> Option<&'a str> {
        self.peek()?;
        let start = self.at;
        self.skip()?;
        self.text.get(start..self.at)
    }

    /// The text that a string stands for. A surrogate on its own (RFC 8259 §8.2) is U+FFFD.
    pub(crate) fn string(&mut self) -> Option<Cow<'a, str>> {
        self.peek()?;
        let (raw, is_escaped) = self.raw_string()?;
        Some(if is_escaped { unescaped(raw).into() } else { raw.into() })
    }

    /// Reads an object. What is passed reads the value of each member.
    pub(crate) fn object(
        &mut self,
        mut member: impl FnMut(Cow<'a, str>, &mut Self) -> Option<()>,
    ) -> Option<()> {
        (self.peek()? == b'{').then_some(())?;
        self.list(b'}', |reader| {
            let key = reader.string()?;
            reader.colon()?;
            member(key, reader)
        })
    }

    /// Reads an array. What is passed reads each item.
    pub(crate) fn array(&mut self, item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        (self.peek()? == b'[').then_some(())?;
        self.list(b']', item)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_while(&mut self, fits: impl Fn(u8) -> bool) -> usize {
        let rest = &self.text.as_bytes()[self.at..];
        let count = rest.iter().position(|byte| !fits(*byte)).unwrap_or(rest.len());
        self.at += count;
        count
    }

    fn expect(&mut self, text: &str) -> Option<()> {
        self.text.as_bytes()[self.at..].starts_with(text.as_bytes()).then(|| self.at += text.len())
    }

    fn colon(&mut self) -> Option<()> {
        (self.peek()? == b':').then(|| self.at += 1)
    }

    fn list(&mut self, close: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.is_too_deep = self.depth == MAX_DEPTH;
        (!self.is_too_deep).then_some(())?;
        self.at += 1;
        if self.peek()? == close {
            self.at += 1;
            return Some(());
        }
        self.depth += 1;
        loop {
            item(self)?;
            match self.peek()? {
                b',' => self.at += 1,
                byte if byte == close => {
                    self.at += 1;
                    self.depth -= 1;
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    /// The text between the quotes, and whether there are escapes in it.
    fn raw_string(&mut self) -> Option<(&'a str, bool)> {
        self.expect("\"")?;
        let start = self.at;
        let mut is_escaped = false;
        loop {
            self.at += plain_len(&self.text.as_bytes()[self.at..]);
            match self.byte()? {
                b'"' => {
                    self.at += 1;
                    return Some((self.text.get(start..self.at - 1)?, is_escaped));
                }
                b'\\' => {
                    is_escaped = true;
                    self.escape()?;
                }
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        self.at += 1;
        match self.byte()? {
            b'u' => {
                let digits = self.text.as_bytes().get(self.at + 1..self.at + 5)?;
                digits.iter().all(u8::is_ascii_hexdigit).then_some(())?;
                self.at += 5;
            }
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 1,
            _ => return None,
        }
        Some(())
    }

    fn number(&mut self) -> Option<()> {
        let digits = |r: &mut Self| (r.skip_while(|b| b.is_ascii_digit()) > 0).then_some(());
        if self.byte()? == b'-' {
            self.at += 1;
        }
        match self.byte()? {
            b'0' => self.at += 1,
            _ => digits(self)?,
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            digits(self)?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            self.skip_while(|b| matches!(b, b'+' | b'-')).le(&1).then_some(())?;
            digits(self)?;
        }
        Some(())
    }
}

/// How many bytes of a string come before its end, an escape, or what no string has (RFC 8259 §7). Strings are most of a body, so
/// eight bytes are looked at together.
fn plain_len(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let (chunks, rest) = bytes.as_chunks();
    for (at, chunk) in chunks.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        // The lowest byte that is less than another has its high bit set by the subtraction; those above it may be wrong.
        let less = |word: u64, than: u8| word.wrapping_sub(ONES * u64::from(than)) & !word;
        let quote = less(word ^ (ONES * u64::from(b'"')), 1);
        let escape = less(word ^ (ONES * u64::from(b'\\')), 1);
        let found = (less(word, 0x20) | quote | escape) & HIGH;
        if found != 0 {
            return at * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let is_plain = |byte: &u8| *byte >= 0x20 && *byte != b'"' && *byte != b'\\';
    bytes.len() - rest.len() + rest.iter().position(|byte| !is_plain(byte)).unwrap_or(rest.len())
}

/// The text that a string with escapes stands for; the escapes are known to be well-formed.
fn unescaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        let mut after = escape.chars();
        match after.next() {
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('u') => {
                let (c, tail) = code_point(after.as_str());
                out.push(c);
                after = tail.chars();
            }
            Some(itself) => out.push(itself),
            None => {}
        }
        rest = after.as_str();
    }
    out.push_str(rest);
    out
}

/// The character that the digits after `\u` stand for, with the other half of a surrogate pair (RFC 8259 §7), and what
/// follows.
fn code_point(text: &str) -> (char, &str) {
    let (Some(first), Some(rest)) = (unit(text), text.get(4..)) else {
        return (char::REPLACEMENT_CHARACTER, "");
    };
    if let (0xD800..0xDC00, Some(low)) = (first, rest.strip_prefix("\\u"))
        && let (Some(half @ 0xDC00..0xE000), Some(rest)) = (unit(low), low.get(4..))
    {
        let pair = 0x10000 + ((first - 0xD800) << 10) + (half - 0xDC00);
        return (char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER), rest);
    }
    (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), rest)
}

fn unit(text: &str) -> Option<u32> {
    u32::from_str_radix(text.get(..4)?, 16).ok()
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
}
