//! Settings of layers, shared by all frameworks.

use std::cell::Cell;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex};

use super::request::{Id, Outer, Request};
use crate::packed::Table;
use crate::timestamp::Timestamp;

type MakeId = dyn Fn() -> String + Send + Sync;
type MakeInstance = dyn Fn(&Occurrence<'_>) -> String + Send + Sync;

/// The settings of a layer.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) table: &'static Table,
    /// `None` for a random UUID.
    pub(crate) make_request_id: Option<Arc<MakeId>>,
    /// `None` for the path.
    pub(crate) instance: Option<Arc<MakeInstance>>,
    pub(crate) clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

/// The data for `$instance`.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Occurrence<'a> {
    /// Returns the path of the request's target as a URI reference.
    ///
    /// Invalid characters are percent-encoded, and a leading `//` becomes `/.//`, because
    /// `//evil.example/x` would name a host.
    pub path: &'a str,
    /// Returns the request ID.
    pub request_id: &'a str,
}

/// The target of a request, which can be cloned without an allocation.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    #[cfg(feature = "axum")]
    Axum(http::uri::PathAndQuery),
    #[cfg(feature = "actix-web")]
    ActixWeb(actix_web::http::uri::PathAndQuery),
    /// The path of a target without one, such as that of CONNECT.
    Other,
}

impl Target {
    pub(crate) fn path(&self) -> &str {
        match self {
            #[cfg(feature = "axum")]
            Self::Axum(path) => path.path(),
            #[cfg(feature = "actix-web")]
            Self::ActixWeb(path) => path.path(),
            Self::Other => "",
        }
    }
}

impl Settings {
    pub(crate) fn new(table: &'static Table) -> Self {
        Self { table, make_request_id: None, instance: None, clock: Arc::new(Timestamp::now) }
    }

    /// Collects the values of a request. `sent` reads the ID from the header, and `make` creates
    /// one. An outer layer has the same values.
    pub(crate) fn request(
        self: &Arc<Self>,
        sent: Option<Id>,
        make: fn(&[u8]) -> Option<Id>,
        target: Target,
    ) -> Arc<Request> {
        let Outer { id: outer_id, target: outer_target, values } = Request::outer().unwrap_or_default();
        let made = || {
            let own = self.make_request_id.as_ref().map(|make_id| make_id());
            let own = own.filter(|id| acceptable(id.as_bytes()));
            own.map_or_else(|| make(&random_uuid()), |id| make(id.as_bytes()))
        };
        let id = sent.or_else(|| make(outer_id.as_ref()?.as_str().as_bytes())).or_else(made);
        let target = outer_target.unwrap_or(target);
        Arc::new(Request { settings: Arc::clone(self), id, target, values: Mutex::new(values) })
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("catalog", &self.table.name).finish_non_exhaustive()
    }
}

