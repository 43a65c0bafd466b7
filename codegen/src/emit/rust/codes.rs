//! The code and category enums with their implementations.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::options::{Names, Options};
use super::print::{Printer, parsed};
use super::tokens::{deprecated, non_exhaustive};
use super::{doc, methods};
use crate::catalog::Catalog;

/// Returns the code enum and the category enum, if any, with the traits of the runtime's features.
pub fn enums(catalog: &Catalog, names: &Names, options: &Options) -> TokenStream {
    let enums = fieldless_enums(catalog, &doc::headlines(catalog), names, options);
    let enums = enums.into_iter().map(|Fieldless { head, variants, after }| {
        let variants = parsed(|printer| print_variants(&variants, printer));
        quote!(#head { #variants } #after)
    });
    enums.collect()
}

/// Writes the same as text.
pub(super) fn print_enums(
    catalog: &Catalog,
    headlines: &[String],
    names: &Names,
    options: &Options,
    printer: &mut Printer,
) {
    for Fieldless { head, variants, after } in fieldless_enums(catalog, headlines, names, options) {
        printer.line();
        printer.tokens(head);
        printer.block(|printer| print_variants(&variants, printer));
        printer.line();
        printer.tokens(after);
    }
}

/// Returns the implementations. `TABLE` and the private module `__p` of the runtime are in scope.
pub fn impls(catalog: &Catalog, names: &Names, runtime: &TokenStream) -> TokenStream {
    let code = names.code.as_ref().map(|code| code_impls(code, catalog, names, runtime));
    let category = names.category.as_ref().map(|category| category_impls(category, catalog, runtime));
    quote!(#code #category)
}

/// A fieldless enum.
struct Fieldless<'c> {
    /// The enum up to its name.
    head: TokenStream,
    variants: Vec<FieldlessVariant<'c>>,
    /// The macro call for the traits of the runtime's features.
    after: TokenStream,
}

struct FieldlessVariant<'c> {
    docs: String,
    deprecated: Option<TokenStream>,
    name: &'c str,
}

fn fieldless_enums<'c>(
    catalog: &'c Catalog,
    headlines: &[String],
    names: &Names,
    options: &Options,
) -> Vec<Fieldless<'c>> {
    let runtime = &options.runtime;
    let code = names.code.as_ref().map(|code| {
        let summary = "An error code of the catalog {}.";
        let head = head(code, summary, catalog, names, options);
        Fieldless { head, variants: codes(catalog, headlines), after: quote!(#runtime::__code!(#code);) }
    });
    let category = names.category.as_ref().map(|category| {
        let head = head(category, "A category of errors of the catalog {}.", catalog, names, options);
        Fieldless { head, variants: categories(catalog), after: quote!(#runtime::__category!(#category);) }
    });
    code.into_iter().chain(category).collect()
}

fn print_variants(variants: &[FieldlessVariant<'_>], printer: &mut Printer) {
    for (i, variant) in variants.iter().enumerate() {
        if i > 0 {
            printer.line();
        }
        printer.docs(std::slice::from_ref(&variant.docs));
        printer.tokens(variant.deprecated.clone().unwrap_or_default());
        printer.text(variant.name);
        printer.text(",");
    }
}

/// Returns the start of an enum, with the name of the catalog in its summary.
fn head(ident: &Ident, summary: &str, catalog: &Catalog, names: &Names, options: &Options) -> TokenStream {
    let summary = format!(" {}", summary.replace("{}", &doc::code(&catalog.name)));
    let visibility = &names.visibility;
    let attributes = options.attributes_named(&ident.to_string());
    let non_exhaustive = non_exhaustive(catalog);
    quote! {
        #[doc = #summary]
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        #non_exhaustive
        #[allow(dead_code, unreachable_pub, rustdoc::all, clippy::all, clippy::pedantic)]
        #(#attributes)*
        #visibility enum #ident
    }
}

fn codes<'c>(catalog: &'c Catalog, headlines: &[String]) -> Vec<FieldlessVariant<'c>> {
    let variants = catalog.errors.iter().zip(headlines).map(|(error, headline)| FieldlessVariant {
        docs: headline.clone(),
        deprecated: deprecated(error),
        name: &error.rust,
    });
    variants.collect()
}

fn categories(catalog: &Catalog) -> Vec<FieldlessVariant<'_>> {
    let variants = catalog.categories.iter().map(|category| {
        let text = category.description.as_deref().unwrap_or(&category.title);
        FieldlessVariant { docs: doc::prose(text).replace('\n', " "), deprecated: None, name: &category.rust }
    });
    variants.collect()
}

/// Returns the implementation of `Ord`, with the comparison of the runtime.
fn order(ident: &Ident, compare: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::cmp::Ord for #ident {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                #compare(*self, *other)
            }
        }
        #[automatically_derived]
        impl ::core::cmp::PartialOrd for #ident {
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(#compare(*self, *other))
            }
        }
    }
}

