//! Attributes, identifiers and types that several items have.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::catalog::{Catalog, Error, naming};

/// Returns an identifier, raw if it is a keyword.
pub(super) fn field_ident(name: &str) -> Ident {
    if naming::is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

/// The attribute of an error that is deprecated.
pub(super) fn deprecated(error: &Error) -> Option<TokenStream> {
    let deprecation = error.deprecated.as_ref()?;
    Some(match &deprecation.note {
        Some(note) => quote!(#[deprecated(note = #note)]),
        None => quote!(#[deprecated]),
    })
}

/// The attribute of enums that can get more variants.
pub(super) fn non_exhaustive(catalog: &Catalog) -> Option<TokenStream> {
    catalog.rust.non_exhaustive.then(|| quote!(#[non_exhaustive]))
}

/// The type of a cause: the catalog's, or a box.
pub(super) fn source_type(ty: Option<&str>) -> TokenStream {
    let boxed =
        quote!(::std::boxed::Box<dyn ::std::error::Error + ::core::marker::Send + ::core::marker::Sync>);
    // The rules `invalid-source` and `invalid-from` have checked that it is valid.
    ty.and_then(|ty| ty.parse().ok()).unwrap_or(boxed)
}
