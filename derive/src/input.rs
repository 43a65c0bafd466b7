//! The enum as written.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::buffer::Cursor;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Fields, Member, Token, Type, Visibility, braced, token};

use crate::attributes::{self, EnumSettings, FieldSettings, VariantSettings};
use crate::mistakes::Mistakes;

pub(crate) struct Input {
    /// `false` for a struct or a union, which is reported.
    pub(crate) is_enum: bool,
    pub(crate) ident: Ident,
    pub(crate) visibility: Visibility,
    pub(crate) generics: syn::Generics,
    pub(crate) settings: EnumSettings,
    pub(crate) variants: Vec<Variant>,
}

pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) settings: VariantSettings,
    pub(crate) fields: Vec<Field>,
}

pub(crate) struct Field {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) settings: FieldSettings,
    /// `true` if it is the cause for thiserror.
    pub(crate) is_thiserror_source: bool,
}

impl Field {
    /// Returns the name of the field, if any.
    pub(crate) fn name(&self) -> Option<String> {
        match &self.member {
            Member::Named(name) => Some(name.unraw().to_string()),
            Member::Unnamed(_) => None,
        }
    }

    /// Returns whether it is the cause.
    pub(crate) fn is_source(&self) -> bool {
        let is_called_so = self.settings.param.is_none() && self.name().as_deref() == Some("source");
        self.settings.from.or(self.settings.source).is_some() || self.is_thiserror_source || is_called_so
    }

    /// Returns whether it is the list of field issues.
    pub(crate) fn is_issues(&self) -> bool {
        let is_called_so = self.settings.param.is_none() && self.name().as_deref() == Some("issues");
        self.settings.issues.is_some() || is_called_so
    }
}

/// The relevant parts of the input.
struct Item {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    /// `enum`, `struct` or `union`.
    keyword: Ident,
    ident: Ident,
    generics: syn::Generics,
    variants: Vec<(Vec<Attribute>, Ident, Fields)>,
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (attributes, visibility) = (attributes(input)?, input.parse()?);
        let keyword = input.call(Ident::parse_any)?;
        let (ident, mut generics): (Ident, syn::Generics) = (input.parse()?, input.parse()?);
        let mut variants = Vec::new();
        if keyword == "enum" {
            generics.where_clause = input.parse()?;
            let content;
            braced!(content in input);
            variants.extend(Punctuated::<_, Token![,]>::parse_terminated_with(&content, written)?);
        } else {
            skip_while(input, |_| true)?;
        }
        Ok(Self { attributes, visibility, keyword, ident, generics, variants })
    }
}

/// Parses a variant.
fn written(input: ParseStream<'_>) -> syn::Result<(Vec<Attribute>, Ident, Fields)> {
    let attributes = attributes(input)?;
    let ident = input.parse()?;
    let fields = if input.peek(token::Brace) {
        Fields::Named(input.parse()?)
    } else if input.peek(token::Paren) {
        Fields::Unnamed(input.parse()?)
    } else {
        Fields::Unit
    };
    // A discriminant.
    skip_while(input, |input| !input.peek(Token![,]))?;
    Ok((attributes, ident, fields))
}

fn skip_while(input: ParseStream<'_>, holds: impl Fn(ParseStream<'_>) -> bool) -> syn::Result<()> {
    while !input.is_empty() && holds(input) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// Parses the attributes `error_catalog`. Most others are documentation, which would take syn more
/// time than everything else.
fn attributes(input: ParseStream<'_>) -> syn::Result<Vec<Attribute>> {
    let mut found = Vec::new();
    while input.peek(Token![#]) {
        let name = |cursor: Cursor<'_>| Some(cursor.punct()?.1.group(Delimiter::Bracket)?.0.ident()?.0);
        if name(input.cursor()).is_some_and(|name| name == "error_catalog") {
            found.extend(Attribute::parse_outer(input)?);
        } else {
            input.parse::<Token![#]>()?;
            input.parse::<TokenTree>()?;
        }
    }
    Ok(found)
}

impl Input {
    /// Parses the input of the derive.
    pub(crate) fn read(tokens: TokenStream, mistakes: &mut Mistakes) -> syn::Result<Self> {
        let item: Item = syn::parse2(tokens)?;
        let settings = attributes::of_enum(&item.attributes, mistakes);
        if item.keyword != "enum" {
            let message = "`ErrorCatalog` can only be derived for an enum: write an enum, such as \
                `enum Error { NotFound { id: u64 } }`";
            mistakes.at(item.keyword.span(), message);
        } else if item.variants.is_empty() {
            mistakes.at(
                item.ident.span(),
                "the enum has no variants: write a variant for each error of the catalog",
            );
        }
        let variants = item.variants.into_iter().map(|written| variant(written, mistakes)).collect();
        let is_enum = item.keyword == "enum";
        let Item { ident, visibility, generics, .. } = item;
        Ok(Self { is_enum, ident, visibility, generics, settings, variants })
    }

    /// Returns the path of the runtime.
    pub(crate) fn runtime(&self, mistakes: &mut Mistakes) -> TokenStream {
        let default = quote!(::error_catalog);
        let Some(path) = &self.settings.runtime else { return default };
        match path.parse::<syn::Path>() {
            Ok(path) => path.to_token_stream(),
            Err(_) => {
                mistakes.at(
                    path.span(),
                    format!(
                        "invalid path `{}`: write the path of the crate, such as `error_catalog`",
                        path.value()
                    ),
                );
                default
            }
        }
    }
}

fn variant((attributes, ident, fields): (Vec<Attribute>, Ident, Fields), mistakes: &mut Mistakes) -> Variant {
    let settings = attributes::of_variant(&attributes, mistakes);
    let fields = match fields {
        Fields::Named(fields) => fields.named,
        Fields::Unnamed(fields) => fields.unnamed,
        Fields::Unit => Default::default(),
    };
    let fields = fields.into_iter().enumerate().map(|(index, field)| {
        let settings = attributes::of_field(&field.attrs, mistakes);
        let member = match field.ident {
            Some(name) => Member::Named(name),
            None => Member::Unnamed(index.into()),
        };
        let is_source =
            |attribute: &Attribute| ["source", "from"].iter().any(|name| attribute.path().is_ident(name));
        let is_thiserror_source = field.attrs.iter().any(is_source);
        Field { member, ty: field.ty, settings, is_thiserror_source }
    });
    Variant { ident, fields: fields.collect(), settings }
}
