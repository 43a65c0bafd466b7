//! Rust types in catalogs.
//!
//! A full parser of types would be most of the code that a build script compiles. This one supports
//! the types of fields: paths, references, tuples, arrays, slices and `dyn` with its bounds.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::naming::is_keyword;

/// The maximum nesting of brackets, because the parser and the lexer recurse.
const DEEPEST: usize = 64;

/// Returns whether a text is a valid Rust type.
pub(crate) fn is_type(text: &str) -> bool {
    let opening = text.matches(['<', '(', '[', '{']).count();
    opening <= DEEPEST && text.parse::<TokenStream>().is_ok_and(|tokens| Reader::reads(tokens, Reader::ty))
}

/// A parser of types. A method returns `None` if the tokens do not match.
struct Reader(Peekable<IntoIter>);

impl Reader {
    /// Returns whether `read` matches all tokens.
    fn reads(tokens: TokenStream, read: impl Fn(&mut Self) -> Option<()>) -> bool {
        let mut reader = Self(tokens.into_iter().peekable());
        read(&mut reader).is_some() && reader.0.peek().is_none()
    }

    fn ty(&mut self) -> Option<()> {
        while self.punct('&').is_some() {
            self.lifetime();
            self.word("mut");
        }
        if self.word("dyn").is_some() {
            return self.bounds();
        }
        if matches!(self.0.peek(), Some(TokenTree::Group(_))) { self.group() } else { self.path() }
    }

    /// Parses a tuple, a slice or an array.
    fn group(&mut self) -> Option<()> {
        let Some(TokenTree::Group(group)) = self.0.next() else { return None };
        let is_type = match group.delimiter() {
            Delimiter::Parenthesis => Self::reads(group.stream(), |tuple| tuple.list(Self::ty)),
            Delimiter::Bracket => Self::reads(group.stream(), |array| {
                array.ty()?;
                if array.punct(';').is_some() { array.literal() } else { Some(()) }
            }),
            _ => false,
        };
        is_type.then_some(())
    }

    /// Parses the bounds of `dyn`, separated by `+`.
    fn bounds(&mut self) -> Option<()> {
        loop {
            self.lifetime().or_else(|| self.path())?;
            if self.punct('+').is_none() {
                return Some(());
            }
        }
    }

    fn path(&mut self) -> Option<()> {
        let mut is_start = !self.colons()?;
        loop {
            let Some(TokenTree::Ident(ident)) = self.0.next() else { return None };
            let name = ident.to_string();
            let is_root = matches!(name.as_str(), "crate" | "self" | "super");
            if name == "_" || is_keyword(&name) && !(is_root && is_start) {
                return None;
            }
            is_start &= name == "super";
            let mut has_next = self.colons()?;
            if self.punct('<').is_some() {
                self.list(Self::argument)?;
                self.punct('>')?;
                has_next = self.colons()?;
            }
            if !has_next {
                return Some(());
            }
        }
    }

    /// Parses an argument between `<` and `>`: a type, `Item = …`, a lifetime or a number.
    fn argument(&mut self) -> Option<()> {
        if self.lifetime().is_some() || self.literal().is_some() {
            return Some(());
        }
        self.ty()?;
        if self.punct('=').is_some() { self.ty() } else { Some(()) }
    }

    /// Parses items that are separated by commas, with an optional trailing comma.
    fn list(&mut self, item: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        while self.0.peek().is_some_and(|token| !is_punct(token, '>')) {
            item(self)?;
            if self.punct(',').is_none() {
                break;
            }
        }
        Some(())
    }

    /// Skips `::`, and returns whether it was present.
    fn colons(&mut self) -> Option<bool> {
        let Some(TokenTree::Punct(first)) = self.0.next_if(|token| is_punct(token, ':')) else {
            return Some(false);
        };
        (first.spacing() == Spacing::Joint && self.punct(':').is_some()).then_some(true)
    }

    /// Parses `'static`, the only lifetime that is always declared.
    fn lifetime(&mut self) -> Option<()> {
        self.punct('\'')?;
        self.word("static")
    }

    fn literal(&mut self) -> Option<()> {
        self.0.next_if(|token| matches!(token, TokenTree::Literal(_))).map(drop)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.0.next_if(|token| matches!(token, TokenTree::Ident(ident) if ident == word)).map(drop)
    }

    fn punct(&mut self, punct: char) -> Option<()> {
        self.0.next_if(|token| is_punct(token, punct)).map(drop)
    }
}

fn is_punct(token: &TokenTree, expected: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == expected)
}

/// Returns the type in a normalized form, for comparisons.
pub(crate) fn normal(ty: &str) -> String {
    let bare: String = ty.chars().filter(|c| !c.is_whitespace()).collect();
    bare.trim_start_matches("::").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_what_is_none() {
        for ty in [
            "std::io::Error",
            "::std::io::Error",
            "crate::Cause",
            "super::super::Cause",
            "r#type::Error",
            "Box<dyn std::error::Error + Send + Sync + 'static>",
            "&'static mut [u8]",
            "Vec::<(A, [B; 4])>",
            "Wrapper<'static, A, Item = B, 7,>",
            "Map<A, Vec<Vec<B>>>",
            "()",
        ] {
            assert!(is_type(ty), "{ty}");
        }
        for text in [
            "",
            "fn",
            "_",
            "Self",
            "A; B",
            "A B",
            "A, B",
            "A:",
            "A::",
            "A: :B",
            "A: Send",
            "A + Send",
            "std:io::Error",
            "a::crate::B",
            "Vec<A",
            "Vec<A>>",
            "Vec<A> B",
            "Vec<A; 4>",
            "[A; { panic!() }]",
            "(A; B)",
            "A!",
            "a!()",
            "impl Send",
            "&'a A",
            "dyn",
            "#[x] A",
            "A {}",
            "A = B",
            "1",
        ] {
            assert!(!is_type(text), "{text}");
        }
        assert!(!is_type(&format!("{}A{}", "Vec<".repeat(100_000), ">".repeat(100_000))));
        assert!(!is_type(&"(".repeat(100_000)));
    }
}
