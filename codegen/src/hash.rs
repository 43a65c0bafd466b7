//! The hash of codes and other texts for lookups: a folded multilinear hash.
//!
//! The runtime has the same hash in `error-catalog/src/lookup.rs`.
//!
//! A text of `n` bytes is split into chunks of two words, `(low, high)`. The last 16 bytes are one
//! chunk. From the front, every 16 bytes that end before the last byte are another chunk. A text of
//! less than 16 bytes is one chunk of its first and its last bytes. Length and chunks together
//! identify a text. The sum
//!
//! ```text
//! n × len_key + Σ (low + low_key) × (high + high_key)   modulo 2^128, each factor modulo 2^64
//! ```
//!
//! has separate keys for every chunk. The XOR of its halves is the hash.
//!
//! *Every two different texts have different hashes under some keys.* For a chunk that both texts
//! have, the keys `-low` of the one and `-high` of the other make both products zero. A chunk of
//! only one text becomes zero with the key `-low`.
//!
//! - Different lengths: make all chunks zero, and `len_key` one. The sums are the two lengths.
//! - One length: some chunk differs. Make the others and `len_key` zero. Where `low` differs, the key `-low` makes the product of one
//!   text zero. The key `1 - high` of the other makes its product the difference of the two `low`s. Where `high` alone
//!   differs, the same holds with the roles exchanged.
//!
//! Either way the two sums are different numbers below 2^64, so they are their own hashes.

/// Keys for texts up to some length. The same seed always gives the same keys.
pub(crate) struct Keys {
    state: u64,
    keys: Vec<u64>,
}

impl Keys {
    pub(crate) fn new(seed: u64) -> Self {
        let mut keys = Self { state: seed, keys: Vec::new() };
        keys.cover(0);
        keys
    }

    /// Adds the keys for texts of this length: one per word.
    pub(crate) fn cover(&mut self, len: usize) {
        let needed = 3 + len.saturating_sub(1) / 16 * 2;
        while self.keys.len() < needed {
            let key = self.next();
            self.keys.push(key);
        }
    }

    /// Returns the next number of SplitMix64 (Steele, Lea and Flood, 2014).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns the hash of a text. If the text is too long for the keys, the rest is ignored.
    pub(crate) fn hash(&self, text: &[u8]) -> u64 {
        let keys = self.keys.as_slice();
        let mut sum = product(text.len() as u64, keys[2]);
        let (low, high) = match text.last_chunk() {
            Some(last) => {
                let chunks = text[..text.len() - 1].as_chunks().0;
                for (chunk, [low_key, high_key]) in chunks.iter().zip(keys[3..].as_chunks().0) {
                    let (low, high) = halves(*chunk);
                    let added = product(low.wrapping_add(*low_key), high.wrapping_add(*high_key));
                    sum = sum.wrapping_add(added);
                }
                halves(*last)
            }
            None => ends(text),
        };
        sum = sum.wrapping_add(product(low.wrapping_add(keys[0]), high.wrapping_add(keys[1])));
        (sum as u64) ^ ((sum >> 64) as u64)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn same_hash(keys: &Keys, a: &str, b: &str) -> bool {
        keys.hash(a.as_bytes()) == keys.hash(b.as_bytes())
    }

    #[test]
    fn texts_that_differ_in_length_alone() {
        let mut keys = Keys::new(0);
        keys.cover(100);
        for (a, b) in [("10", "101"), ("1000", "10000"), ("2000", "200000"), ("ab", "abc"), ("no", "non")] {
            assert!(!same_hash(&keys, a, b), "{a} {b}");
        }
        let mut numbers = Keys::new(13);
        let mut below = |limit: u64| (numbers.next() % limit) as usize;
        let characters: Vec<String> = ('!'..='~').map(|c| c.to_string().repeat(100)).collect();
        for _ in 0..1_000_000 {
            let text = &characters[below(characters.len() as u64)];
            let (a, b) = (&text[..below(101)], &text[..below(101)]);
            assert!(a == b || !same_hash(&keys, a, b), "{a} {b}");
        }
    }

    #[test]
    fn every_byte_counts() {
        let text = "0123456789".repeat(6);
        for len in 1..=text.len() {
            let mut keys = Keys::new(len as u64);
            keys.cover(len);
            for at in 0..len {
                let mut other = text.clone();
                other.replace_range(at..=at, "x");
                assert!(!same_hash(&keys, &text[..len], &other[..len]), "{at} of {len}");
            }
        }
    }
}