fn code_impls(code: &Ident, catalog: &Catalog, names: &Names, runtime: &TokenStream) -> TokenStream {
    let all = catalog.errors.iter().map(|error| format_ident!("{}", error.rust));
    let status = catalog.http.then(|| {
        quote! {
            /// Returns the HTTP status.
            #[must_use]
            pub fn status(self) -> u16 {
                __p::status(__p::ErrorCode::definition(self))
            }
        }
    });
    let category = names.category.as_ref().map(|category| {
        quote! {
            /// Returns the category.
            #[must_use]
            pub fn category(self) -> ::core::option::Option<#category> {
                #category::of(__p::ErrorCode::definition(self))
            }
        }
    });
    let attributes = methods::accessors(catalog, false);
    let order = order(code, &quote!(__p::compare_codes));
    quote! {
        #order
        #[allow(dead_code, unreachable_pub, deprecated, rustdoc::all, clippy::all, clippy::pedantic, clippy::use_self)]
        impl #code {
            /// All codes of the catalog, in its order.
            pub const ALL: &'static [Self] = &[#(#code::#all),*];
            /// Returns the code on the wire: a number in decimal.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                __p::ErrorCode::definition(self).code()
            }
            /// Returns the code on the wire, if it is a number.
            #[must_use]
            pub fn number(self) -> ::core::option::Option<i64> {
                __p::ErrorCode::definition(self).code_number()
            }
            /// Returns the definition of this error.
            #[must_use]
            pub fn definition(self) -> __p::Definition {
                __p::ErrorCode::definition(self)
            }
            /// Iterates over all errors with this wire code, in the catalog's order.
            pub fn all_with_code(code: &str) -> __p::ErrorsWithCode<Self> {
                <Self as __p::ErrorCode>::all_with_code(code)
            }
            #status
            #category
            /// Returns whether the request can be retried; `false` without a retry policy.
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
            type Err = #runtime::code::ParseCodeError;
            fn from_str(code: &str) -> ::core::result::Result<Self, __p::ParseCodeError> {
                <Self as __p::ErrorCode>::from_text(code).ok_or_else(|| __p::ParseCodeError::new(code, &TABLE))
            }
        }
    }
}

fn category_impls(category: &Ident, catalog: &Catalog, runtime: &TokenStream) -> TokenStream {
    let all = catalog.categories.iter().map(|category| format_ident!("{}", category.rust));
    let count = Literal::usize_unsuffixed(catalog.categories.len());
    let order = order(category, &quote!(__p::compare_categories));
    quote! {
        #order
        #[allow(dead_code, unreachable_pub, clippy::all, clippy::pedantic)]
        impl #category {
            /// All categories of the catalog, in its order.
            pub const ALL: [Self; #count] = [#(Self::#all),*];
            /// Returns the category's wire text.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                __p::ErrorCategory::as_str(self)
            }
            /// Returns the category's title for people.
            #[must_use]
            pub fn title(self) -> &'static str {
                __p::ErrorCategory::title(self)
            }
            fn of(definition: __p::Definition) -> ::core::option::Option<Self> {
                Self::ALL.get(definition.category_index()?).copied()
            }
        }
        #[automatically_derived]
        impl #runtime::code::ErrorCategory for #category {
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
            type Err = #runtime::code::ParseCodeError;
            fn from_str(text: &str) -> ::core::result::Result<Self, __p::ParseCodeError> {
                <Self as __p::ErrorCategory>::from_text(text).ok_or_else(|| __p::ParseCodeError::new(text, &TABLE))
            }
        }
    }
}
