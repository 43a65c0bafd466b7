//! The packed table.

use std::collections::BTreeSet;
use std::time::Duration;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::envelope;
use super::line::Line;
use super::pack::Packer;
use super::print::{Printer, parsed};
use crate::catalog::status::reason;
use crate::catalog::{Backoff, Catalog, Jitter, RetryPolicy, Status};
use crate::emit::body::{Insertion, RequestValue};
use crate::emit::words;
use crate::hash::Keys;

/// Returns `static TABLE`, with the private module `__p` of the runtime in scope.
pub fn table(catalog: &Catalog) -> TokenStream {
    parsed(|printer| print(catalog, None, printer))
}

/// Writes the table as text. References to rows use the code enum, if any.
pub(super) fn print(catalog: &Catalog, codes: Option<&Ident>, printer: &mut Printer) {
    let (name, version) = (&catalog.name, &catalog.version);
    let docs = optional(catalog.docs.as_ref().map(|(before, after)| quote!((#before, #after))));
    let packer = Packer::new(catalog);
    let insertions = insertions(&packer);
    print_data(catalog, &packer.lines(), printer);
    printer.line();
    printer.tokens(quote! {
        #[allow(deprecated, clippy::all, clippy::pedantic)]
        static TABLE: __p::Table = __p::Table
    });
    printer.block(|printer| {
        printer.tokens(quote!(name: #name, version: #version, docs: #docs,));
        printer.line();
        printer.tokens(small_tables(catalog, codes));
        printer.line();
        printer.tokens(insertions);
        printer.line();
        printer.tokens(quote! {
            data: __p::Data { text: TEXT, entries: &__p::entries::<{ LINES.len() }>(LINES, TEXT) },
        });
    });
    printer.text(";");
}

/// Writes the data that changes with every error. Each error has its own line in both lists, so
/// that a new error changes no other line.
fn print_data(catalog: &Catalog, lines: &[Line], printer: &mut Printer) {
    let mut keys = Keys::new(0);
    printer.docs(&["The length of the data of each error in `TEXT`, and the hash of its code.".to_owned()]);
    printer.text("#[allow(clippy::all, clippy::pedantic)]");
    printer.line();
    printer.text("const LINES: &[u64] = &[");
    for (line, error) in lines.iter().zip(&catalog.errors) {
        printer.line();
        let hash = code_hash(&error.code.text(), &mut keys);
        printer.text(&format!("    0x{:X}_{hash:08X},", line.len()));
    }
    printer.line();
    printer.text("];");
    printer.line();
    printer.docs(&["The data of each error.".to_owned()]);
    printer.text("const TEXT: &str = ::core::concat!(");
    for line in lines {
        printer.line();
        printer.text("    \"");
        printer.escaped(&line.texts);
        printer.ascii(&line.record);
        printer.text("\",");
    }
    printer.line();
    printer.text(");");
}

/// Returns the hash of a code for the lookup in the runtime.
fn code_hash(code: &str, keys: &mut Keys) -> u32 {
    keys.cover(code.len());
    (keys.hash(code.as_bytes()) >> 32) as u32
}

/// Writes the data that does not grow with the number of errors.
fn small_tables(catalog: &Catalog, codes: Option<&Ident>) -> TokenStream {
    let categories = catalog.categories.iter().map(|category| {
        let (name, title) = (&category.name, &category.title);
        quote!(__p::Category { name: #name, title: #title })
    });
    let envelopes = catalog.envelopes.iter().map(envelope::envelope);
    let retries = catalog.retries.iter().map(|policy| retry(policy, &catalog.retries));
    // Single statuses before their classes, because the first match counts.
    let (single, classes): (Vec<_>, Vec<_>) =
        catalog.statuses.iter().partition(|row| row.statuses.len() == 1);
    let statuses = single.into_iter().chain(classes).filter_map(status_advice);
    let framework = catalog.framework.iter().map(|entry| {
        let (first, last) = (entry.statuses.start(), entry.statuses.end());
        let (first, last) = (Literal::u16_unsuffixed(*first), Literal::u16_unsuffixed(*last));
        let row = match codes {
            Some(codes) => {
                let variant = format_ident!("{}", catalog.errors[entry.error].rust);
                quote!(#codes::#variant as usize)
            }
            None => Literal::usize_unsuffixed(entry.error).into_token_stream(),
        };
        quote!((#first..=#last, #row))
    });
    let titles = titles(catalog).map(|(status, title)| {
        let status = Literal::u16_unsuffixed(status);
        quote!((#status, #title))
    });
    let documents_framework = catalog.generate.framework;
    let attributes = catalog.attributes.iter().map(|attribute| &attribute.name);
    quote! {
        categories: &[#(#categories),*],
        envelopes: &[#(#envelopes),*],
        retries: &[#(#retries),*],
        statuses: &[#(#statuses),*],
        titles: &[#(#titles),*],
        framework: &[#(#framework),*],
        documents_framework: #documents_framework,
        attributes: &[#(#attributes),*],
    }
}

fn insertions(packer: &Packer) -> TokenStream {
    let insertions = packer.insertions().map(|Insertion { value, before, after, absent }| {
        let value = match value {
            RequestValue::RequestId => quote!(RequestId),
            RequestValue::Instance => quote!(Instance),
            RequestValue::Timestamp => quote!(Timestamp),
        };
        quote!(__p::Insertion { value: __p::RequestValue::#value, before: #before, after: #after, absent: #absent })
    });
    quote!(insertions: &[#(#insertions),*],)
}

/// Returns the titles of statuses that differ from the standard phrases, which the runtime knows.
fn titles(catalog: &Catalog) -> impl Iterator<Item = (u16, String)> + '_ {
    let statuses: BTreeSet<u16> = catalog.errors.iter().filter_map(|error| error.status).collect();
    statuses.into_iter().filter_map(|status| {
        let title = words::status_title(catalog, status).map_or_else(|| status.to_string(), str::to_owned);
        let is_known = (400..600).contains(&status) && reason(status) == Some(title.as_str());
        (!is_known).then_some((status, title))
    })
}

fn status_advice(status: &Status) -> Option<TokenStream> {
    let retry = Literal::usize_unsuffixed(status.retry?);
    let [first, last] =
        [status.statuses.start(), status.statuses.end()].map(|status| Literal::u16_unsuffixed(*status));
    let note = status.retry_note.as_deref().unwrap_or_default();
    Some(quote!(__p::StatusAdvice { statuses: #first..=#last, retry: #retry, note: #note }))
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

fn duration(duration: Duration) -> TokenStream {
    let millis = Literal::u64_unsuffixed(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX));
    quote!(::core::time::Duration::from_millis(#millis))
}

fn retry(policy: &RetryPolicy, all: &[RetryPolicy]) -> TokenStream {
    let name = &policy.name;
    let backoff = match &policy.backoff {
        Backoff::Never => quote!(Never),
        Backoff::Immediate => quote!(Immediate),
        Backoff::Fixed(delay) => {
            let delay = duration(*delay);
            quote!(Fixed { delay: #delay })
        }
        Backoff::Exponential { base, max } => {
            let (base, max) = (duration(*base), optional(max.map(duration)));
            quote!(Exponential { base: #base, max: #max })
        }
        Backoff::AfterHeader { max, fallback } => {
            let max = optional(max.map(duration));
            let fallback = optional(fallback.map(|fallback| {
                let fallback = retry(&all[fallback], all);
                quote!(&#fallback)
            }));
            quote!(AfterHeader { max: #max, fallback: #fallback })
        }
    };
    let attempts = optional(policy.attempts.map(|attempts| {
        let attempts = Literal::u32_unsuffixed(attempts);
        quote!(#attempts)
    }));
    let jitter = match policy.jitter {
        Jitter::None => quote!(None),
        Jitter::Full => quote!(Full),
        Jitter::Added(most) => {
            let most = duration(most);
            quote!(Added(#most))
        }
    };
    quote!(__p::RetryPolicy::new(#name, __p::Backoff::#backoff, #attempts, __p::Jitter::#jitter))
}
