//! The types that a catalog gives: the error enum, codes, categories, an enum per operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::error_enum::{ErrorEnum, Of, Variant};
use super::impls::{self, Standard};
use super::{Names, Options, codes, doc, field_ident, methods, table};
use crate::catalog::{Catalog, Error};

/// Everything that a catalog gives in Rust.
pub(super) fn items(catalog: &Catalog, options: &Options) -> TokenStream {
    let names = Names::of_catalog(catalog);
    let runtime = &options.runtime;
    let all = ErrorEnum::of_catalog(catalog, options);
    let operations: Vec<ErrorEnum> = catalog
        .operations
        .iter()
        .map(|operation| ErrorEnum::of_errors(&operation.rust, catalog, &operation.errors, options))
        .collect();
    let enums = enums(catalog, &all, &operations, options);
    let code_enums = codes::enums(catalog, &names, options);
    let table = table::table(catalog);
    let standard = Standard { display: true, debug: true };
    let is_response = catalog.http && catalog.rust.responses;
    let impls = [&all].into_iter().chain(&operations).map(|error_enum| {
        let impls = impls::impls(error_enum, catalog, standard);
        let functions = methods::functions(error_enum, catalog, &names);
        let catalogued = names.code.as_ref().map(|code| methods::catalogued(error_enum, code));
        let response = is_response.then(|| impls::response(error_enum, Some(catalog), runtime));
        quote!(#impls #functions #catalogued #response)
    });
    let is_category = names.category.as_ref().map(|_| methods::is_category(&all, catalog));
    let from = operations.iter().map(|operation| from_operation(operation, &all));
    let causes = [&all].into_iter().chain(&operations).map(|error_enum| from_causes(error_enum, catalog));
    let constructors = catalog.rust.constructors.then(|| methods::constructors(&all, catalog, options));
    let code_impls = codes::impls(catalog, &names, runtime);
    quote! {
        #enums
        #code_enums
        const _: () = {
            use #runtime::__private as __p;
            const _: () = __p::LAYOUT_2;
            #table
            #(#impls)*
            #is_category
            #(#from)*
            #(#causes)*
            #constructors
            #code_impls
        };
    }
}

/// The enum of all errors, and one for each operation.
fn enums(catalog: &Catalog, all: &ErrorEnum, operations: &[ErrorEnum], options: &Options) -> TokenStream {
    let summary = format!(
        "An error of the catalog {}, version {}.",
        doc::code(&catalog.name),
        doc::prose(&catalog.version)
    );
    let whole = enum_item(all, &[summary], catalog, options, true);
    let operations = catalog.operations.iter().zip(operations).map(|(operation, error_enum)| {
        let mut lines =
            vec![format!("An error that the operation {} can answer with.", doc::code(&operation.name))];
        lines.extend(operation.route.iter().flat_map(|route| [String::new(), doc::code(route)]));
        enum_item(error_enum, &lines, catalog, options, false)
    });
    quote!(#whole #(#operations)*)
}

pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

pub(super) fn deprecated(error: &Error) -> Option<TokenStream> {
    let deprecation = error.deprecated.as_ref()?;
    Some(match &deprecation.note {
        Some(note) => quote!(#[deprecated(note = #note)]),
        None => quote!(#[deprecated]),
    })
}

pub(super) fn non_exhaustive(catalog: &Catalog) -> Option<TokenStream> {
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
    let variants = error_enum.variants.iter().filter_map(|variant| {
        let error = definition(variant, catalog)?;
        let lines = if whole { doc::error(catalog, error) } else { vec![doc::headline(catalog, error)] };
        let (docs, deprecated) = (docs(&lines), deprecated(error));
        let attributes = options.attributes_of_variant(&error.name);
        let (ident, fields) = (&variant.ident, fields(error, options));
        Some(quote!(#docs #deprecated #(#attributes)* #ident #fields,))
    });
    quote! {
        #summary
        #non_exhaustive
        #[allow(dead_code, unreachable_pub, rustdoc::all, clippy::all, clippy::pedantic)]
        #(#attributes)*
        pub enum #ident { #(#variants)* }
    }
}

/// What the catalog says about a variant's error.
fn definition<'c>(variant: &Variant, catalog: &'c Catalog) -> Option<&'c Error> {
    match variant.of {
        Of::Error(error) => catalog.errors.get(error),
        Of::Transparent(_) => None,
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

pub(super) fn source_type(ty: Option<&str>) -> TokenStream {
    let boxed =
        quote!(::std::boxed::Box<dyn ::std::error::Error + ::core::marker::Send + ::core::marker::Sync>);
    // The rules `invalid-source` and `invalid-from` have seen that it lexes.
    ty.and_then(|ty| ty.parse().ok()).unwrap_or(boxed)
}

/// An operation's error is an error of the catalog.
fn from_operation(operation: &ErrorEnum, all: &ErrorEnum) -> TokenStream {
    let (from, to) = (&operation.ident, &all.ident);
    let arms = operation.variants.iter().map(|Variant { ident, fields, .. }| {
        let members = fields.iter().map(|field| &field.member);
        let fields = (!fields.is_empty()).then(|| quote!({ #(#members),* }));
        quote!(#from::#ident #fields => #to::#ident #fields,)
    });
    quote! {
        #[automatically_derived]
        #[allow(deprecated, clippy::all, clippy::pedantic, clippy::use_self)]
        impl ::core::convert::From<#from> for #to {
            fn from(error: #from) -> Self {
                match error { #(#arms)* }
            }
        }
    }
}

/// `?` makes an error of its cause, or of what knows its field issues, where the catalog says so.
fn from_causes(to: &ErrorEnum, catalog: &Catalog) -> TokenStream {
    let errors = to.variants.iter().filter_map(|variant| definition(variant, catalog));
    let impls = errors.map(|error| {
        let of_source = error.source.as_ref().filter(|source| source.from).map(|source| {
            let ty = source_type(source.ty.as_deref());
            from_cause(to, error, &ty, &quote!(source: cause))
        });
        let of_issues = error.issues_from.iter().map(|ty| {
            let source = error.source.as_ref().map(|_| quote!(source: ::std::boxed::Box::new(cause)));
            let fields = quote!(issues: __p::FieldIssues::field_issues(&cause), #source);
            from_cause(to, error, &source_type(Some(ty)), &fields)
        });
        quote!(#of_source #(#of_issues)*)
    });
    quote!(#(#impls)*)
}

/// An error made of its cause, which gives these fields; the parameters are optional.
fn from_cause(to: &ErrorEnum, error: &Error, ty: &TokenStream, fields: &TokenStream) -> TokenStream {
    let (to, ident) = (&to.ident, format_ident!("{}", error.rust));
    let optional = error.params.iter().map(|param| field_ident(&param.rust));
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl ::core::convert::From<#ty> for #to {
            fn from(cause: #ty) -> Self {
                Self::#ident { #(#optional: ::core::option::Option::None,)* #fields }
            }
        }
    }
}
