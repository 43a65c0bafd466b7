//! A plot: ours, the floor and utoipa as multiples of thiserror + strum, on a logarithmic scale.

use std::fmt::Write;

use super::Results;

const ROWS: [(&str, &str, &str, usize); 14] = [
    ("cargo check, crate alone", "compile", "check, CPU", 1_000),
    ("cargo build, crate alone", "compile", "build, CPU", 1_000),
    ("release build, crate alone", "compile", "release build, CPU", 1_000),
    ("the last at 5,000 errors", "compile", "release build, CPU", 5_000),
    ("edit one message, cargo build", "edit", "edit one message, CPU", 1_000),
    ("code text to code, hit", "runtime", "code text to code, hit", 1_000),
    ("body, no parameter", "runtime", "body, no parameter", 1_000),
    ("body, one parameter", "runtime", "body, one parameter", 1_000),
    ("axum response, no parameter", "runtime", "axum response, no parameter", 1_000),
    ("axum response, one parameter", "runtime", "axum response, one parameter", 1_000),
    ("Display, one parameter", "runtime", "Display, one parameter", 1_000),
    ("decode, no parameter", "runtime", "decode, no parameter", 1_000),
    ("decode, one parameter", "runtime", "decode, one parameter", 1_000),
    ("binary size", "size", "release binary, added by 990 errors", 1_000),
];

/// What stands for each: a class of the style, and whose measurements, the first that there is.
const MARKS: [(&str, &str, &[&str]); 4] = [
    ("floor", "floor, by hand", &["floor"]),
    ("utoipa", "thiserror + strum + utoipa with examples", &["utoipa-examples"]),
    ("derive", "ours by derive", &["ours-derive"]),
    ("ours", "ours by build.rs or committed", &["ours-build", "ours", "ours-committed"]),
];

const STYLE: &str = "text { font: 13px system-ui, sans-serif; fill: #24292f } .small { font-size: 11px; fill: #57606a } line { stroke: #d0d7de } .one { stroke: #57606a } .ours { fill: #0969da } .derive { fill: none; stroke: #0969da; stroke-width: 2 } .floor { fill: #8c959f } .utoipa { fill: #bc4c00 } @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .small { fill: #9198a1 } line { stroke: #30363d } .one { stroke: #9198a1 } .ours { fill: #58a6ff } .derive { stroke: #58a6ff } .floor { fill: #6e7681 } .utoipa { fill: #f0883e } }";

const LEFT: f64 = 230.0;
const RIGHT: f64 = 780.0;
const TOP: f64 = 70.0;
const STEP: f64 = 26.0;

/// From a hundredth to a hundredfold.
fn x(ratio: f64) -> f64 {
    LEFT + (RIGHT - LEFT) * (ratio.clamp(0.01, 100.0).log10() + 2.0) / 4.0
}

pub(super) fn svg(results: &Results) -> String {
    let bottom = TOP + STEP * ROWS.len() as f64;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 820 {:.0}\" role=\"img\" aria-label=\"Ours beside its peers, as multiples of thiserror + strum\">\n<style>{STYLE}</style>\n<text x=\"16\" y=\"22\">1,000 errors; thiserror + strum = 1; further left is less time, processor or space</text>\n",
        bottom + 34.0
    );
    let mut place = 16.0;
    for (class, title, _) in MARKS {
        let _ = writeln!(
            out,
            "{}<text class=\"small\" x=\"{:.0}\" y=\"46\">{title}</text>",
            mark(class, place + 6.0, 42.0),
            place + 16.0
        );
        place += 40.0 + 6.0 * title.len() as f64;
    }
    for (power, label) in [(-2, "1/100"), (-1, "1/10"), (0, "1"), (1, "10"), (2, "100")] {
        let at = x(10f64.powi(power));
        let class = if power == 0 { " class=\"one\"" } else { "" };
        let _ = writeln!(
            out,
            "<line{class} x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{bottom}\"/><text class=\"small\" text-anchor=\"middle\" x=\"{at:.1}\" y=\"{:.0}\">{label}</text>",
            bottom + 18.0
        );
    }
    for (row, (label, group, what, n)) in ROWS.into_iter().enumerate() {
        let y = TOP + STEP * (row as f64 + 0.5);
        let _ = writeln!(out, "<text x=\"16\" y=\"{:.1}\">{label}</text>", y + 4.0);
        let Some(one) = results.median(group, what, n, "thiserror") else { continue };
        for (class, _, contenders) in MARKS {
            let value = contenders.iter().find_map(|contender| results.median(group, what, n, contender));
            if let Some(value) = value {
                let _ = writeln!(out, "{}", mark(class, x(value / one), y));
            }
        }
    }
    out + "</svg>\n"
}

fn mark(class: &str, x: f64, y: f64) -> String {
    match class {
        "utoipa" => format!(
            "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"9\" height=\"9\"/>",
            x - 4.5,
            y - 4.5
        ),
        "floor" => format!(
            "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"4\" height=\"16\"/>",
            x - 2.0,
            y - 8.0
        ),
        "derive" => format!("<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7\"/>"),
        _ => format!("<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>"),
    }
}
