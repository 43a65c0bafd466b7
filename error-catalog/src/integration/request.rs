//! The current request, for code that converts an error to a response without access to the request.

use std::any::Any;
use std::borrow::Cow;
use std::cell::Cell;
#[cfg(all(feature = "axum", feature = "tower"))]
use std::ops::RangeInclusive;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context as TaskContext, Poll, Waker};

use super::log::Log;
use super::request_id::{Id, acceptable, random_uuid};
use super::settings::{Occurrence, Settings, Target};
use crate::body::context::{Context, RequestValues};
use crate::catalog_error::CatalogError;
use crate::framework_error::FrameworkError;
use crate::response::Response;
use crate::timestamp::Timestamp;
use crate::uri_reference::{path_reference, uri_reference};
use crate::value::Value;

thread_local! {
    /// The request that this thread is serving, inside a layer of a catalog.
    static CURRENT: Cell<Option<Arc<CurrentRequest>>> = const { Cell::new(None) };
}

/// Calls a function with the request of the current task, inside a layer of a catalog.
fn current() -> Option<Arc<CurrentRequest>> {
    // Release the borrow before user code runs, because that can access the request again.
    let look = |place: &Cell<Option<Arc<CurrentRequest>>>| {
        let request = place.take();
        place.set(request.clone());
        request
    };
    CURRENT.try_with(look).ok().flatten()
}

/// Values for an envelope, by their names.
pub(crate) type Values = Vec<(&'static str, Value<'static>)>;

/// The values of a request in a layer.
pub(crate) struct CurrentRequest {
    pub(crate) settings: Arc<Settings>,
    /// The request ID, from the request or created.
    pub(crate) id: Option<Id>,
    pub(crate) target: Target,
    /// The context values set by handlers.
    pub(crate) values: Mutex<Values>,
}

/// The values of the same request in an outer layer.
#[derive(Default)]
pub(crate) struct Outer {
    pub(crate) id: Option<Id>,
    pub(crate) target: Option<Target>,
    pub(crate) values: Values,
}

impl CurrentRequest {
    /// Collects the values of a request. `sent` is the ID from the header, and `make` creates one. An outer layer has the same values.
    pub(crate) fn new(
        settings: &Arc<Settings>,
        sent: Option<Id>,
        make: fn(&[u8]) -> Option<Id>,
        target: Target,
    ) -> Arc<Self> {
        let Outer { id: outer_id, target: outer_target, values } = Self::outer().unwrap_or_default();
        let made = || {
            let own = settings.make_request_id.as_ref().map(|make_id| make_id());
            let own = own.filter(|id| acceptable(id.as_bytes()));
            own.map_or_else(|| make(&random_uuid()), |id| make(id.as_bytes()))
        };
        let id = sent.or_else(|| make(outer_id.as_ref()?.as_str().as_bytes())).or_else(made);
        let target = outer_target.unwrap_or(target);
        Arc::new(Self { settings: Arc::clone(settings), id, target, values: Mutex::new(values) })
    }

    /// Runs code inside the scope of this request, and catches its panic.
    ///
    /// The scope is that of one poll: it ends before the thread does anything else.
    pub(crate) fn run<T>(self: &Arc<Self>, code: impl FnOnce() -> T) -> Result<T, Panic> {
        // Fails during the destruction of the thread, when the value is not used any more.
        let outer = CURRENT.try_with(|place| place.replace(Some(Arc::clone(self))));
        let outcome = catch_unwind(AssertUnwindSafe(code));
        if let Ok(outer) = outer {
            let _ = CURRENT.try_with(|place| place.set(outer));
        }
        outcome
    }

    /// Calls a service inside the scope of this request.
    pub(crate) fn call<F: Future>(self: Arc<Self>, service: impl FnOnce() -> F) -> Called<F> {
        let state = match self.run(service) {
            Ok(future) => State::Running { future },
            Err(panic) => State::Panicked { panic: Some(panic) },
        };
        Called { request: self, state }
    }

    pub(crate) fn id(&self) -> &str {
        self.id.as_ref().map(Id::as_str).unwrap_or_default()
    }

    /// Returns the values of the same request in an outer layer.
    pub(crate) fn outer() -> Option<Outer> {
        let outer = current()?;
        let (id, target) = (outer.id.clone(), Some(outer.target.clone()));
        Some(Outer { id, target, values: outer.values().clone() })
    }

    /// Returns the context values set by handlers. No user code runs while it is locked.
    fn values(&self) -> MutexGuard<'_, Values> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RequestValues for CurrentRequest {
    fn request_id(&self) -> &str {
        self.id()
    }

