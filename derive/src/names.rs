//! Names of the requested types.

use error_catalog_codegen::emit::rust::Names;
use proc_macro2::Ident;
use quote::ToTokens;

use crate::input::Input;

/// Returns the requested types.
pub(crate) fn names(input: &Input) -> Names {
    let ident = |name: &syn::LitStr| Ident::new(&name.value(), name.span());
    Names {
        visibility: input.visibility.to_token_stream(),
        code: input.settings.code_enum.as_ref().map(ident),
        category: input.settings.category_enum.as_ref().map(ident),
    }
}
