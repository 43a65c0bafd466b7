//! Functions of the generated enums.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::doc;
use super::error_enum::{ErrorEnum, Generics};
use super::impls::implement;
use super::options::{Names, Options};
use super::tokens::{deprecated, field_ident, source_type};
use crate::catalog::{AttributeType, Catalog, naming};

/// Returns the methods of every error enum.
pub fn functions(error_enum: &ErrorEnum, catalog: &Catalog, names: &Names) -> TokenStream {
    let code = names.code.as_ref().map(|code| {
        quote! {
            /// Returns the code.
            #[must_use]
            pub fn code(&self) -> #code {
                #code::ALL[__p::CatalogError::definition(self).index()]
            }
        }
    });
    let category = names.category.as_ref().map(|category| {
        quote! {
            /// Returns the category.
            #[must_use]
            pub fn category(&self) -> ::core::option::Option<#category> {
                #category::of(__p::CatalogError::definition(self))
            }
        }
    });
    let status = catalog.http.then(|| {
        quote! {
            /// Returns the HTTP status.
            #[must_use]
            pub fn status(&self) -> u16 {
                __p::status(__p::CatalogError::definition(self))
            }
        }
    });
    let attributes = accessors(catalog, true);
    inherent(
        error_enum,
        &quote! {
            #code
            #status
            #category
            /// Returns whether the request can be retried; `false` without a retry policy.
            #[must_use]
            pub fn is_retryable(&self) -> bool {
                __p::CatalogError::definition(self).is_retryable()
            }
            #attributes
        },
    )
}

/// Returns `Catalogued`, if every variant belongs to one catalog.
pub fn catalogued(error_enum: &ErrorEnum, code: &Ident) -> TokenStream {
    implement(
        error_enum,
        &quote!(__p::Catalogued),
        &quote! {
            type Code = #code;
            fn code(&self) -> #code {
                #code::ALL[__p::CatalogError::definition(self).index()]
            }
        },
    )
}

/// Returns the inherent functions.
fn inherent(error_enum: &ErrorEnum, functions: &TokenStream) -> TokenStream {
    let ErrorEnum { ident, generics: Generics { params, arguments, bounds }, .. } = error_enum;
    quote! {
        #[allow(dead_code, unreachable_pub, deprecated, rustdoc::all, clippy::all, clippy::pedantic, clippy::use_self)]
        impl #params #ident #arguments #bounds { #functions }
    }
}

/// Returns `is_auth()` and the like.
pub fn is_category(all: &ErrorEnum, catalog: &Catalog, names: &Names) -> TokenStream {
    let functions = catalog.categories.iter().enumerate().map(|(index, category)| {
        let name = format_ident!("is_{}", category.snake);
        let docs =
            format!(" Returns whether the error belongs to the category {}.", doc::code(&category.name));
        let variant = format_ident!("{}", category.rust);
        let index = match &names.category {
            Some(of_enum) => quote!(#of_enum::#variant as usize),
            None => Literal::usize_unsuffixed(index).to_token_stream(),
        };
        quote! {
            #[doc = #docs]
            #[must_use]
            pub fn #name(&self) -> bool {
                __p::is_of_category(self, #index)
            }
        }
    });
    inherent(all, &quote!(#(#functions)*))
}

/// Returns accessors of the declared attributes. A template needs the values of an error.
pub(super) fn accessors(catalog: &Catalog, with_values: bool) -> TokenStream {
    let accessors =
        catalog.attributes.iter().filter(|declared| with_values || declared.ty != AttributeType::Template);
    let accessors = accessors.map(|declared| {
        let (name, ident) = (&declared.name, field_ident(&declared.rust));
        let (ty, read) = match declared.ty {
            AttributeType::String => (quote!(&'static str), quote!(text)),
            AttributeType::Template => (quote!(::std::string::String), quote!(template)),
            AttributeType::Bool => (quote!(bool), quote!(bool)),
            AttributeType::I64 => (quote!(i64), quote!(i64)),
            AttributeType::U64 => (quote!(u64), quote!(u64)),
            AttributeType::F64 => (quote!(f64), quote!(f64)),
            AttributeType::Strings => (quote!(__p::Texts), quote!(texts)),
        };
        let docs = format!(" Returns the attribute {}, if the catalog sets it.", doc::code(name));
        let from = if declared.ty == AttributeType::Template {
            quote!(self)
        } else if with_values {
            quote!(__p::CatalogError::definition(self))
        } else {
            quote!(__p::ErrorCode::definition(self))
        };
        let this = if with_values { quote!(&self) } else { quote!(self) };
        quote! {
            #[doc = #docs]
            #[must_use]
            pub fn #ident(#this) -> ::core::option::Option<#ty> {
                __p::attribute::#read(#from, #name)
            }
        }
    });
    quote!(#(#accessors)*)
}

/// Returns a constructor for each error.
pub(super) fn constructors(all: &ErrorEnum, catalog: &Catalog, options: &Options) -> TokenStream {
    let of_enum = &all.ident;
    let functions = catalog.errors.iter().map(|error| {
        let ident = format_ident!("{}", error.rust);
        let name = constructor_ident(&error.rust, catalog);
        let docs = format!(" Creates [`{0}`](Self::{0}).", error.rust);
        let deprecated = deprecated(error);
        let mut fields: Vec<(Ident, TokenStream)> =
            error.params.iter().map(|param| (field_ident(&param.rust), options.field_type(param))).collect();
        let runtime = &options.runtime;
        fields.extend(
            error.issues.then(|| (format_ident!("issues"), quote!(::std::vec::Vec<#runtime::FieldIssue>))),
        );
        let source = error.source.as_ref().map(|source| source_type(source.ty.as_deref()));
        fields.extend(source.map(|ty| (format_ident!("source"), ty)));
        let arguments = fields.iter().map(|(name, ty)| quote!(#name: impl ::core::convert::Into<#ty>));
        let members = fields.iter().map(|(name, _)| quote!(#name: ::core::convert::Into::into(#name)));
        let value = if fields.is_empty() {
            quote!(#of_enum::#ident)
        } else {
            quote!(#of_enum::#ident { #(#members),* })
        };
        quote! {
            #[doc = #docs]
            #deprecated
            #[must_use]
            pub fn #name(#(#arguments),*) -> Self {
                #value
            }
        }
    });
    inherent(all, &quote!(#(#functions)*))
}

/// Returns the variant in snake_case, with `_` after it if the enum already has a function with
/// this name.
fn constructor_ident(variant: &str, catalog: &Catalog) -> Ident {
    let name = naming::value_name(variant).unwrap_or_else(|| variant.to_lowercase());
    let taken = [
        "code",
        "status",
        "category",
        "source",
        "definition",
        "issues",
        "arg",
        "from",
        "into",
        "to_string",
        "clone",
        "fmt",
    ]
    .contains(&name.as_str())
        || name.starts_with("is_")
        || catalog.attributes.iter().any(|attribute| attribute.rust == name);
    if taken { format_ident!("{name}_") } else { field_ident(&name) }
}
