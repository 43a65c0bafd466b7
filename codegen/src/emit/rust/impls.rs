//! The impls of an error enum: one match each, its arms grouped where they do the same.

use std::collections::HashMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::error_enum::{Carrier, ErrorEnum, Field, Role, Variant};
use crate::catalog::{Catalog, Param, Scalar};

/// Everything that makes the enum an error of the catalog. `TABLE` and the private module `p` of the
/// runtime are in scope.
pub fn impls(error_enum: &ErrorEnum, catalog: &Catalog, runtime: &TokenStream) -> TokenStream {
    let ident = &error_enum.ident;
    let rows = rows(error_enum);
    let arg = arg(error_enum, catalog);
    let issues = issues(error_enum);
    let source = source(error_enum);
    quote! {
        #[automatically_derived]
        #[allow(deprecated, non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        impl #runtime::CatalogError for #ident {
            fn definition(&self) -> p::Definition {
                p::Definition::new(&TABLE, #rows)
            }
            #arg
            #issues
        }
        #[automatically_derived]
        #[allow(deprecated, non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        impl ::std::error::Error for #ident {
            #source
        }
        #[automatically_derived]
        impl ::std::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                p::message(self, f)
            }
        }
        #[automatically_derived]
        impl ::std::fmt::Debug for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                p::debug(self, f)
            }
        }
    }
}

/// The row of the catalog that a value is an instance of.
fn rows(error_enum: &ErrorEnum) -> TokenStream {
    let arms = error_enum.variants.iter().map(|Variant { ident, error, .. }| {
        let row = Literal::usize_unsuffixed(*error);
        quote!(Self::#ident { .. } => #row,)
    });
    quote!(match self { #(#arms)* })
}

/// `CatalogError::arg`: one arm for all variants whose parameters are carried alike.
fn arg(error_enum: &ErrorEnum, catalog: &Catalog) -> TokenStream {
    let arms = grouped(&error_enum.variants, |variant| {
        let params = &catalog.errors[variant.error].params;
        let mut args: Vec<TokenStream> = params.iter().map(|_| quote!(p::Arg::Absent)).collect();
        let mut members = Vec::new();
        for Field { member, role } in &variant.fields {
            if let Role::Param(slot, carrier) = role {
                let binding = format_ident!("a{slot}");
                args[*slot] = borrowed(*carrier, &params[*slot], &binding);
                members.push(quote!(#member: #binding));
            }
        }
        (!members.is_empty()).then(|| (quote!({ #(#members,)* .. }), quote!(p::pick(slot, [#(#args),*]))))
    });
    let rest =
        if arms.variants < error_enum.variants.len() { quote!(_ => p::Arg::Absent,) } else { quote!() };
    let arms = arms.tokens;
    let body = if arms.is_empty() { quote!(p::Arg::Absent) } else { quote!(match self { #(#arms)* #rest }) };
    let slot = if arms.is_empty() { quote!(_) } else { quote!(slot) };
    quote! {
        fn arg(&self, #slot: usize) -> p::Arg<'_> {
            #body
        }
    }
}

/// The value of a parameter, borrowed from the field that the binding refers to.
fn borrowed(carrier: Carrier, param: &Param, binding: &Ident) -> TokenStream {
    match carrier {
        Carrier::Str => quote!(p::Arg::Str(#binding)),
        Carrier::Copy(scalar) => {
            let variant = format_ident!("{}", kind(scalar).arg);
            quote!(p::Arg::#variant(*#binding))
        }
        Carrier::Bound => {
            let kind = kind_type(param);
            quote!(p::Param::<#kind>::arg(#binding))
        }
    }
}

struct Kind {
    name: &'static str,
    /// The variant of `Arg` that holds it by value.
    arg: &'static str,
}

fn kind(scalar: Scalar) -> Kind {
    let (name, arg) = match scalar {
        Scalar::String => ("Text", "Str"),
        Scalar::Bool => ("Boolean", "Bool"),
        Scalar::I64 => ("Signed", "I64"),
        Scalar::U64 => ("Unsigned", "U64"),
        Scalar::F64 => ("Float", "F64"),
        Scalar::Timestamp => ("Timestamp", "Timestamp"),
        Scalar::Uuid => ("Uuid", "Str"),
        Scalar::Json => ("Json", "Json"),
    };
    Kind { name, arg }
}

/// The parameter's type in the runtime's `kind` module.
fn kind_type(param: &Param) -> TokenStream {
    let name = format_ident!("{}", kind(param.ty.scalar).name);
    let mut ty = quote!(p::kind::#name);
    if param.ty.list {
        ty = quote!(p::kind::List<#ty>);
    }
    if param.optional {
        ty = quote!(p::kind::Optional<#ty>);
    }
    ty
}

fn issues(error_enum: &ErrorEnum) -> TokenStream {
    let arms = grouped(&error_enum.variants, |variant| {
        let member =
            variant.fields.iter().find(|field| matches!(field.role, Role::Issues)).map(|field| &field.member);
        member.map(|member| (quote!({ #member: issues, .. }), quote!(issues)))
    });
    if arms.tokens.is_empty() {
        return quote!();
    }
    let rest = if arms.variants < error_enum.variants.len() { quote!(_ => &[],) } else { quote!() };
    let arms = arms.tokens;
    quote! {
        fn issues(&self) -> &[p::FieldIssue] {
            match self { #(#arms)* #rest }
        }
    }
}

fn source(error_enum: &ErrorEnum) -> TokenStream {
    let arms = grouped(&error_enum.variants, |variant| {
        variant.fields.iter().find_map(|Field { member, role }| match role {
            Role::Source { boxed: true } => {
                Some((quote!({ #member: source, .. }), quote!(::core::option::Option::Some(&**source))))
            }
            // Apart from all others: every named type is one of its own.
            Role::Source { boxed: false } => {
                Some((quote!({ #member: source, .. }), quote!(::core::option::Option::Some(source))))
            }
            _ => None,
        })
    });
    if arms.tokens.is_empty() {
        return quote!();
    }
    let rest = if arms.variants < error_enum.variants.len() {
        quote!(_ => ::core::option::Option::None,)
    } else {
        quote!()
    };
    let arms = arms.tokens;
    quote! {
        fn source(&self) -> ::core::option::Option<&(dyn ::std::error::Error + 'static)> {
            match self { #(#arms)* #rest }
        }
    }
}

/// Match arms.
struct Arms {
    tokens: Vec<TokenStream>,
    /// How many variants they cover.
    variants: usize,
}

/// One arm for all variants that have the same fields in the pattern and the same value.
fn grouped(variants: &[Variant], arm: impl Fn(&Variant) -> Option<(TokenStream, TokenStream)>) -> Arms {
    let mut groups: Vec<(Vec<&Ident>, TokenStream, TokenStream)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut covered = 0;
    for variant in variants {
        let Some((pattern, value)) = arm(variant) else { continue };
        covered += 1;
        // Bindings of one type only may share an arm, and a cause of a named type is of its own type.
        let alone = variant.fields.iter().any(|field| matches!(field.role, Role::Source { boxed: false }));
        let bound = variant.fields.iter().any(|field| matches!(field.role, Role::Param(_, Carrier::Bound)));
        let key = if alone || bound { format!("{}", variant.ident) } else { format!("{pattern} => {value}") };
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((idents, ..)) => idents.push(&variant.ident),
            None => groups.push((vec![&variant.ident], pattern, value)),
        }
    }
    let tokens =
        groups.into_iter().map(|(idents, pattern, value)| quote!(#(Self::#idents #pattern)|* => #value,));
    Arms { tokens: tokens.collect(), variants: covered }
}
