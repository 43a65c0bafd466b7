//! What came of it, for people: RESULTS.md and results.svg, from whatever `results/` has.

mod goals;
mod plot;

use std::fmt::Write;
use std::fs;

use crate::crates::{home, write};
use crate::groups::ALL;
use crate::measure::{Sample, Samples};

/// The measurements of all groups.
pub struct Results(Vec<(&'static str, Samples)>);

impl Results {
    fn median(&self, group: &str, what: &str, n: usize, contender: &str) -> Option<f64> {
        self.0.iter().find(|(name, _)| *name == group)?.1.median(what, n, contender)
    }
}

pub fn report() {
    let results = Results(ALL.iter().map(|group| (*group, Samples::read(group))).collect());
    let mut out = String::from(INTRODUCTION);
    out += &goals::table(&results);
    out += "\n![Ours, the floor and utoipa, as multiples of thiserror + strum](results.svg)\n";
    for (group, samples) in &results.0 {
        let _ = write!(out, "\n## {group}\n\n");
        if *group == "drift" {
            out += &fs::read_to_string(home().join("results/drift.md"))
                .unwrap_or_else(|_| "Not tried yet.\n".into());
            continue;
        }
        let machine = fs::read_to_string(Samples::path(group)).unwrap_or_default();
        let machine = machine.lines().next().unwrap_or("# Not measured yet").trim_start_matches("# ");
        let _ = writeln!(out, "{}\n\nMachine: {machine}.", about(group));
        tables(&mut out, samples);
    }
    write(&home().join("RESULTS.md"), &out);
    write(&home().join("results.svg"), &plot::svg(&results));
}

const INTRODUCTION: &str = "# Beside its peers

Written by `run.sh`; what is measured, and how, is in [README.md](README.md). Seconds of the processor (user and system) decide where
programs are built, since the machine is shared; times are no more than this machine's, ratios are what counts.

## Goals

";

fn about(group: &str) -> &'static str {
    match group {
        "compile" => {
            "rustc on the crate alone: what it depends on is built, incremental compilation is off. A compiler that took too long was stopped: see “>”."
        }
        "edit" => {
            "One message is changed, then all that it takes until the crate is built: build script or derive, `generate` for a committed file, `cargo build` (incremental)."
        }
        "clean" => {
            "What a clean build takes in addition to that of a service which has axum, serde with derive, serde_json and tokio; ten errors."
        }
        "generate" => "Beside the bare `toml` parse of the same file (`DeTable::parse`).",
        "runtime" => {
            "A release build with default settings; each value is the least of eight batches of 512 operations, a round is one such value of every contender. Instructions by callgrind."
        }
        _ => {
            "Stripped release programs that can serve any error and look any code up, at 1,000 errors less the same at 10."
        }
    }
}

/// What is told of the same thing in several units.
const SERIES: [&str; 4] = [", CPU", ", wall", ", allocations", ", instructions"];

fn base(what: &str) -> &str {
    SERIES.iter().find_map(|end| what.strip_suffix(end)).unwrap_or(what)
}

fn tables(out: &mut String, samples: &Samples) {
    let mut seen: Vec<(&str, usize)> = Vec::new();
    for sample in &samples.0 {
        if !seen.contains(&(base(&sample.what), sample.n)) {
            seen.push((base(&sample.what), sample.n));
        }
    }
    for (what, n) in seen {
        let all: Vec<&Sample> = samples.0.iter().filter(|s| base(&s.what) == what && s.n == n).collect();
        let first = &all[0].what;
        let mut others: Vec<&str> =
            all.iter().map(|s| s.what.as_str()).filter(|what| what != first).collect();
        others.dedup();
        others.sort();
        others.dedup();
        let rows: Vec<&&Sample> = all.iter().filter(|s| s.what == *first).collect();
        table(out, samples, first, &rows, &others);
    }
}

fn table(out: &mut String, samples: &Samples, what: &str, rows: &[&&Sample], others: &[&str]) {
    let n = rows[0].n;
    let references: Vec<(&str, f64)> = [
        ("thiserror", "of thiserror + strum"),
        ("floor", "of the floor"),
        ("bare parse", "of the bare parse"),
    ]
    .into_iter()
    .filter_map(|(contender, title)| Some((title, samples.median(what, n, contender)?)))
    .filter(|(_, value)| *value > 0.0)
    .collect();
    let _ = write!(
        out,
        "\n{what}, N = {n}:\n\n| | {} | spread | runs |",
        rows[0].unit.trim_end_matches(", stopped")
    );
    for other in others {
        let _ = write!(out, " {} |", other.rsplit(", ").next().unwrap_or(other));
    }
    for (title, _) in &references {
        let _ = write!(out, " {title} |");
    }
    let columns = 3 + others.len() + references.len();
    let _ = writeln!(out, "\n| --- |{}", " ---: |".repeat(columns));
    for row in rows {
        let (low, high) = row.range();
        let stopped = row.unit.ends_with("stopped");
        let more = if stopped { "> " } else { "" };
        let _ = write!(
            out,
            "| {} | {more}{} | {}–{} | {} |",
            title(&row.contender),
            short(row.median()),
            short(low),
            short(high),
            row.values.len()
        );
        for other in others {
            let value = samples.median(other, n, &row.contender).map_or("–".into(), short);
            let _ = write!(out, " {value} |");
        }
        for (_, reference) in &references {
            let _ = write!(out, " {more}{:.2} |", row.median() / reference);
        }
        out.push('\n');
    }
}

/// Three digits that count.
fn short(value: f64) -> String {
    match value.abs() {
        0.0 => "0".into(),
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        1.0.. => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

pub fn title(contender: &str) -> &str {
    match contender {
        "floor" => "floor, by hand",
        "ours-committed" => "ours, committed",
        "ours-build" => "ours, build.rs",
        "ours-derive" => "ours, derive",
        "ours-utoipa" => "ours, committed, with utoipa",
        "thiserror" => "thiserror + strum",
        "snafu" => "snafu + strum",
        "utoipa" => "thiserror + strum + utoipa",
        "utoipa-examples" => "the same with examples",
        other => other,
    }
}
