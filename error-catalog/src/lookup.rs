//! Looking a wire code up: a perfect hash by displacement, after the CHD family (Belazzougui, Botelho
//! and Dietzfelbinger, "Hash, displace, and compress", 2009) over a multiply-and-fold hash in the
//! manner of wyhash. The generator's side is `codegen/src/emit/rust/hash.rs`: the two must mix alike.

use crate::packed::{Lookup, word};

const K0: u64 = 0xA076_1D64_78BD_642F;
const K1: u64 = 0xE703_7ED1_A0B4_28DB;

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Up to eight bytes as a little-endian number.
fn read(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => bytes.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b)),
    }
}

fn hash(text: &[u8], seed: u64) -> u64 {
    let mut state = seed ^ K0;
    let mut rest = text;
    while let Some((chunk, tail)) = rest.split_at_checked(16) {
        state = fold(read(chunk) ^ K1, read(&chunk[8..]) ^ state);
        rest = tail;
    }
    let (low, high) = rest.split_at(rest.len().min(8));
    fold(read(low) ^ K1, read(high) ^ state ^ text.len() as u64)
}

/// The highest bits of a hash as an index into a power of two of 32-bit words.
fn top_bits(hash: u64, words: &[u8]) -> usize {
    let bits = (words.len() / 4).trailing_zeros();
    hash.checked_shr(64 - bits).unwrap_or(0) as usize
}

impl Lookup {
    /// The only row that can have this code, or 0xFFFF_FFFF.
    pub(crate) fn slot(&self, code: &str) -> u32 {
        if self.slots.is_empty() {
            return u32::MAX;
        }
        let hash = hash(code.as_bytes(), self.seed);
        let displacement = u64::from(word(self.displacements, top_bits(hash, self.displacements)));
        word(self.slots, top_bits((hash ^ displacement).wrapping_mul(K1), self.slots))
    }
}
