//! Schemas of values.

use std::collections::HashSet;

use super::super::tree::Tree;
use super::objects::described;
use super::{Deriver, Issue, Seen, any_of, constant, nullable, of_text, reference, ty};
use crate::catalog::{AttributeValue, Code, Error, Param, ParamType, Scalar, Slot, status};
use crate::emit::body::example_of;
use crate::emit::words::error_title;

impl<'a> Deriver<'_, 'a> {
    pub(super) fn slot(&self, slot: &Slot) -> Seen<'a> {
        if let (Slot::Code, Some((name, count))) = (slot, self.codes)
            && self.errors.len() >= count
            && distinct_codes(self.errors).len() == count
        {
            return Seen::always(reference("schemas", name));
        }
        let (mut shown, mut absent, mut schemas) = (0, false, Vec::new());
        for error in self.errors {
            let seen = self.slot_of(error, slot);
            shown += usize::from(seen.present);
            absent |= seen.absent;
            // Most are equal to the previous one.
            if seen.present && schemas.last() != Some(&seen.schema) {
                schemas.push(seen.schema);
            }
        }
        let schema = match slot {
            // Members of many errors. Clients use the error's own schema for typed access.
            Slot::Params | Slot::ParamsText if shown > 1 => ty("object").with("additionalProperties", true),
            Slot::Status
                if shown > 1 && self.errors.iter().any(|error| self.served_range(error).is_some()) =>
            {
                self.range_of_statuses()
            }
            _ => any_of(schemas),
        };
        Seen { schema, present: shown > 0, absent }
    }

    fn slot_of(&self, error: &'a Error, slot: &Slot) -> Seen<'a> {
        let given = |schema: Option<Tree<'a>>| schema.map_or_else(Seen::never, Seen::always);
        match slot {
            Slot::Status if self.served_range(error).is_some() => given(self.served_range(error)),
            Slot::Code | Slot::Status | Slot::GrpcStatus | Slot::Category => {
                given(self.fixed(error, slot).map(constant))
            }
            Slot::Message => Seen::always(ty("string")),
            Slot::Title => given(error_title(self.catalog, error).map(|_| ty("string"))),
            // A status of the class can lack a phrase.
            Slot::StatusPhrase if self.served_range(error).is_some() => Seen::maybe(ty("string")),
            Slot::StatusPhrase => given(error.status.and_then(status::reason).map(|_| ty("string"))),
            Slot::Docs => given(self.catalog.docs.as_ref().map(|_| format("string", "uri-reference"))),
            Slot::RequestId => Seen::maybe(ty("string")),
            Slot::Instance => Seen::maybe(format("string", "uri-reference")),
            Slot::Timestamp => Seen::always(format("string", "date-time")),
            Slot::Params => params(error, param_schema),
            Slot::ParamsText => params(error, |param| described(ty("string"), param.description.as_deref())),
            Slot::Param(name) => {
                let param = error.params.iter().find(|param| param.name == *name && !param.internal);
                param.map_or_else(Seen::never, |param| Seen {
                    // The description applies to the parameter of a single error.
                    schema: if self.errors.len() == 1 { param_schema(param) } else { param_type(param.ty) },
                    present: true,
                    absent: param.optional,
                })
            }
            Slot::Attribute(name) => given(self.attribute(error, name).map(|value| match value {
                AttributeValue::Template(_) => ty("string"),
                value => constant(attribute(value)),
            })),
            Slot::Context(name) => {
                let declared = self.catalog.context.iter().find(|(declared, _)| declared == name);
                declared.map_or_else(Seen::never, |(_, ty)| Seen::maybe(param_type(*ty)))
            }
            Slot::IssuePath
            | Slot::IssuePointer
            | Slot::IssueFragment
            | Slot::IssueMessage
            | Slot::IssueCode => self.issue(error, slot),
        }
    }

    fn issue(&self, error: &Error, slot: &Slot) -> Seen<'static> {
        match self.issue {
            Issue::Outside => Seen::never(),
            _ if !error.issues => Seen::never(),
            Issue::One if *slot != Slot::IssueCode => Seen::always(ty("string")),
            Issue::One | Issue::Perhaps => Seen::maybe(ty("string")),
        }
    }

    /// Returns a constant value of an error.
    pub(super) fn fixed(&self, error: &'a Error, slot: &Slot) -> Option<Tree<'a>> {
        match slot {
            Slot::Code => Some(code(&error.code)),
            Slot::Status if self.served_range(error).is_some() => None,
            Slot::Status => error.status.map(|status| i64::from(status).into()),
            Slot::GrpcStatus => error.grpc_status.as_deref().map(Tree::from),
            Slot::Category => error.category.map(|at| self.catalog.categories[at].name.as_str().into()),
            Slot::Attribute(name) => match self.attribute(error, name)? {
                AttributeValue::Template(_) => None,
                value => Some(attribute(value)),
            },
            _ => None,
        }
    }

    /// Returns the possible values of `$status` of an error that replaces a class of the
    /// framework's statuses, because it keeps the framework's status.
    fn served_range(&self, error: &Error) -> Option<Tree<'a>> {
        let class = self.catalog.served_class(error)?;
        let (first, last) = (i64::from(*class.statuses.start()), i64::from(*class.statuses.end()));
        Some(ty("integer").with("minimum", first).with("maximum", last))
    }

    /// Returns a single range for the statuses of all errors, because client generators convert a
    /// list of ranges and constants to several types.
    fn range_of_statuses(&self) -> Tree<'a> {
        let of_error = |error: &&Error| match self.catalog.served_class(error) {
            Some(class) => Some((*class.statuses.start(), *class.statuses.end())),
            None => error.status.map(|status| (status, status)),
        };
        let ranges = self.errors.iter().filter_map(of_error);
        let (first, last) =
            ranges.fold((u16::MAX, 0), |(first, last), range| (first.min(range.0), last.max(range.1)));
        ty("integer").with("minimum", i64::from(first)).with("maximum", i64::from(last))
    }

    fn attribute<'e>(&self, error: &'e Error, name: &str) -> Option<&'e AttributeValue> {
        let declared = self.catalog.attributes.iter().position(|attribute| attribute.name == name)?;
        error.attributes.iter().find(|(at, _)| *at == declared).map(|(_, value)| value)
    }
}

