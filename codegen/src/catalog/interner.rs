//! A set of texts, with the index of the first occurrence of each.
//!
//! In an unoptimized build script, it is several times as fast as a map of the standard library,
//! and it is compiled only once.

use std::hash::{BuildHasher, RandomState};

use crate::hash::Keys;

/// Distinct texts or bytes, in the order of insertion.
pub(crate) struct Interner {
    texts: Vec<u8>,
    /// The end of each text, after a zero.
    ends: Vec<usize>,
    hashes: Vec<u64>,
    /// The index of each text plus one, at its hash or the next free slot. The length is a power of
    /// two, and half of the slots are free.
    slots: Vec<u32>,
    /// A random seed, so that nobody can write a catalog whose texts all have the same hash.
    keys: Keys,
}

impl Default for Interner {
    fn default() -> Self {
        Self::new()
    }
}

impl Interner {
    pub(crate) fn new() -> Self {
        Self {
            texts: Vec::new(),
            ends: vec![0],
            hashes: Vec::new(),
            slots: vec![0; 16],
            keys: Keys::new(RandomState::new().hash_one(0)),
        }
    }

    /// Creates the set from distinct texts.
    pub(crate) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut places = Self::new();
        for text in texts {
            places.add(text.as_bytes());
        }
        places
    }

    /// Returns the index of a text.
    pub(crate) fn get(&self, text: &[u8]) -> Option<usize> {
        self.slots[self.slot(text, self.keys.hash(text))].checked_sub(1).map(|place| place as usize)
    }

    /// Returns the index of a known text, or else adds it.
    pub(crate) fn add(&mut self, text: &[u8]) -> Option<usize> {
        self.keys.cover(text.len());
        let hash = self.keys.hash(text);
        let slot = self.slot(text, hash);
        let known = self.slots[slot].checked_sub(1);
        if known.is_none() {
            self.hashes.push(hash);
            self.texts.extend_from_slice(text);
            self.ends.push(self.texts.len());
            self.slots[slot] = self.len() as u32;
            if self.len() * 2 > self.slots.len() {
                self.grow();
            }
        }
        known.map(|place| place as usize)
    }

    fn len(&self) -> usize {
        self.ends.len() - 1
    }

    fn text(&self, place: usize) -> &[u8] {
        &self.texts[self.ends[place]..self.ends[place + 1]]
    }

    /// Returns the slot of the text, or a free slot for it.
    fn slot(&self, text: &[u8], hash: u64) -> usize {
        let (slots, hashes) = (self.slots.as_slice(), self.hashes.as_slice());
        let mut slot = first(slots, hash);
        while slots[slot] != 0 {
            let place = slots[slot] as usize - 1;
            if hashes[place] == hash && self.text(place) == text {
                break;
            }
            slot = next(slots, slot);
        }
        slot
    }

    fn grow(&mut self) {
        let mut larger = vec![0; self.slots.len() * 4];
        // Without optimization, indexing a vector is a function call.
        let (slots, hashes) = (larger.as_mut_slice(), self.hashes.as_slice());
        let mut place = 0;
        while place < hashes.len() {
            let mut slot = first(slots, hashes[place]);
            while slots[slot] != 0 {
                slot = next(slots, slot);
            }
            place += 1;
            slots[slot] = place as u32;
        }
        self.slots = larger;
    }
}

/// Returns the first slot for a hash.
fn first(slots: &[u32], hash: u64) -> usize {
    hash as usize & (slots.len() - 1)
}

/// Returns the next slot.
fn next(slots: &[u32], slot: usize) -> usize {
    (slot + 1) & (slots.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_keeps_its_place() {
        let texts: Vec<String> = (0..1_000).map(|n| format!("CODE_{n}")).collect();
        let mut places = Interner::of(texts.iter().map(String::as_str));
        for (place, text) in texts.iter().enumerate() {
            let text = text.as_bytes();
            assert_eq!((places.get(text), places.add(text)), (Some(place), Some(place)));
        }
        assert_eq!((places.get(b"CODE"), places.add(b""), places.add(b"")), (None, None, Some(1_000)));
    }
}
