//! The options of generated Rust code, and the names of its types.

use std::collections::HashMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::catalog::{Catalog, Param, Scalar};

/// The options of generated Rust code, in addition to the catalog.
#[derive(Debug, Clone)]
pub struct Options {
    /// The path of the runtime crate.
    pub runtime: TokenStream,
    /// The name of the error enum, if not the catalog's.
    pub error_name: Option<String>,
    /// Attributes of types, by their names.
    pub type_attributes: Vec<(String, TokenStream)>,
    /// Attributes of variants, by the keys of errors.
    pub variant_attributes: Vec<(String, TokenStream)>,
    /// Rust types for parameters, by catalog type.
    pub param_types: HashMap<String, TokenStream>,
    /// `true` if rustdoc contains the line of each error in the catalog, `false` for only the file.
    /// A new error changes the lines of all later errors.
    pub line_numbers: bool,
}

/// The wildcard for all names.
pub(crate) const ALL: &str = "*";

impl Default for Options {
    fn default() -> Self {
        Self {
            runtime: quote!(::error_catalog),
            error_name: None,
            type_attributes: Vec::new(),
            variant_attributes: Vec::new(),
            param_types: HashMap::new(),
            line_numbers: true,
        }
    }
}

impl Options {
    pub(super) fn error_name<'a>(&'a self, catalog: &'a Catalog) -> &'a str {
        self.error_name.as_deref().unwrap_or(&catalog.rust.error)
    }

    /// Returns the attributes of a type with exactly this name.
    pub(super) fn attributes_named(&self, name: &str) -> Vec<&TokenStream> {
        self.type_attributes.iter().filter(|(of, _)| of == name).map(|(_, attribute)| attribute).collect()
    }

    pub(super) fn attributes_of(&self, name: &str) -> Vec<&TokenStream> {
        self.type_attributes
            .iter()
            .filter(|(of, _)| of == name || of == ALL)
            .map(|(_, attribute)| attribute)
            .collect()
    }

    pub(super) fn attributes_of_variant(&self, name: &str) -> Vec<&TokenStream> {
        self.variant_attributes
            .iter()
            .filter(|(of, _)| of == name || of == ALL)
            .map(|(_, attribute)| attribute)
            .collect()
    }

    /// Returns the Rust type of a parameter's field.
    pub(super) fn field_type(&self, param: &Param) -> TokenStream {
        let runtime = &self.runtime;
        let mut ty = match self.param_types.get(param.ty.scalar.name()) {
            Some(ty) => ty.clone(),
            None => match param.ty.scalar {
                Scalar::String | Scalar::Uuid => quote!(::std::string::String),
                Scalar::Bool => quote!(bool),
                Scalar::I64 => quote!(i64),
                Scalar::U64 => quote!(u64),
                Scalar::F64 => quote!(f64),
                Scalar::Timestamp => quote!(#runtime::Timestamp),
                Scalar::Json => quote!(#runtime::Json),
            },
        };
        if param.ty.list {
            ty = quote!(::std::vec::Vec<#ty>);
        }
        if param.optional {
            ty = quote!(::core::option::Option<#ty>);
        }
        ty
    }
}

/// The names of the types that belong to an error enum.
#[derive(Debug)]
pub struct Names {
    /// The visibility.
    pub visibility: TokenStream,
    /// The code enum, if any.
    pub code: Option<Ident>,
    /// The category enum, if any.
    pub category: Option<Ident>,
}

impl Names {
    pub(super) fn of_catalog(catalog: &Catalog) -> Self {
        let category = (!catalog.categories.is_empty()).then(|| format_ident!("{}", catalog.rust.category));
        Self { visibility: quote!(pub), code: Some(format_ident!("{}", catalog.rust.code)), category }
    }
}
