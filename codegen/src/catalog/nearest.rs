//! Suggestions for misspelt names.

use std::cell::Cell;

/// The maximum length of a name for suggestions. Longer names are rarely misspelt by a third of
/// their characters.
const LONGEST: usize = 100;

/// The budget of a run for suggestions, in cells of distance tables: a tenth of a second. Names
/// without common letters are not compared, so one unknown name finds a match among 100,000.
const BUDGET: usize = 1 << 23;

/// Finds suggestions for all unknown names of a run. After a renaming, each unknown name can be
/// similar to all known names, and the time would be the product of both numbers. So a run has a
/// budget, and later names get no suggestion.
#[derive(Debug)]
pub struct Suggestions {
    /// The remaining budget.
    left: Cell<usize>,
}

impl Default for Suggestions {
    fn default() -> Self {
        Self { left: Cell::new(BUDGET) }
    }
}

impl Suggestions {
    /// Returns the name that is most similar to `typo`; `None` if none is similar enough, if `typo`
    /// has more than 100 characters, or if the budget is spent.
    pub fn nearest<'a>(&self, typo: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        nearest_of(typo, &mut names.into_iter(), &self.left)
    }

    /// Returns whether the budget is spent.
    pub fn are_spent(&self) -> bool {
        self.left.get() == 0
    }
}

/// Returns the name that is most similar to `typo`, without a budget; `None` if none is similar
/// enough, or if `typo` has more than 100 characters.
pub fn nearest<'a>(typo: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(typo, &mut names.into_iter(), &Cell::new(usize::MAX))
}

/// The implementation for all kinds of lists, compiled once.
fn nearest_of<'a>(
    typo: &str,
    names: &mut dyn Iterator<Item = &'a str>,
    left: &Cell<usize>,
) -> Option<&'a str> {
    let len = typo.chars().take(LONGEST + 1).count();
    if len > LONGEST {
        return None;
    }
    let bound = (len / 3).max(1);
    let typo = typo.to_lowercase();
    let letters_of_typo = letters(&typo);
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        // A name with a very different length or other letters cannot be similar.
        let has_near_length = name.chars().take(len + bound + 1).count().abs_diff(len) <= bound;
        let is_candidate = has_near_length && {
            let letters = letters(&name.to_lowercase());
            let missing =
                (letters_of_typo & !letters).count_ones().max((letters & !letters_of_typo).count_ones());
            missing as usize <= bound
        };
        let cells = 1 + len / 8 + if is_candidate { (len + bound) * (2 * bound + 1) } else { 0 };
        let Some(rest) = left.get().checked_sub(cells) else {
            left.set(0);
            return None;
        };
        left.set(rest);
        if is_candidate
            && let Some(distance) = edit_distance(&typo, &name.to_lowercase(), bound)
            && best.is_none_or(|best| (distance, name) < best)
        {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Returns the characters of a text as a set of 64 bits. An edit adds at most one bit and removes
/// at most one.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

/// Returns the number of characters that must be inserted, deleted, replaced or swapped with their
/// neighbour to turn one text into the other (Damerau's distance in its restricted form); `None` if
/// it is above `most`.
///
/// Only the cells with a distance of at most `most` from the diagonal are computed (Ukkonen,
/// "Algorithms for approximate string matching", 1985): the time is proportional to the length of a
/// text times `most`.
pub(crate) fn edit_distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let far = most + 1;
    let mut row: Vec<usize> = vec![far; b.len() + 1];
    let mut before = row.clone();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let (first, end) = (i.saturating_sub(most), (i + most).min(b.len()));
        // The cells next to the computed ones contain values of an older row.
        if let Some(beside) = first.checked_sub(1) {
            row[beside] = far;
        }
        if let Some(beside) = row.get_mut(end + 1) {
            *beside = far;
        }
        for j in first..=end {
            row[j] = match j.checked_sub(1) {
                None => i,
                Some(left) => {
                    let replaced = last[left] + usize::from(a[i - 1] != b[left]);
                    let mut cost = replaced.min(last[j] + 1).min(row[left] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        cost = cost.min(before[j - 2] + 1);
                    }
                    cost
                }
            };
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(last[b.len()]).filter(|distance| *distance <= most)
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
        let long = "a".repeat(100_000);
        assert_eq!(nearest(&long, ["a", &long]), None);
        assert_eq!(nearest("a", [&*long]), None);
    }

    #[test]
    fn suggestions_have_a_budget() {
        let names: Vec<String> = (0..2_000).map(|n| format!("LEADS_NUMBER_{n:04}")).collect();
        let suggestions = Suggestions::default();
        let near =
            |n: usize| suggestions.nearest(&format!("LEAD_NUMBER_{n:04}"), names.iter().map(String::as_str));
        assert_eq!(near(7), Some("LEADS_NUMBER_0007"));
        let found = (0..2_000).filter(|n| near(*n).is_some()).count();
        assert!((10..500).contains(&found), "{found}");
        assert!(suggestions.are_spent());
        assert_eq!(suggestions.nearest("staus", ["status"]), None);
    }

    /// Returns the whole table, as textbooks have it.
    fn distance(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = match (i, j) {
                    (0, _) | (_, 0) => i + j,
                    _ => {
                        let replaced = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                        let cost = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                        let is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                        if is_swap { cost.min(table[i - 2][j - 2] + 1) } else { cost }
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    #[test]
    fn distances_are_those_of_the_whole_table() {
        // All texts of up to five characters over an alphabet of two, and some that are longer.
        let mut texts: Vec<String> = (0..=5)
            .flat_map(|len| (0..1_u32 << len).map(move |n| format!("{n:0len$b}")[..len].to_owned()))
            .collect();
        texts.extend(["", "status", "sttaus", "statuses", "tsatsu", "message", "mesasge"].map(str::to_owned));
        for a in &texts {
            for b in &texts {
                let expected = distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
                for most in 0..8 {
                    let found = edit_distance(a, b, most);
                    assert_eq!(found, Some(expected).filter(|d| *d <= most), "{a:?} {b:?} {most}");
                }
            }
        }
        let long = "ab".repeat(50_000);
        assert_eq!(edit_distance(&long, &format!("{long}c"), 1), Some(1));
    }
}
