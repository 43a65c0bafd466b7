//! `#[error_catalog(…)]` on the enum, its variants and fields.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, LitBool, LitStr, Token};

use crate::mistakes::Mistakes;

/// One setting: `"errors.toml"`, `subset`, `display = false`, `code = "…"`.
struct Setting {
    /// `None` for a string alone.
    name: Option<Ident>,
    value: Value,
    span: Span,
}

enum Value {
    None,
    Text(LitStr),
    Bool(LitBool),
}

impl Parse for Setting {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            let text: LitStr = input.parse()?;
            return Ok(Self { name: None, span: text.span(), value: Value::Text(text) });
        }
        let name = Ident::parse_any(input)?;
        let span = name.span();
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            let ahead = input.lookahead1();
            if ahead.peek(LitStr) {
                Value::Text(input.parse()?)
            } else if ahead.peek(LitBool) {
                Value::Bool(input.parse()?)
            } else {
                return Err(ahead.error());
            }
        } else {
            Value::None
        };
        Ok(Self { name: Some(name), value, span })
    }
}

/// What stands on the enum.
#[derive(Default)]
pub(crate) struct EnumSettings {
    pub(crate) path: Option<LitStr>,
    pub(crate) subset: bool,
    /// The operation whose errors these are.
    pub(crate) operation: Option<LitStr>,
    pub(crate) allow_outside: bool,
    pub(crate) no_display: bool,
    pub(crate) no_response: bool,
    pub(crate) code_enum: Option<LitStr>,
    pub(crate) category_enum: Option<LitStr>,
    pub(crate) methods: bool,
    pub(crate) runtime: Option<LitStr>,
}

/// What stands on a variant.
#[derive(Default)]
pub(crate) struct VariantSettings {
    pub(crate) code: Option<LitStr>,
    pub(crate) transparent: Option<Span>,
}

/// What stands on a field.
#[derive(Default)]
pub(crate) struct FieldSettings {
    pub(crate) param: Option<LitStr>,
    pub(crate) from: Option<Span>,
    pub(crate) source: Option<Span>,
    pub(crate) issues: Option<Span>,
    /// Types that the variant is made of, by the issues that they know.
    pub(crate) issues_from: Vec<LitStr>,
    pub(crate) internal: Option<Span>,
}

pub(crate) fn of_enum(attributes: &[Attribute], mistakes: &mut Mistakes) -> EnumSettings {
    let mut found = EnumSettings::default();
    const KNOWN: &str = "a path, `subset`, `operation`, `allow_outside`, `display = false`, `response = false`, `code_enum`, `category_enum`, `methods`, `crate`";
    each(attributes, mistakes, |setting, mistakes| {
        let name = setting.name.as_ref().map(Ident::to_string);
        match (name.as_deref(), setting.value) {
            (None, Value::Text(path)) if found.path.is_none() => found.path = Some(path),
            (None, _) => mistakes.at(setting.span, "the path of the catalog stands here already"),
            (Some("subset"), Value::None) => found.subset = true,
            (Some("operation"), Value::Text(name)) => found.operation = Some(name),
            (Some("allow_outside"), Value::None) => found.allow_outside = true,
            (Some("methods"), Value::None) => found.methods = true,
            (Some("display"), Value::Bool(value)) => found.no_display = !value.value,
            (Some("response"), Value::Bool(value)) => found.no_response = !value.value,
            (Some("code_enum"), Value::Text(name)) => found.code_enum = type_name(name, mistakes),
            (Some("category_enum"), Value::Text(name)) => found.category_enum = type_name(name, mistakes),
            (Some("crate"), Value::Text(path)) => found.runtime = Some(path),
            (Some(name), _) => mistakes.at(setting.span, wrong(name, KNOWN)),
        }
    });
    if let (Some(operation), true) = (&found.operation, found.subset) {
        mistakes.at(operation.span(), "`operation` says which errors these are: take `subset` out");
    }
    found
}

pub(crate) fn of_variant(attributes: &[Attribute], mistakes: &mut Mistakes) -> VariantSettings {
    let mut found = VariantSettings::default();
    each(attributes, mistakes, |setting, mistakes| {
        let name = setting.name.as_ref().map(Ident::to_string).unwrap_or_default();
        match (name.as_str(), setting.value) {
            ("code", Value::Text(code)) => found.code = Some(code),
            ("transparent", Value::None) => found.transparent = Some(setting.span),
            _ => mistakes.at(setting.span, wrong(&name, "`code = \"…\"`, `transparent`")),
        }
    });
    if let (Some(code), Some(_)) = (&found.code, found.transparent) {
        mistakes
            .at(code.span(), "a transparent variant has the code of the error inside it: take `code` out");
        found.code = None;
    }
    found
}

pub(crate) fn of_field(attributes: &[Attribute], mistakes: &mut Mistakes) -> FieldSettings {
    let mut found = FieldSettings::default();
    each(attributes, mistakes, |setting, mistakes| {
        let name = setting.name.as_ref().map(Ident::to_string).unwrap_or_default();
        let span = Some(setting.span);
        match (name.as_str(), setting.value) {
            ("param", Value::Text(param)) => found.param = Some(param),
            ("from", Value::None) => found.from = span,
            ("from", Value::Text(ty)) => found.issues_from.push(ty),
            ("source", Value::None) => found.source = span,
            ("issues", Value::None) => found.issues = span,
            ("internal", Value::None) => found.internal = span,
            _ => {
                let known = "`param = \"…\"`, `source`, `from`, `issues`, `from = \"…\"`, `internal`";
                mistakes.at(setting.span, wrong(&name, known));
            }
        }
    });
    let roles =
        [found.source.or(found.from), found.issues, found.internal, found.param.as_ref().map(LitStr::span)];
    if let [_, second, ..] = roles.into_iter().flatten().collect::<Vec<_>>().as_slice() {
        mistakes.at(*second, "a field is one thing: the cause, the issues, a parameter, or internal");
    }
    found
}

/// Every setting of every `#[error_catalog(…)]`.
fn each(attributes: &[Attribute], mistakes: &mut Mistakes, mut take: impl FnMut(Setting, &mut Mistakes)) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("error_catalog")) {
        match attribute.parse_args_with(Punctuated::<Setting, Token![,]>::parse_terminated) {
            Ok(settings) => settings.into_iter().for_each(|setting| take(setting, mistakes)),
            Err(error) => mistakes.push(error),
        }
    }
}

fn wrong(name: &str, known: &str) -> String {
    if name.is_empty() {
        format!("a string alone cannot stand here: write {known}")
    } else {
        format!("`{name}` cannot stand here, or not like this: write {known}")
    }
}

/// The text, if it can be the name of a type.
fn type_name(name: LitStr, mistakes: &mut Mistakes) -> Option<LitStr> {
    match name.parse::<Ident>() {
        Ok(ident) if ident == name.value() && !name.value().starts_with("r#") => Some(name),
        _ => {
            mistakes.at(name.span(), format!("`{}` cannot be the name of a type", name.value()));
            None
        }
    }
}
