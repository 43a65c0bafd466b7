//! The catalog as it is written: typed, spanned, and not yet checked.
//!
//! What has the wrong form is simply absent here; the rules have said so by then.

use std::time::Duration;

use super::builtin::{self, BuiltIn};
use super::envelope::{Node, Slot};
use super::envelope_reader::{self, EnvelopeError};
use super::message::{Template, TemplateError};
use super::params::ParamType;
use crate::source::{Span, Spanned};

pub(crate) type Text = Spanned<String>;

/// Something that has a name in the catalog.
pub(crate) struct Named<T> {
    pub(crate) name: Text,
    /// The Rust name that follows from the name, if any does.
    pub(crate) type_name: Option<String>,
    /// Whether some key of it was unknown or of the wrong type.
    pub(crate) damaged: bool,
    pub(crate) item: T,
}

impl<T> std::ops::Deref for Named<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.item
    }
}

/// A template with the text that it was read from.
pub(crate) struct RawTemplate {
    pub(crate) text: Text,
    pub(crate) parsed: Result<Template, Vec<TemplateError>>,
}

impl RawTemplate {
    pub(crate) fn new(text: Text) -> Self {
        let parsed = Template::parse(&text.value);
        Self { text, parsed }
    }

    /// The placeholders, with where they stand in the text.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = (&str, std::ops::Range<usize>)> {
        self.parsed.iter().flat_map(Template::placeholders)
    }
}

/// The JSON of an envelope, or one of its headers, with the text that it was read from.
pub(crate) struct RawNode {
    pub(crate) text: Text,
    pub(crate) parsed: Result<Node, Vec<EnvelopeError>>,
}

impl RawNode {
    pub(crate) fn body(text: Text, domain: &str) -> Self {
        let parsed = envelope_reader::parse(&text.value, domain);
        Self { text, parsed }
    }

    pub(crate) fn header(text: Text, domain: &str) -> Self {
        let parsed = envelope_reader::parse_string(&text.value, domain);
        Self { text, parsed }
    }

    /// The values in it, with where they stand in the text.
    pub(crate) fn slots(&self) -> Vec<(&Slot, std::ops::Range<usize>)> {
        self.parsed.as_ref().map(Node::slots).unwrap_or_default()
    }
}

