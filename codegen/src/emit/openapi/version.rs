//! The differences between OpenAPI versions.
//!
//! Schemas are created for 3.1 and 3.2, which use JSON Schema 2020-12 (OpenAPI 3.1.1 §4.8.24). This
//! module converts them to the dialect of 3.0 (OpenAPI 3.0.3 §4.7.24).

use std::borrow::Cow;

use super::schema::any_of;
use super::tree::Tree;
use crate::catalog::OpenApiVersion;

impl OpenApiVersion {
    /// Returns the value of `openapi`.
    pub(super) fn number(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0.3",
            Self::V3_1 => "3.1.1",
            Self::V3_2 => "3.2.0",
        }
    }

    /// Converts a schema of 2020-12 to the dialect of the version.
    pub(super) fn schema(self, schema: Tree<'_>) -> Tree<'_> {
        if self == Self::V3_0 { older(&schema) } else { schema }
    }
}

/// Converts a schema to 3.0: without `const`, type lists, `null`, `prefixItems` and `contains`, and
/// without siblings of `$ref`.
///
/// If 3.0 has no equivalent, the schema is less strict, but never wrong.
fn older<'a>(schema: &Tree<'a>) -> Tree<'a> {
    let mut out = Tree::object();
    let mut is_nullable = false;
    for (key, value) in schema.members() {
        out = match (&**key, value) {
            ("type", Tree::Text(name)) if name == "null" => return null(),
            ("type", Tree::List(names)) => {
                is_nullable = true;
                out.with("type", names[0].clone())
            }
            ("const", value) => out.with("enum", vec![value.clone()]),
            ("examples", Tree::List(examples)) => out.with("example", examples[0].clone()),
            ("contains" | "prefixItems", _) => out,
            ("items", items) => {
                let mut all: Vec<Tree> = match schema.get("prefixItems") {
                    Some(Tree::List(fixed)) => fixed.iter().map(older).collect(),
                    _ => Vec::new(),
                };
                if all.is_empty() || !items.is_empty() {
                    all.push(older(items));
                }
                out.with("items", any_of(all))
            }
            ("properties", properties) => {
                let of = |(name, schema): &(Cow<'a, str>, Tree<'a>)| (name.clone(), older(schema));
                out.with(key.clone(), Tree::of(properties.members().iter().map(of)))
            }
            ("anyOf" | "oneOf" | "allOf", Tree::List(choices)) => {
                let is_null = |choice: &Tree| choice.get("type") == Some(&"null".into());
                is_nullable |= choices.iter().any(is_null);
                let rest: Vec<Tree> = choices.iter().filter(|choice| !is_null(choice)).map(older).collect();
                match rest.as_slice() {
                    // `nullable` is valid only with a `type` (OpenAPI 3.0.3 §4.7.24.1).
                    [only] if is_nullable && only.get("type").is_some() => merged(out, only),
                    _ if is_nullable => out.with(key.clone(), [rest, vec![null()]].concat()),
                    _ => out.with(key.clone(), rest),
                }
            }
            _ => out.with(key.clone(), value.clone()),
        };
    }
    if is_nullable && out.get("type").is_some() {
        out = with_null(out);
    }
    match (out.get("$ref"), out.members().len()) {
        (Some(target), 2..) => {
            let target = Tree::object().with("$ref", target.clone());
            let rest = out.members().iter().filter(|(key, _)| key != "$ref").cloned();
            merged(Tree::object().with("allOf", vec![target]), &Tree::of(rest))
        }
        _ => out,
    }
}

fn merged<'a>(into: Tree<'a>, from: &Tree<'a>) -> Tree<'a> {
    from.members().iter().fold(into, |out, (key, value)| out.with(key.clone(), value.clone()))
}

/// Adds `null` to the allowed values of a schema.
fn with_null(schema: Tree<'_>) -> Tree<'_> {
    let members = schema.members().iter().map(|(key, value)| match (&**key, value) {
        ("enum", Tree::List(values)) => {
            (key.clone(), Tree::List([values.clone(), vec![Tree::null()]].concat()))
        }
        _ => (key.clone(), value.clone()),
    });
    Tree::of(members).with("nullable", true)
}

/// Returns the schema of `null`. Without a `type`, an `enum` can contain any value, including `null`.
fn null() -> Tree<'static> {
    Tree::object().with("enum", vec![Tree::null()])
}
