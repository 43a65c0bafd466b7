//! What generating takes beside the bare parse of the same file.

use std::fs;
use std::process::Command;

use crate::crates::{command, home, ours, workspace};
use crate::list::items;
use crate::measure::{Samples, cargo, run};

/// The program `generate`, built with and without optimization.
fn program(arguments: &[&str], profile: &str) -> Command {
    let built = cargo(&[&["build", "-p", "generate"], arguments].concat(), "build").status();
    assert!(built.is_ok_and(|status| status.success()), "the program `generate` is built");
    Command::new(home().join("target/build").join(profile).join("generate"))
}

pub fn measure(samples: &mut Samples) {
    for n in [1_000, 5_000] {
        let file = workspace().join(format!("ours-build-{n}/errors.toml"));
        let out = workspace().join("generated");
        fs::create_dir_all(&out).expect("a folder can be made");
        let run = program(&[], "debug").arg("compare").arg(&file).env("OUT_DIR", &out).output();
        let text = String::from_utf8(run.expect("it can be run").stdout).expect("it prints text");
        for line in text.lines().filter_map(|line| line.strip_prefix("sample\t")) {
            let (what, value) = line.split_once('\t').expect("a name and a value");
            samples.add("in a build script, opt-level 0", n, what, "ms", value.parse().expect("a number"));
        }
    }
    command_line(samples);
    unchanged(samples);
}

/// All outputs of 100,000 errors by the release command; the HTML reference apart.
fn command_line(samples: &mut Samples) {
    let (n, large) = (100_000, workspace().join("large"));
    let file = large.join("errors.toml");
    let outputs = "\n[generate]\nrust = \"out/errors.rs\"\nmarkdown = \"out/errors.md\"\nopenapi = \"out/errors.json\"\n";
    crate::crates::write(&file, &(ours::catalog(&items(n)) + outputs));
    let targets: [(&str, &[&str]); 5] = [
        ("rust + markdown + openapi", &[]),
        ("rust", &["--only", "rust"]),
        ("markdown", &["--only", "markdown"]),
        ("openapi", &["--only", "openapi"]),
        ("html", &["--only", "html", "--out", "target/crates/large/out"]),
    ];
    let program = program(&["--release"], "release");
    for _ in 0..3 {
        let mut parse = Command::new(program.get_program());
        let cost = run(parse.arg("parse").arg(&file)).expect("it parses");
        samples.add("release command line, CPU", n, "bare parse", "s", cost.cpu);
        for (target, arguments) in targets {
            let _ = fs::remove_dir_all(large.join("out"));
            let mut generate = Command::new(command());
            generate.args(["generate", "--quiet"]).args(arguments).arg(&file).current_dir(home());
            let cost = run(generate.stderr(std::process::Stdio::null())).expect("it generates");
            samples.add("release command line, CPU", n, target, "s", cost.cpu);
            eprintln!("generate {target}: {cost:?}");
            let _ = fs::remove_dir_all(large.join("out"));
        }
    }
}

/// How many times rustc runs and files are written where nothing changed.
fn unchanged(samples: &mut Samples) {
    let build =
        || crate::measure::cargo_cost(&["build", "-p", "ours-build-1000"], "build", "ours_build_1000");
    build();
    let (all, alone) = build().expect("it builds");
    samples.add("cargo build, nothing changed, CPU", 1_000, "cargo", "s", all.cpu);
    samples.add("cargo build, nothing changed, CPU", 1_000, "rustc", "s", alone.cpu);
    // Wherever a build script ran, cargo compiles the crate again, whatever the script wrote.
    crate::measure::touch(&workspace().join("ours-build-1000/errors.toml"));
    let (all, alone) = build().expect("it builds");
    samples.add("cargo build, catalog touched, CPU", 1_000, "cargo", "s", all.cpu);
    samples.add("cargo build, catalog touched, CPU", 1_000, "rustc", "s", alone.cpu);
}
