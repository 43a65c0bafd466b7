//! The crate's one reader of JSON (RFC 8259): it walks over text, checks it, and builds nothing.

use std::borrow::Cow;

use crate::escape::plain_len;

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

    /// The text from the byte that is looked at.
    pub(crate) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether it stopped since the text nests too deep.
    pub(crate) fn is_too_deep(&self) -> bool {
        self.is_too_deep
    }

    /// The first byte of what comes next, past the white space.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte()? {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Nothing but white space is left.
    pub(crate) fn end(&mut self) -> Option<()> {
        self.peek().is_none().then_some(())
    }

    /// Passes over a value.
    pub(crate) fn skip(&mut self) -> Option<()> {
        match self.peek()? {
            b'{' => self.list(b'}', |reader| {
                reader.skip_string()?;
                reader.colon()?;
                reader.skip()
            }),
            b'[' => self.array(Self::skip),
            b'"' => self.skip_string(),
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
    #[inline]
    pub(crate) fn string(&mut self) -> Option<Cow<'a, str>> {
        let start = self.open_string()?;
        let is_escaped = self.close_string()?;
        let raw = self.text.get(start..self.at - 1)?;
        Some(if is_escaped { unescaped(raw).into() } else { raw.into() })
    }

    /// Reads an object. What is passed reads the value of each member.
    pub(crate) fn object(
        &mut self,
        mut member: impl FnMut(Cow<'a, str>, &mut Self) -> Option<()>,
    ) -> Option<()> {
        self.members(|reader| {
            let key = reader.key()?;
            member(key, reader)
        })
    }

    /// Reads an object. What is passed reads each member, the key first.
    pub(crate) fn members(&mut self, member: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        (self.peek()? == b'{').then_some(())?;
        self.list(b'}', member)
    }

    /// A key, past its colon.
    pub(crate) fn key(&mut self) -> Option<Cow<'a, str>> {
        let key = self.string()?;
        self.colon().map(|()| key)
    }

    /// Goes past this text, if it comes next.
    pub(crate) fn passes(&mut self, text: &str) -> bool {
        self.expect(text).is_some()
    }

    /// Reads an array. What is passed reads each item.
    pub(crate) fn array(&mut self, item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        (self.peek()? == b'[').then_some(())?;
        self.list(b']', item)
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_while(&mut self, fits: impl Fn(u8) -> bool) -> usize {
        let rest = &self.text.as_bytes()[self.at..];
        let count = rest.iter().position(|byte| !fits(*byte)).unwrap_or(rest.len());
        self.at += count;
        count
    }

    #[inline]
    fn expect(&mut self, text: &str) -> Option<()> {
        self.text.as_bytes()[self.at..].starts_with(text.as_bytes()).then(|| self.at += text.len())
    }

    #[inline]
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

    fn skip_string(&mut self) -> Option<()> {
        self.open_string()?;
        self.close_string().map(drop)
    }

    /// Goes to the first byte of a string.
    #[inline]
    fn open_string(&mut self) -> Option<usize> {
        (self.peek()? == b'"').then_some(())?;
        self.at += 1;
        Some(self.at)
    }

    /// Goes past the end of a string, and says whether there are escapes in it.
    #[inline]
    fn close_string(&mut self) -> Option<bool> {
        let mut is_escaped = false;
        loop {
            self.at += plain_len(self.text.as_bytes().get(self.at..)?);
            match self.byte()? {
                b'"' => {
                    self.at += 1;
                    return Some(is_escaped);
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
