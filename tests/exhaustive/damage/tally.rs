//! What became of the mutants of one catalog, as a table.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::classes;
use super::mutants::Kind;
use super::verdict::{Judged, Verdict};

#[derive(Default)]
pub(super) struct Tally {
    /// By kind: how many were tried, and what became of them.
    kinds: BTreeMap<Kind, BTreeMap<String, usize>>,
    /// How many were told with so many diagnostics.
    diagnostics: BTreeMap<usize, usize>,
    slowest: Duration,
}

impl Tally {
    pub(super) fn add(&mut self, kind: Kind, judged: &Judged, took: Duration) {
        let words = self.kinds.entry(kind).or_default();
        let mut count = |word: String| *words.entry(word).or_default() += 1;
        count("0 tried".to_owned());
        match &judged.verdict {
            Verdict::Told { refused, place } => {
                count(if *refused { "1 refused" } else { "2 warned" }.to_owned());
                count(format!("6 told: {place:?}"));
            }
            Verdict::NoText => count("3 no text".to_owned()),
            Verdict::Same { same_toml: true } => count("4 same: comment, space or order".to_owned()),
            Verdict::Same { same_toml: false } => count("4 same: the default was written out".to_owned()),
            Verdict::Changed(differences) => {
                let class = classes::of(differences).unwrap_or_else(|| "none".to_owned());
                count(format!("5 changed: {class}"));
            }
            Verdict::Broken => count("7 broken".to_owned()),
        }
        if !judged.places.is_empty() {
            *self.diagnostics.entry(judged.places.len()).or_default() += 1;
        }
        self.slowest = self.slowest.max(took);
    }

    /// How many diagnostics half of those who are told get at the most.
    fn median(&self) -> usize {
        let half = self.diagnostics.values().sum::<usize>().div_ceil(2);
        let mut seen = 0;
        let found = self.diagnostics.iter().find(|(_, count)| {
            seen += **count;
            seen >= half
        });
        found.map_or(0, |(diagnostics, _)| *diagnostics)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, words) in &self.kinds {
            let words: Vec<String> =
                words.iter().map(|(word, count)| format!("{} {count}", &word[2..])).collect();
            writeln!(f, "  {kind:?}: {}", words.join(", "))?;
        }
        let most = self.diagnostics.keys().next_back().copied().unwrap_or_default();
        writeln!(
            f,
            "  diagnostics a mutant: median {}, most {most}; slowest {:?}",
            self.median(),
            self.slowest
        )
    }
}
