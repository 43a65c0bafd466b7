//! Looks up a wire code in a hash table with as many buckets as rows, and a chain of rows per bucket.
//!
//! `Data::entries` contains the first row of each bucket and, for each row, the next row of its
//! chain, in ascending order. Rows with the same code are in the same chain. The generator hashes
//! the codes. The hash must be the same as in `codegen/src/hash.rs`, which describes it.
//!
//! On average, a lookup compares 1.5 rows for a known code and one row for an unknown code. With
//! 200,000 consecutive codes, the longest chain has at most 11 rows. In the worst case, all codes
//! of a catalog share a bucket, and every row is compared. A row with another hash takes three
//! instructions. Texts are compared only if the hashes are equal.

use crate::packed::{Entry, Table};

/// Returns the key at this index: the number of SplitMix64 (Steele, Lea and Flood, 2014) with the
/// seed 0.
const fn key(index: u64) -> u64 {
    let state = (index + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// The keys of every text: two for its last chunk, and one for its length.
const LOW_KEY: u64 = key(0);
const HIGH_KEY: u64 = key(1);
const LEN_KEY: u64 = key(2);

/// Returns the first and the last of less than sixteen bytes as two numbers. Together with the
/// length, they determine all bytes.
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

fn product(a: u64, b: u64) -> u128 {
    u128::from(a) * u128::from(b)
}

/// Returns the hash of a code.
fn hash(code: &[u8]) -> u32 {
    let mut sum = product(code.len() as u64, LEN_KEY);
    let (low, high) = match code.last_chunk() {
        Some(last) => {
            for (chunk, at) in code[..code.len() - 1].as_chunks().0.iter().zip((3..).step_by(2)) {
                let (low, high) = halves(*chunk);
                sum = sum.wrapping_add(product(low.wrapping_add(key(at)), high.wrapping_add(key(at + 1))));
            }
            halves(*last)
        }
        None => ends(code),
    };
    sum = sum.wrapping_add(product(low.wrapping_add(LOW_KEY), high.wrapping_add(HIGH_KEY)));
    ((sum as u64 ^ (sum >> 64) as u64) >> 32) as u32
}

/// Returns the bucket of a hash among this number of buckets.
pub const fn bucket(hash: u32, buckets: usize) -> usize {
    ((hash as u64 * buckets as u64) >> 32) as usize
}

impl Table {
    /// Returns the first row with this wire code.
    pub(crate) fn find(&'static self, code: &str) -> Option<usize> {
        let entries = self.data.entries;
        let hash = hash(code.as_bytes());
        let first = entries.get(bucket(hash, entries.len()))?.first;
        self.find_in_chain(first, hash, code)
    }

    /// Returns the number of rows of the longest chain.
    pub(crate) fn longest_chain(&self) -> usize {
        let entries = self.data.entries;
        let row = |next: u32| entries.get(next.checked_sub(1)? as usize);
        let chain =
            |bucket: &Entry| std::iter::successors(row(bucket.first), |entry| row(entry.next)).count();
        entries.iter().map(chain).max().unwrap_or(0)
    }

    /// Returns the next row with the wire code of a row.
    pub(crate) fn next_with_same_code(&'static self, row: usize) -> Option<usize> {
        let entry = self.data.entries.get(row)?;
        self.find_in_chain(entry.next, entry.hash, self.code(row))
    }

    /// Returns the first row with a wire code in the rest of a chain. The loop ends, because the
    /// rows of a chain are ascending.
    #[inline]
    fn find_in_chain(&'static self, mut next: u32, hash: u32, code: &str) -> Option<usize> {
        loop {
            let row = next.checked_sub(1)? as usize;
            let entry = self.data.entries.get(row)?;
            if entry.hash == hash && self.has_code(row, code) {
                return Some(row);
            }
            next = entry.next;
        }
    }
}
