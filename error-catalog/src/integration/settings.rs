//! What a layer is told by its user, whatever the framework.

use std::cell::RefCell;
use std::hash::{BuildHasher, RandomState};
use std::time::SystemTime;

use super::request::Request;
use crate::packed::Table;

/// The settings of a layer; `H` is the framework's type of header names.
#[derive(Clone)]
pub(crate) struct Settings<H> {
    pub(crate) table: &'static Table,
    pub(crate) request_id_header: H,
    pub(crate) make_request_id: fn() -> String,
    pub(crate) instance: fn(path: &str, request_id: &str) -> String,
    pub(crate) clock: fn() -> SystemTime,
}

impl<H> Settings<H> {
    pub(crate) fn new(table: &'static Table, request_id_header: H) -> Self {
        Self {
            table,
            request_id_header,
            make_request_id: random_uuid,
            instance: |path, _| path.to_owned(),
            clock: SystemTime::now,
        }
    }

    /// What is known of a request: `sent_id` is what its header says.
    pub(crate) fn request(&self, sent_id: Option<&[u8]>, path: &str) -> Request {
        let id = sent_id.and_then(acceptable).map_or_else(self.make_request_id, str::to_owned);
        Request {
            table: self.table,
            instance: (self.instance)(path, &id),
            id,
            clock: self.clock,
            values: RefCell::default(),
        }
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
            Self { settings: crate::integration::settings::Settings::new(table, header) }
        }

        /// The header that a request's id is taken from, and sent back in.
        ///
        /// By default the one that an envelope of the catalog declares as `$request_id`, or else
        /// `X-Request-Id`.
        #[must_use]
        pub fn request_id_header(mut self, name: $header) -> Self {
            self.settings.request_id_header = name;
            self
        }

        /// How an id is made for a request that brings none, or none that can be sent back: by default a random UUID.
        #[must_use]
        pub fn make_request_id(mut self, make: fn() -> String) -> Self {
            self.settings.make_request_id = make;
            self
        }

        /// What `$instance` shows, from the request's path and id: by default the path.
        ///
        /// RFC 9457 §3.1.5 wants a URI reference that identifies the occurrence.
        #[must_use]
        pub fn instance(mut self, instance: fn(path: &str, request_id: &str) -> String) -> Self {
            self.settings.instance = instance;
            self
        }

        /// Where `$timestamp` comes from: by default the system's clock.
        #[must_use]
        pub fn clock(mut self, clock: fn() -> std::time::SystemTime) -> Self {
            self.settings.clock = clock;
            self
        }
    };
}
pub(super) use layer;

/// An id that may be logged, and sent back in a header: printable ASCII, and not too long.
fn acceptable(id: &[u8]) -> Option<&str> {
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
    let hex = format!("{bits:032x}");
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_and_differ() {
        let (one, other) = (random_uuid(), random_uuid());
        assert_ne!(one, other);
        for id in [one, other] {
            assert_eq!(id.len(), 36, "{id}");
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
