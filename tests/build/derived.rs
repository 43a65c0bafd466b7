//! Writes, for a catalog, an enum that derives `ErrorCatalog`, and a value of every error for both ways.

use std::fmt::Write as _;

use error_catalog_codegen::Catalog;
use error_catalog_codegen::catalog::{Error, Param, Scalar};

/// What the catalog's generated types are called.
pub(crate) struct Names {
    pub(crate) error: &'static str,
    pub(crate) code: &'static str,
    pub(crate) category: &'static str,
}

/// The enum, and a function that gives one value of each variant.
pub(crate) fn derived(catalog: &Catalog, path: &str, names: &Names) -> Result<String, std::fmt::Error> {
    let Names { error, code, category } = names;
    let mut out = String::new();
    let category =
        if catalog.categories.is_empty() { String::new() } else { format!(", category_enum = {category:?}") };
    writeln!(out, "/// Derived.\n#[derive(Debug, error_catalog::ErrorCatalog)]")?;
    writeln!(out, "#[error_catalog({path:?}, methods, code_enum = {code:?}{category})]")?;
    writeln!(out, "#[allow(missing_docs, clippy::large_enum_variant)]\npub enum {error} {{")?;
    for (index, definition) in catalog.errors.iter().enumerate() {
        if index % 3 == 0 {
            writeln!(out, "    #[error_catalog(code = {:?})]", definition.name)?;
        }
        writeln!(out, "    {}{},", definition.rust, fields(definition, is_tuple(index)))?;
    }
    writeln!(out, "}}")?;
    out.push_str(&examples(catalog, names, true)?);
    Ok(out)
}

/// A function that gives one value of each variant.
pub(crate) fn examples(catalog: &Catalog, names: &Names, derived: bool) -> Result<String, std::fmt::Error> {
    let error = names.error;
    let mut out = format!(
        "/// A value of every error.\n#[allow(deprecated)]\npub fn examples() -> Vec<{error}> {{\n    vec![\n"
    );
    for (index, definition) in catalog.errors.iter().enumerate() {
        let tuple = derived && is_tuple(index);
        let values = members(definition).map(|member| match tuple {
            true => member.example,
            false => format!("{}: {}", member.name, member.example),
        });
        let values = values.collect::<Vec<_>>().join(", ");
        let values = match (values.is_empty(), tuple) {
            (true, _) => String::new(),
            (false, true) => format!("({values})"),
            (false, false) => format!(" {{ {values} }}"),
        };
        writeln!(out, "        {error}::{}{values},", definition.rust)?;
    }
    out.push_str("    ]\n}\n");
    Ok(out)
}

/// Tuples and structs by turns.
fn is_tuple(index: usize) -> bool {
    index % 2 == 1
}

fn fields(error: &Error, tuple: bool) -> String {
    let fields = members(error).map(|member| {
        let name = if tuple { String::new() } else { format!("{}: ", member.name) };
        // A tuple's cause and issues have no name to be known by.
        let role = if tuple || member.attribute.contains("from") { member.attribute } else { String::new() };
        let attribute = if role.is_empty() { String::new() } else { format!("#[error_catalog({role})] ") };
        format!("{attribute}{name}{}", member.ty)
    });
    match (fields.collect::<Vec<_>>().join(", "), tuple) {
        (fields, _) if fields.is_empty() => String::new(),
        (fields, true) => format!("({fields})"),
        (fields, false) => format!(" {{ {fields} }}"),
    }
}

/// Names of fields that must be written raw (Rust reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

struct MemberOf {
    name: String,
    ty: String,
    example: String,
    attribute: String,
}

fn members(error: &Error) -> impl Iterator<Item = MemberOf> {
    let params = error.params.iter().map(|param| {
        let (ty, example) = param_of(param);
        let name = if KEYWORDS.contains(&param.rust.as_str()) {
            format!("r#{}", param.rust)
        } else {
            param.rust.clone()
        };
        MemberOf { name, ty, example, attribute: String::new() }
    });
    let issues = error.issues.then(|| MemberOf {
        name: "issues".into(),
        ty: "Vec<error_catalog::FieldIssue>".into(),
        example: "vec![error_catalog::FieldIssue::new(\"a.b\", \"is wrong\")]".into(),
        attribute: ["issues".to_owned()]
            .into_iter()
            .chain(error.issues_from.iter().map(|ty| format!("from = {ty:?}")))
            .collect::<Vec<_>>()
            .join(", "),
    });
    let source = error.source.as_ref().map(|source| {
        let (ty, example) = match source.ty.as_deref() {
            None => ("Box<dyn std::error::Error + Send + Sync>", "\"a cause\".into()"),
            Some("std::io::Error") => ("std::io::Error", "std::io::Error::other(\"a cause\")"),
            Some(_) => ("std::num::ParseIntError", "\"x\".parse::<u8>().unwrap_err()"),
        };
        // The generated way fills optional parameters with nothing; the derive wants the field alone.
        let attribute = if source.from && error.params.is_empty() { "from" } else { "source" };
        MemberOf {
            name: "source".into(),
            ty: ty.into(),
            example: example.into(),
            attribute: attribute.into(),
        }
    });
    params.chain(issues).chain(source)
}

/// The Rust type of a parameter, and a value of it.
fn param_of(param: &Param) -> (String, String) {
    let (ty, example) = match param.ty.scalar {
        Scalar::String => ("String", "\"a \\\"text\\\"\".to_owned()"),
        Scalar::Bool => ("bool", "true"),
        Scalar::I64 => ("i64", "-5"),
        Scalar::U64 => ("u64", "7"),
        Scalar::F64 => ("f64", "0.5"),
        Scalar::Timestamp => ("error_catalog::Timestamp", "error_catalog::Timestamp::UNIX_EPOCH"),
        Scalar::Uuid => ("crate::awkward_types::Id", "crate::awkward_types::Id(9)"),
        Scalar::Json => ("error_catalog::Json", "error_catalog::Json::parse(\"[1]\").unwrap()"),
    };
    let (ty, example) = if param.ty.list {
        (format!("Vec<{ty}>"), format!("vec![{example}]"))
    } else {
        (ty.into(), example.into())
    };
    if param.optional { (format!("Option<{ty}>"), format!("Some({example})")) } else { (ty, example) }
}
