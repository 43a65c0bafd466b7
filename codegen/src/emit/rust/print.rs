//! Prints readable Rust: a line per item, field, arm and statement.
//!
//! A full formatter needs a full parser, which would be most of the code that a build script
//! compiles. Code that is repeated per error is written as text, because in an unoptimized build
//! script a token takes as long as a line.

use std::fmt::Write;

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

use crate::escape::Special;

#[derive(Default)]
pub(super) struct Printer {
    out: String,
    depth: usize,
}

/// The indentation, longer than the deepest nesting.
const LINE: &str = "\n                                                                                ";

/// The state between the tokens of a stream.
struct StreamState {
    /// `true` if items end lines.
    lines: bool,
    /// `true` after `#`.
    attribute: bool,
    /// The number of open `<`. Commas between `<` and `>` do not end a line. A comparison looks the same, and does not end one either.
    angles: usize,
    /// `true` if the last punctuation belongs to the next one.
    joined: bool,
}

impl StreamState {
    /// Returns whether a group ends a line: an item's block, or an attribute.
    fn ends_line_after_group(&self, delimiter: Delimiter, next: Option<&TokenTree>) -> bool {
        let ends = match next {
            Some(TokenTree::Punct(next)) => !matches!(next.as_char(), ',' | ';' | '.' | '?'),
            next => next.is_some(),
        };
        self.lines
            && (delimiter == Delimiter::Brace && ends || self.attribute && delimiter == Delimiter::Bracket)
    }
}

impl Printer {
    pub(super) fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    /// Writes literal text.
    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Starts a line.
    pub(super) fn line(&mut self) {
        while self.last() == b' ' {
            self.out.pop();
        }
        self.out.push_str(&LINE[..LINE.len().min(self.depth * 4 + 1)]);
    }

    /// Writes lines between braces.
    pub(super) fn block(&mut self, fill: impl FnOnce(&mut Self)) {
        self.space();
        self.out.push('{');
        self.depth += 1;
        self.line();
        fill(self);
        self.depth -= 1;
        self.line();
        self.out.push('}');
    }

    /// Writes lines of rustdoc. It uses comments, which rustc parses faster than attributes, unless
    /// the text could end or hide a comment.
    pub(super) fn docs(&mut self, lines: &[String]) {
        static SPECIAL: Special = Special::of(b"").and(0, 0x1F).and(0x7F, 0xFF);
        for line in lines {
            let space = if line.is_empty() { "" } else { " " };
            if SPECIAL.plain_len(line) == line.len() {
                self.out.push_str("///");
                self.out.push_str(space);
                self.out.push_str(line);
            } else {
                self.out.push_str("#[doc = \"");
                self.out.push_str(space);
                self.escaped(line);
                self.out.push_str("\"]");
            }
            self.line();
        }
    }

    /// Writes the content of a string literal.
    pub(super) fn escaped(&mut self, text: &str) {
        static SPECIAL: Special = Special::of(b"\"\\").and(0, 0x1F).and(0x7F, 0xFF);
        if SPECIAL.plain_len(text) == text.len() {
            self.out.push_str(text);
        } else {
            let literal = format!("{text:?}");
            self.out.push_str(&literal[1..literal.len() - 1]);
        }
    }

    /// Writes the content of a literal of ASCII characters, most of which are not printable.
    pub(super) fn ascii(&mut self, bytes: &[u8]) {
        const HEX: &[u8; 16] = b"0123456789ABCDEF";
        let mut buffer = vec![b'\\'; bytes.len() * 4];
        // Without optimization, indexing a vector is a function call.
        let out = buffer.as_mut_slice();
        let (mut at, mut end) = (0, 0);
        while at < bytes.len() {
            let byte = bytes[at];
            at += 1;
            // Before a digit, it would look like an octal number. Most bytes are zero.
            if byte == 0 && (at == bytes.len() || bytes[at] < b'0' || bytes[at] > b'7') {
                out[end + 1] = b'0';
                end += 2;
                continue;
            }
            let (last, len) = match byte {
                b'\t' => (b't', 2),
                b'\n' => (b'n', 2),
                b'\r' => (b'r', 2),
                b'"' | b'\\' => (byte, 2),
                b' '..=b'~' => (byte, 1),
                _ => {
                    out[end + 1] = b'x';
                    out[end + 2] = HEX[byte as usize >> 4];
                    (HEX[byte as usize & 15], 4)
                }
            };
            end += len;
            out[end - 1] = last;
        }
        self.out.push_str(&String::from_utf8_lossy(&out[..end]));
    }

    /// Prints items, statements, fields or arms, one per line.
    pub(super) fn tokens(&mut self, tokens: TokenStream) {
        self.stream(tokens, true);
    }

