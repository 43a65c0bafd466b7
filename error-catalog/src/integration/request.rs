//! What is known of a request, for the code in which an error becomes a response: it has no request at hand.

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
use super::settings::{Occurrence, Settings, Target};
use crate::body::Context;
use crate::body::Occasion;
use crate::catalog_error::CatalogError;
use crate::framework_error::FrameworkError;
use crate::response::Response;
use crate::timestamp::Timestamp;
use crate::uri_reference::{path_reference, uri_reference};
use crate::value::Value;

thread_local! {
    /// The request that this thread serves at the moment, inside a layer of a catalog.
    static CURRENT: Cell<Option<Arc<Request>>> = const { Cell::new(None) };
}

/// The request that the current task serves, inside a layer of a catalog.
fn current() -> Option<Arc<Request>> {
    // Nothing is borrowed while the user's code runs, which may ask again.
    let look = |place: &Cell<Option<Arc<Request>>>| {
        let request = place.take();
        place.set(request.clone());
        request
    };
    CURRENT.try_with(look).ok().flatten()
}

/// Values for an envelope, by their names.
pub(crate) type Values = Vec<(&'static str, Value<'static>)>;

/// What a layer knows of a request.
pub(crate) struct Request {
    pub(crate) settings: Arc<Settings>,
    /// The id, taken from the request or made. There always is one.
    pub(crate) id: Option<Id>,
    pub(crate) target: Target,
    /// What handlers left for the envelope.
    pub(crate) values: Mutex<Values>,
}

/// The id of a request, as the value of its header: a copy costs no allocation.
#[derive(Debug, Clone)]
pub(crate) enum Id {
    #[cfg(feature = "axum")]
    Axum(http::HeaderValue),
    #[cfg(feature = "actix-web")]
    ActixWeb(actix_web::http::header::HeaderValue),
}

