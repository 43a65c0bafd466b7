//! Errors as written.

use std::borrow::Cow;

use super::named::Named;
use super::template::RawTemplate;
use crate::catalog::params::ParamType;
use crate::catalog::tree::Text;
use crate::source::{Span, Spanned};

pub(crate) struct Error<'s> {
    pub(crate) message: Option<RawTemplate<'s>>,
    pub(crate) status: Option<Spanned<i64>>,
    pub(crate) category: Option<Text<'s>>,
    /// The index into [`Raw::categories`], if the category exists.
    pub(crate) category_place: Option<usize>,
    pub(crate) title: Option<Text<'s>>,
    pub(crate) description: Option<Text<'s>>,
    pub(crate) fix: Option<Text<'s>>,
    pub(crate) when: Option<Text<'s>>,
    pub(crate) log: Option<RawTemplate<'s>>,
    pub(crate) code: Option<Spanned<Code<'s>>>,
    pub(crate) shared_code: bool,
    /// The index of the first error in [`Raw::errors`] with the same wire code.
    pub(crate) first_of_code: usize,
    pub(crate) rust: Option<Text<'s>>,
    pub(crate) params: Vec<Param<'s>>,
    pub(crate) issues: Option<Span>,
    /// The Rust types with field issues that `?` converts to the error.
    pub(crate) issues_from: Vec<Text<'s>>,
    pub(crate) source: Option<Source<'s>>,
    pub(crate) grpc_status: Option<Text<'s>>,
    pub(crate) headers: Vec<(Text<'s>, RawTemplate<'s>)>,
    pub(crate) attributes: Vec<(Text<'s>, Spanned<AttributeValue<'s>>)>,
    pub(crate) envelope: Option<Text<'s>>,
    pub(crate) retry: Option<Text<'s>>,
    pub(crate) retry_note: Option<Text<'s>>,
    pub(crate) triggers: Vec<Trigger<'s>>,
    pub(crate) tags: Vec<Text<'s>>,
    pub(crate) public: bool,
    pub(crate) since: Option<Text<'s>>,
    pub(crate) deprecated: Option<Deprecation<'s>>,
}

/// A deprecation of an error.
pub(crate) struct Deprecation<'s> {
    /// The replacement.
    pub(crate) note: Option<Text<'s>>,
}

/// A code that differs from the key.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Code<'s> {
    Text(Cow<'s, str>),
    Number(i64),
}

pub(crate) struct Source<'s> {
    /// `None` if it is boxed.
    pub(crate) ty: Option<Text<'s>>,
    pub(crate) from: Option<Span>,
    pub(crate) span: Span,
}

pub(crate) struct Param<'s> {
    pub(crate) name: Text<'s>,
    /// The type as written.
    pub(crate) type_text: Option<Text<'s>>,
    pub(crate) ty: Option<ParamType>,
    pub(crate) wire: Option<Text<'s>>,
    pub(crate) optional: bool,
    pub(crate) detail: bool,
    pub(crate) internal: bool,
    pub(crate) description: Option<Text<'s>>,
    pub(crate) example: Option<Spanned<Scalar<'s>>>,
}

/// The value of an attribute of an error.
pub(crate) enum AttributeValue<'s> {
    Scalar(Scalar<'s>),
    Texts(Vec<Text<'s>>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scalar<'s> {
    Text(Cow<'s, str>),
    Integer(i64),
    Float(f64),
    Bool(bool),
}

pub(crate) struct Trigger<'s> {
    pub(crate) when: Option<Text<'s>>,
    pub(crate) places: Vec<Text<'s>>,
    pub(crate) messages: Vec<Text<'s>>,
    pub(crate) fix: Option<Text<'s>>,
}

impl<'s> Named<'s, Error<'s>> {
    /// Returns the code on the wire, as text.
    pub(crate) fn wire_code(&self) -> Cow<'_, str> {
        match &self.code {
            Some(Spanned { value: Code::Text(code), .. }) => Cow::Borrowed(code),
            Some(Spanned { value: Code::Number(code), .. }) => code.to_string().into(),
            None => Cow::Borrowed(&self.name.value),
        }
    }

    /// Returns the span of the wire code.
    pub(crate) fn code_span(&self) -> Span {
        self.code.as_ref().map_or(self.name.span, |code| code.span)
    }

    /// Returns every template that is sent to clients: message, headers, attributes.
    pub(crate) fn public_templates<'r>(
        &'r self,
        attributes: &'r [RawTemplate<'s>],
    ) -> impl Iterator<Item = &'r RawTemplate<'s>> {
        self.message.iter().chain(self.headers.iter().map(|(_, value)| value)).chain(attributes)
    }
}
