//! Code and category enums: fieldless, and all that makes them useful.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::items::{deprecated, docs, non_exhaustive};
use super::{Names, Options, doc, methods};
use crate::catalog::Catalog;

/// The code enum and the category enum, where there are any, with what the runtime's features make of them.
pub fn enums(catalog: &Catalog, names: &Names, options: &Options) -> TokenStream {
    let runtime = &options.runtime;
    let code = names.code.as_ref().map(|code| {
        let item = code_enum(code, catalog, names, options);
        quote!(#item #runtime::__code!(#code);)
    });
    let category = names.category.as_ref().map(|category| {
        let item = category_enum(category, catalog, names, options);
        quote!(#item #runtime::__category!(#category);)
    });
    quote!(#code #category)
}

/// What makes them useful. `TABLE` and the private module `__p` of the runtime are in scope.
pub fn impls(catalog: &Catalog, names: &Names, runtime: &TokenStream) -> TokenStream {
    let code = names.code.as_ref().map(|code| code_impls(code, catalog, names, runtime));
    let category = names.category.as_ref().map(|category| category_impls(category, catalog, runtime));
    quote!(#code #category)
}

/// A fieldless enum.
fn fieldless(
    ident: &Ident,
    summary: &str,
    catalog: &Catalog,
    names: &Names,
    options: &Options,
    variants: TokenStream,
) -> TokenStream {
    let visibility = &names.visibility;
    let attributes = options.attributes_named(&ident.to_string());
    let non_exhaustive = non_exhaustive(catalog);
    quote! {
        #[doc = #summary]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #non_exhaustive
        #[allow(dead_code, unreachable_pub, rustdoc::all, clippy::all, clippy::pedantic)]
        #(#attributes)*
        #visibility enum #ident { #variants }
    }
}

fn code_enum(ident: &Ident, catalog: &Catalog, names: &Names, options: &Options) -> TokenStream {
    let variants = catalog.errors.iter().map(|error| {
        let (docs, deprecated) = (docs(&[doc::headline(catalog, error)]), deprecated(error));
        let ident = format_ident!("{}", error.rust);
        quote!(#docs #deprecated #ident,)
    });
    let summary = format!(
        " A code of the catalog {}: which error it is, without its parameters.",
        doc::code(&catalog.name)
    );
    fieldless(ident, &summary, catalog, names, options, quote!(#(#variants)*))
}

fn category_enum(ident: &Ident, catalog: &Catalog, names: &Names, options: &Options) -> TokenStream {
    let variants = catalog.categories.iter().map(|category| {
        let ident = format_ident!("{}", category.rust);
        let text = category.description.as_deref().unwrap_or(&category.title);
        let docs = docs(&[doc::prose(text).replace('\n', " ")]);
        quote!(#docs #ident,)
    });
    let summary = format!(" A category of errors of the catalog {}.", doc::code(&catalog.name));
    fieldless(ident, &summary, catalog, names, options, quote!(#(#variants)*))
}

fn code_impls(code: &Ident, catalog: &Catalog, names: &Names, runtime: &TokenStream) -> TokenStream {
    let all = catalog.errors.iter().map(|error| format_ident!("{}", error.rust));
    let status = catalog.http.then(|| {
        quote! {
            /// The HTTP status.
            #[must_use]
            pub fn status(self) -> u16 {
                __p::status(__p::ErrorCode::definition(self))
            }
        }
    });
    let category = names.category.as_ref().map(|category| {
        quote! {
            /// The category.
            #[must_use]
            pub fn category(self) -> ::core::option::Option<#category> {
                #category::of(__p::ErrorCode::definition(self))
            }
        }
    });
    let attributes = methods::accessors(catalog, false);
    quote! {
        #[allow(dead_code, unreachable_pub, deprecated, rustdoc::all, clippy::all, clippy::pedantic, clippy::use_self)]
        impl #code {
            /// Every code of the catalog, in its order.
            pub const ALL: &'static [Self] = &[#(#code::#all),*];
            /// The code on the wire: a number in decimal.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                __p::ErrorCode::definition(self).code()
            }
            /// The code on the wire, where it is a number.
            #[must_use]
            pub fn number(self) -> ::core::option::Option<i64> {
                __p::ErrorCode::definition(self).code_number()
            }
            /// What the catalog says about this error.
            #[must_use]
            pub fn definition(self) -> __p::Definition {
                __p::ErrorCode::definition(self)
            }
            /// Every error that carries this wire code, in the catalog's order.
            pub fn carrying(code: &str) -> __p::Carrying<Self> {
                <Self as __p::ErrorCode>::carrying(code)
            }
            #status
            #category
            /// Whether the same request may be repeated; `false` where the catalog does not say.
            #[must_use]
            pub fn is_retryable(self) -> bool {
                __p::ErrorCode::definition(self).is_retryable()
            }
            #attributes
        }
        #[automatically_derived]
        impl #runtime::ErrorCode for #code {
            fn all() -> &'static [Self] {
                Self::ALL
            }
            fn table() -> &'static __p::Table {
                &TABLE
            }
            fn index(self) -> usize {
                self as usize
            }
        }
        #[automatically_derived]
        impl ::std::fmt::Display for #code {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        #[automatically_derived]
        impl ::std::fmt::Debug for #code {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(__p::ErrorCode::definition(*self).name())
            }
        }
        #[automatically_derived]
        impl ::core::str::FromStr for #code {
            type Err = #runtime::UnknownCode;
            fn from_str(code: &str) -> ::core::result::Result<Self, __p::UnknownCode> {
                <Self as __p::ErrorCode>::from_text(code).ok_or(__p::UnknownCode::new(&TABLE))
            }
        }
    }
}

fn category_impls(category: &Ident, catalog: &Catalog, runtime: &TokenStream) -> TokenStream {
    let all = catalog.categories.iter().map(|category| format_ident!("{}", category.rust));
    let count = Literal::usize_unsuffixed(catalog.categories.len());
    quote! {
        #[allow(dead_code, unreachable_pub, clippy::all, clippy::pedantic)]
        impl #category {
            /// Every category of the catalog, in its order.
            pub const ALL: [Self; #count] = [#(Self::#all),*];
            /// The category's wire text.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                __p::ErrorCategory::text(self)
            }
            /// The category's title for people.
            #[must_use]
            pub fn title(self) -> &'static str {
                __p::ErrorCategory::title(self)
            }
            fn of(definition: __p::Definition) -> ::core::option::Option<Self> {
                Self::ALL.get(definition.category_index()?).copied()
            }
        }
        #[automatically_derived]
        impl #runtime::ErrorCategory for #category {
            fn all() -> &'static [Self] {
                &Self::ALL
            }
            fn table() -> &'static __p::Table {
                &TABLE
            }
            fn index(self) -> usize {
                self as usize
            }
        }
        #[automatically_derived]
        impl ::std::fmt::Display for #category {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        #[automatically_derived]
        impl ::std::fmt::Debug for #category {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        #[automatically_derived]
        impl ::core::str::FromStr for #category {
            type Err = #runtime::UnknownCode;
            fn from_str(text: &str) -> ::core::result::Result<Self, __p::UnknownCode> {
                <Self as __p::ErrorCategory>::from_text(text).ok_or(__p::UnknownCode::new(&TABLE))
            }
        }
    }
}
