//! The goals, and whether they are met.

use std::fmt::Write;

use super::{Results, short, title};

type Place = (&'static str, &'static str, usize, &'static str);

struct Goal {
    what: &'static str,
    /// Each must keep to the limit.
    ours: Vec<Place>,
    /// What they are held against; nothing where the limit is absolute.
    against: Option<Place>,
    limit: f64,
    unit: &'static str,
}

const WAYS: [&str; 3] = ["ours-committed", "ours-build", "ours-derive"];

/// One measurement of several contenders, each at most that multiple of another's.
fn ratio(
    what: &'static str,
    group: &'static str,
    name: &'static str,
    n: usize,
    ours: &[&'static str],
    against: &'static str,
    limit: f64,
) -> Goal {
    let ours = ours.iter().map(|contender| (group, name, n, *contender)).collect();
    Goal { what, ours, against: Some((group, name, n, against)), limit, unit: "times" }
}

fn absolute(what: &'static str, name: &'static str, limit: f64, unit: &'static str) -> Goal {
    Goal { what, ours: vec![("runtime", name, 1_000, "ours")], against: None, limit, unit }
}

fn goals() -> Vec<Goal> {
    let mut goals = Vec::new();
    for (mode, name) in
        [("check", "check, CPU"), ("build", "build, CPU"), ("release build", "release build, CPU")]
    {
        goals.push(ratio(
            of(mode, "at most 1/5 of thiserror + strum"),
            "compile",
            name,
            1_000,
            &WAYS,
            "thiserror",
            0.2,
        ));
        goals.push(ratio(
            of(mode, "with utoipa: at most 1/25 of the stack with examples"),
            "compile",
            name,
            1_000,
            &["ours-utoipa"],
            "utoipa-examples",
            0.04,
        ));
        goals.push(ratio(
            of(mode, "at most 1.15 times the floor"),
            "compile",
            name,
            1_000,
            &WAYS,
            "floor",
            1.15,
        ));
        for way in WAYS {
            let mut goal = ratio(
                of(mode, "N = 5,000 at most 6 times N = 1,000"),
                "compile",
                name,
                5_000,
                &[way],
                way,
                6.0,
            );
            goal.against = Some(("compile", name, 1_000, way));
            goals.push(goal);
        }
    }
    goals.push(ratio(
        "edit one message: at most 1/3 of thiserror + strum",
        "edit",
        "edit one message, CPU",
        1_000,
        &WAYS,
        "thiserror",
        1.0 / 3.0,
    ));
    let added = "added by a clean build, CPU";
    goals.push(ratio(
        "clean build, added: at most half of what the stack with utoipa adds",
        "clean",
        added,
        10,
        &["ours-build", "ours-derive"],
        "utoipa",
        0.5,
    ));
    goals.push(Goal {
        what: "clean build, added by a committed file: at most 1 s",
        ours: vec![("clean", added, 10, "ours-committed")],
        against: None,
        limit: 1.0,
        unit: "s",
    });
    goals.push(ratio(
        "build script at opt-level 0: at most 3 times the bare parse",
        "generate",
        "in a build script, opt-level 0",
        1_000,
        &["catalog to Rust on disk"],
        "bare parse",
        3.0,
    ));
    goals.push(Goal {
        what: "nothing changed: rustc does not run, nothing is written",
        ours: vec![("generate", "cargo build, nothing changed, CPU", 1_000, "rustc")],
        against: None,
        limit: 0.0,
        unit: "s",
    });
    goals.push(ratio(
        "100,000 errors, Rust + Markdown + OpenAPI: at most 4 times the bare parse",
        "generate",
        "release command line, CPU",
        100_000,
        &["rust + markdown + openapi"],
        "bare parse",
        4.0,
    ));
    for (what, name, limit, unit) in RUNTIME {
        goals.push(absolute(what, name, limit, unit));
    }
    for (what, name) in [
        ("Display, no parameter: at most 0.85 of thiserror", "Display, no parameter"),
        ("Display, one parameter: at most 0.85 of thiserror", "Display, one parameter"),
    ] {
        goals.push(ratio(what, "runtime", name, 1_000, &["ours"], "thiserror", 0.85));
    }
    for (what, name) in [
        ("size of the error type: no larger than the same enum by hand", "size of the error type"),
        ("size of Result<(), Error>: no larger than with the same enum by hand", "size of Result<(), Error>"),
    ] {
        goals.push(ratio(what, "size", name, 1_000, &["ours"], "thiserror", 1.0));
    }
    let binary = "release binary, added by 990 errors";
    goals.push(ratio(
        "release binary: at most the text that is served and 25 %",
        "size",
        binary,
        1_000,
        &["ours-committed", "ours-derive"],
        "(bodies as served)",
        1.25,
    ));
    goals
}

const RUNTIME: [(&str, &str, f64, &str); 12] = [
    ("code text to code, hit: at most 10 ns", "code text to code, hit", 10.0, "ns"),
    ("code text to code, miss: at most 12 ns", "code text to code, miss", 12.0, "ns"),
    ("body, no parameter: at most 12 ns", "body, no parameter", 12.0, "ns"),
    ("body, no parameter: no allocation", "body, no parameter, allocations", 0.0, "allocations"),
    ("body, one parameter: at most 65 ns", "body, one parameter", 65.0, "ns"),
    ("body, one parameter: at most 1 allocation", "body, one parameter, allocations", 1.0, "allocations"),
    ("axum response, no parameter: at most 80 ns", "axum response, no parameter", 80.0, "ns"),
    ("axum response, one parameter: at most 145 ns", "axum response, one parameter", 145.0, "ns"),
    ("decode, no parameter: at most 270 ns", "decode, no parameter", 270.0, "ns"),
    ("decode, no parameter: no allocation", "decode, no parameter, allocations", 0.0, "allocations"),
    ("decode, one parameter: at most 300 ns", "decode, one parameter", 300.0, "ns"),
    ("decode, one parameter: at most 1 allocation", "decode, one parameter, allocations", 1.0, "allocations"),
];

fn of(mode: &str, what: &str) -> &'static str {
    format!("{mode}: {what}").leak()
}

pub(super) fn table(results: &Results) -> String {
    let mut out = String::from("| goal (N = 1,000 unless stated) | measured | met? |\n| --- | --- | --- |\n");
    for goal in goals() {
        let against =
            goal.against.map(|(group, what, n, contender)| results.median(group, what, n, contender));
        let measured = goal.ours.iter().map(|(group, what, n, contender)| {
            let value = results.median(group, what, *n, contender)?;
            match against {
                Some(against) => Some(value / against?),
                None => Some(value),
            }
        });
        let measured: Option<Vec<f64>> = measured.collect();
        let Some(values) = measured else {
            let _ = writeln!(out, "| {} | not measured | – |", goal.what);
            continue;
        };
        let met = |value: &f64| *value <= goal.limit;
        let shown: Vec<String> = goal
            .ours
            .iter()
            .zip(&values)
            .map(|(place, value)| {
                let value = if met(value) { short(*value) } else { format!("**{}**", short(*value)) };
                let ours = place.3.starts_with("ours-");
                format!(
                    "{}{value} {}",
                    if ours { format!("{}: ", title(place.3)) } else { String::new() },
                    goal.unit
                )
            })
            .collect();
        let verdict = if values.iter().all(met) { "yes" } else { "**no**" };
        let _ = writeln!(out, "| {} | {} | {verdict} |", goal.what, shown.join("; "));
    }
    out
}
