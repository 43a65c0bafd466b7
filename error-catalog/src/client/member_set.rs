//! A set of members of an object.

/// The members of an object that were found.
#[derive(Default)]
pub(super) struct MemberSet {
    /// A bit for each of the first 64 members. Few objects have more.
    first: u64,
    others: Vec<usize>,
}

impl MemberSet {
    /// Adds a member. Returns `false` if it was there before.
    pub(super) fn insert(&mut self, index: usize) -> bool {
        let is_new = !self.contains(index);
        match index {
            0..64 => self.first |= 1 << index,
            _ if is_new => self.others.push(index),
            _ => {}
        }
        is_new
    }

    pub(super) fn contains(&self, index: usize) -> bool {
        if index < 64 { self.first >> index & 1 == 1 } else { self.others.contains(&index) }
    }
}
