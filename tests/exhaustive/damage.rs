//! Catalogs with one small mistake each, of every kind and at every place.
//!
//! A mutant is told of, and one of its diagnostics is on or next to the damage (`Place`); or it says the same as the
//! catalog that it was; or it says something else that no rule can know was not meant (`CLASSES`). Never a panic,
//! never silence about anything else, never a flood.
//!
//! A plain run takes a few of every kind, an exhaustive one all.

mod anatomy;
mod classes;
mod meaning;
mod mutants;
mod tally;
mod verdict;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use error_catalog_test_support::catalogs;

use classes::CLASSES;
use mutants::{Kind, Mutant};
use tally::Tally;
use verdict::{Judged, Original, Place, Verdict, judge};

/// How many mutants of a kind a plain run takes of each catalog.
const FEW: usize = 24;

/// How many diagnostics one small mistake may make.
const HANDFUL: usize = 7;

#[test]
fn every_small_mistake() {
    let folder = crate::scratch("damage");
    let mut failures = Vec::new();
    for file in catalogs() {
        let original = Original::read(&file);
        let mutants = mutants::of(&original.text, &original.anatomy);
        let mutants = if crate::is_exhaustive() { mutants } else { a_few(mutants) };
        let mut tally = Tally::default();
        for (mutant, judged, took) in judge_all(&original, &mutants, &folder) {
            tally.add(mutant.kind, &judged, took);
            if let Some(why) = failure(&judged) {
                failures.push(format!("{}: {why}: {}", file.display(), describe(&original, mutant)));
            }
        }
        println!("{}: {} mutants\n{tally}", file.display(), mutants.len());
    }
    for class in CLASSES {
        println!("accepted as `{}`: {}", class.name, class.reason);
    }
    let first: Vec<&str> = failures.iter().take(40).map(String::as_str).collect();
    assert!(failures.is_empty(), "{} of them:\n{}", failures.len(), first.join("\n"));
}

/// So many of each kind, spread over the catalog.
fn a_few(all: Vec<Mutant>) -> Vec<Mutant> {
    let mut kinds: BTreeMap<Kind, Vec<Mutant>> = BTreeMap::new();
    for mutant in all {
        kinds.entry(mutant.kind).or_default().push(mutant);
    }
    let spread = |found: Vec<Mutant>| {
        let stride = found.len().div_ceil(FEW).max(1);
        found.into_iter().step_by(stride)
    };
    kinds.into_values().flat_map(spread).collect()
}

/// What becomes of each mutant, on two threads.
fn judge_all<'m>(
    original: &Original,
    mutants: &'m [Mutant],
    folder: &Path,
) -> Vec<(&'m Mutant, Judged, Duration)> {
    let next = AtomicUsize::new(0);
    let work = |thread: usize| {
        let scratch = folder.join(format!("{thread}.toml"));
        let mut judged = Vec::new();
        while let Some(mutant) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
            let start = Instant::now();
            judged.push((mutant, judge(original, mutant, &scratch), start.elapsed()));
        }
        judged
    };
    std::thread::scope(|scope| {
        let threads = [0, 1].map(|thread| {
            scope.spawn({
                let work = &work;
                move || work(thread)
            })
        });
        threads.into_iter().flat_map(|thread| thread.join().expect("a judgement of every mutant")).collect()
    })
}

/// Why a mutant is not as it should be.
fn failure(judged: &Judged) -> Option<String> {
    match &judged.verdict {
        Verdict::Broken => Some("panicked, or let pass by the rules though it cannot be used".to_owned()),
        Verdict::Told { place: Place::Far, .. } => Some("told far from the damage".to_owned()),
        Verdict::Changed(differences) if classes::of(differences).is_none() => {
            Some(format!("accepted without a word, though it changes {differences:?}"))
        }
        _ if judged.places.len() > HANDFUL => Some(format!("{} diagnostics", judged.places.len())),
        _ => None,
    }
}

fn describe(original: &Original, mutant: &Mutant) -> String {
    let line = original.anatomy.line_at(mutant.at.start);
    let short = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().take(80).collect::<String>();
    let old = short(&original.text.as_bytes()[mutant.at.clone()]);
    format!("line {}: {:?}: {old:?} became {:?}", line + 1, mutant.kind, short(&mutant.with))
}
