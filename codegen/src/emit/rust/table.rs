//! The packed table.

use std::collections::BTreeSet;
use std::time::Duration;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::envelope;
use super::hash::{self, Lookup};
use super::pack::{self, Packed};
use super::print::Printer;
use crate::catalog::status::reason;
use crate::catalog::{Backoff, Catalog, Jitter, RetryPolicy, Status};
use crate::emit::body::{Insertion, RequestValue};
use crate::emit::words;

/// Makes a lookup of codes, each with its row.
type MakeLookup = fn(&[(String, u32)]) -> Lookup;

/// `static TABLE`, with the private module `__p` of the runtime in scope.
pub fn table(catalog: &Catalog) -> TokenStream {
    super::parsed(|printer| print(catalog, None, printer))
}

/// The same, as it is where no perfect hash was found: for tests.
#[doc(hidden)]
pub fn table_sorted_by_code(catalog: &Catalog) -> TokenStream {
    super::parsed(|printer| print_with(catalog, None, hash::sorted, printer))
}

/// The same as text. The code enum names rows, where there is one.
pub(super) fn print(catalog: &Catalog, codes: Option<&Ident>, printer: &mut Printer) {
    print_with(catalog, codes, hash::lookup, printer);
}

fn print_with(catalog: &Catalog, codes: Option<&Ident>, lookup: MakeLookup, printer: &mut Printer) {
    let (name, version) = (&catalog.name, &catalog.version);
    let docs = optional(catalog.docs.as_ref().map(|(before, after)| quote!((#before, #after))));
    let packed = pack::pack(catalog);
    let insertions = insertions(&packed);
    print_data(packed, lookup, printer);
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
        printer.text("data: DATA,");
    });
    printer.text(";");
}

/// What changes with every error. It stands together, so that a new error changes these lines and its own.
fn print_data(packed: Packed, lookup: MakeLookup, printer: &mut Printer) {
    let Packed { text, rows, classes, lists, codes, .. } = packed;
    let lookup = lookup(&codes);
    printer.docs(&[
        "The data of all errors, packed: any change of the catalog changes these lines.".to_owned(),
        "Where a merge fails here, take either side and run `error-catalog generate`.".to_owned(),
    ]);
    printer.tokens(quote! {
        #[allow(clippy::all, clippy::pedantic)]
        const DATA: __p::Data = __p::Data
    });
    printer.block(|printer| {
        printer.text("text: ");
        printer.literal(&text);
        for (field, bytes) in [("rows", &rows), ("classes", &classes), ("lists", &lists)] {
            field_of_bytes(field, bytes, printer);
        }
        printer.text(",");
        printer.line();
        printer.text("lookup: __p::Lookup");
        printer.block(|printer| {
            let keys: Vec<_> = lookup.keys.iter().map(u64::to_string).collect();
            printer.text(&format!("keys: &[{}]", keys.join(", ")));
            field_of_bytes("displacements", &lookup.displacements(), printer);
            let (width, slots) = lookup.slots();
            field_of_bytes("slots", &slots, printer);
            printer.text(&format!(", width: {width}"));
        });
        printer.text(",");
    });
    printer.text(";");
}

/// A field after another.
fn field_of_bytes(name: &str, bytes: &[u8], printer: &mut Printer) {
    printer.text(",");
    printer.line();
    printer.text(name);
    printer.text(": ");
    printer.bytes(bytes);
}

/// What does not grow with the number of errors.
fn small_tables(catalog: &Catalog, codes: Option<&Ident>) -> TokenStream {
    let categories = catalog.categories.iter().map(|category| {
        let (name, title) = (&category.name, &category.title);
        quote!(__p::Category { name: #name, title: #title })
    });
    let envelopes = catalog.envelopes.iter().map(envelope::envelope);
    let retries = catalog.retries.iter().map(|policy| retry(policy, &catalog.retries));
    // Single statuses before the classes that they are of: the first that fits counts.
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

fn insertions(packed: &Packed) -> TokenStream {
    let insertions = packed.insertions.iter().map(|Insertion { value, before, after, absent }| {
        let value = match value {
            RequestValue::RequestId => quote!(RequestId),
            RequestValue::Instance => quote!(Instance),
            RequestValue::Timestamp => quote!(Timestamp),
        };
        quote!(__p::Insertion { value: __p::RequestValue::#value, before: #before, after: #after, absent: #absent })
    });
    quote!(insertions: &[#(#insertions),*],)
}

/// The titles of statuses that are not their standard phrases. Those of errors are known to the runtime.
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
