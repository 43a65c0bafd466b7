//! Resolves items without references to other sections.

use crate::catalog::message::{Piece, Template};
use crate::catalog::model::*;
use crate::catalog::naming;
use crate::catalog::raw::{self, Named, RawTemplate, Text};
use crate::source::Sources;

pub(super) fn value(text: &Option<Text>) -> Option<String> {
    text.as_ref().map(|text| text.value.clone().into_owned())
}

/// Returns the name that the catalog sets, or the one that is derived from the key.
pub(crate) fn rust_name<'r, T>(set: &'r Option<Text>, named: &'r Named<T>) -> Option<&'r str> {
    set.as_ref().map(|set| &*set.value).or(named.type_name.as_deref())
}

/// Returns the name of an operation's enum.
pub(crate) fn operation_name(operation: &Named<raw::Operation>) -> Option<String> {
    match &operation.rust {
        Some(set) => Some(set.value.clone().into_owned()),
        // `self` is not a keyword as a part of a name.
        None => operation.type_name.as_ref().map(|name| format!("{}Error", name.trim_end_matches('_'))),
    }
}

pub(super) fn rust_options(rust: &raw::Rust) -> RustOptions {
    let name = |set: &Option<Text>, default: &str| value(set).unwrap_or_else(|| default.to_owned());
    let keeps = |text: &str| rust.texts.iter().any(|kept| kept.value == text);
    RustOptions {
        error: name(&rust.error, "Error"),
        code: name(&rust.code, "Code"),
        category: name(&rust.category, "Category"),
        constructors: rust.constructors,
        responses: rust.responses,
        non_exhaustive: rust.non_exhaustive,
        descriptions: keeps("description"),
        fixes: keeps("fix"),
        examples: keeps("example"),
    }
}

pub(super) fn envelope(envelope: &Named<raw::Envelope>) -> Option<Envelope> {
    let headers = envelope.headers.iter();
    Some(Envelope {
        name: envelope.name.value.clone().into_owned(),
        body: envelope.body.as_ref()?.parsed.as_ref().ok()?.clone(),
        description: value(&envelope.description),
        media_type: value(&envelope.media_type).unwrap_or_else(|| "application/json".to_owned()),
        headers: headers
            .map(|(name, node)| Some((name.value.clone().into_owned(), node.parsed.as_ref().ok()?.clone())))
            .collect::<Option<_>>()?,
        highest_status: envelope.highest_status,
        by_status: envelope.by_status,
        fields: envelope
            .fields
            .iter()
            .map(|(path, text)| (path.value.clone().into_owned(), text.value.clone().into_owned()))
            .collect(),
    })
}

pub(super) fn attribute_declaration(declared: &raw::Attribute) -> Option<AttributeDeclaration> {
    let ty = match declared.type_text() {
        "string" => AttributeType::String,
        "template" => AttributeType::Template,
        "bool" => AttributeType::Bool,
        "i64" => AttributeType::I64,
        "u64" => AttributeType::U64,
        "f64" => AttributeType::F64,
        "[string]" => AttributeType::Strings,
        _ => return None,
    };
    Some(AttributeDeclaration {
        name: declared.name.value.clone().into_owned(),
        rust: declared.accessor()?.into_owned(),
        ty,
    })
}

