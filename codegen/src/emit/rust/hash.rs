//! A perfect hash of the wire codes, found at build time.
//!
//! The runtime's side is `error-catalog/src/lookup.rs`: the two must mix alike, and a test looks every
//! code of every catalog up.

use crate::hash::{K1, hash};

const EMPTY: u32 = u32::MAX;

pub(super) struct Lookup {
    pub(super) seed: u64,
    pub(super) displacements: Vec<u16>,
    pub(super) slots: Vec<u32>,
}

impl Lookup {
    pub(super) fn displacements(&self) -> Vec<u8> {
        self.displacements.iter().flat_map(|displacement| displacement.to_le_bytes()).collect()
    }

    /// The bytes of a slot, and all slots: a row that does not fit two bytes needs four.
    pub(super) fn slots(&self) -> (usize, Vec<u8>) {
        let fits = self.slots.iter().all(|row| *row == EMPTY || *row < u32::from(u16::MAX));
        let width = if fits { 2 } else { 4 };
        let mut bytes = Vec::with_capacity(self.slots.len() * width);
        for row in &self.slots {
            bytes.extend_from_slice(&row.to_le_bytes()[..width]);
        }
        (width, bytes)
    }
}

fn top_bits(hash: u64, len: usize) -> usize {
    hash.checked_shr(64 - len.trailing_zeros()).unwrap_or(0) as usize
}

fn slot(hash: u64, displacement: u16, slots: usize) -> usize {
    top_bits((hash ^ u64::from(displacement)).wrapping_mul(K1), slots)
}

/// A lookup of these codes, which are all different; each with its row.
pub(super) fn lookup(codes: &[(String, u32)]) -> Lookup {
    (0..).find_map(|seed| with_seed(codes, seed)).expect("some seed keeps a finite set of codes apart")
}

/// Places the largest buckets first, each at the first displacement where all its codes find room.
fn with_seed(codes: &[(String, u32)], seed: u64) -> Option<Lookup> {
    let mut slots = vec![EMPTY; (codes.len() * 5 / 4).next_power_of_two()];
    let mut displacements = vec![0; (codes.len() / 4).next_power_of_two()];
    let mut buckets: Vec<Vec<(u64, u32)>> = vec![Vec::new(); displacements.len()];
    for (code, row) in codes {
        let hash = hash(code.as_bytes(), seed);
        buckets[top_bits(hash, displacements.len())].push((hash, *row));
    }
    let mut order: Vec<usize> = (0..buckets.len()).collect();
    order.sort_by_key(|bucket| std::cmp::Reverse(buckets[*bucket].len()));
    for bucket in order {
        let entries = &buckets[bucket];
        let displacement = (0..=u16::MAX).find(|displacement| {
            let places: Vec<usize> =
                entries.iter().map(|(hash, _)| slot(*hash, *displacement, slots.len())).collect();
            places.iter().enumerate().all(|(i, at)| slots[*at] == EMPTY && !places[..i].contains(at))
        })?;
        displacements[bucket] = displacement;
        for (hash, row) in entries {
            let at = slot(*hash, displacement, slots.len());
            slots[at] = *row;
        }
    }
    Some(Lookup { seed, displacements, slots })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_slot_of_its_own() {
        for count in [1, 2, 3, 10, 1_000, 5_000] {
            let codes: Vec<_> = (0..count).map(|n| (format!("CODE_{n}"), n)).collect();
            let lookup = lookup(&codes);
            for (code, row) in &codes {
                let hash = hash(code.as_bytes(), lookup.seed);
                let displacement = lookup.displacements[top_bits(hash, lookup.displacements.len())];
                assert_eq!(lookup.slots[slot(hash, displacement, lookup.slots.len())], *row);
            }
        }
    }
}
