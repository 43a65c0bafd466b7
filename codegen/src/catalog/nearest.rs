//! Which name was probably meant.

/// The one of `names` that was probably meant by `typo`.
pub fn nearest<'a>(typo: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(typo, &mut names.into_iter())
}

/// The same, compiled once for all kinds of lists.
fn nearest_of<'a>(typo: &str, names: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    let len = typo.chars().count();
    let bound = (len / 3).max(1);
    let typo = typo.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        // A name that is much longer or shorter cannot be near.
        if name.chars().count().abs_diff(len) <= bound {
            let near = (edit_distance(&typo, &name.to_lowercase()), name);
            if near.0 <= bound && best.is_none_or(|best| near < best) {
                best = Some(near);
            }
        }
    }
    best.map(|(_, name)| name)
}

/// How many characters must be put in, taken out, changed or swapped with their neighbour (Damerau's
/// distance in its restricted form).
pub(crate) fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let change = last[j] + usize::from(a[i] != b[j]);
            let mut cost = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_names() {
        let names = ["status", "message", "category"];
        assert_eq!(nearest("staus", names), Some("status"));
        assert_eq!(nearest("mesasge", names), Some("message"));
        assert_eq!(nearest("Status", names), Some("status"));
        assert_eq!(nearest("colour", names), None);
    }
}
