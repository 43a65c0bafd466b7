//! Responses without a web framework: status, headers and body, for adapters, gateways and tests.

use std::borrow::Cow;

pub use crate::body::{Body, Context, body, joint_body, joint_status};
pub use crate::error_response::ErrorResponse;

use crate::body::Scope;
use crate::catalog_error::CatalogError;
use crate::definition::{AttributeValue, Template};
use crate::encoding::Encoding;
use crate::envelope::{Envelope, Node, Part, Slot};
use crate::param::Arg;
use crate::small_list::{self, SmallList};
use crate::status;

/// A response to a request: status, headers and body as the catalog defines them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// The status (RFC 9110 §15); 500 in a catalog without HTTP.
    pub status: u16,
    /// The headers, `Content-Type` first.
    pub headers: Headers,
    /// The body.
    pub body: Body,
}

/// Creates the response with one error.
///
/// A header is omitted if one of its values is absent. It is also omitted if its text cannot be
/// sent: a parameter contains a control character, or the values have more than 2048 bytes.
/// [`Headers::left_out`] returns the latter.
///
/// ```
/// use error_catalog::response::{Context, response};
/// use leads::Error;
///
/// let response = response(&Error::RateLimited { seconds: 7 }, &Context::default());
/// assert_eq!(response.status, 429);
/// let headers: Vec<_> = response.headers.iter().collect();
/// assert_eq!(headers, [("Content-Type", "application/json"), ("Retry-After", "7")]);
/// ```
pub fn response(error: &dyn CatalogError, context: &Context<'_>) -> Response {
    joint_response(&[error], context)
}

/// Creates the response with several errors: the envelope and headers of the first error, and
/// headers of the other errors that no previous error has.
///
/// Without errors, the status is 500 and the body is `null`.
pub fn joint_response(errors: &[&dyn CatalogError], context: &Context<'_>) -> Response {
    let envelope = errors.first().and_then(|first| first.definition().envelope());
    // The media type is valid (RFC 9110): `check` has tested it.
    let content_type = envelope.map(|envelope: &Envelope| ("Content-Type", envelope.media_type.into()));
    let mut headers = Headers { all: content_type.into_iter().collect(), left_out: Vec::new() };
    if let (Some(first), Some(envelope)) = (errors.first(), envelope) {
        for (name, node) in envelope.headers {
            let text = node_text(node, &Scope::of(errors, *first, context));
            headers.add(name, text, 0, *first);
        }
    }
    for error in errors {
        let others = headers.len();
        for header in error.definition().headers() {
            headers.add(header.name, template_text(header.value, *error), others, *error);
        }
    }
    Response {
        status: context.status.or_else(|| joint_status(errors)).unwrap_or(500),
        headers,
        body: joint_body(errors, context),
    }
}

/// The headers of a response. Names and values are valid and can be sent without changes.
///
/// A name occurs several times if the catalog declares several values for it. Send each value as a
/// separate header.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headers {
    all: SmallList<(&'static str, Cow<'static, str>)>,
    /// The name and the code of the error of each header.
    left_out: Vec<(&'static str, &'static str)>,
}

impl Headers {
    /// Returns the first value of a header. Names are case-insensitive (RFC 9110 §5.1).
    pub fn get(&self, name: &str) -> Option<&str> {
        self.get_all(name).next()
    }

    /// Returns all values of a header, in the order of the catalog.
    pub fn get_all(&self, name: &str) -> impl Iterator<Item = &str> {
        let of_name = self.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name));
        of_name.map(|(_, value)| value)
    }

    /// Returns the headers that were omitted because their text cannot be sent: the name, and the
    /// code of the error.
    ///
    /// A header value can contain visible ASCII characters, spaces and tabs, and must not begin or
    /// end with a space (RFC 9110 §5.5). The encoded values can have at most 2048 bytes together,
    /// because servers and proxies reject responses with longer headers. With the feature
    /// `tracing`, the adapters log these headers as warnings. Headers with an absent value are not
    /// included.
    pub fn left_out(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.left_out.iter().copied()
    }

    /// Returns the headers, in the order of the catalog.
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.all.iter())
    }

    /// Returns the number of headers.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns whether there are no headers.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a header of an error, unless its value is absent or cannot be sent, or it is one of the
    /// first `others`, which have another source.
    fn add(&mut self, name: &'static str, text: Option<HeaderText>, others: usize, error: &dyn CatalogError) {
        let Some(HeaderText { text: value, values }) = text else { return };
        if self.iter().take(others).any(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return;
        }
        if values <= LONGEST_VALUES && can_be_sent(&value) {
            self.all.push((name, value));
        } else {
            self.left_out.push((name, error.definition().code()));
        }
    }
}

impl IntoIterator for Headers {
    type Item = (&'static str, Cow<'static, str>);
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        IntoIter(self.all.into_iter())
    }
}

