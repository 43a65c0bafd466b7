//! `From` impls for fields with `from`.

use std::collections::HashSet;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{LitStr, Type};

use crate::input::{Field, Input, Variant};
use crate::mistakes::Mistakes;
use crate::types;

/// The impls, one per type that converts to a variant.
pub(crate) fn impls(input: &Input, mistakes: &mut Mistakes) -> TokenStream {
    let mut from = From { input, seen: HashSet::new(), impls: TokenStream::new() };
    for variant in &input.variants {
        for field in &variant.fields {
            if let Some(span) = field.settings.from {
                from.of_source(variant, field, span, mistakes);
            }
            for ty in &field.settings.issues_from {
                from.of_issues(variant, field, ty, mistakes);
            }
        }
    }
    from.impls
}

struct From<'i> {
    input: &'i Input,
    /// The types so far, as written.
    seen: HashSet<String>,
    impls: TokenStream,
}

impl From<'_> {
    /// Adds the conversion of a cause.
    fn of_source(&mut self, variant: &Variant, field: &Field, span: Span, mistakes: &mut Mistakes) {
        if variant.fields.len() > 1 {
            mistakes.at(
                span,
                "`from` cannot set the other fields of this variant: remove them, or \
                write `source` instead of `from`",
            );
        } else if self.is_new(&field.ty, span, mistakes) {
            let (name, member) = (&variant.ident, &field.member);
            self.add(&field.ty, &quote!(Self::#name { #member: cause }));
        }
    }

    /// Adds the conversion of a type with field issues. The converted value becomes the cause, and
    /// optional fields are absent.
    fn of_issues(&mut self, variant: &Variant, field: &Field, ty: &LitStr, mistakes: &mut Mistakes) {
        let span = ty.span();
        if !field.is_issues() {
            let message =
                "`from = \"…\"` is allowed only with `issues`: write `from` without a value for the cause";
            return mistakes.at(span, message);
        }
        let Ok(ty) = ty.parse::<Type>() else {
            return mistakes.at(
                span,
                format!(
                    "invalid Rust type `{}`: write a path, such as `validator::ValidationErrors`",
                    ty.value()
                ),
            );
        };
        let mut values = Vec::new();
        for other in variant.fields.iter().filter(|other| other.member != field.member) {
            let member = &other.member;
            if other.is_source() && types::is_any_error(&other.ty) {
                values.push(quote!(#member: ::core::convert::From::from(cause)));
            } else if types::is_option(&other.ty) {
                values.push(quote!(#member: ::core::option::Option::None));
            } else {
                let what = other
                    .name()
                    .map_or_else(|| "the other fields of the variant".to_owned(), |name| format!("`{name}`"));
                let hint = "use only a boxed `source` and fields of type `Option` besides `issues`";
                return mistakes.at(span, format!("`from` cannot set {what}: {hint}"));
            }
        }
        if self.is_new(&ty, span, mistakes) {
            let (name, member) = (&variant.ident, &field.member);
            let issues = quote_spanned!(ty.span()=> __p::FieldIssues::field_issues(&cause));
            self.add(
                &ty,
                &quote! {
                    let issues = #issues;
                    Self::#name { #member: issues, #(#values),* }
                },
            );
        }
    }

    /// Returns whether no other variant converts from the type.
    fn is_new(&mut self, ty: &Type, span: Span, mistakes: &mut Mistakes) -> bool {
        let written = ty.to_token_stream().to_string().replace(" :: ", "::");
        if self.seen.contains(&written) {
            mistakes.at(span, format!("two variants convert from `{written}`: remove one `from`"));
            return false;
        }
        self.seen.insert(written);
        true
    }

    fn add(&mut self, ty: &Type, made: &TokenStream) {
        let (params, arguments, bounds) = self.input.generics.split_for_impl();
        let ident = &self.input.ident;
        self.impls.extend(quote! {
            #[automatically_derived]
            #[allow(deprecated)]
            impl #params ::core::convert::From<#ty> for #ident #arguments #bounds {
                fn from(cause: #ty) -> Self {
                    #made
                }
            }
        });
    }
}
