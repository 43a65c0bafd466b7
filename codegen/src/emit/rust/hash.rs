//! A perfect hash of the wire codes, found at build time.
//!
//! The runtime's side is `error-catalog/src/lookup.rs`: the two must mix alike, and a test looks every
//! code of every catalog up.
//!
//! The search counts its steps. It ends after [`STEPS`] and [`STEPS_PER_CODE`] for each code, whatever the
//! codes are. Past that bound the rows are sorted by their codes instead.

use crate::hash::Keys;

const EMPTY: u32 = u32::MAX;

/// Spreads the bits of a displacement over a hash.
const SPREAD: u64 = 0xE703_7ED1_A0B4_28DB;

/// The steps that a search may always take: a few codes may need many seeds.
const STEPS: usize = 1 << 20;

/// The steps that a search may take beyond those, for each code. One seed takes about ten.
const STEPS_PER_CODE: usize = 256;

pub(super) struct Lookup {
    /// Empty where the slots are sorted by code.
    pub(super) keys: Vec<u64>,
    displacements: Vec<u16>,
    slots: Vec<u32>,
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
    top_bits((hash ^ u64::from(displacement)).wrapping_mul(SPREAD), slots)
}

/// A lookup of these codes, which are all different; each with its row.
pub(super) fn lookup(codes: &[(String, u32)]) -> Lookup {
    let mut steps = Steps { left: STEPS + STEPS_PER_CODE * codes.len() };
    perfect(codes, &mut steps).unwrap_or_else(|| sorted(codes))
}

/// The steps that a search may still take.
struct Steps {
    left: usize,
}

impl Steps {
    /// `None`, and no step left, where there are not so many.
    fn take(&mut self, steps: usize) -> Option<()> {
        let left = self.left.checked_sub(steps);
        self.left = left.unwrap_or(0);
        left.map(drop)
    }
}

/// A perfect hash, if the search finds one in so many steps. Every seed takes at least one.
fn perfect(codes: &[(String, u32)], steps: &mut Steps) -> Option<Lookup> {
    let mut seed = 0;
    while steps.left > 0 {
        let lookup = with_seed(codes, seed, steps);
        if lookup.is_some() {
            return lookup;
        }
        seed += 1;
    }
    None
}

/// The rows in the order of their codes.
pub(super) fn sorted(codes: &[(String, u32)]) -> Lookup {
    let mut codes: Vec<_> = codes.iter().collect();
    codes.sort_unstable();
    let slots = codes.into_iter().map(|(_, row)| *row).collect();
    Lookup { keys: Vec::new(), displacements: Vec::new(), slots }
}

/// Places the largest buckets first, each at the first displacement where all its codes find room.
fn with_seed(codes: &[(String, u32)], seed: u64, steps: &mut Steps) -> Option<Lookup> {
    steps.take(codes.len() + 1)?;
    let mut slots = vec![EMPTY; (codes.len() * 5 / 4).next_power_of_two()];
    let mut displacements = vec![0; (codes.len() / 4).next_power_of_two()];
    let mut buckets: Vec<Vec<(u64, u32)>> = vec![Vec::new(); displacements.len()];
    let mut keys = Keys::new(seed);
    keys.cover(codes.iter().map(|(code, _)| code.len()).max().unwrap_or(0));
    for (code, row) in codes {
        let hash = keys.hash(code.as_bytes());
        buckets[top_bits(hash, displacements.len())].push((hash, *row));
    }
    let mut order: Vec<usize> = (0..buckets.len()).collect();
    order.sort_by_key(|bucket| std::cmp::Reverse(buckets[*bucket].len()));
    let mut places = Vec::new();
    for bucket in order {
        let entries = &buckets[bucket];
        let displacement = (0..=u16::MAX).find(|displacement| {
            let has_room = find_room(entries, *displacement, &slots, &mut places);
            steps.take(places.len() + 1).is_none() || has_room
        })?;
        if steps.left == 0 {
            return None;
        }
        displacements[bucket] = displacement;
        for ((_, row), place) in entries.iter().zip(&places) {
            slots[*place] = *row;
        }
    }
    Some(Lookup { keys: keys.into_vec(), displacements, slots })
}

/// Returns whether all codes of a bucket find room at a displacement, and where.
fn find_room(entries: &[(u64, u32)], displacement: u16, slots: &[u32], places: &mut Vec<usize>) -> bool {
    places.clear();
    for (hash, _) in entries {
        let place = slot(*hash, displacement, slots.len());
        if slots[place] != EMPTY || places.contains(&place) {
            return false;
        }
        places.push(place);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(count: u32) -> Vec<(String, u32)> {
        (0..count).map(|n| (format!("CODE_{n}"), n)).collect()
    }

    #[test]
    fn steps_grow_with_the_codes() {
        for count in [1, 2, 3, 10, 1_000, 10_000, 100_000] {
            let codes = codes(count);
            let mut steps = Steps { left: usize::MAX };
            assert!(perfect(&codes, &mut steps).is_some_and(|lookup| !lookup.keys.is_empty()), "{count}");
            let taken = usize::MAX - steps.left;
            assert!(taken < 40 * codes.len() + 40, "{taken} steps for {count} codes");
        }
    }

    #[test]
    fn search_ends_where_codes_are_alike() {
        // No hash tells these apart.
        let codes = [("CODE".to_owned(), 0), ("CODE".to_owned(), 1)];
        let lookup = lookup(&codes);
        assert_eq!((lookup.keys.len(), lookup.slots), (0, vec![0, 1]));
    }

    #[test]
    fn rows_are_sorted_by_code() {
        let codes = [("b", 0), ("10", 1), ("a", 2), ("", 3)].map(|(code, row)| (code.to_owned(), row));
        assert_eq!(sorted(&codes).slots, [3, 1, 2, 0]);
    }
}
