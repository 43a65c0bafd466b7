//! `#[error_catalog(…)]` on the enum, its variants and fields.

use error_catalog_codegen::nearest;
use proc_macro2::{Ident, Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, LitBool, LitStr, Token};

use crate::mistakes::Mistakes;

/// One setting: `"errors.toml"`, `subset`, `display = false`, `code = "…"`.
struct Setting {
    /// `None` for a string without a name.
    name: Option<String>,
    value: Value,
    span: Span,
}

enum Value {
    None,
    Text(LitStr),
    Bool(LitBool),
    /// Any other, invalid form.
    Other,
}

impl Parse for Setting {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            let text: LitStr = input.parse()?;
            return Ok(Self { name: None, span: text.span(), value: Value::Text(text) });
        }
        let name = Ident::parse_any(input)?;
        let span = name.span();
        let has_value = input.peek(Token![=]);
        if has_value {
            input.parse::<Token![=]>()?;
        }
        let value = if has_value && input.peek(LitStr) {
            Value::Text(input.parse()?)
        } else if has_value && input.peek(LitBool) {
            Value::Bool(input.parse()?)
        } else if !has_value && (input.is_empty() || input.peek(Token![,])) {
            Value::None
        } else {
            while !input.is_empty() && !input.peek(Token![,]) {
                input.parse::<TokenTree>()?;
            }
            Value::Other
        };
        Ok(Self { name: Some(name.to_string()), value, span })
    }
}

/// The forms of settings by name.
type Forms = &'static [(&'static str, &'static str)];