    fn instance(&self) -> Cow<'_, str> {
        let path = path_reference(self.target.path());
        match &self.settings.instance {
            None => path,
            Some(instance) => {
                let instance = instance(&Occurrence { path: &path, request_id: self.id() });
                uri_reference(instance.into())
            }
        }
    }

    fn now(&self) -> Timestamp {
        (self.settings.clock)()
    }
}

/// Sets a value of `[context]` for the errors of the current request.
///
/// A later value replaces an earlier one. The function has no effect outside a catalog's layer, and
/// in a task that the handler spawns.
///
/// ```
/// use error_catalog::framework::set_context_value;
///
/// async fn complete_checkout(session_id: String) {
///     set_context_value("session_id", session_id);
///     // … every error from here on contains the session ID.
/// }
/// # let _ = complete_checkout;
/// ```
pub fn set_context_value(name: &'static str, value: impl Into<Value<'static>>) {
    // Before the borrow, because the conversion is user code.
    let value = value.into();
    let Some(request) = current() else { return };
    let mut values = request.values();
    match values.iter_mut().find(|(known, _)| *known == name) {
        Some((_, known)) => *known = value,
        None => values.push((name, value)),
    }
}

/// Returns the ID of the current request. `None` outside a catalog's layer, and in a task that the
/// handler spawns.
pub fn request_id() -> Option<String> {
    current().map(|request| request.id().to_owned())
}

/// A marker in the extensions of a response that must not be replaced, for example a health check
/// that answers 503 with a text.
///
/// ```
/// # #[cfg(feature = "axum-extract")] {
/// use axum::{Extension, http::StatusCode, response::IntoResponse};
/// use error_catalog::framework::PassThrough;
///
/// async fn health() -> impl IntoResponse {
///     (StatusCode::SERVICE_UNAVAILABLE, Extension(PassThrough), "draining")
/// }
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct PassThrough;

/// The log data of a response with errors.
pub(crate) struct LoggedResponse {
    pub(crate) response: Response,
    /// `true` if a layer logs it when it serves the response.
    pub(crate) is_inside: bool,
    /// `None` if there is nothing to log, or it was logged.
    pub(crate) log: Option<Log>,
}

/// Creates a response with the values of the current request. A layer logs it when it serves the
/// response. Without a layer, it is logged here.
pub(crate) fn respond(
    errors: &[&dyn CatalogError],
    write: impl Fn(&Context<'_>) -> Response,
) -> LoggedResponse {
    let Some(request) = current() else {
        let response = write(&Context::default());
        Log::of(errors, &response, || None).iter().for_each(Log::emit);
        return LoggedResponse { response, is_inside: false, log: None };
    };
    // No lock is held while user code runs.
    let values = request.values().clone();
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.arg())).collect();
    let context = Context { request: Some(&*request), values: &values, ..Context::default() };
    let response = write(&context);
    let log = Log::of(errors, &response, || Some(request.id()));
    LoggedResponse { response, is_inside: true, log }
}

/// Returns the error that replaces the framework's own response with this status, from the catalog
/// of the current layer.
pub(crate) fn framework_error(status: u16) -> Option<FrameworkError> {
    FrameworkError::of(current()?.settings.table, status)
}

/// Returns the status for a timeout: 504, or 408 if the catalog of the current layer defines only
/// that. 408 means a slow client (RFC 9110 §15.5.9, §15.6.5), but many servers use it.
#[cfg(all(feature = "axum", feature = "tower"))]
pub(crate) fn timeout_status() -> u16 {
    let request = current();
    let names = |status: u16| {
        let is_named = |(statuses, _): &(RangeInclusive<u16>, usize)| *statuses == (status..=status);
        request.as_ref().is_some_and(|request| request.settings.table.framework.iter().any(is_named))
    };
    if names(408) && !names(504) { 408 } else { 504 }
}

/// Returns whether a response is the framework's own: an error without a body or with plain text,
/// or a 406 without a content type, such as from actix-web's `Compress`. Any other body without a
/// content type can be from a handler.
///
/// `length` is the length of the body, if it is known in advance.
pub(crate) fn is_framework_made(status: u16, content_type: Option<&[u8]>, length: Option<u64>) -> bool {
    let is_error = (400..=599).contains(&status);
    is_error
        && match content_type {
            None => length == Some(0) || (status == 406 && length.is_some()),
            // Text with other parameters is a custom format.
            Some(media_type) => {
                let bare = || media_type.iter().filter(|byte| **byte != b' ').map(u8::to_ascii_lowercase);
                bare().eq(*b"text/plain") || bare().eq(*b"text/plain;charset=utf-8")
            }
        }
}

pub(crate) type Panic = Box<dyn Any + Send>;

