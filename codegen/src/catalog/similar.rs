//! Texts at a distance of one, found without comparing each with each.
//!
//! Two of them have a text in common that lacks one character of either (symmetric deletion). Only hashes of these are kept: whoever
//! asks compares what is found.

use std::hash::{BuildHasher, RandomState};

pub(crate) struct Lacking {
    /// Hashes of texts, each with the place of the first text that it is of plus one; a power of two of them, half of them free.
    slots: Vec<(u64, usize)>,
    taken: usize,
    /// The base of the hashes: an odd number that nobody knows beforehand.
    base: u64,
}

impl Lacking {
    pub(crate) fn new() -> Self {
        Self { slots: vec![(0, 0); 1024], taken: 0, base: RandomState::new().hash_one(0) | 1 }
    }

    /// Adds a text by its place; the places of those before it that may be at a distance of one.
    pub(crate) fn add(&mut self, text: &str, place: usize) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for hash in self.hashes(text) {
            let slot = self.slot(hash);
            match self.slots[slot].1.checked_sub(1) {
                Some(first) if first != place && !found.contains(&first) => found.push(first),
                Some(_) => {}
                None => {
                    self.slots[slot] = (hash, place + 1);
                    self.taken += 1;
                    if self.taken * 2 > self.slots.len() {
                        self.grow();
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
        let mut slot = (hash ^ hash >> 32) as usize & last;
        while slots[slot].1 != 0 && slots[slot].0 != hash {
            slot = (slot + 1) & last;
        }
        slot
    }

    fn grow(&mut self) {
        let larger = vec![(0, 0); self.slots.len() * 4];
        for (hash, place) in std::mem::replace(&mut self.slots, larger) {
            if place != 0 {
                let slot = self.slot(hash);
                self.slots[slot] = (hash, place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_lacks_a_character() {
        let mut lacking = Lacking::new();
        let texts = ["token", "tokens", "taken", "session", "tken"];
        let found = texts.iter().enumerate().map(|(place, text)| lacking.add(text, place));
        assert_eq!(found.collect::<Vec<_>>(), [vec![], vec![0], vec![0], vec![], vec![0]]);
    }
}
