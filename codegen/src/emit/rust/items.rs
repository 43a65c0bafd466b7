//! The types that a catalog gives: the error enum, codes, categories, an enum per operation.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::error_enum::ErrorEnum;
use super::{Options, doc, field_ident, impls, table};
use crate::catalog::{AttributeType, Catalog, Error, naming};

/// Everything that a catalog gives in Rust.
pub(super) fn items(catalog: &Catalog, options: &Options) -> TokenStream {
    let names = Names::new(catalog, options);
    let runtime = &options.runtime;
    let all = ErrorEnum::of_catalog(catalog, options);
    let summary =
        format!("An error of the catalog {}, version {}.", doc::code(&catalog.name), catalog.version);
    let error_enum = enum_item(&all, &[summary], catalog, options, true);
    let code_enum = code_enum(catalog, &names, options);
    let category_enum = category_enum(catalog, &names, options);
    let operations: Vec<ErrorEnum> = catalog
        .operations
        .iter()
        .map(|operation| ErrorEnum::of_errors(&operation.rust, catalog, &operation.errors, options))
        .collect();
    let operation_enums = catalog.operations.iter().zip(&operations).map(|(operation, error_enum)| {
        let mut lines =
            vec![format!("An error that the operation {} can answer with.", doc::code(&operation.name))];
        lines.extend(operation.route.iter().flat_map(|route| [String::new(), doc::code(route)]));
        enum_item(error_enum, &lines, catalog, options, false)
    });
    let table = table::table(catalog);
    let is_category = is_category(&all, catalog);
    let error_impls = [&all].into_iter().chain(&operations).map(|error_enum| {
        let impls = impls::impls(error_enum, catalog, runtime);
        let inherent = inherent(error_enum, catalog, &names);
        quote!(#impls #inherent)
    });
    let from = operations.iter().map(|operation| from_operation(operation, &all, catalog));
    let sources = from_sources(&all, catalog);
    let constructors = catalog.rust.constructors.then(|| constructors(catalog, &names, options));
    let code_impls = code_impls(catalog, &names, runtime);
    let category_impls = names.category.as_ref().map(|category| category_impls(category, catalog, runtime));
    let (code, category) = (&names.code, names.category.iter());
    quote! {
        #error_enum
        #code_enum
        #category_enum
        #(#operation_enums)*
        #runtime::__serde_code!(#code);
        #(#runtime::__serde_category!(#category);)*
        const _: () = {
            use #runtime::__private as p;
            const _: () = p::LAYOUT_1;
            #table
            #(#error_impls)*
            #is_category
            #(#from)*
            #sources
            #constructors
            #code_impls
            #category_impls
        };
    }
}

/// The names of the types that all others refer to.
struct Names {
    error: Ident,
    code: Ident,
    /// `None` in a catalog without categories.
    category: Option<Ident>,
}

impl Names {
    fn new(catalog: &Catalog, options: &Options) -> Self {
        Self {
            error: format_ident!("{}", options.error_name(catalog)),
            code: format_ident!("{}", catalog.rust.code),
            category: (!catalog.categories.is_empty()).then(|| format_ident!("{}", catalog.rust.category)),
        }
    }
}

fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

fn deprecated(error: &Error) -> Option<TokenStream> {
    let deprecation = error.deprecated.as_ref()?;
    Some(match &deprecation.note {
        Some(note) => quote!(#[deprecated(note = #note)]),
        None => quote!(#[deprecated]),
    })
}

fn non_exhaustive(catalog: &Catalog) -> Option<TokenStream> {
    catalog.rust.non_exhaustive.then(|| quote!(#[non_exhaustive]))
}

/// An enum with one variant per error. The whole story stands at the catalog's own enum alone.
fn enum_item(
    error_enum: &ErrorEnum,
    summary: &[String],
    catalog: &Catalog,
    options: &Options,
    whole: bool,
) -> TokenStream {
    let ident = &error_enum.ident;
    let summary = docs(summary);
    let non_exhaustive = non_exhaustive(catalog);
    let attributes = options.attributes_of(&ident.to_string());
    let variants = error_enum.variants.iter().map(|variant| {
        let error = &catalog.errors[variant.error];
        let lines = if whole { doc::error(catalog, error) } else { vec![doc::headline(catalog, error)] };
        let (docs, deprecated) = (docs(&lines), deprecated(error));
        let attributes = options.attributes_of_variant(&error.name);
        let (ident, fields) = (&variant.ident, fields(error, options));
        quote!(#docs #deprecated #(#attributes)* #ident #fields,)
    });
    quote! {
        #summary
        #non_exhaustive
        #[allow(dead_code, rustdoc::all, clippy::all, clippy::pedantic)]
        #(#attributes)*
        pub enum #ident { #(#variants)* }
    }
}

fn fields(error: &Error, options: &Options) -> Option<TokenStream> {
    let params = error.params.iter().map(|param| {
        let (docs, name, ty) =
            (docs(&[doc::param(param)]), field_ident(&param.rust), options.field_type(param));
        quote!(#docs #name: #ty)
    });
    let runtime = &options.runtime;
    let issues = error.issues.then(|| {
        quote!(#[doc = " What is wrong with single fields of the request."] issues: ::std::vec::Vec<#runtime::FieldIssue>)
    });
    let source = error.source.as_ref().map(|source| {
        let ty = source_type(source.ty.as_deref());
        quote!(#[doc = " The cause: for logs, never for the wire."] source: #ty)
    });
    let fields: Vec<TokenStream> = params.chain(issues).chain(source).collect();
    (!fields.is_empty()).then(|| quote!({ #(#fields),* }))
}

fn source_type(ty: Option<&str>) -> TokenStream {
    let boxed =
        quote!(::std::boxed::Box<dyn ::std::error::Error + ::core::marker::Send + ::core::marker::Sync>);
    // The rule `invalid-source` has seen that it lexes.
    ty.and_then(|ty| ty.parse().ok()).unwrap_or(boxed)
}

/// A fieldless enum.
fn fieldless(
    ident: &Ident,
    summary: &str,
    catalog: &Catalog,
    options: &Options,
    variants: TokenStream,
) -> TokenStream {
    let attributes = options.attributes_of(&ident.to_string());
    let non_exhaustive = non_exhaustive(catalog);
    quote! {
        #[doc = #summary]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #non_exhaustive
        #[allow(dead_code, rustdoc::all, clippy::all, clippy::pedantic)]
        #(#attributes)*
        pub enum #ident { #variants }
    }
}

fn code_enum(catalog: &Catalog, names: &Names, options: &Options) -> TokenStream {
    let variants = catalog.errors.iter().map(|error| {
        let (docs, deprecated) = (docs(&[doc::headline(catalog, error)]), deprecated(error));
        let ident = format_ident!("{}", error.rust);
        quote!(#docs #deprecated #ident,)
    });
    let summary = format!(
        " A code of the catalog {}: which error it is, without its parameters.",
        doc::code(&catalog.name)
    );
    fieldless(&names.code, &summary, catalog, options, quote!(#(#variants)*))
}

fn category_enum(catalog: &Catalog, names: &Names, options: &Options) -> Option<TokenStream> {
    let variants = catalog.categories.iter().map(|category| {
        let ident = format_ident!("{}", category.rust);
        let text = category.description.as_deref().unwrap_or(&category.title);
        let docs = docs(&[doc::prose(text).replace('\n', " ")]);
        quote!(#docs #ident,)
    });
    let summary = format!(" A category of errors of the catalog {}.", doc::code(&catalog.name));
    Some(fieldless(names.category.as_ref()?, &summary, catalog, options, quote!(#(#variants)*)))
}

/// What every error enum can be asked.
fn inherent(error_enum: &ErrorEnum, catalog: &Catalog, names: &Names) -> TokenStream {
    let (ident, code) = (&error_enum.ident, &names.code);
    let category = names.category.as_ref().map(|category| {
        quote! {
            /// The category.
            #[must_use]
            pub fn category(&self) -> ::core::option::Option<#category> {
                #category::of(p::CatalogError::definition(self))
            }
        }
    });
    let status = catalog.http.then(|| {
        quote! {
            /// The HTTP status.
            #[must_use]
            pub fn status(&self) -> u16 {
                p::status(p::CatalogError::definition(self))
            }
        }
    });
    let attributes = accessors(catalog, true);
    quote! {
        #[allow(dead_code, rustdoc::all, clippy::all, clippy::pedantic)]
        impl #ident {
            /// The code: which error it is, without its parameters.
            #[must_use]
            pub fn code(&self) -> #code {
                #code::ALL[p::CatalogError::definition(self).index()]
            }
            #status
            #category
            /// Whether the same request may be repeated; `false` where the catalog does not say.
            #[must_use]
            pub fn is_retryable(&self) -> bool {
                p::CatalogError::definition(self).is_retryable()
            }
            #attributes
        }
        #[automatically_derived]
        impl p::Catalogued for #ident {
            type Code = #code;
            fn code(&self) -> #code {
                Self::code(self)
            }
        }
    }
}

/// `is_auth()` and the like.
fn is_category(all: &ErrorEnum, catalog: &Catalog) -> TokenStream {
    let ident = &all.ident;
    let functions = catalog.categories.iter().enumerate().map(|(index, category)| {
        let name = format_ident!("is_{}", category.snake);
        let docs = format!(" Whether it is of the category {}.", doc::code(&category.name));
        let index = Literal::usize_unsuffixed(index);
        quote! {
            #[doc = #docs]
            #[must_use]
            pub fn #name(&self) -> bool {
                p::is_of_category(self, #index)
            }
        }
    });
    quote! {
        #[allow(dead_code, rustdoc::all, clippy::all, clippy::pedantic)]
        impl #ident { #(#functions)* }
    }
}

/// Accessors of the declared attributes. A template needs the values of an error.
fn accessors(catalog: &Catalog, with_values: bool) -> TokenStream {
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
        };
        let docs = format!(" The attribute {}, if the catalog sets it.", doc::code(name));
        let from = if declared.ty == AttributeType::Template {
            quote!(self)
        } else if with_values {
            quote!(p::CatalogError::definition(self))
        } else {
            quote!(p::ErrorCode::definition(self))
        };
        let this = if with_values { quote!(&self) } else { quote!(self) };
        quote! {
            #[doc = #docs]
            #[must_use]
            pub fn #ident(#this) -> ::core::option::Option<#ty> {
                p::attribute::#read(#from, #name)
            }
        }
    });
    quote!(#(#accessors)*)
}

/// An operation's error is an error of the catalog.
fn from_operation(operation: &ErrorEnum, all: &ErrorEnum, catalog: &Catalog) -> TokenStream {
    let (from, to) = (&operation.ident, &all.ident);
    let arms = operation.variants.iter().map(|variant| {
        let ident = &variant.ident;
        let members: Vec<_> = variant.fields.iter().map(|field| &field.member).collect();
        let fields =
            if catalog_fields(catalog, variant.error) { quote!({ #(#members),* }) } else { quote!() };
        quote!(#from::#ident #fields => Self::#ident #fields,)
    });
    quote! {
        #[automatically_derived]
        #[allow(deprecated, clippy::all, clippy::pedantic)]
        impl ::core::convert::From<#from> for #to {
            fn from(error: #from) -> Self {
                match error { #(#arms)* }
            }
        }
    }
}

fn catalog_fields(catalog: &Catalog, error: usize) -> bool {
    let error = &catalog.errors[error];
    !error.params.is_empty() || error.issues || error.source.is_some()
}

/// `?` makes an error of its cause, where the catalog says so.
fn from_sources(all: &ErrorEnum, catalog: &Catalog) -> TokenStream {
    let to = &all.ident;
    let impls = catalog.errors.iter().filter_map(|error| {
        let source = error.source.as_ref().filter(|source| source.from)?;
        let (ty, ident) = (source_type(source.ty.as_deref()), format_ident!("{}", error.rust));
        let optional = error.params.iter().map(|param| field_ident(&param.rust));
        Some(quote! {
            #[automatically_derived]
            #[allow(deprecated)]
            impl ::core::convert::From<#ty> for #to {
                fn from(source: #ty) -> Self {
                    Self::#ident { #(#optional: ::core::option::Option::None,)* source }
                }
            }
        })
    });
    quote!(#(#impls)*)
}

/// A function for each error that makes it.
fn constructors(catalog: &Catalog, names: &Names, options: &Options) -> TokenStream {
    let error_ident = &names.error;
    let functions = catalog.errors.iter().map(|error| {
        let ident = format_ident!("{}", error.rust);
        let name = constructor_ident(&error.rust, catalog);
        let docs = format!(" Makes [`{0}`](Self::{0}).", error.rust);
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
        let value =
            if fields.is_empty() { quote!(Self::#ident) } else { quote!(Self::#ident { #(#members),* }) };
        quote! {
            #[doc = #docs]
            #deprecated
            #[must_use]
            pub fn #name(#(#arguments),*) -> Self {
                #value
            }
        }
    });
    quote! {
        #[allow(dead_code, deprecated, clippy::all, clippy::pedantic)]
        impl #error_ident { #(#functions)* }
    }
}

/// The variant in snake_case; with `_` after it where the enum has a function of that name already.
fn constructor_ident(variant: &str, catalog: &Catalog) -> Ident {
    let name = naming::value_name(variant).unwrap_or_else(|| variant.to_lowercase());
    let taken = ["code", "status", "category", "source", "definition", "issues", "arg"]
        .contains(&name.as_str())
        || name.starts_with("is_")
        || catalog.attributes.iter().any(|attribute| attribute.rust == name);
    if taken { format_ident!("{name}_") } else { field_ident(&name) }
}

fn code_impls(catalog: &Catalog, names: &Names, runtime: &TokenStream) -> TokenStream {
    let code = &names.code;
    let all = catalog.errors.iter().map(|error| format_ident!("{}", error.rust));
    let status = catalog.http.then(|| {
        quote! {
            /// The HTTP status.
            #[must_use]
            pub fn status(self) -> u16 {
                p::status(p::ErrorCode::definition(self))
            }
        }
    });
    let category = names.category.as_ref().map(|category| {
        quote! {
            /// The category.
            #[must_use]
            pub fn category(self) -> ::core::option::Option<#category> {
                #category::of(p::ErrorCode::definition(self))
            }
        }
    });
    let attributes = accessors(catalog, false);
    quote! {
        #[allow(dead_code, deprecated, rustdoc::all, clippy::all, clippy::pedantic)]
        impl #code {
            /// Every code of the catalog, in its order.
            pub const ALL: &'static [Self] = &[#(Self::#all),*];
            /// The code on the wire: a number in decimal.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                p::ErrorCode::definition(self).code()
            }
            /// The code on the wire, where it is a number.
            #[must_use]
            pub fn number(self) -> ::core::option::Option<i64> {
                p::ErrorCode::definition(self).code_number()
            }
            /// What the catalog says about this error.
            #[must_use]
            pub fn definition(self) -> p::Definition {
                p::ErrorCode::definition(self)
            }
            /// Every error that carries this wire code, in the catalog's order.
            pub fn carrying(code: &str) -> impl ::core::iter::Iterator<Item = Self> {
                <Self as p::ErrorCode>::carrying(code)
            }
            #status
            #category
            /// Whether the same request may be repeated; `false` where the catalog does not say.
            #[must_use]
            pub fn is_retryable(self) -> bool {
                p::ErrorCode::definition(self).is_retryable()
            }
            #attributes
        }
        #[automatically_derived]
        impl #runtime::ErrorCode for #code {
            fn all() -> &'static [Self] {
                Self::ALL
            }
            fn table() -> &'static p::Table {
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
                f.pad(p::ErrorCode::definition(*self).name())
            }
        }
        #[automatically_derived]
        impl ::core::str::FromStr for #code {
            type Err = #runtime::UnknownCode;
            fn from_str(code: &str) -> ::core::result::Result<Self, Self::Err> {
                <Self as p::ErrorCode>::from_text(code).ok_or_else(|| p::UnknownCode::new(&TABLE))
            }
        }
    }
}

fn category_impls(category: &Ident, catalog: &Catalog, runtime: &TokenStream) -> TokenStream {
    let all = catalog.categories.iter().map(|category| format_ident!("{}", category.rust));
    let count = Literal::usize_unsuffixed(catalog.categories.len());
    quote! {
        #[allow(dead_code, clippy::all, clippy::pedantic)]
        impl #category {
            /// Every category of the catalog, in its order.
            pub const ALL: [Self; #count] = [#(Self::#all),*];
            /// The category's wire text.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                p::ErrorCategory::text(self)
            }
            /// The category's title for people.
            #[must_use]
            pub fn title(self) -> &'static str {
                p::ErrorCategory::title(self)
            }
            fn of(definition: p::Definition) -> ::core::option::Option<Self> {
                Self::ALL.get(definition.category_index()?).copied()
            }
        }
        #[automatically_derived]
        impl #runtime::ErrorCategory for #category {
            fn all() -> &'static [Self] {
                &Self::ALL
            }
            fn table() -> &'static p::Table {
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
            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                <Self as p::ErrorCategory>::from_text(text).ok_or_else(|| p::UnknownCode::new(&TABLE))
            }
        }
    }
}