    /// Prints tokens. With `lines`, statements, fields or arms are on separate lines.
    fn stream(&mut self, tokens: TokenStream, lines: bool) {
        let mut tokens = tokens.into_iter().peekable();
        let mut state = StreamState { lines, attribute: false, angles: 0, joined: false };
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => {
                    let delimiter = group.delimiter();
                    self.group(group);
                    if state.ends_line_after_group(delimiter, tokens.peek()) {
                        self.line();
                    }
                    state.attribute = false;
                }
                TokenTree::Punct(punct) => self.punct(&punct, tokens.peek().is_some(), &mut state),
                TokenTree::Ident(ident) => {
                    self.word();
                    let _ = write!(self.out, "{ident}");
                }
                TokenTree::Literal(literal) => {
                    self.word();
                    let _ = write!(self.out, "{literal}");
                }
            }
        }
    }

    fn group(&mut self, group: Group) {
        let (delimiter, inner) = (group.delimiter(), group.stream());
        // Shared tokens are cloned.
        drop(group);
        let (open, close) = match delimiter {
            Delimiter::Brace if !inner.is_empty() => {
                return self.block(|printer| printer.stream(inner, true));
            }
            Delimiter::Brace => {
                self.space();
                ("{", "}")
            }
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::None => ("", ""),
        };
        self.out.push_str(open);
        self.stream(inner, false);
        self.out.push_str(close);
    }

    fn punct(&mut self, punct: &Punct, has_next: bool, state: &mut StreamState) {
        let c = punct.as_char();
        state.attribute = c == '#';
        match c {
            '<' => state.angles += 1,
            '>' if !matches!(self.last(), b'=' | b'-') => state.angles = state.angles.saturating_sub(1),
            ';' => state.angles = 0,
            _ => {}
        }
        if matches!(c, '=' | '|' | '+' | '-') && !state.joined {
            self.space();
        }
        self.out.push(c);
        state.joined = punct.spacing() == Spacing::Joint;
        match c {
            _ if state.joined => {}
            ';' | ',' if state.lines && state.angles == 0 && has_next => self.line(),
            ',' | '=' | '|' | '+' | '>' => self.out.push(' '),
            ':' if !self.out.ends_with("::") => self.out.push(' '),
            _ => {}
        }
    }

    /// Separates a word from the previous one.
    fn word(&mut self) {
        let last = self.last();
        if last.is_ascii_alphanumeric()
            || !last.is_ascii()
            || matches!(last, b'_' | b'"' | b')' | b']' | b'}')
        {
            self.out.push(' ');
        }
    }

    fn space(&mut self) {
        if !matches!(self.last(), b' ' | b'\n' | b'(' | b'[') {
            self.out.push(' ');
        }
    }

    /// Returns the last byte, or a line break at the beginning.
    fn last(&self) -> u8 {
        self.out.as_bytes().last().copied().unwrap_or(b'\n')
    }
}

/// Returns the printed code as tokens.
pub(super) fn parsed(print: impl FnOnce(&mut Printer)) -> TokenStream {
    let mut printer = Printer::default();
    print(&mut printer);
    printer.finish().parse().expect("what is printed is Rust")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_the_same_tokens() {
        let text = r##"
            #[doc = " a \" b"] #[derive(Clone)] pub enum E<'a, T: ?Sized> { A, B { r#type: &'a [u8], b: Vec<Vec<T>> } }
            impl<'a, T> X for E<'a, T> where T: 'static { fn f(&self, x: u8) -> Option<&(dyn E + 'static)> {
                let y = -1 - -x; match self { Self::A { .. } | Self::B { r#type: a, .. } => __p::f::<u8>(&**a), _ => 1..=2 }
            } }
            static S: &[u8] = b"\x00"; const C: char = 'c'; macro_rules! m { ($a:ident) => { $a as u64 && true } }
        "##;
        let tokens: TokenStream = text.parse().expect("tokens");
        let mut printer = Printer::default();
        printer.tokens(tokens.clone());
        let printed = printer.finish();
        let again: TokenStream = printed.parse().expect("printed tokens");
        assert_eq!(again.to_string(), tokens.to_string(), "{printed}");
    }

    #[test]
    fn literals_are_what_they_stand_for() {
        let text = "a\"b\\c\n\u{202e}é'";
        let mut printer = Printer::default();
        printer.text("\"");
        printer.escaped(text);
        printer.text("\"");
        let bytes: Vec<u8> = (0..=127).chain(*b"\x007\0a").collect();
        printer.text(" b\"");
        printer.ascii(&bytes);
        printer.text("\"");
        let printed = printer.finish();
        let tokens = [proc_macro2::Literal::string(text), proc_macro2::Literal::byte_string(&bytes)];
        assert_eq!(printed.trim_end(), format!("{} {}", tokens[0], tokens[1]));
    }
}