fn format(name: &'static str, format: &'static str) -> Tree<'static> {
    ty(name).with("format", Tree::Text(format.into()))
}

/// Returns the schema of `$params`.
fn params<'a>(error: &'a Error, schema: impl Fn(&'a Param) -> Tree<'a>) -> Seen<'a> {
    let shown: Vec<&Param> = error.params.iter().filter(|param| param.detail).collect();
    if shown.is_empty() {
        return Seen::never();
    }
    let properties = shown.iter().map(|param| (param.wire.as_str(), schema(param)));
    let required: Vec<Tree> =
        shown.iter().filter(|param| !param.optional).map(|param| param.wire.as_str().into()).collect();
    let absent = required.is_empty();
    let schema = ty("object").with("properties", Tree::of(properties));
    // An empty object is omitted.
    let schema = if absent { schema.with("minProperties", 1) } else { schema.with("required", required) };
    Seen { schema, present: true, absent }
}

/// Returns a parameter's schema.
pub(in super::super) fn param_schema(param: &Param) -> Tree<'_> {
    let schema = described(param_type(param.ty), param.description.as_deref());
    let example = param.example.as_ref().map(|_| vec![of_text(example_of(param).into_owned())]);
    if schema.is_empty() { schema } else { schema.with_some("examples", example) }
}

pub(in super::super) fn param_type(param: ParamType) -> Tree<'static> {
    let one = match param.scalar {
        Scalar::String => ty("string"),
        Scalar::Bool => ty("boolean"),
        Scalar::I64 => format("integer", "int64"),
        // OpenAPI's format registry has no widely supported unsigned 64-bit format, so the schema
        // has a minimum.
        Scalar::U64 => format("integer", "uint64").with("minimum", 0),
        // NaN and infinities are written as `null`, because JSON cannot represent them (RFC 8259 §6).
        Scalar::F64 => nullable(format("number", "double")),
        Scalar::Timestamp => format("string", "date-time"),
        Scalar::Uuid => format("string", "uuid"),
        Scalar::Json => Tree::object(),
    };
    if param.list { ty("array").with("items", one) } else { one }
}

pub(in super::super) fn code(code: &Code) -> Tree<'_> {
    match code {
        Code::Text(text) => text.as_str().into(),
        Code::Number(number) => (*number).into(),
    }
}

/// Returns the schema of the codes of these errors.
pub(in super::super) fn code_enum<'a>(errors: &[&'a Error]) -> Tree<'a> {
    let mut codes = distinct_codes(errors);
    if codes.len() == 1 {
        return constant(codes.remove(0));
    }
    let texts = codes.iter().filter(|code| matches!(code, Tree::Text(_))).count();
    let ty = match texts {
        0 => Some("integer"),
        texts if texts == codes.len() => Some("string"),
        _ => None,
    };
    Tree::object().with_some("type", ty).with("enum", codes)
}

pub(in super::super) fn distinct_codes<'a>(errors: &[&'a Error]) -> Vec<Tree<'a>> {
    let mut known = HashSet::new();
    errors.iter().filter(|error| known.insert(&error.code)).map(|error| code(&error.code)).collect()
}

pub(in super::super) fn attribute(value: &AttributeValue) -> Tree<'_> {
    match value {
        AttributeValue::String(text) => text.as_str().into(),
        AttributeValue::Template(_) => Tree::null(),
        AttributeValue::Bool(value) => (*value).into(),
        AttributeValue::I64(value) => (*value).into(),
        AttributeValue::U64(value) => Tree::Literal(value.to_string().into()),
        AttributeValue::F64(value) => Tree::Literal(value.to_string().into()),
        AttributeValue::Strings(texts) => Tree::List(texts.iter().map(|text| text.as_str().into()).collect()),
    }
}