#[derive(Default)]
pub(crate) struct Raw {
    pub(crate) header: Header,
    pub(crate) rust: Rust,
    pub(crate) envelopes: Vec<Named<Envelope>>,
    /// The envelopes that need no declaration, with their bodies.
    pub(crate) built_in: Vec<(&'static BuiltIn, Node)>,
    pub(crate) context: Vec<(Text, Text)>,
    pub(crate) attributes: Vec<(Text, Text)>,
    pub(crate) retries: Vec<Named<Retry>>,
    pub(crate) statuses: Vec<Named<Status>>,
    pub(crate) rate_limits: Vec<Named<RateLimit>>,
    pub(crate) categories: Vec<Named<Category>>,
    pub(crate) errors: Vec<Named<Error>>,
    pub(crate) operations: Vec<Named<Operation>>,
    pub(crate) framework: Vec<(Text, Text)>,
    pub(crate) retired: Vec<Named<Retired>>,
    pub(crate) rules: Vec<(Text, Text)>,
    pub(crate) generate: Generate,
}

#[derive(Default)]
pub(crate) struct Header {
    pub(crate) name: Option<Text>,
    pub(crate) version: Option<Text>,
    pub(crate) title: Option<Text>,
    pub(crate) description: Option<Text>,
    pub(crate) docs: Option<Text>,
    pub(crate) http: bool,
    pub(crate) domain: Option<Text>,
}

#[derive(Default)]
pub(crate) struct Rust {
    pub(crate) error: Option<Text>,
    pub(crate) code: Option<Text>,
    pub(crate) category: Option<Text>,
    pub(crate) constructors: bool,
    pub(crate) responses: bool,
    pub(crate) non_exhaustive: bool,
    pub(crate) texts: Vec<Text>,
}

pub(crate) struct Envelope {
    pub(crate) body: Option<RawNode>,
    pub(crate) description: Option<Text>,
    pub(crate) media_type: Option<Text>,
    pub(crate) headers: Vec<(Text, RawNode)>,
    pub(crate) highest_status: bool,
    pub(crate) by_status: bool,
    pub(crate) fields: Vec<(Text, Text)>,
}

pub(crate) struct Retry {
    pub(crate) kind: Option<Text>,
    pub(crate) base: Option<Duration>,
    pub(crate) max: Option<Duration>,
    pub(crate) jitter: Option<Text>,
    pub(crate) attempts: Option<Spanned<i64>>,
    pub(crate) fallback: Option<Text>,
    pub(crate) description: Option<Text>,
}

pub(crate) struct Status {
    pub(crate) title: Option<Text>,
    pub(crate) when: Option<Text>,
    pub(crate) description: Option<Text>,
    pub(crate) retry: Option<Text>,
    pub(crate) retry_note: Option<Text>,
    pub(crate) listed: bool,
}

pub(crate) struct RateLimit {
    pub(crate) scope: Option<Text>,
    pub(crate) limit: Option<Spanned<i64>>,
    pub(crate) window: Option<Text>,
    pub(crate) affects: Vec<Text>,
    pub(crate) description: Option<Text>,
}

pub(crate) struct Category {
    pub(crate) title: Option<Text>,
    pub(crate) description: Option<Text>,
    pub(crate) rust: Option<Text>,
    pub(crate) status: Option<Spanned<i64>>,
    pub(crate) envelope: Option<Text>,
    pub(crate) retry: Option<Text>,
    pub(crate) retry_note: Option<Text>,
}

pub(crate) struct Error {
    pub(crate) message: Option<RawTemplate>,
    pub(crate) status: Option<Spanned<i64>>,
    pub(crate) category: Option<Text>,
    pub(crate) title: Option<Text>,
    pub(crate) description: Option<Text>,
    pub(crate) fix: Option<Text>,
    pub(crate) when: Option<Text>,
    pub(crate) log: Option<RawTemplate>,
    pub(crate) code: Option<Spanned<Code>>,
    pub(crate) shared_code: bool,
    pub(crate) rust: Option<Text>,
    pub(crate) params: Vec<Param>,
    pub(crate) issues: Option<Span>,
    /// Rust types that the error is made of, by the issues that they know.
    pub(crate) issues_from: Vec<Text>,
    pub(crate) source: Option<Source>,
    pub(crate) grpc_status: Option<Text>,
    pub(crate) headers: Vec<(Text, RawTemplate)>,
    pub(crate) attributes: Vec<(Text, Spanned<Scalar>)>,
    pub(crate) envelope: Option<Text>,
    pub(crate) retry: Option<Text>,
    pub(crate) retry_note: Option<Text>,
    pub(crate) triggers: Vec<Trigger>,
    pub(crate) tags: Vec<Text>,
    pub(crate) public: bool,
    pub(crate) since: Option<Text>,
    pub(crate) deprecated: Option<Option<Text>>,
}

/// A code that the catalog sets apart from the key.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Code {
    Text(String),
    Number(i64),
}

pub(crate) struct Source {
    /// `None` where it is boxed.
    pub(crate) ty: Option<Text>,
    pub(crate) from: Option<Span>,
    pub(crate) span: Span,
}

