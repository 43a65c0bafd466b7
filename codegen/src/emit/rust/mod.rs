//! Rust: the error types and their implementations.

pub mod codes;
mod doc;
mod envelope;
mod error_enum;
mod impls;
mod items;
mod line;
pub mod methods;
mod pack;
mod print;
mod table;

use std::collections::HashMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

pub use error_enum::{Carrier, ErrorEnum, Field, Generics, Of, Role, Variant};
pub use impls::{Standard, implement, impls, response};
pub use table::table;

use crate::catalog::{Catalog, Param, Scalar, naming};
use print::Printer;

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
    fn error_name<'a>(&'a self, catalog: &'a Catalog) -> &'a str {
        self.error_name.as_deref().unwrap_or(&catalog.rust.error)
    }

    /// Returns the attributes of a type with exactly this name.
    fn attributes_named(&self, name: &str) -> Vec<&TokenStream> {
        self.type_attributes.iter().filter(|(of, _)| of == name).map(|(_, attribute)| attribute).collect()
    }

    fn attributes_of(&self, name: &str) -> Vec<&TokenStream> {
        self.type_attributes
            .iter()
            .filter(|(of, _)| of == name || of == ALL)
            .map(|(_, attribute)| attribute)
            .collect()
    }

    fn attributes_of_variant(&self, name: &str) -> Vec<&TokenStream> {
        self.variant_attributes
            .iter()
            .filter(|(of, _)| of == name || of == ALL)
            .map(|(_, attribute)| attribute)
            .collect()
    }

    /// Returns the Rust type of a parameter's field.
    fn field_type(&self, param: &Param) -> TokenStream {
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

/// Returns an identifier, raw if it is a keyword.
fn field_ident(name: &str) -> Ident {
    if naming::is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
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
    fn of_catalog(catalog: &Catalog) -> Self {
        let category = (!catalog.categories.is_empty()).then(|| format_ident!("{}", catalog.rust.category));
        Self { visibility: quote!(pub), code: Some(format_ident!("{}", catalog.rust.code)), category }
    }
}

/// Returns the names of the types of a catalog.
pub fn type_names(catalog: &Catalog, options: &Options) -> Vec<String> {
    let mut names = vec![options.error_name(catalog).to_owned(), catalog.rust.code.clone()];
    names.extend((!catalog.categories.is_empty()).then(|| catalog.rust.category.clone()));
    names.extend(catalog.operations.iter().map(|operation| operation.rust.clone()));
    names
}

/// Returns the Rust code of a catalog for `OUT_DIR`. It is readable, but not formatted.
pub fn text(catalog: &Catalog, options: &Options) -> String {
    let mut printer = Printer::default();
    items::items(catalog, options, &mut printer);
    printer.finish()
}

/// Returns the printed code as tokens.
fn parsed(print: impl FnOnce(&mut Printer)) -> TokenStream {
    let mut printer = Printer::default();
    print(&mut printer);
    printer.finish().parse().expect("what is printed is Rust")
}

/// The maximum number of errors to format, because the formatter takes 15 KB per error.
#[cfg(feature = "prettyplease")]
const MOST_FORMATTED: usize = 20_000;

/// Returns the Rust code of a catalog as a file to commit. With more than 20,000 errors, it has the
/// layout for `OUT_DIR`.
///
/// It contains no line numbers, and refers to rows by their codes, so that a new error adds lines
/// and changes no others.
#[cfg(feature = "prettyplease")]
pub fn formatted(catalog: &Catalog, options: &Options) -> Result<String, syn::Error> {
    let mut text = text(catalog, &Options { line_numbers: false, ..options.clone() });
    if catalog.errors.len() <= MOST_FORMATTED {
        text = with_a_line_for_each_error(&prettyplease::unparse(&syn::parse_file(&text)?));
    }
    let notice = super::NOTICE;
    Ok(format!(
        "// {notice}\n\
        // Items that need it allow lints of the surrounding crate.\n\
        #![cfg_attr(rustfmt, rustfmt_skip)]\n\n{text}"
    ))
}

/// Puts each code of an operation, and each number of `LINES`, on its own line. The formatter fills
/// lines with them, so that an additional one would move the others.
#[cfg(feature = "prettyplease")]
fn with_a_line_for_each_error(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        if let Some(list) = line.strip_prefix(LINES) {
            let mut numbers = list.to_owned();
            while let Some(more) = lines.next_if(|_| !numbers.ends_with("];\n")) {
                numbers.push_str(more);
            }
            push_numbers(numbers.trim_end_matches("];\n"), &mut out);
            continue;
        }
        out.push_str(line);
        // No line of documentation can look like this.
        let is_call = line.ends_with("::__response! {\n") && line.starts_with("    ::");
        if is_call {
            let arguments: String = lines.by_ref().take_while(|line| *line != "    }\n").collect();
            push_arguments(&arguments, &mut out);
            out.push_str("    }\n");
        }
    }
    out
}

/// The start of the list of lengths and hashes.
#[cfg(feature = "prettyplease")]
const LINES: &str = "    const LINES: &[u64] = &[";

#[cfg(feature = "prettyplease")]
fn push_numbers(numbers: &str, out: &mut String) {
    out.push_str(LINES);
    for number in numbers.split(',').map(str::trim).filter(|number| !number.is_empty()) {
        out.push_str("\n        ");
        out.push_str(number);
        out.push(',');
    }
    out.push_str("\n    ];\n");
}

#[cfg(feature = "prettyplease")]
fn push_arguments(arguments: &str, out: &mut String) {
    let list = arguments.split_once('[').and_then(|(head, rest)| Some((head, rest.split_once(']')?)));
    let Some((head, (codes, tail))) = list else { return out.push_str(arguments) };
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    out.push_str(&format!("        {} [\n", one_line(head)));
    for code in codes.split(',') {
        out.push_str(&format!("            {},\n", code.trim()));
    }
    out.push_str(&format!("        ] {}\n", one_line(tail)));
}
