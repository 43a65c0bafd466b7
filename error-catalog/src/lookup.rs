//! Looking a wire code up: a perfect hash by displacement, after the CHD family (Belazzougui, Botelho
//! and Dietzfelbinger, "Hash, displace, and compress", 2009) over a multiply-and-fold hash in the
//! manner of wyhash. The generator's side is `codegen/src/hash.rs`: the two must mix alike.

use crate::packed::Lookup;

const K0: u64 = 0xA076_1D64_78BD_642F;
const K1: u64 = 0xE703_7ED1_A0B4_28DB;

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// The first and the last of less than sixteen bytes, as two numbers: with the length they say all bytes.
fn ends(bytes: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
    } else if let [first, .., last] = bytes {
        (u64::from(*first) << 8 | u64::from(bytes[bytes.len() / 2]), u64::from(*last))
    } else {
        (bytes.first().copied().map_or(0, u64::from), 0)
    }
}

fn halves(bytes: [u8; 16]) -> (u64, u64) {
    let number = u128::from_le_bytes(bytes);
    (number as u64, (number >> 64) as u64)
}

/// The last sixteen bytes count as they stand, whether or not some of them counted before.
fn hash(text: &[u8], seed: u64) -> u64 {
    let mut state = seed ^ K0;
    let (low, high) = match text.last_chunk() {
        Some(last) => {
            for chunk in text[..text.len() - 1].as_chunks().0 {
                let (low, high) = halves(*chunk);
                state = fold(low ^ K1, high ^ state);
            }
            halves(*last)
        }
        None => ends(text),
    };
    fold(low ^ K1, high ^ state ^ text.len() as u64)
}

/// The highest bits of a hash as an index into a power of two of entries.
fn top_bits(hash: u64, entries: usize) -> usize {
    hash.checked_shr(64 - entries.trailing_zeros()).unwrap_or(0) as usize
}

/// The entry at that place, of two bytes or four; all ones past the end.
fn entry(bytes: &[u8], place: usize, width: usize) -> usize {
    let bytes = bytes.get(place * width..).unwrap_or_default();
    match width {
        2 => bytes.first_chunk().map_or(usize::MAX, |bytes| u16::from_le_bytes(*bytes).into()),
        _ => bytes.first_chunk().map_or(usize::MAX, |bytes| u32::from_le_bytes(*bytes) as usize),
    }
}

impl Lookup {
    /// The only row that can have this code; past the end where none can.
    pub(crate) fn slot(&self, code: &str) -> usize {
        let hash = hash(code.as_bytes(), self.seed);
        let bucket = top_bits(hash, self.displacements.len() / 2);
        let displacement = entry(self.displacements, bucket, 2) as u64;
        let slot = top_bits((hash ^ displacement).wrapping_mul(K1), self.slots.len() / self.width);
        entry(self.slots, slot, self.width)
    }
}
