//! Collects the errors of a derive, so that one run reports all of them.

use error_catalog_codegen::{Suggestions, printable};
use proc_macro2::{Span, TokenStream};

/// Escapes each line of a message, which can contain names and paths of a catalog.
fn printable_lines(message: impl std::fmt::Display) -> String {
    message.to_string().lines().map(printable).collect::<Vec<_>>().join("\n")
}

/// The errors so far.
#[derive(Default)]
pub(crate) struct Mistakes {
    all: Vec<syn::Error>,
    /// The suggestions for all misspelt names of the expansion, with a shared budget.
    pub(crate) suggestions: Suggestions,
}

impl Mistakes {
    pub(crate) fn at(&mut self, span: Span, message: impl std::fmt::Display) {
        self.all.push(syn::Error::new(span, printable_lines(message)));
    }

    /// Adds an error that spans all of these tokens.
    pub(crate) fn over(&mut self, tokens: impl quote::ToTokens, message: impl std::fmt::Display) {
        self.all.push(syn::Error::new_spanned(tokens, printable_lines(message)));
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.all.push(error);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns a `compile_error!` for each error.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.all.iter().map(syn::Error::to_compile_error).collect()
    }
}
