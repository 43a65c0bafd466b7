//! Response bodies: errors and values of the request, written as the envelope defines.

mod nodes;
mod rendered;
mod values;

pub(crate) use self::rendered::rendered;

use std::borrow::Cow;
use std::fmt::{self, Display};

use crate::catalog_error::CatalogError;
use crate::envelope::Envelope;
use crate::escape::escaped_len;
use crate::field_issues::FieldIssue;
use crate::param::Arg;
use crate::timestamp::Timestamp;
use crate::uri_reference::uri_reference;

/// The values of a request and of `[context]` for an envelope.
///
/// ```
/// use error_catalog::param::Arg;
/// use error_catalog::response::{Context, body};
/// use leads::Error;
///
/// let values = [("session_id", Arg::Str("cs_demo"))];
/// let context = Context::default().with_request_id("550e8400").with_values(&values);
/// assert_eq!(
///     body(&Error::Forbidden, &context).as_str(),
///     r#"{"code":"FORBIDDEN","message":"The API key has no access to this lead.","session":"cs_demo","requestId":"550e8400"}"#
/// );
/// ```
#[derive(Clone, Copy, Default)]
pub struct Context<'a> {
    pub(crate) request_id: Option<&'a str>,
    pub(crate) instance: Option<&'a str>,
    pub(crate) status: Option<u16>,
    pub(crate) timestamp: Option<Timestamp>,
    /// Supplies the values that are not set.
    pub(crate) occasion: Option<&'a dyn Occasion>,
    pub(crate) values: &'a [(&'a str, Arg<'a>)],
}

impl<'a> Context<'a> {
    /// Sets `$request_id`, which is absent otherwise.
    #[must_use]
    pub fn with_request_id(self, request_id: &'a str) -> Self {
        Self { request_id: Some(request_id), ..self }
    }

    /// Sets `$instance`, which is absent otherwise: the URI reference that identifies this occurrence (RFC 9457 §3.1.5).
    ///
    /// Characters that no URI reference can have are percent-encoded.
    #[must_use]
    pub fn with_instance(self, instance: &'a str) -> Self {
        Self { instance: Some(instance), ..self }
    }

    /// Sets the status of the response. The default is the status of the error.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status: Some(status), ..self }
    }

    /// Sets `$timestamp`. The default is the time of writing.
    #[must_use]
    pub fn with_timestamp(self, timestamp: Timestamp) -> Self {
        Self { timestamp: Some(timestamp), ..self }
    }

    /// Sets the values that the catalog declares under `[context]`, by their names.
    #[must_use]
    pub fn with_values(self, values: &'a [(&'a str, Arg<'a>)]) -> Self {
        Self { values, ..self }
    }
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("request_id", &self.request_id)
            .field("instance", &self.instance)
            .field("status", &self.status)
            .field("timestamp", &self.timestamp)
            .field("values", &self.values)
            .finish_non_exhaustive()
    }
}

impl Context<'_> {
    /// Returns whether any value of the request is known, apart from those for `[context]`.
    fn has_request(&self) -> bool {
        self.request_id.is_some() || self.instance.is_some() || self.occasion.is_some()
    }

    /// Returns the time of the response.
    pub(crate) fn time(&self) -> Timestamp {
        let now = || self.occasion.map_or_else(Timestamp::now, Occasion::now);
        self.timestamp.unwrap_or_else(now)
    }

    /// Returns the request ID.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.request_id.or_else(|| self.occasion.map(Occasion::request_id))
    }

    /// Returns the URI reference that identifies this occurrence.
    pub(crate) fn instance(&self) -> Option<Cow<'_, str>> {
        match self.instance {
            Some(instance) => Some(uri_reference(instance.into())),
            None => self.occasion.map(Occasion::instance),
        }
    }
}

/// The values of a request, created only when an envelope uses them.
pub(crate) trait Occasion {
    /// Returns the request ID.
    fn request_id(&self) -> &str;

