//! What is known of a request, for the code in which an error becomes a response: it has no request at hand.

use std::any::Any;
use std::cell::RefCell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::SystemTime;

use crate::packed::Table;
use crate::{CatalogError, Context, FrameworkError, Response, Value};

tokio::task_local! {
    /// The request that the current task serves, inside a layer of a catalog.
    static CURRENT: Request;
}

/// What a layer knows of a request.
pub(crate) struct Request {
    /// The catalog of the layer.
    pub(crate) table: &'static Table,
    /// The id, taken from the request or made.
    pub(crate) id: String,
    /// What identifies the occurrence.
    pub(crate) instance: String,
    /// The time of an error.
    pub(crate) clock: fn() -> SystemTime,
    /// What handlers left for the envelope.
    pub(crate) values: RefCell<Vec<(&'static str, Value<'static>)>>,
}

impl Request {
    /// The same future, inside the scope of this request.
    pub(crate) fn scope<F: Future>(self, future: F) -> impl Future<Output = F::Output> {
        CURRENT.scope(self, future)
    }
}

/// Leaves a value for the envelope of whatever error the current request meets, by the name under which the
/// catalog declares it in `[context]`.
///
/// A later value takes the place of an earlier one. Outside a catalog's layer nothing happens.
///
/// ```
/// use error_catalog::set_context_value;
///
/// async fn complete_checkout(session_id: String) {
///     set_context_value("session_id", session_id);
///     // … every error from here on shows the session.
/// }
/// # let _ = complete_checkout;
/// ```
pub fn set_context_value(name: &'static str, value: impl Into<Value<'static>>) {
    let _ = CURRENT.try_with(|request| {
        let mut values = request.values.borrow_mut();
        values.retain(|(known, _)| *known != name);
        values.push((name, value.into()));
    });
}

/// The response that `write` makes of what is known of the current request; the errors in it are logged.
pub(crate) fn respond(errors: &[&dyn CatalogError], write: impl Fn(&Context<'_>) -> Response) -> Response {
    let respond = |context: &Context<'_>| {
        let response = write(context);
        #[cfg(feature = "tracing")]
        super::log::served(errors, response.status, context.request_id);
        #[cfg(not(feature = "tracing"))]
        let _ = errors;
        response
    };
    let inside = CURRENT.try_with(|request| {
        let left = request.values.borrow();
        let values: Vec<_> = left.iter().map(|(name, value)| (*name, value.arg())).collect();
        let context = Context { clock: Some(request.clock), values: &values, ..Context::default() };
        respond(&context.with_request_id(&request.id).with_instance(&request.instance))
    });
    inside.unwrap_or_else(|_| respond(&Context::default()))
}

/// What stands for the framework's own answer with that status, by the catalog of the current request's layer.
pub(crate) fn stands_for(status: u16) -> Option<FrameworkError> {
    CURRENT.try_with(|request| FrameworkError::of(request.table, status)).ok().flatten()
}

/// The status of an answer that took too long, after what the catalog of the current request's layer names: 504 is
/// the server's, 408 the client's (RFC 9110 §15.5.9, §15.6.5), but is what many servers answer.
#[cfg(feature = "tower")]
pub(crate) fn timeout_status() -> u16 {
    let names = |status: u16| {
        let named = |request: &Request| {
            request.table.framework.iter().any(|(statuses, _)| *statuses == (status..=status))
        };
        CURRENT.try_with(named).unwrap_or(false)
    };
    if names(408) && !names(504) { 408 } else { 504 }
}

/// Whether a response is one that the framework made by itself: an error without a body, or with a text for people.
pub(crate) fn is_framework_made(status: u16, content_type: Option<&[u8]>, is_empty: bool) -> bool {
    let is_error = (400..=599).contains(&status);
    is_error
        && match content_type {
            None => is_empty,
            Some(media_type) => {
                media_type.get(..10).is_some_and(|start| start.eq_ignore_ascii_case(b"text/plain"))
            }
        }
}

/// What stands for a panic, which is its cause: for logs, never for the wire.
pub(crate) fn stands_for_panic(panic: &(dyn Any + Send)) -> Option<FrameworkError> {
    let text =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let cause = format!("panicked: {}", text.unwrap_or("with no text"));
    stands_for(500).map(|error| error.with_source(cause))
}

/// The future's output, or what it panicked with.
pub(crate) async fn catch<F: Future>(future: F) -> Result<F::Output, Box<dyn Any + Send>> {
    let mut future = pin!(future);
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
        Ok(poll) => poll.map(Ok),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}

/// Fields that describe the body that a response had, or has (RFC 9110 §8): another body, other fields.
pub(crate) const OF_THE_BODY: [&str; 10] = [
    "content-type",
    "content-length",
    "content-encoding",
    "content-language",
    "content-location",
    "content-range",
    "content-disposition",
    "etag",
    "last-modified",
    "transfer-encoding",
];
