//! Looks a wire code up: a perfect hash by displacement, after the CHD family (Belazzougui, Botelho
//! and Dietzfelbinger, "Hash, displace, and compress", 2009), over a multilinear hash.
//! The generator's side is `codegen/src/hash.rs`: the two must mix alike. It also says why every two
//! texts have different hashes under some keys.
//!
//! A search that finds no such hash in its bound leaves the keys empty. Then the slots hold the rows in
//! the order of their codes, and the lookup is a binary search.

use std::cmp::Ordering;

use crate::packed::{Lookup, Table};

/// Spreads the bits of a displacement over a hash.
const SPREAD: u64 = 0xE703_7ED1_A0B4_28DB;

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

/// The hash of a text. `None` without keys.
fn hash(text: &[u8], keys: &[u64]) -> Option<u64> {
    let [low_key, high_key, len_key, keys @ ..] = keys else { return None };
    let mut sum = product(text.len() as u64, *len_key);
    let (low, high) = match text.last_chunk() {
        Some(last) => {
            for (chunk, [low_key, high_key]) in
                text[..text.len() - 1].as_chunks().0.iter().zip(keys.as_chunks().0)
            {
                let (low, high) = halves(*chunk);
                sum = sum.wrapping_add(product(low.wrapping_add(*low_key), high.wrapping_add(*high_key)));
            }
            halves(*last)
        }
        None => ends(text),
    };
    sum = sum.wrapping_add(product(low.wrapping_add(*low_key), high.wrapping_add(*high_key)));
    Some((sum as u64) ^ ((sum >> 64) as u64))
}

/// The highest bits of a hash as an index into a power of two of entries.
fn top_bits(hash: u64, entries: usize) -> usize {
    (product(hash, entries as u64) >> 64) as usize
}

impl Lookup {
    /// The only row that can have this code; past the end where none can. `None` without keys.
    fn candidate(&self, code: &[u8]) -> Option<usize> {
        let hash = hash(code, self.keys)?;
        let displacements = self.displacements.as_chunks().0;
        let displacement =
            displacements.get(top_bits(hash, displacements.len())).copied().unwrap_or_default();
        let spread = (hash ^ u64::from(u16::from_le_bytes(displacement))).wrapping_mul(SPREAD);
        Some(self.row(top_bits(spread, self.count())))
    }

    /// The number of slots.
    fn count(&self) -> usize {
        self.slots.len() >> if self.width == 2 { 1 } else { 2 }
    }

    /// The row in a slot; past the end where there is none.
    fn row(&self, slot: usize) -> usize {
        if self.width == 2 {
            self.slots.as_chunks().0.get(slot).map_or(usize::MAX, |row| u16::from_le_bytes(*row).into())
        } else {
            self.slots.as_chunks().0.get(slot).map_or(usize::MAX, |row| u32::from_le_bytes(*row) as usize)
        }
    }
}

impl Table {
    /// The first row with this wire code.
    pub(crate) fn find(&'static self, code: &str) -> Option<usize> {
        match self.data.lookup.candidate(code.as_bytes()) {
            Some(row) => (row < self.len() && self.record(row).is(code)).then_some(row),
            None => self.find_sorted(code),
        }
    }

    /// As [`find`](Self::find), where the slots are in the order of the codes. Each step halves what is left.
    #[cold]
    fn find_sorted(&'static self, code: &str) -> Option<usize> {
        let (mut start, mut end) = (0, self.data.lookup.count());
        while start < end {
            let middle = start + (end - start) / 2;
            let row = self.data.lookup.row(middle);
            match self.record(row).text().cmp(code) {
                Ordering::Less => start = middle + 1,
                Ordering::Equal => return Some(row),
                Ordering::Greater => end = middle,
            }
        }
        None
    }
}
