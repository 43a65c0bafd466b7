//! Finds texts with an edit distance of one, without comparing all pairs.
//!
//! Such texts become equal after the deletion of one character of either (symmetric deletion). Only
//! hashes of the shortened texts are stored, so the caller compares the candidates.

use std::hash::{BuildHasher, RandomState};

pub(crate) struct Lacking {
    /// Halves of the hashes, at the slot of the other half or the next free slot, each with the
    /// index of its first text plus one. The length is a power of two, and at least a quarter of
    /// the slots are free.
    slots: Vec<(u32, u32)>,
    /// The base of the hashes: a random odd number.
    base: u64,
}

impl Lacking {
    /// Creates the index for this total number of characters, with one more per text.
    pub(crate) fn new(len: usize) -> Self {
        let slots = vec![(0, 0); (len + len / 3 + 1).next_power_of_two()];
        Self { slots, base: RandomState::new().hash_one(0) | 1 }
    }

    /// Adds a text by its index. Returns the indexes of previous texts that can have a distance of one.
    pub(crate) fn add(&mut self, text: &str, place: usize) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for hash in self.hashes(text) {
            let slot = self.slot(hash);
            match self.slots[slot] {
                (_, 0) => self.slots[slot] = ((hash >> 32) as u32, place as u32 + 1),
                (_, first) => {
                    let first = first as usize - 1;
                    if first != place && !found.contains(&first) {
                        found.push(first);
                    }
                }
            }
        }
        found
    }

    /// Returns the hashes of the text without each of its characters, then of the whole text:
    /// polynomials in the base.
    fn hashes(&self, text: &str) -> Vec<u64> {
        let mut hashes = Vec::with_capacity(text.len() + 1);
        let mut before: u64 = 0;
        for c in text.chars() {
            hashes.push(before);
            before = before.wrapping_mul(self.base).wrapping_add(u64::from(c));
        }
        let whole = before;
        let (mut after, mut power) = (0_u64, 1_u64);
        for (c, hash) in text.chars().rev().zip(hashes.iter_mut().rev()) {
            *hash = hash.wrapping_mul(power).wrapping_add(after);
            after = after.wrapping_add(u64::from(c).wrapping_mul(power));
            power = power.wrapping_mul(self.base);
        }
        hashes.push(whole);
        hashes
    }

    /// Returns the slot of the hash, or a free slot for it.
    fn slot(&self, hash: u64) -> usize {
        // Without optimization, indexing a vector is a function call.
        let slots = self.slots.as_slice();
        let last = slots.len() - 1;
        let mut slot = hash as usize & last;
        while slots[slot].1 != 0 && slots[slot].0 != (hash >> 32) as u32 {
            slot = (slot + 1) & last;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_lacks_a_character() {
        let texts = ["token", "tokens", "taken", "session", "tken"];
        let mut lacking = Lacking::new(texts.concat().len() + texts.len());
        let found = texts.iter().enumerate().map(|(place, text)| lacking.add(text, place));
        assert_eq!(found.collect::<Vec<_>>(), [vec![], vec![0], vec![0], vec![], vec![0]]);
    }
}