const OF_ENUM: Forms = &[
    ("path", r#""errors.toml""#),
    ("subset", "subset"),
    ("operation", r#"operation = "get_lead""#),
    ("allow_outside", "allow_outside"),
    ("display", "display = false"),
    ("response", "response = false"),
    ("code_enum", r#"code_enum = "Code""#),
    ("category_enum", r#"category_enum = "Category""#),
    ("methods", "methods"),
    ("crate", r#"crate = "error_catalog""#),
];

const OF_VARIANT: Forms = &[("code", r#"code = "NOT_FOUND""#), ("transparent", "transparent")];

const OF_FIELD: Forms = &[
    ("param", r#"param = "retryAfter""#),
    ("source", "source"),
    ("from", r#"from` or `from = "validator::ValidationErrors""#),
    ("issues", "issues"),
    ("internal", "internal"),
];

/// The settings of the enum.
#[derive(Default)]
pub(crate) struct EnumSettings {
    pub(crate) path: Option<LitStr>,
    /// The path can be in an invalid attribute, which is reported.
    pub(crate) is_unreadable: bool,
    pub(crate) subset: bool,
    /// The operation of these errors.
    pub(crate) operation: Option<LitStr>,
    pub(crate) allow_outside: bool,
    pub(crate) no_display: bool,
    pub(crate) no_response: bool,
    pub(crate) code_enum: Option<LitStr>,
    pub(crate) category_enum: Option<LitStr>,
    pub(crate) methods: bool,
    pub(crate) runtime: Option<LitStr>,
}

/// The settings of a variant.
#[derive(Default)]
pub(crate) struct VariantSettings {
    pub(crate) code: Option<LitStr>,
    pub(crate) transparent: Option<Span>,
}

/// The settings of a field.
#[derive(Default)]
pub(crate) struct FieldSettings {
    pub(crate) param: Option<LitStr>,
    pub(crate) from: Option<Span>,
    pub(crate) source: Option<Span>,
    pub(crate) issues: Option<Span>,
    /// The types with field issues that convert to the variant.
    pub(crate) issues_from: Vec<LitStr>,
    pub(crate) internal: Option<Span>,
}

pub(crate) fn of_enum(attributes: &[Attribute], mistakes: &mut Mistakes) -> EnumSettings {
    let mut found = EnumSettings::default();
    let is_readable = each(attributes, OF_ENUM, mistakes, |setting, mistakes| {
        match (setting.name.as_deref(), setting.value) {
            (None, Value::Text(path)) if found.path.is_none() => found.path = Some(path),
            (None, _) => mistakes.at(setting.span, "duplicate path of the catalog: remove one of them"),
            (Some("path"), Value::Text(path)) if found.path.is_none() => {
                mistakes
                    .at(setting.span, format!("invalid `path`: write only the path, `{:?}`", path.value()));
                found.path = Some(path);
            }
            (Some("subset"), Value::None) => found.subset = true,
            (Some("operation"), Value::Text(name)) => found.operation = Some(name),
            (Some("allow_outside"), Value::None) => found.allow_outside = true,
            (Some("methods"), Value::None) => found.methods = true,
            (Some("display"), Value::Bool(value)) => found.no_display = !value.value,
            (Some("response"), Value::Bool(value)) => found.no_response = !value.value,
            (Some("code_enum"), Value::Text(name)) => found.code_enum = type_name(name, mistakes),
            (Some("category_enum"), Value::Text(name)) => found.category_enum = type_name(name, mistakes),
            (Some("crate"), Value::Text(path)) => found.runtime = Some(path),
            (Some(name), value) => {
                // Use the intended setting, so that nothing else is reported.
                found.subset |= name == "subset";
                found.methods |= name == "methods";
                found.is_unreadable |= found.path.is_none() && matches!(value, Value::Other);
                mistakes.at(setting.span, wrong(name, OF_ENUM));
            }
        }
    });
    found.is_unreadable |= !is_readable;
    if let (Some(operation), true) = (&found.operation, found.subset) {
        mistakes.at(operation.span(), "`subset` cannot be combined with `operation`: remove `subset`");
    }
    found
}

pub(crate) fn of_variant(attributes: &[Attribute], mistakes: &mut Mistakes) -> VariantSettings {
    let mut found = VariantSettings::default();
    each(attributes, OF_VARIANT, mistakes, |setting, mistakes| {
        match (setting.name.as_deref(), setting.value) {
            (Some("code"), Value::Text(code)) => found.code = Some(code),
            (Some("transparent"), Value::None) => found.transparent = Some(setting.span),
            (None, Value::Text(code)) => {
                mistakes.at(
                    setting.span,
                    format!("missing name of a setting: write `code = {:?}`", code.value()),
                );
                found.code = Some(code);
            }
            (name, _) => mistakes.at(setting.span, wrong(name.unwrap_or_default(), OF_VARIANT)),
        }
    });
    if let (Some(code), Some(_)) = (&found.code, found.transparent) {
        mistakes.at(code.span(), "a transparent variant cannot have a `code`: remove it");
        found.code = None;
    }
    found
}

pub(crate) fn of_field(attributes: &[Attribute], mistakes: &mut Mistakes) -> FieldSettings {
    let mut found = FieldSettings::default();
    each(attributes, OF_FIELD, mistakes, |setting, mistakes| {
        let span = Some(setting.span);
        match (setting.name.as_deref(), setting.value) {
            (Some("param"), Value::Text(param)) => found.param = Some(param),
            (Some("from"), Value::None) => found.from = span,
            (Some("from"), Value::Text(ty)) => found.issues_from.push(ty),
            (Some("source"), Value::None) => found.source = span,
            (Some("issues"), Value::None) => found.issues = span,
            (Some("internal"), Value::None) => found.internal = span,
            (None, Value::Text(param)) => {
                mistakes.at(
                    setting.span,
                    format!("missing name of a setting: write `param = {:?}`", param.value()),
                );
                found.param = Some(param);
            }
            (name, _) => mistakes.at(setting.span, wrong(name.unwrap_or_default(), OF_FIELD)),
        }
    });
    let roles =
        [found.source.or(found.from), found.issues, found.internal, found.param.as_ref().map(LitStr::span)];
    if let [_, second, ..] = roles.into_iter().flatten().collect::<Vec<_>>().as_slice() {
        mistakes.at(
            *second,
            "a field can have only one role: write one of `source`, `issues`, `param` and `internal`",
        );
    }
    found
}

/// Parses all settings of all `#[error_catalog(…)]`, and returns whether all are valid. A misspelt
/// setting counts as the intended one, so that nothing else is reported.
fn each(
    attributes: &[Attribute],
    forms: Forms,
    mistakes: &mut Mistakes,
    mut take: impl FnMut(Setting, &mut Mistakes),
) -> bool {
    let mut is_readable = true;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("error_catalog")) {
        match attribute.parse_args_with(Punctuated::<Setting, Token![,]>::parse_terminated) {
            Ok(settings) => {
                for setting in settings {
                    let name = setting.name.as_deref().unwrap_or_default();
                    match meant(name, forms).filter(|_| !matches!(setting.value, Value::Other)) {
                        Some(meant) => {
                            mistakes.at(setting.span, wrong(name, forms));
                            let name = Some(meant.to_owned());
                            take(Setting { name, ..setting }, &mut Mistakes::default());
                        }
                        None => take(setting, mistakes),
                    }
                }
            }
            Err(error) => {
                mistakes.push(error);
                is_readable = false;
            }
        }
    }
    is_readable
}

/// Returns the setting that is similar to a name.
fn meant(name: &str, forms: Forms) -> Option<&'static str> {
    let is_known = name.is_empty() || forms.iter().any(|(known, _)| *known == name);
    if is_known { None } else { nearest(name, forms.iter().map(|(known, _)| *known)) }
}

/// Returns the message for an invalid setting.
fn wrong(name: &str, forms: Forms) -> String {
    if let Some((_, form)) = forms.iter().find(|(known, _)| *known == name) {
        let alone = if *form == name { " without a value" } else { "" };
        return format!("invalid `{name}`: write `{form}`{alone}");
    }
    match meant(name, forms) {
        Some(meant) => format!("unknown setting `{name}`: did you mean `{meant}`?"),
        None => {
            let forms: Vec<_> = forms.iter().map(|(_, form)| format!("`{form}`")).collect();
            format!("unknown setting `{name}`: write one of {}", forms.join(", "))
        }
    }
}

/// Returns the text, if it is a valid type name.
fn type_name(name: LitStr, mistakes: &mut Mistakes) -> Option<LitStr> {
    match name.parse::<Ident>() {
        Ok(ident) if ident == name.value() && !name.value().starts_with("r#") => Some(name),
        _ => {
            mistakes.at(
                name.span(),
                format!("invalid type name `{}`: write a name such as `Code`", name.value()),
            );
            None
        }
    }
}
