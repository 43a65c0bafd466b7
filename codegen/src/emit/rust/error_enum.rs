//! An error enum, wherever it comes from: made from a catalog, or written by the user and held to one.
//!
//! One emitter serves all of them: see `impls.rs`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::{Options, carrier};
use crate::catalog::{Catalog, Error, Scalar};

/// An error enum.
#[derive(Debug)]
pub struct ErrorEnum {
    /// The type.
    pub ident: Ident,
    /// Its generic parameters; none where the enum comes from a catalog.
    pub generics: Generics,
    /// The variants.
    pub variants: Vec<Variant>,
    /// The code enum that names the rows of the table, so that a new error changes no line of another. Without one they are numbers.
    pub codes: Option<Ident>,
}

/// The generic parameters of an enum, in the three places of an impl.
#[derive(Debug, Default)]
pub struct Generics {
    /// `<T: Display>`, after `impl`.
    pub params: TokenStream,
    /// `<T>`, after the type.
    pub arguments: TokenStream,
    /// `where …`
    pub bounds: TokenStream,
}

/// A variant of an error enum.
#[derive(Debug)]
pub struct Variant {
    /// The variant's name.
    pub ident: Ident,
    /// What it is an instance of.
    pub of: Of,
    /// What of it matters to the impls.
    pub fields: Vec<Field>,
}

/// What a variant is an instance of.
#[derive(Debug)]
pub enum Of {
    /// An error of the catalog, by its place.
    Error(usize),
    /// Whatever the catalog error in this field is.
    Transparent(Field),
}

/// A field of a variant.
#[derive(Debug)]
pub struct Field {
    /// The field's name in a pattern: an identifier, or the index of a tuple's field.
    pub member: TokenStream,
    /// What it is to the catalog.
    pub role: Role,
    /// Where a mistake of the field's type is shown.
    pub span: Span,
}

/// What a field is to the catalog.
#[derive(Debug)]
pub enum Role {
    /// A parameter, by its place, and how its value is borrowed.
    Param(usize, Carrier),
    /// The list of field issues.
    Issues,
    /// The cause.
    Source {
        /// Whether it is a `Box<dyn Error>`.
        boxed: bool,
    },
    /// The error that a transparent variant hands through, by its type.
    Inner(TokenStream),
}

/// How the value of a parameter is borrowed from its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// The field is a `String`.
    Str,
    /// The field is the Rust type that the scalar has by default, and `Copy`.
    Copy(Scalar),
    /// Whatever the field is, its type implements `Param` for the catalog's type.
    Bound,
}

impl ErrorEnum {
    /// The enum of all errors of a catalog.
    pub fn of_catalog(catalog: &Catalog, options: &Options) -> Self {
        let all: Vec<usize> = (0..catalog.errors.len()).collect();
        Self::of_errors(options.error_name(catalog), catalog, &all, options)
    }

    /// An enum of some errors of a catalog.
    pub fn of_errors(name: &str, catalog: &Catalog, errors: &[usize], options: &Options) -> Self {
        let variants = errors.iter().map(|error| {
            let definition = &catalog.errors[*error];
            Variant {
                ident: format_ident!("{}", definition.rust),
                of: Of::Error(*error),
                fields: fields(definition, options),
            }
        });
        Self {
            ident: format_ident!("{name}"),
            generics: Generics::default(),
            variants: variants.collect(),
            codes: Some(format_ident!("{}", catalog.rust.code)),
        }
    }
}

fn fields(error: &Error, options: &Options) -> Vec<Field> {
    let field = |name: Ident, role| Field { member: quote!(#name), role, span: Span::call_site() };
    let params = error.params.iter().enumerate();
    let params = params.map(|(slot, param)| {
        field(super::field_ident(&param.rust), Role::Param(slot, carrier(param, options)))
    });
    let issues = error.issues.then(|| field(format_ident!("issues"), Role::Issues));
    let source = error
        .source
        .as_ref()
        .map(|source| field(format_ident!("source"), Role::Source { boxed: source.ty.is_none() }));
    params.chain(issues).chain(source).collect()
}
