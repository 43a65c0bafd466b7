//! The JSON parser.

use std::cell::Cell;
use std::ops::Range;

const MAX_DEPTH: usize = 64;

#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) kind: JsonKind,
    pub(crate) range: Range<usize>,
}

#[derive(Debug)]
pub(crate) enum JsonKind {
    /// `null`, `true`, `false` or a number, as written.
    Literal(String),
    String(String),
    Array(Vec<Value>),
    Object(Vec<Member>),
}

#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) key: String,
    pub(crate) key_range: Range<usize>,
    pub(crate) value: Value,
}

/// A JSON syntax error (RFC 8259).
#[derive(Debug)]
pub(crate) struct JsonError {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl JsonError {
    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

pub(crate) fn parse(text: &str) -> Result<Value, JsonError> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.space();
    if reader.at == text.len() {
        return Ok(value);
    }
    let error = reader.error("text after the end of the JSON value");
    Err(if reader.rest().starts_with("//") {
        error.help("remove the comment: JSON does not allow comments")
    } else {
        error
    })
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn error(&self, message: &str) -> JsonError {
        let end = self.at + self.peek().map_or(0, char::len_utf8);
        JsonError { range: self.at..end, message: message.to_owned(), help: None }
    }

    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.space();
        let start = self.at;
        let kind = match self.peek() {
            _ if depth > MAX_DEPTH => return Err(self.error("JSON is nested too deeply")),
            Some('{') => JsonKind::Object(self.items('}', |r| r.member(depth + 1))?),
            Some('[') => JsonKind::Array(self.items(']', |r| r.value(depth + 1))?),
            Some('"') => JsonKind::String(self.string()?),
            Some(_) => JsonKind::Literal(self.literal()?),
            None => return Err(self.error("expected a JSON value, found the end of the text")),
        };
        Ok(Value { kind, range: start..self.at })
    }

    fn items<T>(
        &mut self,
        close: char,
        item: impl Fn(&mut Self) -> Result<T, JsonError>,
    ) -> Result<Vec<T>, JsonError> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            self.space();
            match self.peek() {
                Some(',') => {
                    let comma = self.at;
                    self.at += 1;
                    self.space();
                    if self.peek() == Some(close) {
                        self.at = comma;
                        let message = format!("trailing comma before `{close}`");
                        return Err(self.error(&message).help("remove the comma"));
                    }
                }
                Some(c) if c == close => {
                    self.at += 1;
                    return Ok(items);
                }
                Some('"' | '{' | '[') => {
                    let error = self.error(&format!("expected `,` or `{close}`"));
                    return Err(error.help("add a comma before this"));
                }
                _ => return Err(self.error(&format!("expected `,` or `{close}`"))),
            }
        }
    }

    fn member(&mut self, depth: usize) -> Result<Member, JsonError> {
        self.space();
        let start = self.at;
        if self.peek() != Some('"') {
            let error = self.error("expected a key in double quotes");
            return Err(error.help("write the key in double quotes: `\"code\"`"));
        }
        let key = self.string()?;
        let key_range = start..self.at;
        self.space();
        if self.peek() != Some(':') {
            return Err(self
                .error("expected `:` after the key")
                .help("add a colon between the key and the value"));
        }
        self.at += 1;
        Ok(Member { key, key_range, value: self.value(depth)? })
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.peek() {
                None => {
                    let error = self.error("unclosed string");
                    return Err(error.help("add a double quote at the end of the string"));
                }
                Some('"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some('\\') => text.push(self.escape()?),
                Some(c) if c < ' ' => {
                    return Err(self.error("unescaped control character in a string"));
                }
                Some(c) => {
                    self.at += c.len_utf8();
                    text.push(c);
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let c = self.rest()[1..].chars().next();
        let plain = match c {
            Some(c @ ('"' | '\\' | '/')) => Some(c),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('u') => None,
            _ => return Err(self.error("unknown escape sequence")),
        };
        if let Some(c) = plain {
            self.at += 2;
            return Ok(c);
        }
        let unit = |text: &str| {
            let digits = text.strip_prefix("\\u")?.get(..4)?;
            let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
            u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
        };
        let high = unit(self.rest());
        let low = self.rest().get(6..).and_then(unit);
        let units = [high.unwrap_or(0), low.unwrap_or(0)];
        let paired = char::decode_utf16(units).next().and_then(Result::ok);
        match (high, paired) {
            (Some(_), Some(c)) => {
                self.at += if c.len_utf16() == 2 { 12 } else { 6 };
                Ok(c)
            }
            _ => Err(self.error("invalid Unicode escape sequence")),
        }
    }

    fn literal(&mut self) -> Result<String, JsonError> {
        let len = self.rest().find(|c: char| !matches!(c, '0'..='9' | 'a'..='z' | 'E' | '+' | '-' | '.'));
        let word = self.rest()[..len.unwrap_or(self.rest().len())].to_owned();
        if matches!(word.as_str(), "null" | "true" | "false") || is_number(&word) {
            self.at += word.len();
            Ok(word)
        } else {
            Err(self.error("expected a JSON value"))
        }
    }
}

/// Finds positions in a string as written, including quotes. It continues from the last position,
/// if the next one is after it.
pub(crate) struct Offsets<'a> {
    raw: &'a str,
    /// The last position: the byte as written, and the byte of the value.
    last: Cell<(usize, usize)>,
}

impl<'a> Offsets<'a> {
    pub(crate) fn new(raw: &'a str) -> Self {
        Self { raw, last: Cell::new((1, 0)) }
    }

    /// Returns the position of the byte at `target` of the string's value.
    pub(crate) fn of(&self, target: usize) -> usize {
        let (at, mut value) = Some(self.last.get()).filter(|(_, value)| *value <= target).unwrap_or((1, 0));
        let mut reader = Reader { text: self.raw, at };
        while value < target {
            match reader.peek() {
                Some('\\') => value += reader.escape().map_or(1, char::len_utf8),
                Some(c) => {
                    reader.at += c.len_utf8();
                    value += c.len_utf8();
                }
                None => break,
            }
        }
        self.last.set((reader.at, value));
        reader.at
    }
}

/// Returns whether a text is a number (RFC 8259 §6).
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let word = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = word.split_once(['e', 'E']).map_or((word, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
}
