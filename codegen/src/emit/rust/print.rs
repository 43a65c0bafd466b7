//! Tokens as text that a person can open: a line per item, field, arm and statement.
//!
//! A full formatter needs a full parser, which would be most of what a build script compiles.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

pub(super) fn print(tokens: TokenStream) -> String {
    let mut printer = Printer { out: String::new(), depth: 0 };
    printer.stream(tokens, true);
    printer.out.push('\n');
    printer.out
}

struct Printer {
    out: String,
    depth: usize,
}

impl Printer {
    /// Prints tokens; `lines` where statements, fields or arms each get a line.
    fn stream(&mut self, tokens: TokenStream, lines: bool) {
        let mut tokens = tokens.into_iter().peekable();
        let mut attribute = false;
        // Commas between `<` and `>` end no line. A comparison would look the same, and end none either.
        let mut angles = 0_usize;
        // Whether the last token is a punctuation mark that belongs to the next.
        let mut joined = false;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::None => ("", ""),
                    };
                    let block = group.delimiter() == Delimiter::Brace && !group.stream().is_empty();
                    if group.delimiter() == Delimiter::Brace {
                        self.space();
                    }
                    self.out.push_str(open);
                    if block {
                        self.depth += 1;
                        self.line();
                    }
                    self.stream(group.stream(), block);
                    if block {
                        self.depth -= 1;
                        self.line();
                    }
                    self.out.push_str(close);
                    let ends = match tokens.peek() {
                        Some(TokenTree::Punct(next)) => !matches!(next.as_char(), ',' | ';' | '.' | '?'),
                        Some(_) => group.delimiter() == Delimiter::Brace,
                        None => false,
                    };
                    let ends_item = group.delimiter() == Delimiter::Brace && ends;
                    if lines && (ends_item || (attribute && group.delimiter() == Delimiter::Bracket)) {
                        self.line();
                    }
                    attribute = false;
                }
                TokenTree::Punct(punct) => {
                    let c = punct.as_char();
                    attribute = c == '#';
                    match c {
                        '<' => angles += 1,
                        '>' if !self.out.ends_with(['=', '-']) => angles = angles.saturating_sub(1),
                        ';' => angles = 0,
                        _ => {}
                    }
                    if matches!(c, '=' | '|' | '+' | '-') && !joined {
                        self.space();
                    }
                    self.out.push(c);
                    joined = punct.spacing() == Spacing::Joint;
                    if joined {
                        continue;
                    }
                    match c {
                        ';' | ',' if lines && angles == 0 && tokens.peek().is_some() => self.line(),
                        ',' | '=' | '|' | '+' | '>' => self.out.push(' '),
                        ':' if !self.out.ends_with("::") => self.out.push(' '),
                        _ => {}
                    }
                }
                TokenTree::Ident(ident) => {
                    self.word();
                    self.out.push_str(&ident.to_string());
                }
                TokenTree::Literal(literal) => {
                    self.word();
                    self.out.push_str(&literal.to_string());
                }
            }
        }
    }

    /// Keeps a word apart from the one before it.
    fn word(&mut self) {
        if self.out.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | ')' | ']' | '}')) {
            self.out.push(' ');
        }
    }

    fn space(&mut self) {
        if !self.out.ends_with([' ', '\n', '(', '[']) && !self.out.is_empty() {
            self.out.push(' ');
        }
    }

    fn line(&mut self) {
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("    ", self.depth));
    }
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
        let printed = print(tokens.clone());
        let again: TokenStream = printed.parse().expect("printed tokens");
        assert_eq!(again.to_string(), tokens.to_string(), "{printed}");
    }
}