pub(crate) struct Param {
    pub(crate) name: Text,
    /// The type as written.
    pub(crate) type_text: Option<Text>,
    pub(crate) ty: Option<ParamType>,
    pub(crate) wire: Option<Text>,
    pub(crate) optional: bool,
    pub(crate) detail: bool,
    pub(crate) internal: bool,
    pub(crate) description: Option<Text>,
    pub(crate) example: Option<Spanned<Scalar>>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scalar {
    Text(String),
    Integer(i64),
    Float(f64),
    Bool(bool),
}

pub(crate) struct Trigger {
    pub(crate) when: Option<Text>,
    pub(crate) places: Vec<Text>,
    pub(crate) messages: Vec<Text>,
    pub(crate) fix: Option<Text>,
}

pub(crate) struct Operation {
    pub(crate) route: Option<Text>,
    pub(crate) title: Option<Text>,
    pub(crate) rust: Option<Text>,
    pub(crate) errors: Vec<Text>,
}

pub(crate) struct Retired {
    pub(crate) since: Option<Text>,
    pub(crate) replacement: Option<Text>,
    pub(crate) description: Option<Text>,
}

/// `generate.openapi`
pub(crate) struct OpenApi {
    pub(crate) path: Option<Text>,
    pub(crate) version: Option<Text>,
    pub(crate) single: bool,
    pub(crate) merge: Option<Text>,
}

/// `generate.template`
pub(crate) struct FileTemplate {
    pub(crate) path: Option<Text>,
    pub(crate) output: Option<Text>,
}

/// `generate.html`
pub(crate) struct Html {
    pub(crate) path: Option<Text>,
    pub(crate) templates: Option<Text>,
}

#[derive(Default)]
pub(crate) struct Generate {
    pub(crate) rust: Option<Text>,
    pub(crate) openapi: Option<OpenApi>,
    pub(crate) markdown: Option<Text>,
    pub(crate) html: Option<Html>,
    pub(crate) inject: Vec<Text>,
    pub(crate) templates: Vec<FileTemplate>,
}

impl Header {
    /// What `$domain` shows; nothing but in a catalog without a name.
    pub(crate) fn domain(&self) -> &str {
        self.domain.as_ref().or(self.name.as_ref()).map_or("", |domain| &domain.value)
    }
}

impl Raw {
    pub(crate) fn error(&self, name: &str) -> Option<&Named<Error>> {
        self.errors.iter().find(|error| error.name.value == name)
    }

    pub(crate) fn category_of(&self, error: &Error) -> Option<&Named<Category>> {
        let name = error.category.as_ref()?;
        self.categories.iter().find(|category| category.name.value == name.value)
    }

    /// The error's status, its own or its category's.
    pub(crate) fn status_of<'r>(&'r self, error: &'r Error) -> Option<&'r Spanned<i64>> {
        error.status.as_ref().or_else(|| self.category_of(error)?.status.as_ref())
    }

    pub(crate) fn status(&self, number: i64) -> Option<&Named<Status>> {
        self.statuses.iter().find(|status| status.name.value == number.to_string())
    }

    /// The envelope that the error, its category or the catalog picks, by name; a built-in one where the catalog
    /// declares no `default`.
    pub(crate) fn envelope_name<'r>(&'r self, error: &'r Error) -> &'r str {
        let picked = error.envelope.as_ref().or_else(|| self.category_of(error)?.envelope.as_ref());
        let name = picked.map_or("default", |name| name.value.as_str());
        let is_declared = self.envelopes.iter().any(|envelope| envelope.name.value == name);
        if is_declared { name } else { builtin::name(name, self.header.http).unwrap_or(name) }
    }

    /// The body of a built-in envelope.
    pub(crate) fn built_in_body(&self, name: &str) -> Option<&Node> {
        self.built_in.iter().find(|(built_in, _)| built_in.name == name).map(|(_, body)| body)
    }

    pub(crate) fn envelope_of(&self, error: &Error) -> Option<&Named<Envelope>> {
        let name = self.envelope_name(error);
        self.envelopes.iter().find(|envelope| envelope.name.value == name)
    }
}

impl Named<Error> {
    /// The code on the wire, as text.
    pub(crate) fn wire_code(&self) -> String {
        match &self.code {
            Some(Spanned { value: Code::Text(code), .. }) => code.clone(),
            Some(Spanned { value: Code::Number(code), .. }) => code.to_string(),
            None => self.name.value.clone(),
        }
    }

    /// Where the wire code stands.
    pub(crate) fn code_span(&self) -> Span {
        self.code.as_ref().map_or(self.name.span, |code| code.span)
    }

    /// Every template of the error that leaves the server: message, headers, attributes.
    pub(crate) fn public_templates<'r>(
        &'r self,
        attributes: &'r [RawTemplate],
    ) -> impl Iterator<Item = &'r RawTemplate> {
        self.message.iter().chain(self.headers.iter().map(|(_, value)| value)).chain(attributes)
    }
}