/// Defines the functions of a layer: the constructor and the setters.
macro_rules! layer {
    ($header:ty) => {
        /// Creates it for the catalog with these codes.
        pub fn new<C: crate::code::ErrorCode>() -> Self {
            let table = C::table();
            let usual = <$header>::from_static("x-request-id");
            let declared = <$header>::from_bytes(table.request_id_header().as_bytes());
            // A static name is cheaper to clone than a parsed one.
            let header = declared.ok().filter(|declared| *declared != usual).unwrap_or(usual);
            Self { header, settings: std::sync::Arc::new(crate::integration::settings::Settings::new(table)) }
        }

        /// Sets the header of the request ID, for requests and responses.
        ///
        /// The default is the header that an envelope declares as `$request_id`, or else
        /// `X-Request-Id`. An ID from a client must have 1 to 128 printable ASCII characters.
        #[must_use]
        pub fn request_id_header(self, header: $header) -> Self {
            Self { header, ..self }
        }

        /// Sets a function that creates request IDs. The default is a random UUID.
        #[must_use]
        pub fn make_request_id(mut self, make: impl Fn() -> String + Send + Sync + 'static) -> Self {
            std::sync::Arc::make_mut(&mut self.settings).make_request_id = Some(std::sync::Arc::new(make));
            self
        }

        /// Sets a function that creates `$instance`. The default is the path.
        ///
        /// RFC 9457 §3.1.5 requires a URI reference that identifies the occurrence. Invalid
        /// characters are percent-encoded.
        #[must_use]
        pub fn instance(
            mut self,
            instance: impl Fn(&crate::integration::Occurrence<'_>) -> String + Send + Sync + 'static,
        ) -> Self {
            std::sync::Arc::make_mut(&mut self.settings).instance = Some(std::sync::Arc::new(instance));
            self
        }

        /// Sets the clock for `$timestamp`. The default is the system clock.
        #[must_use]
        pub fn clock(
            mut self,
            clock: impl Fn() -> $crate::timestamp::Timestamp + Send + Sync + 'static,
        ) -> Self {
            std::sync::Arc::make_mut(&mut self.settings).clock = std::sync::Arc::new(clock);
            self
        }
    };
}
pub(super) use layer;

/// Returns whether an ID is valid: printable ASCII, and not too long.
pub(crate) fn acceptable(id: &[u8]) -> bool {
    (1..=128).contains(&id.len()) && id.iter().all(u8::is_ascii_graphic)
}

/// Returns a random UUID (version 4, RFC 9562 §5.4).
///
/// A request ID must be unique, but not secret. A generator per thread is enough and needs no
/// dependency.
fn random_uuid() -> [u8; 36] {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    /// The positions of the two digits of each byte.
    const PLACES: [usize; 16] = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
    let bits = random_bits();
    let bits = bits & !(0xF << 76 | 0b11 << 62) | 0x4 << 76 | 0b10 << 62;
    let mut id = [b'-'; 36];
    for (byte, place) in bits.to_be_bytes().into_iter().zip(PLACES) {
        id[place] = HEX[usize::from(byte >> 4)];
        id[place + 1] = HEX[usize::from(byte & 0xF)];
    }
    id
}

/// The state of xoshiro256**, a random number generator.
type State = [u64; 4];

thread_local! {
    /// The generator of this thread; `None` before the first number.
    static GENERATOR: Cell<Option<State>> = const { Cell::new(None) };
}

/// 128 random bits.
///
/// The seed is the 128-bit key of the thread's hashes, which the operating system generates. Two
/// threads have the same numbers only if their keys collide. The period of a generator is 2^256 - 1
/// numbers.
fn random_bits() -> u128 {
    let mut state = GENERATOR.try_with(Cell::get).ok().flatten().unwrap_or_else(seed);
    let bits = u128::from(next(&mut state)) << 64 | u128::from(next(&mut state));
    // Fails during the destruction of the thread. Then each number has its own seed.
    let _ = GENERATOR.try_with(|generator| generator.set(Some(state)));
    bits
}

fn seed() -> State {
    let key = RandomState::new();
    // The invalid state of four zeros has a probability of 2^-256.
    [0_u8, 1, 2, 3].map(|number| key.hash_one(number))
}

/// xoshiro256** by Blackman and Vigna.
fn next(state: &mut State) -> u64 {
    let [a, b, c, d] = *state;
    let (c, d) = (c ^ a, d ^ b);
    *state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
    b.wrapping_mul(5).rotate_left(7).wrapping_mul(9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_xoshiro256_star_star() {
        let mut state = [1, 2, 3, 4];
        let numbers: Vec<_> = (0..4).map(|_| next(&mut state)).collect();
        assert_eq!(numbers, [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240]);
    }

    #[test]
    fn ids_of_several_threads_differ() {
        let ids = || (0..1000).map(|_| random_uuid()).collect::<Vec<_>>();
        let threads: Vec<_> = (0..8).map(|_| std::thread::spawn(ids)).collect();
        let all = threads.into_iter().flat_map(|thread| thread.join().expect("no panic"));
        assert_eq!(all.collect::<std::collections::HashSet<_>>().len(), 8000);
    }

    #[test]
    fn ids_are_uuids_and_differ() {
        let (one, other) = (random_uuid(), random_uuid());
        assert_ne!(one, other);
        let [one, other] = [one, other].map(|id| String::from_utf8(id.to_vec()).expect("ASCII"));
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
        assert!(acceptable(b"req-1"));
        for id in [&b""[..], b"a b", b"a\r\nb", "é".as_bytes(), &[b'a'; 129], b"\xFF"] {
            assert!(!acceptable(id), "{id:?}");
        }
    }
}
