//! Rust types as catalogs name them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Whether the text could be a type: a full parser of types would be most of what a build script compiles.
pub(crate) fn is_type(text: &str) -> bool {
    text.parse::<TokenStream>().is_ok_and(|tokens| !tokens.is_empty() && are_types(tokens, false))
}

/// Whether the tokens are types with what stands between them. `in_group` where commas may stand outside `<…>`.
fn are_types(tokens: TokenStream, in_group: bool) -> bool {
    let mut angles = 0_i32;
    // What ended last: a type can end there, and no other can begin.
    let mut complete = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if ident == "_" => return false,
            TokenTree::Ident(ident) => {
                if complete {
                    return false;
                }
                complete = !["dyn", "mut", "const"].contains(&ident.to_string().as_str());
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                '<' => (angles, complete) = (angles + 1, false),
                '>' => (angles, complete) = (angles - 1, true),
                ',' if in_group || angles > 0 => complete = false,
                ':' | '+' | '&' | '\'' | ';' => complete = false,
                _ => return false,
            },
            TokenTree::Group(group) => {
                if complete || group.delimiter() == Delimiter::Brace || !are_types(group.stream(), true) {
                    return false;
                }
                complete = true;
            }
            // The length of an array.
            TokenTree::Literal(_) if in_group => complete = true,
            TokenTree::Literal(_) => return false,
        }
        if angles < 0 {
            return false;
        }
    }
    angles == 0 && (complete || in_group)
}

/// The type as others may write it, too.
pub(crate) fn normal(ty: &str) -> String {
    let bare: String = ty.chars().filter(|c| !c.is_whitespace()).collect();
    bare.trim_start_matches("::").to_owned()
}
