//! What a layer is told by its user, whatever the framework.

use std::cell::RefCell;
use std::fmt::{self, Write as _};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use super::request::Request;
use crate::Timestamp;
use crate::packed::Table;

/// The settings of a layer.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) table: &'static Table,
    pub(crate) make_request_id: Arc<dyn Fn() -> String + Send + Sync>,
    pub(crate) instance: Arc<dyn Fn(&Occurrence<'_>) -> String + Send + Sync>,
    pub(crate) clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

/// What an error's `$instance` can be made of.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Occurrence<'a> {
    /// The path of the request's target, as a URI reference.
    ///
    /// It is as it was sent, but for two things. Characters that no path can have are percent-encoded, and a path that
    /// starts with `//` starts with `/.//`: `//evil.example/x` would name a host.
    pub path: &'a str,
    /// The id of the request.
    pub request_id: &'a str,
}

/// The target of a request: a copy costs no allocation.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    #[cfg(feature = "axum")]
    Axum(http::Uri),
    #[cfg(feature = "actix-web")]
    ActixWeb(actix_web::http::Uri),
}

impl Target {
    pub(crate) fn path(&self) -> &str {
        match self {
            #[cfg(feature = "axum")]
            Self::Axum(uri) => uri.path(),
            #[cfg(feature = "actix-web")]
            Self::ActixWeb(uri) => uri.path(),
        }
    }
}

impl Settings {
    pub(crate) fn new(table: &'static Table) -> Self {
        Self {
            table,
            make_request_id: Arc::new(random_uuid),
            instance: Arc::new(|occurrence| occurrence.path.to_owned()),
            clock: Arc::new(Timestamp::now),
        }
    }

    /// What is known of a request: `sent_id` is what its header says. A layer around this one knows the same request
    /// already.
    pub(crate) fn request(self: &Arc<Self>, sent_id: Option<&[u8]>, target: Target) -> Request {
        let sent_id = sent_id.and_then(acceptable).map(str::to_owned);
        let (outer_id, target, values) = match Request::outer() {
            Some((id, target, values)) => (Some(id), target, values),
            None => (None, target, Vec::new()),
        };
        let id = sent_id.or(outer_id).unwrap_or_else(|| self.make_id());
        Request { settings: Arc::clone(self), id, target, values: RefCell::new(values) }
    }

    fn make_id(&self) -> String {
        let id = (self.make_request_id)();
        if acceptable(id.as_bytes()).is_some() { id } else { random_uuid() }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("catalog", &self.table.name).finish_non_exhaustive()
    }
}

/// The functions of a layer: a new one, and those that change its settings.
macro_rules! layer {
    ($header:ty) => {
        /// For the catalog with these codes.
        pub fn new<C: crate::ErrorCode>() -> Self {
            let table = C::table();
            let header = <$header>::from_bytes(table.request_id_header().as_bytes());
            let header = header.unwrap_or(<$header>::from_static("x-request-id"));
            Self { header, settings: crate::integration::settings::Settings::new(table) }
        }

        /// The header that a request's id is taken from, and sent back in.
        ///
        /// By default the one that an envelope of the catalog declares as `$request_id`, or else
        /// `X-Request-Id`. An id is taken if it has 1 to 128 characters, all of them printable ASCII.
        #[must_use]
        pub fn request_id_header(self, header: $header) -> Self {
            Self { header, ..self }
        }

        /// How an id is made for a request that brings none, or none that can be sent back: by default a random UUID.
        #[must_use]
        pub fn make_request_id(mut self, make: impl Fn() -> String + Send + Sync + 'static) -> Self {
            self.settings.make_request_id = std::sync::Arc::new(make);
            self
        }

        /// What `$instance` shows: by default the path.
        ///
        /// RFC 9457 §3.1.5 wants a URI reference that identifies the occurrence. Characters that none can have are
        /// percent-encoded.
        #[must_use]
        pub fn instance(
            mut self,
            instance: impl Fn(&crate::Occurrence<'_>) -> String + Send + Sync + 'static,
        ) -> Self {
            self.settings.instance = std::sync::Arc::new(instance);
            self
        }

        /// Where `$timestamp` comes from: by default the system's clock.
        #[must_use]
        pub fn clock(mut self, clock: impl Fn() -> $crate::Timestamp + Send + Sync + 'static) -> Self {
            self.settings.clock = std::sync::Arc::new(clock);
            self
        }
    };
}
pub(super) use layer;

/// An id that may be logged, and sent back in a header: printable ASCII, and not too long.
pub(crate) fn acceptable(id: &[u8]) -> Option<&str> {
    let fits = (1..=128).contains(&id.len()) && id.iter().all(u8::is_ascii_graphic);
    std::str::from_utf8(id).ok().filter(|_| fits)
}

/// A random UUID (version 4, RFC 9562 §5.4).
///
/// An id of a request has to be unique, not secret: the randomly keyed hash of the standard library will do, and
/// needs no dependency.
fn random_uuid() -> String {
    let random = RandomState::new();
    let bits = u128::from(random.hash_one(0_u8)) << 64 | u128::from(random.hash_one(1_u8));
    let bits = bits & !(0xF << 76 | 0b11 << 62) | 0x4 << 76 | 0b10 << 62;
    let part = |from: u32, digits: u32| bits >> (128 - 4 * (from + digits)) & ((1 << (4 * digits)) - 1);
    let mut id = String::with_capacity(36);
    let _ = write!(id, "{:08x}-{:04x}-{:04x}", part(0, 8), part(8, 4), part(12, 4));
    let _ = write!(id, "-{:04x}-{:012x}", part(16, 4), part(20, 12));
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_and_differ() {
        let (one, other) = (random_uuid(), random_uuid());
        assert_ne!(one, other);
        for id in [one, other] {
            let lengths: Vec<_> = id.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
            assert!(id.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()), "{id}");
            assert_eq!(&id[14..15], "4", "the version: {id}");
            assert!(["8", "9", "a", "b"].contains(&&id[19..20]), "the variant: {id}");
        }
    }

    #[test]
    fn ids_that_cannot_be_sent_back_are_refused() {
        assert_eq!(acceptable(b"req-1"), Some("req-1"));
        for id in [&b""[..], b"a b", b"a\r\nb", "é".as_bytes(), &[b'a'; 129], b"\xFF"] {
            assert_eq!(acceptable(id), None, "{id:?}");
        }
    }
}
