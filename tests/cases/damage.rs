//! Catalogs with one small mistake each, of every kind and at every place: each is told of where it is, or it
//! changes nothing that a rule could judge. Never a panic, never silence over what nobody meant.

mod anatomy;
mod meaning;
mod mutants;
mod verdict;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::support::{catalogs, scratch};
use mutants::{Kind, Mutant};
use verdict::{Judged, Original, Place, Verdict, judge};

/// All mutants of a kind that are tried on one catalog: all of them, or so many.
fn sample(all: Vec<Mutant>, most: usize) -> Vec<Mutant> {
    let mut kinds: BTreeMap<Kind, Vec<Mutant>> = BTreeMap::new();
    for mutant in all {
        kinds.entry(mutant.kind).or_default().push(mutant);
    }
    let stride = |found: Vec<Mutant>| {
        let stride = found.len().div_ceil(most).max(1);
        found.into_iter().step_by(stride)
    };
    kinds.into_values().flat_map(stride).collect()
}

#[test]
fn every_small_mistake() {
    let all = std::env::var_os("ERROR_CATALOG_DAMAGE").is_some_and(|value| value == "all");
    let most = if all { usize::MAX } else { std::env::var("MOST").map_or(30, |n| n.parse().unwrap()) };
    let folder = scratch("damage");
    for file in catalogs() {
        let name = file.parent().and_then(|f| f.file_name()).unwrap_or_default().to_string_lossy().into_owned();
        let original = Original::read(&file);
        let mutants = sample(mutants::of(&original.text, &original.anatomy), most);
        let next = AtomicUsize::new(0);
        let results: Mutex<Vec<(usize, Judged, Duration)>> = Mutex::default();
        std::thread::scope(|scope| {
            for thread in 0..2 {
                let (next, results, mutants, original) = (&next, &results, &mutants, &original);
                let scratch = folder.join(format!("{name}-{thread}.toml"));
                scope.spawn(move || {
                    let mut own = Vec::new();
                    while let Some((i, mutant)) = {
                        let i = next.fetch_add(1, Ordering::Relaxed);
                        mutants.get(i).map(|mutant| (i, mutant))
                    } {
                        let start = Instant::now();
                        let judged = judge(original, mutant, &scratch);
                        own.push((i, judged, start.elapsed()));
                    }
                    results.lock().expect("no panic").extend(own);
                });
            }
        });
        let results = results.into_inner().expect("no panic");
        dev_report(&name, &original, &mutants, results);
    }
}

fn dev_report(name: &str, original: &Original, mutants: &[Mutant], mut results: Vec<(usize, Judged, Duration)>) {
    results.sort_by_key(|(i, ..)| *i);
    let mut table: BTreeMap<(Kind, String), usize> = BTreeMap::new();
    let mut changed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut counts: Vec<(usize, usize)> = Vec::new();
    let mut examples: BTreeMap<(Kind, String), Vec<usize>> = BTreeMap::new();
    let mut far_share: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, judged, _) in &results {
        let m = &mutants[*i];
        let word = match &judged.verdict {
            Verdict::Changed(d) => {
                let ops: Vec<String> = d.iter().map(|(p, o)| format!("{p} {o}")).collect();
                changed.entry(format!("{:?}: {}", m.kind, ops.join(", "))).or_default().push(*i);
                "changed".to_owned()
            }
            v => format!("{v:?}"),
        };
        counts.push((judged.places.len(), *i));
        if judged.places.iter().any(|p| *p == Place::Far) {
            let n = judged.places.iter().filter(|p| **p == Place::Far).count();
            far_share.entry(format!("{n:03}")).or_default().push(*i);
        }
        *table.entry((m.kind, word.clone())).or_default() += 1;
        examples.entry((m.kind, word)).or_default().push(*i);
    }
    let show = |i: usize| {
        let m = &mutants[i];
        let line = original.anatomy.line_at(m.at.start);
        let old = &original.text[original.anatomy.lines[line].clone()];
        let r = &results[i].1.report;
        let r: String = r.chars().take(1500).collect();
        println!("--- {:?} line {} {:?} -> {:?}\n{old}{r}\n", m.kind, line + 1, String::from_utf8_lossy(&original.text.as_bytes()[m.at.clone()]).chars().take(60).collect::<String>(), String::from_utf8_lossy(&m.with).chars().take(60).collect::<String>());
    };
    println!("=== {name}: {} mutants, max {:?}", mutants.len(), results.iter().map(|r| r.2).max());
    for ((k, w), n) in &table {
        println!("{k:?} {w} {n}");
    }
    println!("=== CHANGED {name}");
    for (k, v) in &changed {
        let m = &mutants[v[v.len() / 2]];
        let line = original.anatomy.line_at(m.at.start);
        println!("{:5} {k}   e.g. line {} {:?} -> {:?}", v.len(), line + 1, String::from_utf8_lossy(&original.text.as_bytes()[m.at.clone()]).chars().take(40).collect::<String>(), String::from_utf8_lossy(&m.with).chars().take(40).collect::<String>());
    }
    println!("=== EXAMPLES {name}");
    for ((k, w), v) in &examples {
        if w.contains("Far") || w.contains("Table") || w == "Same { same_toml: false }" || w.contains("Panic") {
            println!("##### {k:?} {w} {}", v.len());
            for i in [v[0], v[v.len() / 3], v[v.len() / 2], v[v.len() - 1]] {
                show(i);
            }
        }
    }
    println!("=== MOST {name}");
    counts.sort();
    println!("median {:?}", counts[counts.len() / 2].0);
    let mut hist: BTreeMap<usize, usize> = BTreeMap::new();
    counts.iter().for_each(|c| *hist.entry(c.0).or_default() += 1);
    println!("{hist:?}");
    for c in counts.iter().rev().step_by(3).take(12) {
        println!("##### {} diagnostics", c.0);
        show(c.1);
    }
    println!("=== SOMEFAR {name}");
    for (k, v) in &far_share {
        println!("##### far diagnostics {k}: {}", v.len());
        for i in [v[0], v[v.len() / 2]] {
            show(i);
        }
    }
}