    /// Returns the URI reference that identifies this occurrence.
    fn instance(&self) -> Cow<'_, str>;

    /// Returns the time.
    fn now(&self) -> Timestamp;
}

/// A response body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    text: Cow<'static, str>,
}

impl Body {
    /// Returns the JSON text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the JSON text, as a static string if it was rendered at build time.
    pub fn into_text(self) -> Cow<'static, str> {
        self.text
    }
}

impl Display for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// Writes the body of a response with one error, in the envelope of the error.
///
/// Use it without HTTP as well, for a queue or a WebSocket.
pub fn body(error: &dyn CatalogError, context: &Context<'_>) -> Body {
    joint_body(&[error], context)
}

/// Writes the body of a response with several errors, in the envelope of the first one.
///
/// Without errors, the body is `null`.
pub fn joint_body(errors: &[&dyn CatalogError], context: &Context<'_>) -> Body {
    if let [only] = errors
        && let Some(text) = rendered(*only, context)
    {
        return Body { text };
    }
    written(errors, context)
}

/// Writes the body node by node.
pub(crate) fn written(errors: &[&dyn CatalogError], context: &Context<'_>) -> Body {
    let Some(first) = errors.first() else { return Body { text: "null".into() } };
    // Envelopes can use it more than once.
    let context = &Context { status: context.status.or_else(|| joint_status(errors)), ..*context };
    let scope = Scope::of(errors, *first, context);
    let mut out = String::with_capacity(likely_length(errors));
    if let Some(envelope) = first.definition().envelope() {
        nodes::write(&envelope.body, &scope, &mut out);
    }
    Body { text: out.into() }
}

/// Estimates the length of the body, so that one allocation suffices. It counts each text of
/// parameters and issues twice. Escapes and user-defined types can exceed the estimate.
fn likely_length(errors: &[&dyn CatalogError]) -> usize {
    let text = |error: &&dyn CatalogError| {
        let issue = |issue: &FieldIssue| 64 + issue.path.len() + issue.message.len();
        256 + likely_values(*error) + error.issues().iter().map(issue).sum::<usize>()
    };
    256 + errors.iter().map(text).sum::<usize>()
}

/// Estimates the length of the parameter values: each in the message and, in quotes, in the
/// details. For text this is mostly the exact length, so that the body needs no reallocation.
fn likely_values(error: &dyn CatalogError) -> usize {
    let value = |slot| if let Arg::Str(text) = error.arg(slot) { escaped_len(text) + 1 } else { 32 };
    (0..error.definition().params().len()).map(|slot| 2 * value(slot)).sum()
}

/// Returns the status of a response with several errors: the first or the highest, as the envelope
/// defines.
///
/// `None` without errors, and in a catalog without HTTP.
pub fn joint_status(errors: &[&dyn CatalogError]) -> Option<u16> {
    let first = errors.first()?.definition();
    let all = || errors.iter().filter_map(|error| error.definition().status());
    if first.envelope().is_some_and(|envelope: &Envelope| envelope.highest_status) {
        all().max()
    } else {
        first.status()
    }
}

/// The source of the values of an envelope.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) errors: &'a [&'a dyn CatalogError],
    pub(crate) error: &'a dyn CatalogError,
    /// `true` if `error` is an item of a list of errors.
    in_list: bool,
    issue: Option<&'a FieldIssue>,
    pub(crate) context: &'a Context<'a>,
}

impl<'a> Scope<'a> {
    /// Creates the source outside of lists, with the values of one error of the response.
    pub(crate) fn of(
        errors: &'a [&'a dyn CatalogError],
        error: &'a dyn CatalogError,
        context: &'a Context<'a>,
    ) -> Self {
        Self { errors, error, in_list: false, issue: None, context }
    }

    /// Returns the response's status.
    pub(crate) fn status(&self) -> Option<u16> {
        self.context.status.or_else(|| joint_status(self.errors))
    }
}
