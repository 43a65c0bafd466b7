//! Schemas with alternatives: one of several values, or any of several schemas.

use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Schema, SchemaType, Type};

use crate::definition::Definition;

/// Returns the code on the wire.
pub(super) fn code_value(definition: Definition) -> Value {
    match definition.code_number() {
        Some(number) => number.into(),
        None => definition.code().into(),
    }
}

/// Returns the schema of an enum with these values, without duplicates (JSON Schema validation §6.1.2).
pub(super) fn one_of(values: impl IntoIterator<Item = Value>) -> RefOr<Schema> {
    let mut distinct: Vec<Value> = Vec::new();
    let mut types = Vec::new();
    for value in values {
        if !types.contains(&type_of(&value)) {
            types.push(type_of(&value));
        }
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    let ty = match types.as_slice() {
        [ty] => SchemaType::Type(ty.clone()),
        _ => SchemaType::Array(types),
    };
    ObjectBuilder::new().schema_type(ty).enum_values(Some(distinct)).into()
}

fn type_of(value: &Value) -> Type {
    match value {
        Value::Null => Type::Null,
        Value::Bool(_) => Type::Boolean,
        Value::Number(number) if number.is_f64() => Type::Number,
        Value::Number(_) => Type::Integer,
        Value::String(_) => Type::String,
        Value::Array(_) => Type::Array,
        Value::Object(_) => Type::Object,
    }
}

/// Returns the schema of any of these, without duplicates.
pub(super) fn any_of(schemas: impl IntoIterator<Item = RefOr<Schema>>) -> RefOr<Schema> {
    let mut distinct: Vec<RefOr<Schema>> = Vec::new();
    for schema in schemas {
        let choices = match schema {
            RefOr::T(Schema::AnyOf(any)) => any.items,
            schema => vec![schema],
        };
        for choice in choices {
            if !distinct.contains(&choice) {
                distinct.push(choice);
            }
        }
    }
    if distinct.len() == 1 {
        return distinct.swap_remove(0);
    }
    let any = distinct.into_iter().fold(AnyOfBuilder::new(), |any, choice| any.item(choice));
    RefOr::T(Schema::AnyOf(any.build()))
}
