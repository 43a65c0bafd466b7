//! Derives JSON Schemas from envelopes: of all bodies that the runtime (`error-catalog/src/body/`)
//! can write for a set of errors.
//!
//! The same rule applies to one error and to many: a value that is the same for all errors is a
//! constant, different values are an `enum` or `anyOf`, and a value that some errors lack is
//! optional or `null`. The schemas are JSON Schema 2020-12; `version.rs` converts them to older
//! dialects.

use std::borrow::Cow;
use std::collections::HashSet;

use super::tree::Tree;
use crate::catalog::json;
use crate::catalog::{Catalog, Error, Node, Over, Part};

pub(super) mod nodes;
pub(super) mod objects;
pub(super) mod slots;

/// The possible values of a node.
pub(super) struct Seen<'a> {
    pub(super) schema: Tree<'a>,
    /// `true` if the node can be present.
    present: bool,
    /// `true` if the node can be absent.
    absent: bool,
}

impl<'a> Seen<'a> {
    fn always(schema: Tree<'a>) -> Self {
        Self { schema, present: true, absent: false }
    }

    fn maybe(schema: Tree<'a>) -> Self {
        Self { schema, present: true, absent: true }
    }

    fn never() -> Self {
        Self { schema: null(), present: false, absent: true }
    }

    /// Returns the schema for a position where an absent node is `null`.
    pub(super) fn required(self) -> Tree<'a> {
        match (self.present, self.absent) {
            (true, true) => nullable(self.schema),
            (true, false) => self.schema,
            (false, _) => null(),
        }
    }

    /// Returns the same, but always present.
    fn shown(self) -> Self {
        Self { absent: self.absent && !self.present, ..self }
    }
}

/// The field issue of the current node.
#[derive(Clone, Copy, PartialEq)]
enum Issue {
    /// No field issue: its values are absent.
    Outside,
    /// A field issue of an error.
    One,
    /// A field issue of an error, or none if the error has none.
    Perhaps,
}

/// Derives the schemas of an envelope's nodes for a set of errors.
#[derive(Clone, Copy)]
pub(super) struct Deriver<'d, 'a> {
    pub(super) catalog: &'a Catalog,
    /// The errors of the current node.
    pub(super) errors: &'d [&'a Error],
    /// The errors that a list of errors can contain.
    pub(super) listed: &'d [&'a Error],
    /// The schema of an item of the list of errors, and of a required item.
    pub(super) item: Option<&'d Tree<'a>>,
    pub(super) contains: Option<&'d Tree<'a>>,
    /// The schema of all codes.
    pub(super) codes: Option<(&'d str, usize)>,
    /// The descriptions of members, by path.
    pub(super) fields: &'a [(String, String)],
    issue: Issue,
}

