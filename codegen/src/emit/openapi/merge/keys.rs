//! The keys of a mapping, found by name in constant time.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::catalog::route;

/// The positions of the keys of one mapping.
#[derive(Debug, Default)]
pub(super) struct Keys<'k> {
    /// The first position of each key.
    names: HashMap<&'k str, usize>,
    /// The first position of each path shape, without the names of parameters.
    shapes: HashMap<String, usize>,
    /// The duplicate keys.
    repeated: HashSet<&'k str>,
}

impl<'k> Keys<'k> {
    pub(super) fn new(keys: impl Iterator<Item = &'k str>) -> Self {
        let mut all = Self::default();
        for (position, key) in keys.enumerate() {
            match all.names.entry(key) {
                Entry::Occupied(_) => {
                    all.repeated.insert(key);
                }
                Entry::Vacant(entry) => {
                    entry.insert(position);
                }
            }
            if key.starts_with('/') {
                all.shapes.entry(route::shape(key)).or_insert(position);
            }
        }
        all
    }

    /// Returns the position of the key, or else of a path that differs only in the names of parameters.
    pub(super) fn position(&self, key: &str) -> Option<usize> {
        let same = self.names.get(key);
        let alike = || key.starts_with('/').then(|| self.shapes.get(&route::shape(key))).flatten();
        same.or_else(alike).copied()
    }

    /// Returns whether a key is a duplicate.
    pub(super) fn is_repeated(&self, key: &str) -> bool {
        self.repeated.contains(key)
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn a_path_is_found_by_its_own_text_first() {
        let keys = Keys::new(["get", "/a/{x}", "/a/{y}", "get"].into_iter());
        assert_eq!(keys.position("/a/{y}"), Some(2));
        assert_eq!(keys.position("/a/{z}"), Some(1));
        assert_eq!(keys.position("get"), Some(0));
        assert_eq!(keys.position("put"), None);
        assert!(keys.is_repeated("get") && !keys.is_repeated("/a/{x}"));
    }
}
