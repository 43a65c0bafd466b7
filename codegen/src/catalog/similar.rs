//! Texts at a distance of one, found without comparing each with each.
//!
//! Two of them have a text in common that lacks one character of either (symmetric deletion). Only hashes of these are kept: whoever
//! asks compares what is found.

use std::hash::{BuildHasher, RandomState};

pub(crate) struct Lacking {
    /// Halves of the hashes of texts, at the other half or the next free slot, each with the place of the first text that it is of
    /// plus one; a power of two of them, at least a quarter of them free.
    slots: Vec<(u32, u32)>,
    /// The base of the hashes: an odd number that nobody knows beforehand.
    base: u64,
}

impl Lacking {
    /// For texts of so many characters in all, each of them counted with one more.
    pub(crate) fn new(len: usize) -> Self {
        let slots = vec![(0, 0); (len + len / 3 + 1).next_power_of_two()];
        Self { slots, base: RandomState::new().hash_one(0) | 1 }
    }

    /// Adds a text by its place; the places of those before it that may be at a distance of one.
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

    /// The hash of the text without each of its characters, then that of the whole: polynomials in the base.
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

    /// The slot that the hash has, or can take.
    fn slot(&self, hash: u64) -> usize {
        // Without optimization, a vector is indexed by a call.
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
