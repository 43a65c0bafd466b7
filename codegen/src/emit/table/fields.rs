//! The fields of envelopes: what the catalog says about them, and what their types follow from.

use super::{Column, Kind, Row, asked, shown};
use crate::catalog::{AttributeType, Catalog, Code, Envelope, Error, Member, Node, Scalar, Slot};
use crate::emit::document::{code, text};
use crate::emit::{presence, prose};

/// Fields of envelopes: those that the catalog describes, or all if it describes none. A field that no error of the envelope has
/// is not among them.
pub static FIELDS: Kind = Kind {
    columns: COLUMNS,
    rows: |catalog| {
        envelopes(catalog).flat_map(|i| (0..fields(catalog, i).len()).map(move |f| (i, f))).collect()
    },
};

/// The envelopes of the errors that stand in documentation, in the catalog's order.
pub fn envelopes(catalog: &Catalog) -> impl Iterator<Item = usize> {
    let is_used = |i: &usize| catalog.errors.iter().any(|error| error.public && error.envelope == *i);
    (0..catalog.envelopes.len()).filter(is_used)
}

static COLUMNS: &[Column] = &[
    shown("field", "Field", |catalog, row| code(field(catalog, row).path)),
    asked("name", "Field", |catalog, row| {
        let path = field(catalog, row).path;
        code(path.rsplit('.').next().unwrap_or_default().trim_end_matches("[]").to_owned())
    }),
    shown("type", "Type", |catalog, row| text(field(catalog, row).ty)),
    shown("description", "Description", |catalog, row| {
        let Field { key, .. } = field(catalog, row);
        let described = &catalog.envelopes[row.0].fields;
        let description = described.iter().find(|(path, _)| *path == key).map(|(_, text)| prose::line(text));
        description.unwrap_or_default()
    }),
];

struct Field {
    /// As the catalog names it: `errors.code`.
    key: String,
    /// As people read it: `errors[].code`.
    path: String,
    ty: String,
}

fn field(catalog: &Catalog, (envelope, field): Row) -> Field {
    fields(catalog, envelope).swap_remove(field)
}

fn fields(catalog: &Catalog, envelope: usize) -> Vec<Field> {
    let envelope = &catalog.envelopes[envelope];
    let mut found: Vec<Field> = Vec::new();
    walk(catalog, envelope, &envelope.body, "", "", &mut found);
    let is_described = |field: &Field| envelope.fields.iter().any(|(path, _)| *path == field.key);
    if !envelope.fields.is_empty() {
        found.retain(is_described);
    }
    found
}

fn walk(catalog: &Catalog, envelope: &Envelope, node: &Node, key: &str, path: &str, found: &mut Vec<Field>) {
    match node {
        Node::Object(members) => {
            let is_sent = |member: &&Member| {
                !member.optional
                    || in_envelope(catalog, envelope)
                        .any(|error| error.public && presence::has_node(catalog, error, &member.value))
            };
            for member in members.iter().filter(is_sent) {
                let below = |path: &str| {
                    if path.is_empty() { member.key.clone() } else { format!("{path}.{}", member.key) }
                };
                let (key, path) = (below(key), below(path));
                // Two shapes of one list may have the same field.
                if found.iter().all(|field| field.key != key) {
                    let mut types = Vec::new();
                    type_of(catalog, envelope, &member.value, &mut types);
                    let may_be_null = matches!(member.value, Node::First(_)) && !member.optional;
                    types.extend(may_be_null.then(|| "null".to_owned()));
                    found.push(Field { key: key.clone(), path: path.clone(), ty: types.join(" or ") });
                }
                walk(catalog, envelope, &member.value, &key, &path, found);
            }
        }
        Node::Array(items) => {
            items
                .iter()
                .for_each(|item| walk(catalog, envelope, &item.value, key, &format!("{path}[]"), found));
        }
        Node::Each(_, item) => walk(catalog, envelope, item, key, &format!("{path}[]"), found),
        Node::First(nodes) => nodes.iter().for_each(|node| walk(catalog, envelope, node, key, path, found)),
        Node::Constant(_) | Node::Value(..) | Node::Text(_) => {}
    }
}

/// The JSON types that a node can have, each once.
fn type_of(catalog: &Catalog, envelope: &Envelope, node: &Node, found: &mut Vec<String>) {
    let ty = match node {
        Node::First(nodes) => return nodes.iter().for_each(|node| type_of(catalog, envelope, node, found)),
        Node::Constant(json) => match json.as_bytes().first() {
            Some(b'"') => "string",
            Some(b't' | b'f') => "boolean",
            Some(b'n') => "null",
            Some(b'{') => "object",
            Some(b'[') => "array",
            _ => "number",
        }
        .to_owned(),
        Node::Value(slot, _) => of_slot(catalog, envelope, slot),
        Node::Text(_) => "string".to_owned(),
        Node::Object(_) => "object".to_owned(),
        Node::Each(_, item) => {
            let mut of_item = Vec::new();
            type_of(catalog, envelope, item, &mut of_item);
            format!("array of {}s", of_item.join(" or "))
        }
        Node::Array(_) => "array".to_owned(),
    };
    if !found.contains(&ty) {
        found.push(ty);
    }
}

/// The errors of an envelope.
fn in_envelope<'a>(catalog: &'a Catalog, envelope: &'a Envelope) -> impl Iterator<Item = &'a Error> {
    catalog.errors.iter().filter(move |e| std::ptr::eq(&catalog.envelopes[e.envelope], envelope))
}

fn of_slot(catalog: &Catalog, envelope: &Envelope, slot: &Slot) -> String {
    let in_envelope = || in_envelope(catalog, envelope);
    let ty = match slot {
        Slot::Code if in_envelope().all(|error| matches!(error.code, Code::Number(_))) => "number",
        Slot::Status => "number",
        Slot::Params | Slot::ParamsText => "object",
        Slot::Param(name) => {
            let mut params =
                in_envelope().flat_map(|error| &error.params).filter(|param| param.name == *name);
            return params
                .next()
                .map_or_else(|| "string".to_owned(), |param| json_type(param.ty.scalar, param.ty.list));
        }
        Slot::Context(name) => {
            let declared = catalog.context.iter().find(|(declared, _)| declared == name);
            return declared.map_or_else(|| "string".to_owned(), |(_, ty)| json_type(ty.scalar, ty.list));
        }
        Slot::Attribute(name) => {
            let declared = catalog.attributes.iter().find(|attribute| attribute.name == *name);
            match declared.map(|attribute| attribute.ty) {
                Some(AttributeType::Bool) => "boolean",
                Some(AttributeType::Strings) => return json_type(Scalar::String, true),
                Some(AttributeType::I64 | AttributeType::U64 | AttributeType::F64) => "number",
                _ => "string",
            }
        }
        _ => "string",
    };
    ty.to_owned()
}

fn json_type(scalar: Scalar, list: bool) -> String {
    let one = match scalar {
        Scalar::String | Scalar::Timestamp | Scalar::Uuid => "string",
        Scalar::Bool => "boolean",
        Scalar::I64 | Scalar::U64 | Scalar::F64 => "number",
        Scalar::Json => "any",
    };
    if list { format!("array of {one}s") } else { one.to_owned() }
}
