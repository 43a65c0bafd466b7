use std::collections::HashMap;

use proc_macro2::TokenStream;

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
            Some(Text { value: ty, span }) => match made_of.get(ty) {
                Some(first) => sink.push(
                    report(format!("two errors are made of a `{ty}`"), "keep `from = true` at one of them")
                        .related(*first, "the first"),
                ),
                None => drop(made_of.insert(ty.clone(), *span)),
            },
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

/// Whether the text lexes, and has nothing in it that no type has.
fn is_type(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_:<>,& '()[]".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == ':' || c == '_')
        && text.chars().all(fits)
        && text.parse::<TokenStream>().is_ok()
}
