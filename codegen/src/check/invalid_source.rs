use std::collections::HashMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{Facts, Rule};
use crate::catalog::raw::Text;
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    id: "invalid-source",
    severity: Severity::Error,
    explanation: "The cause that an error carries is boxed, or of a Rust type that is named. With `from = true` the \
        type is named, one error alone is made of it, and nothing else that the error needs is left open.",
    wrong: r##"[errors.STORAGE]
status = 500
message = "The storage failed"
source = { from = true }
"##,
    right: r##"[errors.STORAGE]
status = 500
message = "The storage failed"
source = { type = "std::io::Error", from = true }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let mut made_of: HashMap<String, Span> = HashMap::new();
    for error in &facts.raw.errors {
        let Some(source) = &error.source else { continue };
        if let Some(ty) = source.ty.as_ref().filter(|ty| !is_type(&ty.value)) {
            let message = format!("`{}` is no Rust type", ty.value);
            sink.push(Diagnostic::new(&RULE, ty.span, message).help("write a path such as \"std::io::Error\""));
        }
        let Some(from) = source.from else { continue };
        let report = |message: String, help: &str| Diagnostic::new(&RULE, from, message).help(help);
        match &source.ty {
            None => sink.push(report("`from` needs to know from what".to_owned(), "write `type = \"…\"` beside it")),
            Some(Text { value: ty, span }) => match made_of.get(&normal(ty)) {
                Some(first) => sink.push(
                    report(format!("two errors are made of a `{ty}`"), "keep `from = true` at one of them")
                        .related(*first, "the first"),
                ),
                None => drop(made_of.insert(normal(ty), *span)),
            },
        }
        let own = facts.raw.rust.error.as_ref().map_or("Error", |name| name.value.as_str());
        if source.ty.as_ref().is_some_and(|ty| normal(&ty.value) == own) {
            sink.push(report(format!("`{own}` is the error itself"), "write the whole path of the other type"));
        }
        if let Some(param) = error.params.iter().find(|param| !param.optional) {
            let message = format!("`from` cannot know the parameter `{}`", param.name.value);
            let help = "take `from = true` out, or make the parameter optional";
            sink.push(report(message, help).related(param.name.span, "declared here"));
        }
        if let Some(issues) = error.issues {
            let message = "`from` cannot know the field issues".to_owned();
            sink.push(report(message, "take `from = true` out").related(issues, "asked for here"));
        }
    }
}

/// Whether the text could be a type: a full parser of types would be most of what a build script compiles.
fn is_type(text: &str) -> bool {
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
fn normal(ty: &str) -> String {
    let bare: String = ty.chars().filter(|c| !c.is_whitespace()).collect();
    bare.trim_start_matches("::").to_owned()
}
