//! Looks a wire code up: a hash table of as many buckets as there are rows, with a chain of rows for each bucket.
//!
//! `Data::entries` has the first row of each bucket, and for each row the next one of its chain, in ascending order. Rows with one code
//! are in one chain. The generator hashes the codes. `codegen/src/hash.rs` describes the hash, and the two must mix alike.
//!
//! On average 1.5 rows are compared to find a code, and one row where there is no such code. Of 200,000 codes in a row, the longest
//! chain has 11 rows at most. The worst case is a catalog whose codes were chosen to share a bucket: then every row is compared. A row
//! whose hash differs takes three instructions, and texts are compared only where the hashes are the same.

use crate::packed::{Entry, Table};

/// The key at that place: the number of SplitMix64 (Steele, Lea and Flood, 2014) from the seed 0.
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

/// The first and the last of less than sixteen bytes, as two numbers. With the length they tell all bytes.
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

/// The hash of a code.
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

/// The bucket of a hash among as many buckets.
pub const fn bucket(hash: u32, buckets: usize) -> usize {
    ((hash as u64 * buckets as u64) >> 32) as usize
}

impl Table {
    /// The first row with this wire code.
    pub(crate) fn find(&'static self, code: &str) -> Option<usize> {
        let entries = self.data.entries;
        let hash = hash(code.as_bytes());
        let first = entries.get(bucket(hash, entries.len()))?.first;
        self.find_in_chain(first, hash, code)
    }

    /// The rows of the longest chain.
    pub(crate) fn longest_chain(&self) -> usize {
        let entries = self.data.entries;
        let row = |next: u32| entries.get(next.checked_sub(1)? as usize);
        let chain =
            |bucket: &Entry| std::iter::successors(row(bucket.first), |entry| row(entry.next)).count();
        entries.iter().map(chain).max().unwrap_or(0)
    }

    /// The next row with the wire code of a row.
    pub(crate) fn next_with_same_code(&'static self, row: usize) -> Option<usize> {
        let entry = self.data.entries.get(row)?;
        self.find_in_chain(entry.next, entry.hash, self.code(row))
    }

    /// The first row with a wire code in the rest of a chain. A chain ends, since its rows go up.
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
