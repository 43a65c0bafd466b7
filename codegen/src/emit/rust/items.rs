//! The generated types: the error enum, codes, categories, an enum per operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::error_enum::{ErrorEnum, Variant, VariantError};
use super::impls::{self, Standard};
use super::options::{Names, Options};
use super::print::Printer;
use super::tokens::{deprecated, field_ident, non_exhaustive, source_type};
use super::{codes, doc, methods, table};
use crate::catalog::{Catalog, Error};

/// Returns all Rust items of a catalog.
pub(super) fn items(catalog: &Catalog, options: &Options, printer: &mut Printer) {
    let names = Names::of_catalog(catalog);
    let runtime = &options.runtime;
    let all = ErrorEnum::of_catalog(catalog, options);
    let operations: Vec<ErrorEnum> = catalog
        .operations
        .iter()
        .map(|operation| ErrorEnum::of_errors(&operation.rust, catalog, &operation.errors, options))
        .collect();
    let headlines = doc::headlines(catalog);
    EnumPrinter { catalog, headlines: &headlines, options }.print(&all, &operations, printer);
    codes::print_enums(catalog, &headlines, &names, options, printer);
    printer.line();
    printer.text("const _: () =");
    printer.block(|printer| {
        printer.tokens(quote! {
            use #runtime::__private as __p;
            const _: () = __p::LAYOUT_8;
        });
        printer.line();
        table::print(catalog, names.code.as_ref(), printer);
        printer.line();
        printer.tokens(impls(catalog, &all, &operations, &names, options));
    });
    printer.text(";");
}

fn impls(
    catalog: &Catalog,
    all: &ErrorEnum,
    operations: &[ErrorEnum],
    names: &Names,
    options: &Options,
) -> TokenStream {
    let runtime = &options.runtime;
    let standard = Standard { display: true, debug: true };
    let is_response = catalog.http && catalog.rust.responses;
    let impls = [all].into_iter().chain(operations).map(|error_enum| {
        let impls = impls::impls(error_enum, catalog, standard);
        let functions = methods::functions(error_enum, catalog, names);
        let catalogued = names.code.as_ref().map(|code| methods::catalogued(error_enum, code));
        let response = is_response.then(|| impls::response(error_enum, Some(catalog), runtime));
        quote!(#impls #functions #catalogued #response)
    });
    let is_category = names.category.as_ref().map(|_| methods::is_category(all, catalog, names));
    let from = operations.iter().map(|operation| from_operation(operation, all));
    let causes = [all].into_iter().chain(operations).map(|error_enum| from_causes(error_enum, catalog));
    let constructors = catalog.rust.constructors.then(|| methods::constructors(all, catalog, options));
    let code_impls = codes::impls(catalog, names, runtime);
    quote! {
        #(#impls)*
        #is_category
        #(#from)*
        #(#causes)*
        #constructors
        #code_impls
    }
}

/// Prints error enums.
struct EnumPrinter<'a> {
    catalog: &'a Catalog,
    /// The first line of each error's documentation.
    headlines: &'a [String],
    options: &'a Options,
}

/// The extent of a variant's documentation.
#[derive(Clone, Copy, PartialEq)]
enum VariantDocs {
    Complete,
    Headline,
}

impl EnumPrinter<'_> {
    /// Prints the enum of all errors, and one for each operation. Only the first has the complete documentation of each error.
    fn print(&self, all: &ErrorEnum, operations: &[ErrorEnum], printer: &mut Printer) {
        let catalog = self.catalog;
        let summary = format!(
            "An error of the catalog {}, version {}.",
            doc::code(&catalog.name),
            doc::prose(&catalog.version)
        );
        self.print_enum(all, &[summary], VariantDocs::Complete, printer);
        for (operation, error_enum) in catalog.operations.iter().zip(operations) {
            let mut lines = vec![format!("An error of the operation {}.", doc::code(&operation.name))];
            lines.extend(operation.route.iter().flat_map(|route| [String::new(), doc::code(route)]));
            printer.line();
            self.print_enum(error_enum, &lines, VariantDocs::Headline, printer);
        }
    }

    /// Prints an enum with one variant for each error.
    fn print_enum(
        &self,
        error_enum: &ErrorEnum,
        docs: &[String],
        of_variants: VariantDocs,
        printer: &mut Printer,
    ) {
        let ident = &error_enum.ident;
        let non_exhaustive = non_exhaustive(self.catalog);
        let attributes = self.options.attributes_of(&ident.to_string());
        printer.docs(docs);
        printer.tokens(quote! {
            #non_exhaustive
            #[allow(dead_code, unreachable_pub, rustdoc::all, clippy::all, clippy::pedantic)]
            #(#attributes)*
            pub enum #ident
        });
        let errors = error_enum.variants.iter().filter_map(|variant| definition(variant, self.catalog));
        printer.block(|printer| {
            for (i, error) in errors.enumerate() {
                if i > 0 {
                    printer.line();
                }
                self.print_variant(error, of_variants, printer);
            }
        });
    }

    fn print_variant(&self, error: &Error, docs: VariantDocs, printer: &mut Printer) {
        let headline = &self.headlines[error.place];
        match docs {
            VariantDocs::Complete => printer.docs(&doc::error(self.catalog, error, headline, self.options)),
            VariantDocs::Headline => printer.docs(std::slice::from_ref(headline)),
        }
        printer.tokens(deprecated(error).unwrap_or_default());
        for attribute in self.options.attributes_of_variant(&error.name) {
            printer.tokens(attribute.clone());
        }
        printer.text(&error.rust);
        fields(error, self.options, printer);
        printer.text(",");
    }
}

/// Returns the documentation of a variant.
fn definition<'c>(variant: &Variant, catalog: &'c Catalog) -> Option<&'c Error> {
    match variant.of {
        VariantError::Error(error) => catalog.errors.get(error),
        VariantError::Transparent(_) => None,
    }
}

fn fields(error: &Error, options: &Options, printer: &mut Printer) {
    let params = error
        .params
        .iter()
        .map(|param| (doc::param(param), field_ident(&param.rust).to_string(), options.field_type(param)));
    let runtime = &options.runtime;
    let issues = error.issues.then(|| {
        let ty = quote!(::std::vec::Vec<#runtime::FieldIssue>);
        ("The field issues of the request.".to_owned(), "issues".to_owned(), ty)
    });
    let source = error.source.as_ref().map(|source| {
        let ty = source_type(source.ty.as_deref());
        ("The cause. It appears in logs and is never sent to clients.".to_owned(), "source".to_owned(), ty)
    });
    let fields: Vec<_> = params.chain(issues).chain(source).collect();
    if fields.is_empty() {
        return;
    }
    printer.block(|printer| {
        for (i, (docs, name, ty)) in fields.into_iter().enumerate() {
            if i > 0 {
                printer.text(",");
                printer.line();
            }
            printer.docs(&[docs]);
            printer.text(&name);
            printer.text(": ");
            printer.tokens(ty);
        }
    });
}

/// Returns the conversion of an operation's error to an error of the catalog.
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

/// Returns the `From` impls that the catalog defines for causes and field issues.
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

/// Returns a `From` impl that sets these fields. Parameters are absent.
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
