//! Response bodies: errors and what is known of the request, written into their envelope.

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

/// What an envelope can show of the request, and what the caller adds.
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
    /// What knows the rest.
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

    /// Sets the response's status, which is the error's own otherwise.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status: Some(status), ..self }
    }

    /// Sets `$timestamp`, which is the time of writing otherwise.
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
    /// Whether anything is known of the request, but the values for `[context]`.
    fn has_request(&self) -> bool {
        self.request_id.is_some() || self.instance.is_some() || self.occasion.is_some()
    }

    /// The time of the response.
    pub(crate) fn time(&self) -> Timestamp {
        let now = || self.occasion.map_or_else(Timestamp::now, Occasion::now);
        self.timestamp.unwrap_or_else(now)
    }

    /// The request ID.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.request_id.or_else(|| self.occasion.map(Occasion::request_id))
    }

    /// The URI reference that identifies this occurrence.
    pub(crate) fn instance(&self) -> Option<Cow<'_, str>> {
        match self.instance {
            Some(instance) => Some(uri_reference(instance.into())),
            None => self.occasion.map(Occasion::instance),
        }
    }
}

/// The values of a request. They are made only where an envelope shows them.
pub(crate) trait Occasion {
    /// The request ID.
    fn request_id(&self) -> &str;

    /// The URI reference that identifies this occurrence.
    fn instance(&self) -> Cow<'_, str>;

    /// The time.
    fn now(&self) -> Timestamp;
}

/// A response body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    text: Cow<'static, str>,
}

impl Body {
    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The JSON text, borrowed for ever where it was rendered when the program was built.
    pub fn into_text(self) -> Cow<'static, str> {
        self.text
    }
}

impl Display for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// The body of a response with one error, in the error's envelope.
///
/// Needs no HTTP: a queue or a WebSocket takes the same.
pub fn body(error: &dyn CatalogError, context: &Context<'_>) -> Body {
    joint_body(&[error], context)
}

/// The body of a response with several errors, in the first one's envelope.
///
/// Without any error the body is `null`.
pub fn joint_body(errors: &[&dyn CatalogError], context: &Context<'_>) -> Body {
    if let [only] = errors
        && let Some(text) = rendered(*only, context)
    {
        return Body { text };
    }
    written(errors, context)
}

/// The body, written anew.
pub(crate) fn written(errors: &[&dyn CatalogError], context: &Context<'_>) -> Body {
    let Some(first) = errors.first() else { return Body { text: "null".into() } };
    // Envelopes show it more than once.
    let context = &Context { status: context.status.or_else(|| joint_status(errors)), ..*context };
    let scope = Scope::of(errors, *first, context);
    let mut out = String::with_capacity(likely_length(errors));
    if let Some(envelope) = first.definition().envelope() {
        nodes::write(&envelope.body, &scope, &mut out);
    }
    Body { text: out.into() }
}

/// How long the body will be, so that it is allocated once: what stands in it once or twice is the text of parameters
/// and issues. More than enough for most; what is escaped, or shown by a type of the user's, may exceed it.
fn likely_length(errors: &[&dyn CatalogError]) -> usize {
    let text = |error: &&dyn CatalogError| {
        let issue = |issue: &FieldIssue| 64 + issue.path.len() + issue.message.len();
        256 + likely_values(*error) + error.issues().iter().map(issue).sum::<usize>()
    };
    256 + errors.iter().map(text).sum::<usize>()
}

/// How long the values of parameters are, each in the message and, with its quotes, in the details. Of text this is the very
/// length, mostly, so that what takes the body over need not allocate again.
fn likely_values(error: &dyn CatalogError) -> usize {
    let value = |slot| if let Arg::Str(text) = error.arg(slot) { escaped_len(text) + 1 } else { 32 };
    (0..error.definition().params().len()).map(|slot| 2 * value(slot)).sum()
}

/// The status of a response with several errors: the first's or the highest, as its envelope says.
///
/// `None` without any error, and in a catalog without HTTP.
pub fn joint_status(errors: &[&dyn CatalogError]) -> Option<u16> {
    let first = errors.first()?.definition();
    let all = || errors.iter().filter_map(|error| error.definition().status());
    if first.envelope().is_some_and(|envelope: &Envelope| envelope.highest_status) {
        all().max()
    } else {
        first.status()
    }
}

/// What values are taken from.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) errors: &'a [&'a dyn CatalogError],
    pub(crate) error: &'a dyn CatalogError,
    /// Whether `error` is one of a list that the envelope shows.
    in_list: bool,
    issue: Option<&'a FieldIssue>,
    pub(crate) context: &'a Context<'a>,
}

impl<'a> Scope<'a> {
    /// Outside every list, where values are those of one error of the response.
    pub(crate) fn of(
        errors: &'a [&'a dyn CatalogError],
        error: &'a dyn CatalogError,
        context: &'a Context<'a>,
    ) -> Self {
        Self { errors, error, in_list: false, issue: None, context }
    }

    /// The response's status.
    pub(crate) fn status(&self) -> Option<u16> {
        self.context.status.or_else(|| joint_status(self.errors))
    }
}
