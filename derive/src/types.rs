//! Checks well-known field types against the catalog.
//!
//! User-defined types are accepted here. The trait bound in the expansion checks them.

use error_catalog_codegen::catalog::{Param, ParamType, Scalar};
use syn::{GenericArgument, PathArguments, Type, TypePath};

/// Returns the expected type of the field, if its type is known and wrong.
pub(crate) fn mismatch(ty: &Type, param: &Param) -> Option<String> {
    let (inner, is_option) = match argument_of(ty, "Option") {
        Some(inner) => (inner, true),
        None => (ty, false),
    };
    if is_option && !param.optional {
        return Some(format!("`{}`, because the parameter is not optional", names(param.ty)));
    }
    if param.optional && !is_option && is_known(ty) {
        return Some(format!("`Option<{}>`, because the parameter is optional", first_name(param.ty)));
    }
    let (scalar, is_list) = match argument_of(inner, "Vec") {
        Some(scalar) => (scalar, true),
        None => (inner, false),
    };
    let fits = if is_list { param.ty.list } else { !param.ty.list || !is_known(inner) };
    let wrong = !fits || known_name(scalar).is_some_and(|name| !rust_names(param.ty.scalar).contains(&name));
    wrong.then(|| names(param.ty))
}

/// Returns the `T` of `Wrapper<T>`.
fn argument_of<'t>(ty: &'t Type, wrapper: &str) -> Option<&'t Type> {
    let Type::Path(TypePath { path, .. }) = ty else { return None };
    let last = path.segments.last().filter(|segment| segment.ident == wrapper)?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
        }
        _ => None,
    }
}

/// Well-known type names.
const KNOWN: &[&str] = &[
    "bool",
    "char",
    "str",
    "String",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "f32",
    "f64",
    "SystemTime",
    "Timestamp",
    "Duration",
];

/// Returns the name of a well-known type. References count as their target.
fn known_name(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Reference(reference) => known_name(&reference.elem),
        Type::Path(TypePath { qself: None, path, .. }) => {
            let last = path.segments.last().filter(|segment| segment.arguments.is_empty())?;
            KNOWN.iter().copied().find(|name| last.ident == name)
        }
        _ => None,
    }
}

fn is_known(ty: &Type) -> bool {
    known_name(ty).is_some() || argument_of(ty, "Vec").is_some()
}

/// Returns the known names that represent a catalog type.
fn rust_names(scalar: Scalar) -> &'static [&'static str] {
    match scalar {
        // Any type with `Display` is text.
        Scalar::String | Scalar::Uuid => &[
            "String", "str", "char", "bool", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
            "u64", "u128", "usize", "f32", "f64",
        ],
        Scalar::Bool => &["bool"],
        Scalar::I64 => &["i64", "i32", "i16", "i8", "isize", "u32", "u16", "u8"],
        Scalar::U64 => &["u64", "u32", "u16", "u8", "usize"],
        Scalar::F64 => &["f64", "f32", "i32", "i16", "i8", "u32", "u16", "u8"],
        Scalar::Timestamp => &["Timestamp", "String", "str"],
        Scalar::Json => &[],
    }
}

/// Returns the Rust type to write for a catalog type.
fn first_name(ty: ParamType) -> String {
    let name = match ty.scalar {
        Scalar::Json => "error_catalog::Json",
        Scalar::Timestamp => "error_catalog::Timestamp",
        scalar => rust_names(scalar).first().copied().unwrap_or("String"),
    };
    if ty.list { format!("Vec<{name}>") } else { name.to_owned() }
}

fn names(ty: ParamType) -> String {
    match ty.scalar {
        Scalar::I64 | Scalar::U64 | Scalar::F64 if !ty.list => {
            rust_names(ty.scalar).iter().take(5).copied().collect::<Vec<_>>().join(" or ")
        }
        _ => first_name(ty),
    }
}

/// Returns whether the field is a `String`, whose value is borrowed directly.
pub(crate) fn is_string(ty: &Type) -> bool {
    matches!(ty, Type::Path(_)) && known_name(ty) == Some("String")
}

/// Returns whether the type is a pointer to an error of an unknown type: `Box<dyn Error>`,
/// `Arc<dyn Error>`, `anyhow::Error`.
pub(crate) fn is_dyn_pointer(ty: &Type) -> bool {
    is_any_error(ty) || is_dyn(ty, "Arc") || is_dyn(ty, "Rc")
}

/// Returns whether the type converts from any error by `From`: `Box<dyn Error>`, `anyhow::Error`.
pub(crate) fn is_any_error(ty: &Type) -> bool {
    let Type::Path(TypePath { path, .. }) = ty else { return false };
    let segments: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    is_dyn(ty, "Box") || segments == ["anyhow", "Error"]
}

pub(crate) fn is_option(ty: &Type) -> bool {
    argument_of(ty, "Option").is_some()
}

fn is_dyn(ty: &Type, wrapper: &str) -> bool {
    matches!(argument_of(ty, wrapper), Some(Type::TraitObject(_)))
}
