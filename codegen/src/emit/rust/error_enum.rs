//! An error enum, generated from a catalog or written by the user.
//!
//! The emitter in `impls.rs` supports both.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::options::Options;
use super::tokens::field_ident;
use crate::catalog::{Catalog, Error, Param, Scalar};

/// An error enum.
#[derive(Debug)]
pub struct ErrorEnum {
    /// The type.
    pub ident: Ident,
    /// The generic parameters; empty for a generated enum.
    pub generics: Generics,
    /// The variants.
    pub variants: Vec<Variant>,
    /// The code enum for references to rows of the table, so that a new error changes no other
    /// line. Without it, references are numbers.
    pub codes: Option<Ident>,
}

/// The generic parameters of an enum, for the three places of an impl.
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
    /// The error of the variant.
    pub of: VariantError,
    /// The fields that the impls use.
    pub fields: Vec<Field>,
}

/// The error of a variant.
#[derive(Debug)]
pub enum VariantError {
    /// An error of the catalog, by its index.
    Error(usize),
    /// The inner error of a transparent variant.
    Transparent(Field),
}

/// A field of a variant.
#[derive(Debug)]
pub struct Field {
    /// The field's name in a pattern: an identifier, or the index of a tuple's field.
    pub member: TokenStream,
    /// The role.
    pub role: Role,
    /// The span for errors of the field's type.
    pub span: Span,
}

/// The role of a field.
#[derive(Debug)]
pub enum Role {
    /// A parameter, by its index, and the way to borrow its value.
    Param(usize, Carrier),
    /// The list of field issues.
    Issues,
    /// The cause.
    Source {
        /// `true` if it is a `Box<dyn Error>`.
        boxed: bool,
    },
    /// The inner error of a transparent variant, by its type.
    Inner(TokenStream),
}

/// The way to borrow the value of a parameter from its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// The field is a `String`.
    Str,
    /// The field has the default Rust type of the scalar, which is `Copy`.
    Copy(Scalar),
    /// The type of the field implements `Param` for the catalog type.
    Bound,
}

impl ErrorEnum {
    /// Creates the enum of all errors of a catalog.
    pub fn of_catalog(catalog: &Catalog, options: &Options) -> Self {
        let all: Vec<usize> = (0..catalog.errors.len()).collect();
        Self::of_errors(options.error_name(catalog), catalog, &all, options)
    }

    /// Creates an enum of some errors of a catalog.
    pub fn of_errors(name: &str, catalog: &Catalog, errors: &[usize], options: &Options) -> Self {
        let variants = errors.iter().map(|error| {
            let definition = &catalog.errors[*error];
            Variant {
                ident: format_ident!("{}", definition.rust),
                of: VariantError::Error(*error),
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
    let params = params
        .map(|(slot, param)| field(field_ident(&param.rust), Role::Param(slot, carrier(param, options))));
    let issues = error.issues.then(|| field(format_ident!("issues"), Role::Issues));
    let source = error
        .source
        .as_ref()
        .map(|source| field(format_ident!("source"), Role::Source { boxed: source.ty.is_none() }));
    params.chain(issues).chain(source).collect()
}

/// Returns the way to borrow a parameter's value from a field, by the options.
fn carrier(param: &Param, options: &Options) -> Carrier {
    let own_type = options.param_types.contains_key(param.ty.scalar.name());
    match param.ty.scalar {
        _ if own_type || param.optional || param.ty.list => Carrier::Bound,
        Scalar::String | Scalar::Uuid => Carrier::Str,
        Scalar::Json => Carrier::Bound,
        scalar => Carrier::Copy(scalar),
    }
}
