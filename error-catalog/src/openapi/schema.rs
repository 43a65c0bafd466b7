//! The schema of a body, derived from the tree of its envelope (OpenAPI 3.1 §4.8.24). Members that
//! can be omitted are not required, and values that can be `null` are nullable.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use serde_json::Value;
use utoipa::openapi::schema::{
    ArrayBuilder, KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{Array, RefOr};

use super::choice::{any_of, code_value, one_of};
use crate::definition::{AttributeValue, Definition, ParamDefinition};
use crate::envelope::{Item, Member, Node, Part, Slot};

/// The errors whose values the body contains.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The errors of a response.
    pub(super) response: &'a [Definition],
    /// All errors that a list can contain.
    pub(super) all: &'a [Definition],
    /// `true` inside a list of field issues.
    pub(super) issue: Option<Certainty>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Certainty {
    Always,
    Sometimes,
}

/// The possible values of a node. As in the writer, constants make a node neither present nor absent.
pub(super) struct Shape {
    /// The schema of a present value; `None` if it is always absent.
    schema: Option<RefOr<Schema>>,
    constant: bool,
    present: bool,
    absent: bool,
}

impl Shape {
    fn constant(json: &str) -> Self {
        let schema = serde_json::from_str(json).ok().map(|value| one_of([value]));
        Self { schema, constant: true, present: false, absent: false }
    }

    fn always(schema: impl Into<RefOr<Schema>>) -> Self {
        Self { schema: Some(schema.into()), constant: false, present: true, absent: false }
    }

    fn sometimes(schema: impl Into<RefOr<Schema>>) -> Self {
        Self { absent: true, ..Self::always(schema) }
    }

    fn never() -> Self {
        Self { schema: None, constant: false, present: false, absent: true }
    }

    fn when(certainty: Option<Certainty>, schema: impl Into<RefOr<Schema>>) -> Self {
        match certainty {
            Some(Certainty::Always) => Self::always(schema),
            Some(Certainty::Sometimes) => Self::sometimes(schema),
            None => Self::never(),
        }
    }

    /// Combines the parts of a node.
    fn of_parts(schema: impl Into<RefOr<Schema>>, parts: &[&Shape]) -> Self {
        let none_is_present = parts.iter().all(|part| part.constant || part.absent);
        Self {
            schema: Some(schema.into()),
            constant: parts.iter().all(|part| part.constant),
            present: parts.iter().any(|part| part.present),
            absent: none_is_present && parts.iter().any(|part| part.absent),
        }
    }

    /// Returns the schema of a present value, if it can be present.
    pub(super) fn written(self) -> Option<RefOr<Schema>> {
        self.schema
    }

    /// Returns the schema for a position where an absent value is `null`.
    pub(super) fn or_null(self) -> RefOr<Schema> {
        let null = self.absent.then(|| object(Type::Null).into());
        match (self.schema, null) {
            (Some(RefOr::T(Schema::Object(object))), Some(null)) => nullable(object, null),
            (schema, null) => any_of(schema.into_iter().chain(null)),
        }
    }
}

/// Returns the nullable schema.
fn nullable(object: Object, null: RefOr<Schema>) -> RefOr<Schema> {
    match object.schema_type {
        SchemaType::AnyValue => object.into(),
        SchemaType::Array(ref types) if types.contains(&Type::Null) => object.into(),
        SchemaType::Type(ref ty) if object.enum_values.is_none() => {
            let ty = SchemaType::Array(vec![ty.clone(), Type::Null]);
            ObjectBuilder::from(object).schema_type(ty).into()
        }
        _ => any_of([object.into(), null]),
    }
}

pub(super) fn object(ty: Type) -> Object {
    Object::with_type(ty)
}

/// Returns the possible values of a node.
pub(super) fn of_node(node: &Node, scope: Scope<'_>) -> Shape {
    match node {
        Node::Constant(json) => Shape::constant(json),
        Node::Value(slot) => of_slot(*slot, scope),
        Node::Text(parts) => of_text(parts, scope),
        Node::Object(members) => of_object(members, scope),
        Node::Array(items) => of_array(items, scope),
        Node::Errors(item) => {
            let scope = Scope { response: scope.all, ..scope };
            Shape::always(array(of_node(item, scope).or_null()))
        }
        Node::Issues(item) => {
            if !scope.response.iter().any(|definition| definition.carries_issues()) {
                return Shape::never();
            }
            let scope = Scope { issue: Some(Certainty::Always), ..scope };
            Shape::sometimes(array(of_node(item, scope).or_null()))
        }
        Node::IssuesOrErrors(item) => {
            let carried = scope.all.iter().any(|definition| definition.carries_issues());
            let issue = carried.then_some(Certainty::Sometimes);
            let scope = Scope { response: scope.all, issue, ..scope };
            Shape::always(array(of_node(item, scope).or_null()))
        }
        Node::First(choices) => of_first(choices, scope),
    }
}

fn array(items: RefOr<Schema>) -> Array {
    ArrayBuilder::new().items(items).build()
}

fn of_text(parts: &[Part], scope: Scope<'_>) -> Shape {
    let shapes: Vec<_> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Value(slot) | Part::Encoded(slot, _) => Some(of_slot(*slot, scope)),
        })
        .collect();
    Shape::of_parts(object(Type::String), &shapes.iter().collect::<Vec<_>>())
}

