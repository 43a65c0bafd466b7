//! What the floors of all sizes share: as ours do, they link what need not be compiled with the errors.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::fmt;

const WIDTH: usize = 16;

/// The literals of one list.
pub struct Tables {
    pub text: &'static str,
    pub rows: &'static [u8],
    pub slots: &'static [u8],
    pub categories: &'static [&'static str],
}

#[derive(Clone, Copy)]
struct Row(&'static Tables, &'static [u8; WIDTH]);

impl Row {
    fn of(tables: &'static Tables, row: usize) -> Self {
        match tables.rows.as_chunks().0.get(row) {
            Some(row) => Self(tables, row),
            None => Self(tables, &[0; WIDTH]),
        }
    }

    fn start(self) -> usize {
        u32::from_le_bytes([self.1[0], self.1[1], self.1[2], self.1[3]]) as usize
    }

    /// The code, or a part of the message.
    fn part(self, part: usize) -> &'static str {
        let before: usize = self.1[8..8 + part].iter().map(|len| usize::from(*len)).sum();
        let start = self.start() + before;
        self.0.text.get(start..start + usize::from(self.1[8 + part])).unwrap_or("")
    }

    /// The body, where it is constant.
    fn body(self) -> &'static str {
        let start = self.start() + self.1[8..12].iter().map(|len| usize::from(*len)).sum::<usize>();
        self.0.text.get(start..start + usize::from(u16::from_le_bytes([self.1[4], self.1[5]]))).unwrap_or("")
    }

    fn status(self) -> u16 {
        u16::from_le_bytes([self.1[6], self.1[7]])
    }

    fn category(self) -> &'static str {
        self.0.categories.get(usize::from(self.1[12])).copied().unwrap_or("")
    }

    fn params(self) -> usize {
        usize::from(self.1[13])
    }
}

fn mix(text: &[u8]) -> u64 {
    let mut state = text.len() as u64;
    let (words, rest) = text.as_chunks::<8>();
    let mut step = |word: u64| state = (state ^ word).wrapping_mul(0xA076_1D64_78BD_642F).rotate_left(29);
    for word in words {
        step(u64::from_le_bytes(*word));
    }
    if !rest.is_empty() {
        step(rest.iter().rev().fold(0u64, |word, byte| word << 8 | u64::from(*byte)));
    }
    state
}

impl Tables {
    /// The row with that code.
    pub fn find(&'static self, text: &str) -> Option<usize> {
        let slots = self.slots.as_chunks::<2>().0;
        let mut slot = mix(text.as_bytes()) as usize & (slots.len() - 1);
        loop {
            let row = usize::from(u16::from_le_bytes(*slots.get(slot)?));
            if row == usize::from(u16::MAX) {
                return None;
            }
            if self.code(row) == text {
                return Some(row);
            }
            slot = (slot + 1) & (slots.len() - 1);
        }
    }

    pub fn code(&'static self, row: usize) -> &'static str {
        Row::of(self, row).part(0)
    }

    pub fn status(&'static self, row: usize) -> u16 {
        Row::of(self, row).status()
    }

    pub fn category(&'static self, row: usize) -> &'static str {
        Row::of(self, row).category()
    }

    pub fn body(&'static self, row: usize, args: [&str; 2]) -> Cow<'static, str> {
        let row = Row::of(self, row);
        if row.params() == 0 {
            return row.body().into();
        }
                let mut out = String::with_capacity(192 + 2 * (args[0].len() + args[1].len()));
        out.push_str("{\"error\":{\"code\":\"");
        out.push_str(row.part(0));
        out.push_str("\",\"message\":\"");
        out.push_str(row.part(1));
        for (place, arg) in args.iter().enumerate() {
            escape(&mut out, arg);
            out.push_str(row.part(2 + place));
        }
        out.push_str("\",\"status\":");
        let status = row.status();
        for digit in [status / 100, status / 10 % 10, status % 10] {
            out.push(char::from(b'0' + digit as u8));
        }
        out.push_str(",\"category\":\"");
        out.push_str(row.category());
        out.push_str("\",\"params\":{\"name\":\"");
        escape(&mut out, args[0]);
        if row.params() == 2 {
            out.push_str("\",\"reason\":\"");
            escape(&mut out, args[1]);
        }
        out.push_str("\"}}}");
        out.into()
    }

    pub fn display(&'static self, row: usize, args: [&str; 2], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = Row::of(self, row);
        f.write_str(row.part(1))?;
        if row.params() > 0 {
            f.write_str(args[0])?;
            f.write_str(row.part(2))?;
        }
        if row.params() == 2 {
            f.write_str(args[1])?;
            f.write_str(row.part(3))?;
        }
        Ok(())
    }

    pub fn response(&'static self, row: usize, args: [&str; 2]) -> axum_core::response::Response {
        let body = match self.body(row, args) {
            Cow::Borrowed(body) => axum_core::body::Body::from(body),
            Cow::Owned(body) => axum_core::body::Body::from(body),
        };
        let mut response = http::Response::new(body);
        *response.status_mut() =
            http::StatusCode::from_u16(self.status(row)).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        let media_type = http::HeaderValue::from_static("application/json");
        response.headers_mut().insert(http::header::CONTENT_TYPE, media_type);
        response
    }
}

fn escape(out: &mut String, text: &str) {
    let mut start = 0;
    for (place, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[start..place]);
        start = place + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                out.push_str("\\u00");
                out.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
            }
        }
    }
    out.push_str(&text[start..]);
}
