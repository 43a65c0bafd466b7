//! Templates and envelopes, each with its source text.

use crate::catalog::envelope::{Node, Slot};
use crate::catalog::envelope_reader::{self, EnvelopeError};
use crate::catalog::message::{Template, TemplateError};
use crate::catalog::tree::Text;

/// A template with its source text.
pub(crate) struct RawTemplate<'s> {
    pub(crate) text: Text<'s>,
    pub(crate) parsed: Result<Template, Vec<TemplateError>>,
}

impl<'s> RawTemplate<'s> {
    /// Parses a message, or a text for logs.
    pub(crate) fn message(text: Text<'s>) -> Self {
        let parsed = Template::parse_message(&text.value);
        Self { text, parsed }
    }

    /// Parses the value of an attribute.
    pub(crate) fn attribute(text: Text<'s>) -> Self {
        let parsed = Template::parse(&text.value);
        Self { text, parsed }
    }

    /// Parses the value of a header.
    pub(crate) fn header(text: Text<'s>) -> Self {
        let parsed = Template::parse_header(&text.value);
        Self { text, parsed }
    }

    /// Returns the placeholders, with their ranges in the text.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = (&str, std::ops::Range<usize>)> {
        self.parsed.iter().flat_map(Template::placeholders)
    }
}

/// The JSON of an envelope, or one of its headers, with its source text.
pub(crate) struct RawNode<'s> {
    pub(crate) text: Text<'s>,
    pub(crate) parsed: Result<Node, Vec<EnvelopeError>>,
}

impl<'s> RawNode<'s> {
    pub(crate) fn body(text: Text<'s>, domain: &str) -> Self {
        let parsed = envelope_reader::parse(&text.value, domain);
        Self { text, parsed }
    }

    pub(crate) fn header(text: Text<'s>, domain: &str) -> Self {
        let parsed = envelope_reader::parse_header(&text.value, domain);
        Self { text, parsed }
    }

    /// Returns the values, with their ranges in the text.
    pub(crate) fn slots(&self) -> Vec<(&Slot, std::ops::Range<usize>)> {
        self.parsed.as_ref().map(Node::slots).unwrap_or_default()
    }
}
