//! The fields of envelopes, with descriptions and types.

use super::kind::{Column, Row, TableKind, asked, shown};
use crate::catalog::interner::Interner;
use crate::catalog::{AttributeType, Catalog, Code, EnvelopeField, Error, Member, Node, Scalar, Slot};
use crate::emit::document::{code, text};
use crate::emit::{presence, prose};

/// Fields of envelopes: the described ones, or all if none is described. Fields that no error of
/// the envelope has are omitted.
pub static FIELDS: TableKind = TableKind {
    columns: COLUMNS,
    rows: |catalog| envelopes(catalog).flat_map(|envelope| rows_of(catalog, envelope)).collect(),
};

/// Returns the envelopes of public errors, in the catalog's order.
pub fn envelopes(catalog: &Catalog) -> impl Iterator<Item = usize> {
    let is_used =
        |i: &usize| catalog.errors_of_envelope(*i).iter().any(|error| catalog.errors[*error].public);
    (0..catalog.envelopes.len()).filter(is_used)
}

static COLUMNS: &[Column] = &[
    shown("field", "Field", |catalog, row| code(&field(catalog, row).path)),
    asked("name", "Field", |catalog, row| {
        let path = &field(catalog, row).path;
        code(path.rsplit('.').next().unwrap_or_default().trim_end_matches("[]").to_owned())
    }),
    shown("type", "Type", |catalog, row| text(&field(catalog, row).ty)),
    shown("description", "Description", |catalog, row| {
        let described = field(catalog, row).described;
        described.map(|place| prose::line(&catalog.envelopes[row.0].fields[place].1)).unwrap_or_default()
    }),
];

/// Returns the rows of one envelope's fields.
pub(in crate::emit) fn rows_of(catalog: &Catalog, envelope: usize) -> impl Iterator<Item = Row> {
    (0..fields(catalog, envelope).len()).map(move |field| (envelope, field))
}

fn field(catalog: &Catalog, (envelope, field): Row) -> &EnvelopeField {
    &fields(catalog, envelope)[field]
}

fn fields(catalog: &Catalog, envelope: usize) -> &[EnvelopeField] {
    catalog.fields_of_envelope(envelope, || {
        let of = &catalog.envelopes[envelope];
        let described = Interner::of(of.fields.iter().map(|(path, _)| path.as_str()));
        let errors =
            catalog.errors_of_envelope(envelope).iter().map(|place| &catalog.errors[*place]).collect();
        let mut walker = Walker { catalog, errors, described, known: Interner::new(), found: Vec::new() };
        walker.walk(&of.body, "", "");
        if !of.fields.is_empty() {
            walker.found.retain(|field| field.described.is_some());
        }
        walker.found
    })
}

/// Finds the fields of an envelope.
struct Walker<'a> {
    catalog: &'a Catalog,
    /// The errors of the envelope.
    errors: Vec<&'a Error>,
    /// The described paths.
    described: Interner,
    /// The keys of the found fields.
    known: Interner,
    found: Vec<EnvelopeField>,
}

impl Walker<'_> {
    fn walk(&mut self, node: &Node, key: &str, path: &str) {
        match node {
            Node::Object(members) => {
                for member in members {
                    let has_node = |error: &&Error| presence::has_node(self.catalog, error, &member.value);
                    if member.optional && !self.errors.iter().any(|error| error.public && has_node(error)) {
                        continue;
                    }
                    let below = |path: &str| {
                        if path.is_empty() { member.key.clone() } else { format!("{path}.{}", member.key) }
                    };
                    let (key, path) = (below(key), below(path));
                    self.add(member, &key, &path);
                    self.walk(&member.value, &key, &path);
                }
            }
            Node::Array(items) => {
                items.iter().for_each(|item| self.walk(&item.value, key, &format!("{path}[]")));
            }
            Node::Each(_, item) => self.walk(item, key, &format!("{path}[]")),
            Node::First(nodes) => nodes.iter().for_each(|node| self.walk(node, key, path)),
            Node::Constant(_) | Node::Value(..) | Node::Text(_) => {}
        }
    }

    /// Adds a member. Two variants of a list can have the same field.
    fn add(&mut self, member: &Member, key: &str, path: &str) {
        if self.known.add(key.as_bytes()).is_some() {
            return;
        }
        let mut types = Vec::new();
        type_of(self.catalog, &self.errors, &member.value, &mut types);
        let may_be_null = matches!(member.value, Node::First(_)) && !member.optional;
        types.extend(may_be_null.then(|| "null".to_owned()));
        self.found.push(EnvelopeField {
            key: key.to_owned(),
            path: path.to_owned(),
            ty: types.join(" or "),
            described: self.described.get(key.as_bytes()),
        });
    }
}

/// Returns the possible JSON types of a node, without duplicates.
fn type_of(catalog: &Catalog, errors: &[&Error], node: &Node, found: &mut Vec<String>) {
    let ty = match node {
        Node::First(nodes) => return nodes.iter().for_each(|node| type_of(catalog, errors, node, found)),
        Node::Constant(json) => match json.as_bytes().first() {
            Some(b'"') => "string",
            Some(b't' | b'f') => "boolean",
            Some(b'n') => "null",
            Some(b'{') => "object",
            Some(b'[') => "array",
            _ => "number",
        }
        .to_owned(),
        Node::Value(slot, _) => of_slot(catalog, errors, slot),
        Node::Text(_) => "string".to_owned(),
        Node::Object(_) => "object".to_owned(),
        Node::Each(_, item) => {
            let mut of_item = Vec::new();
            type_of(catalog, errors, item, &mut of_item);
            format!("array of {}s", of_item.join(" or "))
        }
        Node::Array(_) => "array".to_owned(),
    };
    if !found.contains(&ty) {
        found.push(ty);
    }
}

fn of_slot(catalog: &Catalog, errors: &[&Error], slot: &Slot) -> String {
    let ty = match slot {
        Slot::Code if errors.iter().all(|error| matches!(error.code, Code::Number(_))) => "number",
        Slot::Status => "number",
        Slot::Params | Slot::ParamsText => "object",
        Slot::Param(name) => {
            let mut params =
                errors.iter().flat_map(|error| &error.params).filter(|param| param.name == *name);
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