/// Converts the value of an attribute, if it has the declared type.
pub(crate) fn attribute_value(
    ty: &str,
    value: &raw::AttributeValue,
    params: &[Param],
) -> Option<AttributeValue> {
    let scalar = match value {
        raw::AttributeValue::Scalar(scalar) => scalar,
        raw::AttributeValue::Texts(texts) => {
            let texts = texts.iter().map(|text| text.value.clone().into_owned()).collect();
            return (ty == "[string]").then_some(AttributeValue::Strings(texts));
        }
    };
    Some(match (ty, scalar) {
        ("string", raw::Scalar::Text(text)) => AttributeValue::String(text.clone().into_owned()),
        ("template", raw::Scalar::Text(text)) => {
            let template = crate::catalog::message::Template::parse(text).ok()?;
            AttributeValue::Template(pieces(&template, params)?)
        }
        ("bool", raw::Scalar::Bool(value)) => AttributeValue::Bool(*value),
        ("i64", raw::Scalar::Integer(number)) => AttributeValue::I64(*number),
        ("u64", raw::Scalar::Integer(number)) => AttributeValue::U64(u64::try_from(*number).ok()?),
        ("f64", raw::Scalar::Float(number)) if number.is_finite() => AttributeValue::F64(*number),
        ("f64", raw::Scalar::Integer(number)) => AttributeValue::F64(*number as f64),
        _ => return None,
    })
}

pub(super) fn rate_limit(limit: &Named<raw::RateLimit>) -> Option<RateLimit> {
    Some(RateLimit {
        name: limit.name.value.clone().into_owned(),
        scope: value(&limit.scope)?,
        limit: u64::try_from(limit.limit.as_ref()?.value).ok()?,
        window: value(&limit.window)?,
        affects: limit.affects.iter().map(|text| text.value.clone().into_owned()).collect(),
        description: value(&limit.description),
    })
}

pub(super) fn category(category: &Named<raw::Category>) -> Option<Category> {
    let name = category.name.value.clone().into_owned();
    let rust = rust_name(&category.rust, category)?.to_owned();
    Some(Category {
        title: value(&category.title).unwrap_or_else(|| name.clone()),
        description: value(&category.description),
        snake: naming::snake(&rust),
        name,
        rust,
    })
}

pub(super) fn param(param: &raw::Param, sources: &Sources) -> Option<Param> {
    let name = param.name.value.clone().into_owned();
    Some(Param {
        rust: naming::value_name(&name)?,
        wire: value(&param.wire).unwrap_or_else(|| name.clone()),
        name,
        ty: param.ty?,
        optional: param.optional,
        detail: param.detail && !param.internal,
        internal: param.internal,
        description: value(&param.description),
        location: sources.location(param.name.span),
        example: param.example.as_ref().map(|example| match &example.value {
            raw::Scalar::Text(text) => text.clone().into_owned(),
            raw::Scalar::Integer(number) => number.to_string(),
            raw::Scalar::Float(number) => number.to_string(),
            raw::Scalar::Bool(value) => value.to_string(),
        }),
    })
}

/// Resolves the triggers. Messages and fixes default to those of the error.
pub(super) fn trigger(trigger: &raw::Trigger, error: &raw::Error, message: &str) -> Option<Trigger> {
    let texts = |texts: &[Text]| texts.iter().map(|text| text.value.clone().into_owned()).collect();
    Some(Trigger {
        when: value(&trigger.when)?,
        places: texts(&trigger.places),
        messages: if trigger.messages.is_empty() {
            vec![message.to_owned()]
        } else {
            texts(&trigger.messages)
        },
        fix: value(&trigger.fix).or_else(|| value(&error.fix)),
    })
}

pub(super) fn message(template: &RawTemplate, params: &[Param]) -> Option<Message> {
    pieces(template.parsed.as_ref().ok()?, params)
}

pub(super) fn pieces(template: &Template, params: &[Param]) -> Option<Message> {
    let slot_of = |name: &str| params.iter().position(|param| param.name == name);
    let pieces = template.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => Some(MessagePiece::Text(text.clone())),
        Piece::Placeholder { name, encoding, .. } => Some(MessagePiece::Param(slot_of(name)?, *encoding)),
        Piece::SegmentStart { name, .. } => Some(MessagePiece::SegmentStart(slot_of(name)?)),
        Piece::SegmentEnd => Some(MessagePiece::SegmentEnd),
    });
    Some(Message { pieces: pieces.collect::<Option<_>>()? })
}