impl<'a> IntoIterator for &'a Headers {
    type Item = (&'static str, &'a str);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// An iterator over the headers of a response: see [`Headers::iter`].
#[derive(Debug, Clone)]
pub struct Iter<'a>(small_list::Iter<'a, (&'static str, Cow<'static, str>)>);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'static str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (*name, &**value))
    }
}

/// An iterator that takes the headers of a response.
#[derive(Debug)]
pub struct IntoIter(<SmallList<(&'static str, Cow<'static, str>)> as IntoIterator>::IntoIter);

impl Iterator for IntoIter {
    type Item = (&'static str, Cow<'static, str>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// The maximum length of all values in a header, in bytes. Otherwise a value from a request could
/// make a header too long for a proxy, which would answer 502.
const LONGEST_VALUES: usize = 2048;

/// The text of a header.
struct HeaderText {
    text: Cow<'static, str>,
    /// The length of its values in bytes.
    values: usize,
}

/// Returns whether the text is a valid header value (RFC 9110 §5.5) in ASCII, and not empty.
fn can_be_sent(value: &str) -> bool {
    !value.is_empty()
        && value.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t'))
        && !value.starts_with([' ', '\t'])
        && !value.ends_with([' ', '\t'])
}

/// Renders a template with the error's values; `None` if one of them is absent or internal.
fn template_text(template: Template, error: &dyn CatalogError) -> Option<HeaderText> {
    if let Some(text) = template.constant() {
        return Some(HeaderText { text: text.into(), values: 0 });
    }
    let mut out = template.head().to_owned();
    let mut constant = out.len();
    for (slot, text) in template.marked_tail() {
        let (slot, encoding) = Encoding::of_slot(slot);
        if error.definition().params().nth(slot).is_none_or(|param| param.is_internal()) {
            return None;
        }
        out.push_str(&encoding.apply(arg_text(error.arg(slot))?.into()));
        out.push_str(text);
        constant += text.len();
    }
    Some(HeaderText { values: out.len() - constant, text: out.into() })
}

fn arg_text(arg: Arg<'_>) -> Option<String> {
    (!arg.is_absent()).then(|| arg.to_string())
}

/// Renders the node of a header; `None` if one of its values is absent.
fn node_text(node: &Node, scope: &Scope<'_>) -> Option<HeaderText> {
    let (mut out, mut constant) = (String::new(), 0);
    match node {
        Node::Value(slot) => out = slot_text(*slot, scope)?,
        Node::Text(parts) => {
            for part in *parts {
                match part {
                    Part::Text(text) => {
                        out.push_str(text);
                        constant += text.len();
                    }
                    Part::Value(slot) => out.push_str(&slot_text(*slot, scope)?),
                    Part::Encoded(slot, encoding) => {
                        out.push_str(&encoding.apply(slot_text(*slot, scope)?.into()));
                    }
                }
            }
        }
        // Headers have no other nodes.
        _ => return None,
    }
    Some(HeaderText { values: out.len() - constant, text: out.into() })
}

fn slot_text(slot: Slot, scope: &Scope<'_>) -> Option<String> {
    let (error, context) = (scope.error, scope.context);
    let definition = error.definition();
    match slot {
        Slot::Code => Some(definition.code().to_owned()),
        Slot::Message => Some(error.to_string()),
        Slot::Status => scope.status().map(|status| status.to_string()),
        Slot::StatusPhrase => scope.status().and_then(status::phrase).map(str::to_owned),
        Slot::Title => definition.title().map(str::to_owned),
        Slot::GrpcStatus => definition.grpc_status().map(str::to_owned),
        Slot::Category => definition.category().map(str::to_owned),
        Slot::Docs => definition.docs(),
        Slot::RequestId => context.request_id().map(str::to_owned),
        Slot::Instance => context.instance().map(Cow::into_owned),
        Slot::Timestamp => {
            let mut out = String::new();
            context.time().write_millis(&mut out).ok()?;
            Some(out)
        }
        Slot::Param(name) => {
            let (slot, param) = definition.params().enumerate().find(|(_, param)| param.name() == name)?;
            if param.is_internal() { None } else { arg_text(error.arg(slot)) }
        }
        Slot::Attribute(name) => match definition.attribute(name)? {
            AttributeValue::Text(text) => Some(text.to_owned()),
            AttributeValue::Template(template) => Some(template_text(template, error)?.text.into_owned()),
            AttributeValue::Bool(value) => Some(value.to_string()),
            AttributeValue::I64(value) => Some(value.to_string()),
            AttributeValue::U64(value) => Some(value.to_string()),
            AttributeValue::F64(value) => Some(value.to_string()),
            AttributeValue::Texts(texts) => Some(texts.to_string()),
        },
        Slot::Context(name) => {
            let (_, value) = context.values.iter().find(|(known, _)| *known == name)?;
            arg_text(*value)
        }
        Slot::Params
        | Slot::ParamsText
        | Slot::IssuePath
        | Slot::IssuePointer
        | Slot::IssueFragment
        | Slot::IssueMessage
        | Slot::IssueCode => None,
    }
}
