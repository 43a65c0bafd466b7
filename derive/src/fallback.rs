//! Impls for an invalid enum. They never run, and prevent consequential errors.

use error_catalog_codegen::Catalog;
use error_catalog_codegen::emit::rust::{self, ErrorEnum, Generics, Options, codes, methods};
use proc_macro2::TokenStream;
use quote::quote;

use crate::input::Input;
use crate::names::names;

/// Returns the items next to the enum, and the content of the block of impls.
pub(crate) fn fallback(
    input: &Input,
    catalog: Option<&Catalog>,
    runtime: &TokenStream,
) -> (TokenStream, TokenStream) {
    let ident = &input.ident;
    let (params, arguments, bounds) = input.generics.split_for_impl();
    let display = (!input.settings.no_display).then(|| {
        quote! {
            impl #params ::std::fmt::Display for #ident #arguments #bounds {
                fn fmt(&self, _: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    ::core::unreachable!()
                }
            }
            impl #params ::std::error::Error for #ident #arguments #bounds {}
        }
    });
    let impls = quote! {
        impl #params __p::CatalogError for #ident #arguments #bounds {
            fn definition(&self) -> __p::Definition {
                ::core::unreachable!()
            }
            fn arg(&self, _: usize) -> __p::Arg<'_> {
                ::core::unreachable!()
            }
        }
        #display
    };
    let (params, arguments, bounds) = (quote!(#params), quote!(#arguments), quote!(#bounds));
    let generics = Generics { params, arguments, bounds };
    let error_enum = ErrorEnum { ident: ident.clone(), generics, variants: Vec::new(), codes: None };
    let is_response = !input.settings.no_response && catalog.is_none_or(|catalog| catalog.http);
    let response = is_response.then(|| rust::response(&error_enum, None, runtime));
    // Other code uses the requested types. With a valid catalog, all of them exist.
    let Some(catalog) = catalog else { return (TokenStream::new(), quote!(#impls #response)) };
    let names = names(input);
    let options = Options { runtime: runtime.clone(), ..Options::default() };
    let (enums, code_impls) =
        (codes::enums(catalog, &names, &options), codes::impls(catalog, &names, runtime));
    let table = rust::table(catalog);
    let functions = input.settings.methods.then(|| {
        let functions = methods::functions(&error_enum, catalog, &names);
        let is_category = methods::is_category(&error_enum, catalog, &names);
        quote!(#functions #is_category)
    });
    let catalogued = names.code.as_ref().map(|code| methods::catalogued(&error_enum, code));
    (enums, quote!(#table #impls #code_impls #functions #catalogued #response))
}