fn of_object(members: &[Member], scope: Scope<'_>) -> Shape {
    let shapes: Vec<_> = members.iter().map(|member| of_node(&member.value, scope)).collect();
    let whole = Shape::of_parts(object(Type::Object), &shapes.iter().collect::<Vec<_>>());
    let mut properties = ObjectBuilder::new().schema_type(Type::Object);
    for (Member { key, optional, .. }, shape) in members.iter().zip(shapes) {
        if !optional || !shape.absent {
            properties = properties.required(*key).property(*key, shape.or_null());
        } else if let Some(schema) = shape.schema {
            properties = properties.property(*key, schema);
        }
    }
    Shape { schema: Some(properties.into()), ..whole }
}

fn of_array(items: &[Item], scope: Scope<'_>) -> Shape {
    let shapes: Vec<_> = items.iter().map(|item| of_node(&item.value, scope)).collect();
    let whole = Shape::of_parts(object(Type::Array), &shapes.iter().collect::<Vec<_>>());
    let choices = items.iter().zip(shapes).filter_map(|(item, shape)| match item.optional {
        true => shape.schema,
        false => Some(shape.or_null()),
    });
    let list = match choices.reduce(|a, b| any_of([a, b])) {
        Some(items) => array(items),
        None => ArrayBuilder::new().items(of_type("json")).max_items(Some(0)).build(),
    };
    Shape { schema: Some(list.into()), ..whole }
}

fn of_first(choices: &[Node], scope: Scope<'_>) -> Shape {
    let mut first = Shape::never();
    for choice in choices {
        let shape = of_node(choice, scope);
        first = Shape {
            schema: first.schema.into_iter().chain(shape.schema).reduce(|a, b| any_of([a, b])),
            constant: first.constant || shape.constant,
            present: first.present || shape.present,
            absent: shape.absent,
        };
        if !first.absent {
            break;
        }
    }
    first
}

fn of_slot(slot: Slot, scope: Scope<'_>) -> Shape {
    let text = || object(Type::String);
    let text_of =
        |known: fn(Definition) -> bool| each(scope, |error| known(error).then(|| Shape::always(text())));
    match slot {
        Slot::Code => fixed(scope, |error| Some(code_value(error))),
        Slot::Message => Shape::always(text()),
        Slot::Status if scope.response.iter().any(|error| served_class(*error).is_some()) => {
            each(scope, |error| Some(Shape::always(served_statuses(error)?)))
        }
        Slot::Status => fixed(scope, |error| error.status().map(Value::from)),
        Slot::StatusPhrase => {
            text_of(|error| error.status().is_some_and(|status| crate::status::phrase(status).is_some()))
        }
        Slot::Title => text_of(|error| error.title().is_some()),
        Slot::GrpcStatus => fixed(scope, |error| error.grpc_status().map(Value::from)),
        Slot::Category => fixed(scope, |error| error.category().map(Value::from)),
        Slot::Docs => each(scope, |error| error.docs().map(|_| Shape::always(of_type("uri-reference")))),
        Slot::RequestId => Shape::sometimes(text()),
        Slot::Instance => Shape::sometimes(of_type("uri-reference")),
        Slot::Timestamp => Shape::always(of_type("timestamp")),
        Slot::Params => of_params(scope, of_param),
        Slot::ParamsText => of_params(scope, |param| match param.is_optional() {
            true => Shape::sometimes(object(Type::String)),
            false => Shape::always(object(Type::String)),
        }),
        Slot::Param(name) => each(scope, |error| {
            error.params().find(|param| param.name() == name && !param.is_internal()).map(of_param)
        }),
        Slot::Attribute(name) => each(scope, |error| error.attribute(name).map(of_attribute)),
        // A value of `[context]`: the table contains only its name.
        Slot::Context(_) => Shape::sometimes(of_type("json")),
        Slot::IssuePath | Slot::IssuePointer | Slot::IssueFragment | Slot::IssueMessage => {
            Shape::when(scope.issue, text())
        }
        Slot::IssueCode => Shape::when(scope.issue.map(|_| Certainty::Sometimes), text()),
    }
}