impl Id {
    pub(crate) fn as_str(&self) -> &str {
        let bytes = match self {
            #[cfg(feature = "axum")]
            Self::Axum(value) => value.as_bytes(),
            #[cfg(feature = "actix-web")]
            Self::ActixWeb(value) => value.as_bytes(),
        };
        // An ID is visible ASCII. `HeaderValue::to_str` would check each byte by itself.
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// What a layer around another one knows of the same request.
#[derive(Default)]
pub(crate) struct Outer {
    pub(crate) id: Option<Id>,
    pub(crate) target: Option<Target>,
    pub(crate) values: Values,
}

impl Request {
    /// Runs code inside the scope of this request, and catches its panic.
    ///
    /// The scope is that of one poll: it ends before the thread does anything else.
    pub(crate) fn run<T>(self: &Arc<Self>, code: impl FnOnce() -> T) -> Result<T, Panic> {
        // It fails while the thread ends, when nobody asks.
        let outer = CURRENT.try_with(|place| place.replace(Some(Arc::clone(self))));
        let outcome = catch_unwind(AssertUnwindSafe(code));
        if let Ok(outer) = outer {
            let _ = CURRENT.try_with(|place| place.set(outer));
        }
        outcome
    }

    /// Calls a service inside the scope of this request.
    pub(crate) fn call<F: Future>(self: Arc<Self>, service: impl FnOnce() -> F) -> Called<F> {
        let state = match self.run(|| Box::pin(service())) {
            Ok(future) => State::Running(future),
            Err(panic) => State::Panicked(panic),
        };
        Called { request: self, state }
    }

    pub(crate) fn id(&self) -> &str {
        self.id.as_ref().map(Id::as_str).unwrap_or_default()
    }

    /// What a layer around this one knows of the same request.
    pub(crate) fn outer() -> Option<Outer> {
        let outer = current()?;
        let (id, target) = (outer.id.clone(), Some(outer.target.clone()));
        Some(Outer { id, target, values: outer.values().clone() })
    }

    /// What handlers left for the envelope. No code of the user's runs while it is locked.
    fn values(&self) -> MutexGuard<'_, Values> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Occasion for Request {
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

/// Leaves a value for the envelope of whatever error the current request meets, by the name under which the
/// catalog declares it in `[context]`.
///
/// A later value takes the place of an earlier one. Outside a catalog's layer nothing happens, and neither in a task that
/// the handler spawns.
///
/// ```
/// use error_catalog::framework::set_context_value;
///
/// async fn complete_checkout(session_id: String) {
///     set_context_value("session_id", session_id);
///     // … every error from here on shows the session.
/// }
/// # let _ = complete_checkout;
/// ```
pub fn set_context_value(name: &'static str, value: impl Into<Value<'static>>) {
    // Before anything is borrowed: the conversion is the user's code.
    let value = value.into();
    let Some(request) = current() else { return };
    let mut values = request.values();
    match values.iter_mut().find(|(known, _)| *known == name) {
        Some((_, known)) => *known = value,
        None => values.push((name, value)),
    }
}

/// The id of the current request, as its response and its errors show it; `None` outside a catalog's layer, and in a
/// task that the handler spawns.
pub fn request_id() -> Option<String> {
    current().map(|request| request.id().to_owned())
}

/// A response that is left as it is, whatever it looks like, where this is among its extensions: say, a health check
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

/// A response with errors, and what is to be logged of them once it is served.
pub(crate) struct Answer {
    pub(crate) response: Response,
    /// Whether a layer serves it, and logs it then.
    pub(crate) is_inside: bool,
    /// `None` where there is nothing to log, or it is logged already.
    pub(crate) log: Option<Log>,
}

/// The response that `write` makes of what is known of the current request. A layer logs what it serves; without one,
/// making the response is taken for serving it.
pub(crate) fn respond(errors: &[&dyn CatalogError], write: impl Fn(&Context<'_>) -> Response) -> Answer {
    let Some(request) = current() else {
        let response = write(&Context::default());
        Log::of(errors, &response, || None).iter().for_each(Log::emit);
        return Answer { response, is_inside: false, log: None };
    };
    // Nothing is locked while the user's code writes itself.
    let values = request.values().clone();
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.arg())).collect();
    let context = Context { occasion: Some(&*request), values: &values, ..Context::default() };
    let response = write(&context);
    let log = Log::of(errors, &response, || Some(request.id()));
    Answer { response, is_inside: true, log }
}

/// What stands for the framework's own answer with that status, by the catalog of the current request's layer.
pub(crate) fn stands_for(status: u16) -> Option<FrameworkError> {
    FrameworkError::of(current()?.settings.table, status)
}

/// The status of an answer that took too long, after what the catalog of the current request's layer names: 504 is
/// the server's, 408 the client's (RFC 9110 §15.5.9, §15.6.5), but is what many servers answer.
#[cfg(all(feature = "axum", feature = "tower"))]
pub(crate) fn timeout_status() -> u16 {
    let request = current();
    let names = |status: u16| {
        let is_named = |(statuses, _): &(RangeInclusive<u16>, usize)| *statuses == (status..=status);
        request.as_ref().is_some_and(|request| request.settings.table.framework.iter().any(is_named))
    };
    if names(408) && !names(504) { 408 } else { 504 }
}

/// Returns whether a response is one that the framework made by itself: an error without a body or with a text for people; or a 406
/// that does not say what its body is, as that of actix-web's `Compress`. Any other body without a content type may be
/// a handler's.
///
/// `length` is the body's, where it is known before it is read.
pub(crate) fn is_framework_made(status: u16, content_type: Option<&[u8]>, length: Option<u64>) -> bool {
    let is_error = (400..=599).contains(&status);
    is_error
        && match content_type {
            None => length == Some(0) || (status == 406 && length.is_some()),
            // Texts with other parameters are somebody's own format.
            Some(media_type) => {
                let bare: Vec<u8> =
                    media_type.iter().filter(|b| **b != b' ').map(u8::to_ascii_lowercase).collect();
                bare == b"text/plain" || bare == b"text/plain;charset=utf-8"
            }
        }
}

pub(crate) type Panic = Box<dyn Any + Send>;

/// A service that was called, inside the scope of its request.
pub(crate) struct Called<F> {
    pub(crate) request: Arc<Request>,
    state: State<F>,
}

enum State<F> {
    Running(Pin<Box<F>>),
    Panicked(Panic),
    /// The outcome is taken.
    Done,
}

impl<F: Future> Called<F> {
    /// Polls the outcome, or what the service panicked with.
    pub(crate) fn poll(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<F::Output, Panic>> {
        if let State::Running(future) = &mut self.state {
            let outcome = match self.request.run(|| future.as_mut().poll(cx)) {
                Ok(Poll::Pending) => return Poll::Pending,
                Ok(Poll::Ready(output)) => Ok(output),
                Err(panic) => Err(panic),
            };
            self.end();
            return Poll::Ready(outcome);
        }
        match std::mem::replace(&mut self.state, State::Done) {
            State::Panicked(panic) => Poll::Ready(Err(panic)),
            // A future is not polled again after its end.
            _ => Poll::Pending,
        }
    }
}

impl<F> Called<F> {
    /// Drops the service's future, whose destructors know the request, too.
    fn end(&mut self) {
        if let State::Running(future) = std::mem::replace(&mut self.state, State::Done)
            && let Err(panic) = self.request.run(|| drop(future))
            && !std::thread::panicking()
        {
            resume_unwind(panic);
        }
    }
}

impl<F> Drop for Called<F> {
    fn drop(&mut self) {
        self.end();
    }
}

/// What is answered to a panic; the panic itself where the catalog names no error for it. Its text is the cause: for logs,
/// never for the wire.
pub(crate) fn answer_panic<R>(
    panic: Panic,
    answer: impl FnOnce(FrameworkError) -> R,
    otherwise: impl FnOnce() -> R,
) -> Result<R, Panic> {
    let Some(error) = stands_for(500) else { return Err(panic) };
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let cause = cause_of(&format!("panicked: {}", text.unwrap_or("with no text")));
    // What it drops, and what hears of it, may panic once more.
    let _ = catch_unwind(AssertUnwindSafe(move || drop(panic)));
    let answered = catch_unwind(AssertUnwindSafe(|| answer(error.with_source(cause))));
    Ok(answered.unwrap_or_else(|_| otherwise()))
}

/// The longest text in bytes that becomes a cause: it comes from outside of the catalog.
const LONGEST_CAUSE: usize = 4096;

/// The pieces of a replaced body that are read at the most.
const MOST_PIECES: usize = 64;

/// Returns the cause that a text becomes which is not sent: a panic's, an error's or that of a replaced response.
pub(crate) fn cause_of(text: &str) -> String {
    if text.len() <= LONGEST_CAUSE { text.to_owned() } else { cut_off(text) }
}

fn cut_off(text: &str) -> String {
    let end = (0..=LONGEST_CAUSE.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    let end = end.unwrap_or_default();
    format!("{}… (cut off after {end} bytes)", &text[..end])
}

/// Reads the text of a replaced response, for the log: the pieces of its body that are there without waiting. `None` if the
/// body is empty.
pub(crate) fn text_at_hand<B: AsRef<[u8]>>(
    is_encoded: bool,
    mut next: impl FnMut(&mut TaskContext<'_>) -> Poll<Option<B>>,
) -> Option<String> {
    if is_encoded {
        return Some("a text with a Content-Encoding".to_owned());
    }
    let (mut bytes, mut context) = (Vec::new(), TaskContext::from_waker(Waker::noop()));
    let mut is_whole = false;
    for _ in 0..MOST_PIECES {
        match next(&mut context) {
            Poll::Ready(Some(piece)) => {
                // A byte more than fits shows that there is more.
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

/// Fields that describe a body or its coding (RFC 9110 §8.3 to §8.7, RFC 9530): another body, other fields.
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
