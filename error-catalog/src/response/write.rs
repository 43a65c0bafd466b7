//! The response with one or several errors: status, headers and body.

use std::borrow::Cow;

use super::headers::{HeaderText, Headers};
use crate::body::{Body, Context, Scope, joint_body, joint_status};
use crate::catalog_error::CatalogError;
use crate::definition::{AttributeValue, Template};
use crate::encoding::Encoding;
use crate::envelope::{Envelope, Node, Part, Slot};
use crate::param::Arg;
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
    let mut headers = Headers::of_media_type(envelope.map(|envelope: &Envelope| envelope.media_type));
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