fn served_class(error: Definition) -> Option<&'static RangeInclusive<u16>> {
    error.table().served_class(error.index())
}

/// Returns the possible values of `$status`. An error that replaces a class of the framework's
/// statuses keeps the framework's status.
fn served_statuses(error: Definition) -> Option<RefOr<Schema>> {
    let Some(class) = served_class(error) else { return Some(one_of([error.status()?.into()])) };
    let range = ObjectBuilder::new().schema_type(Type::Integer);
    Some(range.minimum(Some(*class.start())).maximum(Some(*class.end())).into())
}

/// Returns the possible values of a constant that each error, or some errors, define.
fn fixed(scope: Scope<'_>, value: impl Fn(Definition) -> Option<Value>) -> Shape {
    let values: Vec<Value> = scope.response.iter().filter_map(|error| value(*error)).collect();
    let absent = values.len() < scope.response.len();
    let schema = (!values.is_empty()).then(|| one_of(values));
    Shape { constant: false, present: schema.is_some(), schema, absent }
}

/// Returns the possible values of a value that differs per error.
fn each(scope: Scope<'_>, of: impl Fn(Definition) -> Option<Shape>) -> Shape {
    let shapes: Vec<_> = scope.response.iter().map(|error| of(*error).unwrap_or_else(Shape::never)).collect();
    let absent = shapes.iter().any(|shape| shape.absent);
    let schema = shapes.into_iter().filter_map(|shape| shape.schema).reduce(|a, b| any_of([a, b]));
    Shape { constant: false, present: schema.is_some(), schema, absent }
}

/// Returns the schema of the object of parameters. It is absent for an error without parameters.
fn of_params(scope: Scope<'_>, of: impl Fn(ParamDefinition) -> Shape) -> Shape {
    let shown = |error: &Definition| error.params().filter(|param| param.in_detail() && !param.is_internal());
    let (with, without): (Vec<Definition>, Vec<Definition>) =
        scope.response.iter().partition(|error| shown(error).next().is_some());
    if with.is_empty() {
        return Shape::never();
    }
    let mut absent = !without.is_empty();
    let mut properties = ObjectBuilder::new().schema_type(Type::Object);
    let names: BTreeSet<_> = with.iter().flat_map(shown).map(ParamDefinition::wire_name).collect();
    for name in names {
        let same = Scope { response: &with, ..scope };
        let shape = each(same, |error| shown(&error).find(|param| param.wire_name() == name).map(&of));
        if !shape.absent {
            properties = properties.required(name);
        }
        if let Some(schema) = shape.schema {
            properties = properties.property(name, schema);
        }
    }
    absent |= with.iter().any(|error| shown(error).all(|param| of(param).absent));
    Shape { absent, ..Shape::always(properties) }
}

/// Returns the schema of a parameter.
pub(super) fn of_param(param: ParamDefinition) -> Shape {
    let ty = param.type_name();
    let schema = match ty.strip_prefix('[').and_then(|ty| ty.strip_suffix(']')) {
        Some(item) => array(of_type(item)).into(),
        None => of_type(ty),
    };
    Shape { absent: param.is_optional(), ..Shape::always(schema) }
}

/// Returns the schema of a catalog type.
fn of_type(ty: &str) -> RefOr<Schema> {
    let unsigned = ty == "u64";
    let (ty, format) = match ty {
        "bool" => (Type::Boolean.into(), None),
        "i64" => (Type::Integer.into(), Some(SchemaFormat::KnownFormat(KnownFormat::Int64))),
        "u64" => (Type::Integer.into(), Some(SchemaFormat::Custom("uint64".to_owned()))),
        // NaN and infinities are written as `null`.
        "f64" => (
            SchemaType::Array(vec![Type::Number, Type::Null]),
            Some(SchemaFormat::KnownFormat(KnownFormat::Double)),
        ),
        "timestamp" => (Type::String.into(), Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))),
        "uuid" | "uri-reference" => (Type::String.into(), Some(SchemaFormat::Custom(ty.to_owned()))),
        "json" => (SchemaType::AnyValue, None),
        _ => (Type::String.into(), None),
    };
    ObjectBuilder::new().schema_type(ty).format(format).minimum(unsigned.then_some(0)).into()
}

fn of_attribute(value: AttributeValue) -> Shape {
    Shape::always(match value {
        AttributeValue::Template(_) => of_type("string"),
        AttributeValue::Text(value) => one_of([value.into()]),
        AttributeValue::Bool(value) => one_of([value.into()]),
        AttributeValue::I64(value) => one_of([value.into()]),
        AttributeValue::U64(value) => one_of([value.into()]),
        AttributeValue::F64(value) => one_of([value.into()]),
        AttributeValue::Texts(texts) => one_of([texts.iter().collect()]),
    })
}
