//! The headers of a response (OpenAPI 3.1 §4.8.21).

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{Schema, Type};

use super::choice::any_of;
use super::schema::{self, Scope};
use crate::definition::{Definition, Template};

/// Returns the headers of responses with these errors, each with the schema of its value.
pub(super) fn of_errors(errors: &[Definition], all: &[Definition]) -> Vec<(&'static str, RefOr<Schema>)> {
    let mut headers: Vec<(&'static str, RefOr<Schema>)> = Vec::new();
    let mut add = |name: &'static str, schema: RefOr<Schema>| match headers
        .iter_mut()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
    {
        Some((_, known)) => *known = any_of([known.clone(), schema]),
        None => headers.push((name, schema)),
    };
    for error in errors {
        for header in error.headers() {
            add(header.name, of_template(header.value, *error));
        }
        for (name, node) in error.envelope().map(|envelope| envelope.headers).unwrap_or_default() {
            let scope = Scope { response: &[*error], all, issue: None };
            if let Some(schema) = schema::of_node(node, scope).written() {
                add(name, schema);
            }
        }
    }
    headers
}

/// Returns the schema of a value: a number for a single number, otherwise a string.
fn of_template(template: Template, error: Definition) -> RefOr<Schema> {
    let number = || schema::object(Type::Integer).into();
    let text = || schema::object(Type::String).into();
    // An encoded value is always text.
    let mut tail = template.marked_tail();
    match (template.head(), tail.next(), tail.next()) {
        (constant, None, _) if constant.parse::<i64>().is_ok() => number(),
        ("", Some((slot, "")), None) => match error.params().nth(slot) {
            Some(param) if !param.type_name().starts_with('[') => {
                schema::of_param(param).written().unwrap_or_else(text)
            }
            _ => text(),
        },
        _ => text(),
    }
}