impl<'d, 'a> Deriver<'d, 'a> {
    pub(super) fn new(catalog: &'a Catalog, errors: &'d [&'a Error], fields: &'a [(String, String)]) -> Self {
        Self {
            catalog,
            errors,
            listed: errors,
            item: None,
            contains: None,
            codes: None,
            fields,
            issue: Issue::Outside,
        }
    }

    /// Returns the schema of a whole body.
    pub(super) fn body(&self, node: &'a Node) -> Tree<'a> {
        // The outermost node is always written.
        match node {
            Node::Object(members) => self.object(members, "", false).schema,
            node => self.node(node, "").required(),
        }
    }

    /// Returns the schema of an item of the list of errors at this path.
    pub(super) fn item(&self, over: Over, item: &'a Node, path: &str) -> Tree<'a> {
        let issue = if over == Over::IssuesOrErrors { Issue::Perhaps } else { Issue::Outside };
        self.of(self.errors, issue).node(item, path).required()
    }

    /// Returns a deriver for other errors.
    fn of<'e>(&self, errors: &'e [&'a Error], issue: Issue) -> Deriver<'e, 'a>
    where
        'd: 'e,
    {
        Deriver { errors, issue, ..*self }
    }

    fn node(&self, node: &'a Node, path: &str) -> Seen<'a> {
        match node {
            Node::Constant(text) => Seen::always(constant(Tree::of_json(text))),
            Node::Value(slot, _) => self.slot(slot),
            Node::Text(parts) => self.text(parts),
            Node::Object(members) => self.object(members, path, true),
            Node::Array(items) => self.array(items, path),
            Node::Each(Over::Issues, item) => {
                let carrying: Vec<&'a Error> =
                    self.errors.iter().copied().filter(|error| error.issues).collect();
                if carrying.is_empty() {
                    return Seen::never();
                }
                let items = self.of(&carrying, Issue::One).node(item, path).required();
                Seen::maybe(list(items))
            }
            Node::Each(over, item) => {
                let items = match self.item {
                    Some(item) => item.clone(),
                    None => self.of(self.listed, self.issue).item(*over, item, path),
                };
                Seen::always(list(items).with_some("contains", self.contains.cloned()))
            }
            Node::First(choices) => self.first(choices, path),
        }
    }

    fn first(&self, choices: &'a [Node], path: &str) -> Seen<'a> {
        let mut schemas = Vec::new();
        let mut absent = true;
        for choice in choices {
            let seen = self.node(choice, path);
            if seen.present {
                schemas.push(seen.schema);
            }
            if !seen.absent {
                absent = false;
                break;
            }
        }
        Seen { present: !schemas.is_empty(), absent, schema: any_of(schemas) }
    }

    /// Returns the schema of a string with values. It is constant if the catalog defines every value.
    fn text(&self, parts: &'a [Part]) -> Seen<'a> {
        let seen: Vec<Seen> = parts
            .iter()
            .filter_map(|part| match part {
                Part::Value(slot, ..) => Some(self.slot(slot)),
                Part::Text(_) => None,
            })
            .collect();
        let present = seen.is_empty() || seen.iter().any(|seen| seen.present);
        let absent = !seen.is_empty() && seen.iter().all(|seen| seen.absent);
        let texts: Option<Vec<Tree>> =
            self.errors.iter().map(|error| fixed_text(self, error, parts)).collect();
        let schema = match texts {
            Some(texts) => any_of(texts.into_iter().map(constant).collect()),
            None => ty("string"),
        };
        Seen { schema, present, absent }
    }
}

fn fixed_text<'a>(deriver: &Deriver<'_, 'a>, error: &'a Error, parts: &'a [Part]) -> Option<Tree<'a>> {
    let text = |part: &'a Part| match part {
        Part::Text(text) => Some(Cow::from(text.as_str())),
        Part::Value(slot, encoding, _) => match deriver.fixed(error, slot)? {
            Tree::Text(text) | Tree::Literal(text) => Some(encoding.apply(text)),
            _ => None,
        },
    };
    parts.iter().map(text).collect::<Option<String>>().map(Tree::from)
}

pub(super) fn ty(name: &'static str) -> Tree<'static> {
    Tree::object().with("type", Tree::Text(name.into()))
}

pub(super) fn reference(section: &str, name: &str) -> Tree<'static> {
    Tree::object().with("$ref", format!("#/components/{section}/{name}"))
}

fn null() -> Tree<'static> {
    ty("null")
}

fn list(items: Tree<'_>) -> Tree<'_> {
    ty("array").with("items", items).with("minItems", 1)
}

/// Returns the schema of a constant.
fn constant(value: Tree<'_>) -> Tree<'_> {
    let ty = match &value {
        Tree::Text(_) => "string",
        Tree::List(_) => "array",
        Tree::Object(_) => "object",
        Tree::Literal(text) => match text.as_ref() {
            "null" => return null(),
            "true" | "false" => "boolean",
            text if text.contains(['.', 'e', 'E']) => "number",
            _ => "integer",
        },
    };
    let is_list = ty == "array";
    let schema = self::ty(ty);
    let schema = if is_list { schema.with("items", Tree::object()) } else { schema };
    schema.with("const", value)
}

/// Returns the schema of any of these, without duplicates, and with constants as an `enum`.
pub(super) fn any_of(schemas: Vec<Tree<'_>>) -> Tree<'_> {
    let mut distinct: Vec<Tree> = Vec::new();
    for schema in schemas {
        match choices(&schema) {
            Some(choices) => distinct.extend_from_slice(choices),
            None => distinct.push(schema),
        }
    }
    if distinct.len() > 1 {
        let mut known = HashSet::new();
        let mut is_new = distinct.iter().map(|schema| known.insert(schema)).collect::<Vec<_>>().into_iter();
        distinct.retain(|_| is_new.next().unwrap_or_default());
    }
    if distinct.len() == 1 {
        return distinct.remove(0);
    }
    let types: Vec<_> = distinct.iter().map(|schema| schema.get("type")).collect();
    let is_plain = |schema: &Tree| schema.members().len() == 2;
    let values: Option<Vec<Tree>> =
        distinct.iter().filter(|s| is_plain(s)).map(|schema| schema.get("const").cloned()).collect();
    match values {
        Some(values) if values.len() == distinct.len() && !values.is_empty() => {
            let same = types.windows(2).all(|pair| pair[0] == pair[1]);
            let ty = types.first().copied().flatten().filter(|_| same).cloned();
            Tree::object().with_some("type", ty).with("enum", values)
        }
        _ => Tree::object().with("anyOf", distinct),
    }
}

/// Returns the alternatives of a pure `anyOf` schema.
fn choices<'t, 'a>(schema: &'t Tree<'a>) -> Option<&'t [Tree<'a>]> {
    match (schema.members(), schema.get("anyOf")) {
        ([_], Some(Tree::List(choices))) => Some(choices),
        _ => None,
    }
}

/// Returns the nullable schema.
fn nullable<'a>(schema: Tree<'a>) -> Tree<'a> {
    match (&schema, schema.get("type")) {
        (Tree::Object(_), Some(Tree::Text(name)))
            if schema.get("const").is_none() && schema.get("enum").is_none() =>
        {
            let types = vec![Tree::Text(name.clone()), "null".into()];
            let replaced = |(key, value): (Cow<'a, str>, Tree<'a>)| {
                let value = if key == "type" { Tree::List(types.clone()) } else { value };
                (key, value)
            };
            Tree::of(schema.into_members().into_iter().map(replaced))
        }
        // Any JSON includes `null`.
        _ if schema.is_empty() => schema,
        (_, Some(Tree::List(types))) if types.contains(&"null".into()) => schema,
        (_, None) if choices(&schema).is_some() => {
            Tree::object().with("anyOf", [choices(&schema).unwrap_or_default(), &[null()]].concat())
        }
        _ => Tree::object().with("anyOf", vec![schema, null()]),
    }
}

/// Parses a JSON text of the catalog.
pub(super) fn of_text(text: String) -> Tree<'static> {
    if json::parse(&text).is_ok() { Tree::of_json(&text) } else { text.into() }
}