pin_project_lite::pin_project! {
    /// The future of a called service, inside the scope of its request.
    pub(crate) struct Called<F> {
        pub(crate) request: Arc<CurrentRequest>,
        #[pin]
        state: State<F>,
    }

    impl<F> PinnedDrop for Called<F> {
        fn drop(this: Pin<&mut Self>) {
            this.end();
        }
    }
}

pin_project_lite::pin_project! {
    #[project = StateProjection]
    enum State<F> {
        Running { #[pin] future: F },
        Panicked { panic: Option<Panic> },
        // The result was returned.
        Done,
    }
}

impl<F: Future> Called<F> {
    /// Polls the future. Returns its result or its panic.
    ///
    /// Dropped inside the scope once it is ready, so that its destructors also know the request.
    pub(crate) fn poll(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Result<F::Output, Panic>> {
        let mut this = self.as_mut().project();
        let poll_state = || match this.state.as_mut().project() {
            StateProjection::Running { future } => {
                let output = std::task::ready!(future.poll(cx));
                this.state.set(State::Done);
                Poll::Ready(Ok(output))
            }
            StateProjection::Panicked { panic } => {
                panic.take().map_or(Poll::Pending, |panic| Poll::Ready(Err(panic)))
            }
            // A finished future is not polled again.
            StateProjection::Done => Poll::Pending,
        };
        this.request.run(poll_state).unwrap_or_else(|panic| {
            self.end();
            Poll::Ready(Err(panic))
        })
    }
}

impl<F> Called<F> {
    /// Drops the service's future inside the scope, because destructors can access the request.
    fn end(self: Pin<&mut Self>) {
        let mut this = self.project();
        if let StateProjection::Running { .. } = this.state.as_mut().project()
            && let Err(panic) = this.request.run(|| this.state.set(State::Done))
            && !std::thread::panicking()
        {
            resume_unwind(panic);
        }
    }
}

/// Returns the error for a panic, or the panic itself if the catalog defines none. The text of the
/// panic becomes the cause, for logs only.
pub(crate) fn answer_panic<R>(
    panic: Panic,
    answer: impl FnOnce(FrameworkError) -> R,
    otherwise: impl FnOnce() -> R,
) -> Result<R, Panic> {
    let Some(error) = framework_error(500) else { return Err(panic) };
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let cause = cause_of(&format!("panicked: {}", text.unwrap_or("with no text")));
    // Dropping and logging the panic can panic again.
    let _ = catch_unwind(AssertUnwindSafe(move || drop(panic)));
    let answered = catch_unwind(AssertUnwindSafe(|| answer(error.with_source(cause))));
    Ok(answered.unwrap_or_else(|_| otherwise()))
}

/// The maximum length of a text that becomes a cause, in bytes.
const LONGEST_CAUSE: usize = 4096;

/// The maximum number of chunks that are read from a replaced body.
const MOST_PIECES: usize = 64;

/// Converts the text of a panic, an error or a replaced response to a cause.
pub(crate) fn cause_of(text: &str) -> String {
    if text.len() <= LONGEST_CAUSE { text.to_owned() } else { cut_off(text) }
}

fn cut_off(text: &str) -> String {
    let end = (0..=LONGEST_CAUSE.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    let end = end.unwrap_or_default();
    format!("{}… (cut off after {end} bytes)", &text[..end])
}

/// Reads the text of a replaced response for the log: the chunks of its body that are available
/// without waiting. `None` if the body is empty.
pub(crate) fn text_at_hand<B: AsRef<[u8]>>(
    is_encoded: bool,
    mut next: impl FnMut(&mut TaskContext<'_>) -> Poll<Option<B>>,
) -> Option<String> {
    if is_encoded {
        return Some("a text with Content-Encoding".to_owned());
    }
    let (mut bytes, mut context) = (Vec::new(), TaskContext::from_waker(Waker::noop()));
    let mut is_whole = false;
    for _ in 0..MOST_PIECES {
        match next(&mut context) {
            Poll::Ready(Some(piece)) => {
                // One byte beyond the limit shows that the text continues.
                let room = LONGEST_CAUSE + 1 - bytes.len();
                bytes.extend(piece.as_ref().iter().take(room));
            }
            Poll::Ready(None) => is_whole = true,
            Poll::Pending => break,
        }
        if is_whole || bytes.len() > LONGEST_CAUSE {
            break;
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    (!bytes.is_empty()).then(|| if is_whole { cause_of(&text) } else { cut_off(&text) })
}

/// Headers that describe a body or its coding (RFC 9110 §8.3 to §8.7, RFC 9530). They do not apply
/// to the new body.
pub(crate) const OF_THE_BODY: [&str; 11] = [
    "content-type",
    "content-length",
    "content-encoding",
    "content-language",
    "content-location",
    "content-disposition",
    "content-digest",
    "content-md5",
    "digest",
    "repr-digest",
    "transfer-encoding",
];
