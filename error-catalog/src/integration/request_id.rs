//! Request IDs: from a header, or generated.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};

/// A request ID as a header value, which can be cloned without an allocation.
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
        // An ID is visible ASCII. `HeaderValue::to_str` would check each byte separately.
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// Returns whether an ID is valid: printable ASCII, and not too long.
pub(crate) fn acceptable(id: &[u8]) -> bool {
    (1..=128).contains(&id.len()) && id.iter().all(u8::is_ascii_graphic)
}

/// Returns a random UUID (version 4, RFC 9562 §5.4).
///
/// A request ID must be unique, but not secret. A generator per thread is enough and avoids a
/// dependency.
pub(super) fn random_uuid() -> [u8; 36] {
    let bits = random_bits();
    let bits = bits & !(0xF << 76 | 0b11 << 62) | 0x4 << 76 | 0b10 << 62;
    let digits = [96, 64, 32, 0].map(|shift| hex_digits((bits >> shift) as u32));
    let mut id = [b'-'; 36];
    id[..8].copy_from_slice(&digits[0]);
    id[9..13].copy_from_slice(&digits[1][..4]);
    id[14..18].copy_from_slice(&digits[1][4..]);
    id[19..23].copy_from_slice(&digits[2][..4]);
    id[24..28].copy_from_slice(&digits[2][4..]);
    id[28..].copy_from_slice(&digits[3]);
    id
}

/// Returns the eight hexadecimal digits of a number, calculated in parallel: one byte of a word per digit.
fn hex_digits(number: u32) -> [u8; 8] {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let mut digits = u64::from(number);
    digits = (digits | digits << 16) & 0x0000_FFFF_0000_FFFF;
    digits = (digits | digits << 8) & 0x00FF_00FF_00FF_00FF;
    digits = (digits | digits << 4) & 0x0F0F_0F0F_0F0F_0F0F;
    // Adding 6 sets the bit above the digit from 10 on, for the letters.
    let letters = (digits + ONES * 6) >> 4 & ONES;
    (digits + ONES * u64::from(b'0') + letters * u64::from(b'a' - b'9' - 1)).to_be_bytes()
}

/// The state of xoshiro256**, a random number generator.
type State = [u64; 4];

thread_local! {
    /// The generator of this thread; `None` before the first number.
    static GENERATOR: Cell<Option<State>> = const { Cell::new(None) };
}

/// Returns 128 random bits.
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
    fn hexadecimal_digits_are_those_of_the_standard_library() {
        for number in (0..=u16::MAX).map(u32::from).chain([u32::MAX, 0x0123_4567, 0x89AB_CDEF, 0xFEDC_BA98]) {
            for number in [number, number << 16, number.rotate_left(8)] {
                assert_eq!(hex_digits(number), format!("{number:08x}").as_bytes());
            }
        }
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
