//! The enum as it is written.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Data, DeriveInput, Fields, Member, Type, Visibility};

use crate::attributes::{self, EnumSettings, FieldSettings, VariantSettings};
use crate::mistakes::Mistakes;

pub(crate) struct Input {
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
    /// Whether thiserror is told that it is the cause.
    pub(crate) is_thiserror_source: bool,
}

impl Field {
    /// The field's name, where it has one.
    pub(crate) fn name(&self) -> Option<String> {
        match &self.member {
            Member::Named(name) => Some(syn::ext::IdentExt::unraw(name).to_string()),
            Member::Unnamed(_) => None,
        }
    }

    /// Whether it is the cause.
    pub(crate) fn is_source(&self) -> bool {
        let is_called_so = self.settings.param.is_none() && self.name().as_deref() == Some("source");
        self.settings.from.or(self.settings.source).is_some() || self.is_thiserror_source || is_called_so
    }

    /// Whether it is the list of field issues.
    pub(crate) fn is_issues(&self) -> bool {
        let is_called_so = self.settings.param.is_none() && self.name().as_deref() == Some("issues");
        self.settings.issues.is_some() || is_called_so
    }
}

impl Input {
    pub(crate) fn new(input: DeriveInput, mistakes: &mut Mistakes) -> Self {
        let settings = attributes::of_enum(&input.attrs, mistakes);
        let variants = match input.data {
            Data::Enum(data) if data.variants.is_empty() => {
                mistakes.at(input.ident.span(), "an enum without variants has no error to be");
                Vec::new()
            }
            Data::Enum(data) => data.variants.into_iter().map(|v| variant(v, mistakes)).collect(),
            Data::Struct(data) => {
                mistakes.at(
                    data.struct_token.span,
                    "an error of a catalog is a variant of an enum: write an enum",
                );
                Vec::new()
            }
            Data::Union(data) => {
                mistakes.at(
                    data.union_token.span,
                    "an error of a catalog is a variant of an enum: write an enum",
                );
                Vec::new()
            }
        };
        Self { ident: input.ident, visibility: input.vis, generics: input.generics, settings, variants }
    }

    /// The path of the runtime.
    pub(crate) fn runtime(&self, mistakes: &mut Mistakes) -> TokenStream {
        let default = quote!(::error_catalog);
        let Some(path) = &self.settings.runtime else { return default };
        match path.parse::<syn::Path>() {
            Ok(path) => path.to_token_stream(),
            Err(_) => {
                mistakes.at(path.span(), format!("`{}` is no path", path.value()));
                default
            }
        }
    }
}

fn variant(variant: syn::Variant, mistakes: &mut Mistakes) -> Variant {
    let settings = attributes::of_variant(&variant.attrs, mistakes);
    let fields = match variant.fields {
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
    Variant { ident: variant.ident, fields: fields.collect(), settings }
}
