//! Styles that most of the catalog follows.

/// Returns the items that differ from a majority of two thirds, if there are three or more.
pub(super) fn outliers<K: PartialEq + Copy, T>(all: Vec<(K, T)>) -> Vec<(K, T)> {
    let Some(usual) = majority(&all) else { return Vec::new() };
    all.into_iter().filter(|(kind, _)| *kind != usual).collect()
}

/// Returns the majority of two thirds, if there are three or more.
pub(super) fn majority<K: PartialEq + Copy, T>(all: &[(K, T)]) -> Option<K> {
    let count = |kind: K| all.iter().filter(|(other, _)| *other == kind).count();
    let mut kinds: Vec<K> = Vec::new();
    for (kind, _) in all {
        if !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    kinds.into_iter().find(|kind| all.len() >= 3 && count(*kind) * 3 >= all.len() * 2)
}
