//! A JSON parser (RFC 8259) that checks text and builds nothing.

use std::borrow::Cow;

use crate::escape::plain_len;

/// The maximum nesting depth, so that no input can overflow the stack.
const MAX_DEPTH: usize = 128;

/// A position in JSON text. Each method returns `None` at the first invalid byte, and stays there.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    offset: usize,
    depth: usize,
    is_too_deep: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, offset: 0, depth: 0, is_too_deep: false }
    }

    /// Returns the offset of the next byte.
    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// Returns the text from the next byte.
    pub(crate) fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    /// Returns whether reading stopped because the text nests too deep.
    pub(crate) fn is_too_deep(&self) -> bool {
        self.is_too_deep
    }

    /// Skips white space and returns the next byte.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte()? {
                b' ' | b'\t' | b'\n' | b'\r' => self.offset += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Checks that only white space is left.
    pub(crate) fn end(&mut self) -> Option<()> {
        self.peek().is_none().then_some(())
    }

    /// Skips a value.
    pub(crate) fn skip(&mut self) -> Option<()> {
        match self.peek()? {
            b'{' => self.sequence(b'}', |reader| {
                reader.skip_string()?;
                reader.skip_colon()?;
                reader.skip()
            }),
            b'[' => self.array(Self::skip),
            b'"' => self.skip_string(),
            b't' => self.expect_literal("true"),
            b'f' => self.expect_literal("false"),
            b'n' => self.expect_literal("null"),
            _ => self.skip_number(),
        }
    }

    /// Returns the JSON text of the next value.
    pub(crate) fn value(&mut self) -> Option<&'a str> {
        self.peek()?;
        let start = self.offset;
        self.skip()?;
        self.text.get(start..self.offset)
    }

    /// Reads a string and unescapes it. A lone surrogate (RFC 8259 §8.2) becomes U+FFFD.
    #[inline]
    pub(crate) fn string(&mut self) -> Option<Cow<'a, str>> {
        let start = self.open_string()?;
        let is_escaped = self.close_string()?;
        let raw = self.text.get(start..self.offset - 1)?;
        Some(if is_escaped { unescape(raw).into() } else { raw.into() })
    }

    /// Reads an object. The closure gets each key, and reads its value.
    pub(crate) fn object(
        &mut self,
        mut member: impl FnMut(Cow<'a, str>, &mut Self) -> Option<()>,
    ) -> Option<()> {
        self.members(|reader| {
            let key = reader.key()?;
            member(key, reader)
        })
    }

    /// Reads an object. The closure reads each key and its value.
    pub(crate) fn members(&mut self, member: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        (self.peek()? == b'{').then_some(())?;
        self.sequence(b'}', member)
    }

    /// Reads a key and the colon after it.
    pub(crate) fn key(&mut self) -> Option<Cow<'a, str>> {
        let key = self.string()?;
        self.skip_colon().map(|()| key)
    }

    /// Skips a literal text if it comes next. Returns whether it did.
    pub(crate) fn skip_literal(&mut self, text: &str) -> bool {
        self.expect_literal(text).is_some()
    }

    /// Reads an array. The closure reads each item.
    pub(crate) fn array(&mut self, item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        (self.peek()? == b'[').then_some(())?;
        self.sequence(b']', item)
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    fn skip_while(&mut self, is_match: impl Fn(u8) -> bool) -> usize {
        let rest = &self.text.as_bytes()[self.offset..];
        let count = rest.iter().position(|byte| !is_match(*byte)).unwrap_or(rest.len());
        self.offset += count;
        count
    }

    #[inline]
    fn expect_literal(&mut self, text: &str) -> Option<()> {
        self.text.as_bytes()[self.offset..].starts_with(text.as_bytes()).then(|| self.offset += text.len())
    }

    #[inline]
    fn skip_colon(&mut self) -> Option<()> {
        (self.peek()? == b':').then(|| self.offset += 1)
    }

    fn sequence(&mut self, close: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.is_too_deep = self.depth == MAX_DEPTH;
        (!self.is_too_deep).then_some(())?;
        self.offset += 1;
        if self.peek()? == close {
            self.offset += 1;
            return Some(());
        }
        self.depth += 1;
        loop {
            item(self)?;
            match self.peek()? {
                b',' => self.offset += 1,
                byte if byte == close => {
                    self.offset += 1;
                    self.depth -= 1;
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    fn skip_string(&mut self) -> Option<()> {
        self.open_string()?;
        self.close_string().map(drop)
    }

    /// Skips the opening quote of a string, and returns the offset of its content.
    #[inline]
    fn open_string(&mut self) -> Option<usize> {
        (self.peek()? == b'"').then_some(())?;
        self.offset += 1;
        Some(self.offset)
    }

    /// Skips the rest of a string, and returns whether it has escapes.
    #[inline]
    fn close_string(&mut self) -> Option<bool> {
        let mut is_escaped = false;
        loop {
            self.offset += plain_len(self.text.as_bytes().get(self.offset..)?);
            match self.byte()? {
                b'"' => {
                    self.offset += 1;
                    return Some(is_escaped);
                }
                b'\\' => {
                    is_escaped = true;
                    self.skip_escape()?;
                }
                _ => return None,
            }
        }
    }

    fn skip_escape(&mut self) -> Option<()> {
        self.offset += 1;
        match self.byte()? {
            b'u' => {
                let digits = self.text.as_bytes().get(self.offset + 1..self.offset + 5)?;
                digits.iter().all(u8::is_ascii_hexdigit).then_some(())?;
                self.offset += 5;
            }
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.offset += 1,
            _ => return None,
        }
        Some(())
    }

    fn skip_number(&mut self) -> Option<()> {
        let digits = |r: &mut Self| (r.skip_while(|b| b.is_ascii_digit()) > 0).then_some(());
        if self.byte()? == b'-' {
            self.offset += 1;
        }
        match self.byte()? {
            b'0' => self.offset += 1,
            _ => digits(self)?,
        }
        if self.byte() == Some(b'.') {
            self.offset += 1;
            digits(self)?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.offset += 1;
            self.skip_while(|b| matches!(b, b'+' | b'-')).le(&1).then_some(())?;
            digits(self)?;
        }
        Some(())
    }
}

/// Unescapes the content of a string, whose escapes are well-formed.
fn unescape(raw: &str) -> String {
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
                let (c, tail) = decode_code_point(after.as_str());
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

/// Decodes the digits after `\u`, with the second half of a surrogate pair (RFC 8259 §7). Returns the character and the text
/// after it.
fn decode_code_point(text: &str) -> (char, &str) {
    let (Some(first), Some(rest)) = (parse_code_unit(text), text.get(4..)) else {
        return (char::REPLACEMENT_CHARACTER, "");
    };
    if let (0xD800..0xDC00, Some(low)) = (first, rest.strip_prefix("\\u"))
        && let (Some(half @ 0xDC00..0xE000), Some(rest)) = (parse_code_unit(low), low.get(4..))
    {
        let pair = 0x10000 + ((first - 0xD800) << 10) + (half - 0xDC00);
        return (char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER), rest);
    }
    (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), rest)
}

fn parse_code_unit(text: &str) -> Option<u32> {
    u32::from_str_radix(text.get(..4)?, 16).ok()
}
