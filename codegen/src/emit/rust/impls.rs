//! The impls of an error enum: one match each, with equal arms grouped.
//!
//! Variants are written with the name of the enum, because rustc searches all variants for each
//! `Self::…`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::error_enum::{Carrier, ErrorEnum, Field, Generics, Role, Variant, VariantError};
use crate::catalog::interner::Interner;
use crate::catalog::{Catalog, Param, Scalar};

/// The standard traits that the emitter implements.
#[derive(Debug, Clone, Copy)]
pub struct Standard {
    /// `Display` and `Error`, with the message of the catalog.
    pub display: bool,
    /// `Debug`: one line for logs.
    pub debug: bool,
}

/// Returns all impls of the enum. `TABLE` and the private module `__p` of the runtime are in scope.
pub fn impls(error_enum: &ErrorEnum, catalog: &Catalog, standard: Standard) -> TokenStream {
    let (definition, arg, issues) =
        (definition(error_enum, catalog), arg(error_enum, catalog), issues(error_enum));
    let catalog_error = implement(
        error_enum,
        &quote!(__p::CatalogError),
        &quote! {
            fn definition(&self) -> __p::Definition {
                #definition
            }
            #arg
            #issues
        },
    );
    let display = standard.display.then(|| {
        let error = implement(error_enum, &quote!(::std::error::Error), &source(error_enum));
        let display = formatted(error_enum, &quote!(::std::fmt::Display), &quote!(__p::message));
        quote!(#error #display)
    });
    let debug =
        standard.debug.then(|| formatted(error_enum, &quote!(::std::fmt::Debug), &quote!(__p::debug)));
    quote!(#catalog_error #display #debug)
}

/// Returns an impl of a trait for the enum, with its generic parameters.
pub fn implement(error_enum: &ErrorEnum, of: &TokenStream, body: &TokenStream) -> TokenStream {
    let ErrorEnum { ident, generics: Generics { params, arguments, bounds }, .. } = error_enum;
    quote! {
        #[automatically_derived]
        #[allow(deprecated, non_shorthand_field_patterns, unreachable_code, clippy::all, clippy::pedantic, clippy::use_self)]
        impl #params #of for #ident #arguments #bounds { #body }
    }
}

/// Returns the response traits of web frameworks and utoipa, by the runtime's features. `TABLE` is
/// in scope if the enum has variants of `catalog`.
pub fn response(error_enum: &ErrorEnum, catalog: Option<&Catalog>, runtime: &TokenStream) -> TokenStream {
    let ErrorEnum { ident, generics: Generics { params, arguments, bounds }, variants, .. } = error_enum;
    // More bounds are appended.
    let comma = bounds.clone().into_iter().last().filter(|last| last.to_string() != ",").map(|_| quote!(,));
    let rows = catalog.and_then(|catalog| rows(error_enum, catalog));
    let inner = variants.iter().filter_map(|variant| match &variant.of {
        VariantError::Transparent(Field { role: Role::Inner(ty), .. }) => Some(ty),
        _ => None,
    });
    let inner: Vec<_> = inner.collect();
    let bounds = match bounds.is_empty() && !inner.is_empty() {
        true => quote!(where),
        false => quote!(#bounds #comma),
    };
    quote! {
        #runtime::__response! { { #params } { #ident #arguments } { #bounds } { #rows } { #(#inner),* } }
    }
}

/// Returns the table and the rows of the variants; empty if there are none.
fn rows(error_enum: &ErrorEnum, catalog: &Catalog) -> Option<TokenStream> {
    let own = error_enum.variants.iter().filter_map(|variant| match variant.of {
        VariantError::Error(row) => Some(row),
        VariantError::Transparent(_) => None,
    });
    let rows: Vec<usize> = own.collect();
    let list = match &error_enum.codes {
        _ if rows.is_empty() => return None,
        Some(codes) if rows.iter().copied().eq(0..catalog.errors.len()) => quote!(#codes::ALL),
        Some(codes) => {
            let variants = rows.iter().map(|row| format_ident!("{}", catalog.errors[*row].rust));
            quote!([#(#codes::#variants),*])
        }
        None => {
            let rows = rows.into_iter().map(Literal::usize_suffixed);
            quote!([#(#rows),*])
        }
    };
    Some(quote!(&TABLE, #list))
}

fn formatted(error_enum: &ErrorEnum, of: &TokenStream, with: &TokenStream) -> TokenStream {
    implement(
        error_enum,
        of,
        &quote! {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                #with(self, f)
            }
        },
    )
}

/// Returns the row of a value, which can belong to another catalog for a transparent variant.
fn definition(error_enum: &ErrorEnum, catalog: &Catalog) -> TokenStream {
    let (of_enum, codes) = (&error_enum.ident, error_enum.codes.as_ref());
    let arms = error_enum.variants.iter().map(|Variant { ident, of, .. }| match of {
        VariantError::Error(row) => {
            let variant = codes.map(|_| format_ident!("{}", catalog.errors[*row].rust));
            let row = match codes {
                Some(codes) => quote!(#codes::#variant),
                None => Literal::usize_unsuffixed(*row).into_token_stream(),
            };
            quote!(#of_enum::#ident { .. } => #row,)
        }
        VariantError::Transparent(Field { member, span, .. }) => {
            quote_spanned!(*span=> #of_enum::#ident { #member: inner, .. } => return __p::CatalogError::definition(inner),)
        }
    });
    let as_row = codes.map(|_| quote!(as usize));
    quote!(__p::Definition::new(&TABLE, match self { #(#arms)* } #as_row))
}

/// Returns `CatalogError::arg`, with one arm for all variants whose parameters are borrowed alike.
fn arg(error_enum: &ErrorEnum, catalog: &Catalog) -> TokenStream {
    let like = |variant: &Variant| shares_arms(variant).then(|| signature(variant, catalog));
    let arms = grouped(error_enum, like, |variant| {
        let error = match &variant.of {
            VariantError::Error(error) => *error,
            VariantError::Transparent(inner) => {
                let value = quote_spanned!(inner.span=> __p::CatalogError::arg(inner, slot));
                return Some(handed_through(inner, &value));
            }
        };
        let params = &catalog.errors[error].params;
        let mut args: Vec<TokenStream> = params.iter().map(|_| quote!(__p::Arg::Absent)).collect();
        let mut members = Vec::new();
        for Field { member, role, span } in &variant.fields {
            if let Role::Param(slot, carrier) = role {
                let binding = format_ident!("a{slot}", span = *span);
                args[*slot] = borrowed(*carrier, &params[*slot], &binding);
                members.push(quote!(#member: #binding));
            }
        }
        (!members.is_empty()).then(|| (quote!({ #(#members,)* .. }), quote!(__p::pick(slot, &[#(#args),*]))))
    });
    let slot = if arms.is_empty() { quote!(_) } else { quote!(slot) };
    let body = arms.matched(error_enum, &quote!(__p::Arg::Absent));
    quote! {
        fn arg(&self, #slot: usize) -> __p::Arg<'_> {
            #body
        }
    }
}

/// Returns the arm of a transparent variant.
fn handed_through(Field { member, .. }: &Field, value: &TokenStream) -> (TokenStream, TokenStream) {
    (quote!({ #member: inner, .. }), value.clone())
}

/// Returns the value of a parameter, borrowed from the field of the binding.
fn borrowed(carrier: Carrier, param: &Param, binding: &Ident) -> TokenStream {
    match carrier {
        Carrier::Str => quote!(__p::Arg::Str(#binding)),
        Carrier::Copy(scalar) => {
            let variant = format_ident!("{}", kind(scalar).arg);
            quote!(__p::Arg::#variant(*#binding))
        }
        Carrier::Bound if param.optional || param.ty.list => {
            let kind = kind_type(param);
            quote!(__p::Param::<#kind>::arg(#binding))
        }
        Carrier::Bound => {
            let function = format_ident!("{}", kind(param.ty.scalar).function);
            quote!(__p::carry::#function(#binding))
        }
    }
}

struct ScalarNames {
    name: &'static str,
    /// Returns the variant of `Arg` that contains it by value.
    arg: &'static str,
    /// Returns the function of the runtime that borrows it from any type with `Param`.
    function: &'static str,
}

fn kind(scalar: Scalar) -> ScalarNames {
    let (name, arg, function) = match scalar {
        Scalar::String => ("Text", "Str", "text"),
        Scalar::Bool => ("Bool", "Bool", "bool"),
        Scalar::I64 => ("I64", "I64", "i64"),
        Scalar::U64 => ("U64", "U64", "u64"),
        Scalar::F64 => ("F64", "F64", "f64"),
        Scalar::Timestamp => ("Timestamp", "Timestamp", "timestamp"),
        Scalar::Uuid => ("Uuid", "Str", "uuid"),
        Scalar::Json => ("Json", "Json", "json"),
    };
    ScalarNames { name, arg, function }
}

/// Returns the parameter's type in the runtime's `kind` module.
fn kind_type(param: &Param) -> TokenStream {
    let name = format_ident!("{}", kind(param.ty.scalar).name);
    let mut ty = quote!(__p::kind::#name);
    if param.ty.list {
        ty = quote!(__p::kind::List<#ty>);
    }
    if param.optional {
        ty = quote!(__p::kind::Optional<#ty>);
    }
    ty
}

fn issues(error_enum: &ErrorEnum) -> Option<TokenStream> {
    let arms = grouped(
        error_enum,
        |_| None,
        |variant| {
            if let VariantError::Transparent(inner) = &variant.of {
                let value = quote_spanned!(inner.span=> __p::CatalogError::issues(inner));
                return Some(handed_through(inner, &value));
            }
            let Field { member, span, .. } =
                variant.fields.iter().find(|field| matches!(field.role, Role::Issues))?;
            let issues = Ident::new("issues", *span);
            Some((quote!({ #member: #issues, .. }), quote!(#issues)))
        },
    );
    let body = (!arms.is_empty()).then(|| arms.matched(error_enum, &quote!(&[])))?;
    Some(quote! {
        fn issues(&self) -> &[__p::FieldIssue] {
            #body
        }
    })
}

fn source(error_enum: &ErrorEnum) -> TokenStream {
    let arms = grouped(
        error_enum,
        |_| None,
        |variant| {
            if let VariantError::Transparent(inner) = &variant.of {
                return Some(handed_through(inner, &quote!(::std::error::Error::source(inner))));
            }
            variant.fields.iter().find_map(|Field { member, role, span }| match role {
                Role::Source { boxed: true } => {
                    Some((quote!({ #member: source, .. }), quote!(::core::option::Option::Some(&**source))))
                }
                Role::Source { boxed: false } => {
                    let source = Ident::new("source", *span);
                    Some((quote!({ #member: #source, .. }), quote!(::core::option::Option::Some(#source))))
                }
                _ => None,
            })
        },
    );
    if arms.is_empty() {
        return TokenStream::new();
    }
    let body = arms.matched(error_enum, &quote!(::core::option::Option::None));
    quote! {
        fn source(&self) -> ::core::option::Option<&(dyn ::std::error::Error + 'static)> {
            #body
        }
    }
}

/// Match arms.
struct Arms {
    tokens: Vec<TokenStream>,
    /// The number of covered variants.
    variants: usize,
}

impl Arms {
    fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Returns a match with these arms, and this value for all other variants.
    fn matched(&self, error_enum: &ErrorEnum, otherwise: &TokenStream) -> TokenStream {
        let arms = &self.tokens;
        if arms.is_empty() {
            return otherwise.clone();
        }
        let rest = (self.variants < error_enum.variants.len()).then(|| quote!(_ => #otherwise,));
        quote!(match self { #(#arms)* #rest })
    }
}

/// Adds one arm for equal variants.
fn grouped(
    error_enum: &ErrorEnum,
    like: impl Fn(&Variant) -> Option<String>,
    arm: impl Fn(&Variant) -> Option<(TokenStream, TokenStream)>,
) -> Arms {
    let mut groups: Vec<(Vec<&Ident>, TokenStream, TokenStream)> = Vec::new();
    let (mut known, mut group_of) = (Interner::new(), Vec::new());
    let mut covered = 0;
    for variant in &error_enum.variants {
        let like = like(variant);
        if let Some(place) = like.as_ref().and_then(|like| known.get(like.as_bytes())) {
            let group: usize = group_of[place];
            groups[group].0.push(&variant.ident);
            covered += 1;
            continue;
        }
        let Some((pattern, value)) = arm(variant) else { continue };
        covered += 1;
        if let Some(like) = like {
            known.add(like.as_bytes());
            group_of.push(groups.len());
        }
        groups.push((vec![&variant.ident], pattern, value));
    }
    let of_enum = &error_enum.ident;
    let tokens = groups.into_iter().map(|(idents, pattern, value)| {
        let patterns = idents.iter().map(|ident| quote!(#of_enum::#ident #pattern));
        // So all lines of a long pattern have the same form, whichever error is the first.
        let leading = (idents.len() > 1).then(|| quote!(|));
        quote!(#leading #(#patterns)|* => #value,)
    });
    Arms { tokens: tokens.collect(), variants: covered }
}

/// The key of an arm of `arg`.
fn signature(variant: &Variant, catalog: &Catalog) -> String {
    let params = match variant.of {
        VariantError::Error(error) => catalog.errors[error].params.len(),
        VariantError::Transparent(_) => 0,
    };
    let mut signature = params.to_string();
    for field in &variant.fields {
        if let Role::Param(slot, carrier) = &field.role {
            signature += &format!(" {} {slot} {carrier:?}", field.member);
        }
    }
    signature
}

/// Returns whether the types of the variant's fields are known, because the bindings of an arm must
/// have the same type.
fn shares_arms(variant: &Variant) -> bool {
    let is_known = |field: &Field| matches!(field.role, Role::Param(_, Carrier::Str | Carrier::Copy(_)));
    matches!(variant.of, VariantError::Error(_)) && variant.fields.iter().all(is_known)
}
