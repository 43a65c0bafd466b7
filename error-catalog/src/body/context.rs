//! The values of a request for the envelope of its errors.

use std::borrow::Cow;
use std::fmt;

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
    pub(crate) request: Option<&'a dyn RequestValues>,
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
    pub(super) fn has_request(&self) -> bool {
        self.request_id.is_some() || self.instance.is_some() || self.request.is_some()
    }

    /// Returns the time of the response.
    pub(crate) fn time(&self) -> Timestamp {
        let now = || self.request.map_or_else(Timestamp::now, RequestValues::now);
        self.timestamp.unwrap_or_else(now)
    }

    /// Returns the request ID.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.request_id.or_else(|| self.request.map(RequestValues::request_id))
    }

    /// Returns the URI reference that identifies this occurrence.
    pub(crate) fn instance(&self) -> Option<Cow<'_, str>> {
        match self.instance {
            Some(instance) => Some(uri_reference(instance.into())),
            None => self.request.map(RequestValues::instance),
        }
    }
}

/// The values of a request, created only when an envelope uses them.
pub(crate) trait RequestValues {
    /// Returns the request ID.
    fn request_id(&self) -> &str;

    /// Returns the URI reference that identifies this occurrence.
    fn instance(&self) -> Cow<'_, str>;

    /// Returns the time.
    fn now(&self) -> Timestamp;
}
