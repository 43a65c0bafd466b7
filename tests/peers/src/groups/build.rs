//! What building the contenders takes: compile, edit, clean.

use crate::crates::{CONTENDERS, command, home, workspace, write};
use crate::measure::{Cost, LIMIT, Samples, cargo_cost, run, touch};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// These take a minute and more in a release build of 1,000 errors: they have one round there, and none at 5,000.
const SLOW: [&str; 3] = ["utoipa", "utoipa-examples", "doxa"];

const MODES: [(&str, &[&str]); 3] =
    [("check", &["check"]), ("build", &["build"]), ("release build", &["build", "--release"])];

fn add(samples: &mut Samples, what: &str, n: usize, contender: &str, cost: Option<Cost>) {
    let Some(cost) = cost else {
        return samples.add(&format!("{what}, CPU"), n, contender, "s, stopped", f64::from(LIMIT));
    };
    samples.add(&format!("{what}, CPU"), n, contender, "s", cost.cpu);
    samples.add(&format!("{what}, wall"), n, contender, "s", cost.wall);
}

/// rustc on the crate alone, without incremental compilation; what it depends on is there already.
pub fn compile(samples: &mut Samples) {
    for (_, arguments) in MODES {
        for contender in CONTENDERS {
            let package = format!("{contender}-10");
            cargo_cost(&[arguments, &["-p", &package]].concat(), "build", &package);
        }
    }
    for (slow, n, rounds) in [(false, 1_000, 5), (true, 1_000, 1), (false, 5_000, 2)] {
        for (what, arguments) in &MODES {
            for _ in 0..rounds {
                for contender in CONTENDERS.into_iter().filter(|contender| SLOW.contains(contender) == slow) {
                    compile_alone(samples, what, arguments, contender, n);
                }
            }
            samples.write("compile");
        }
    }
}

fn compile_alone(samples: &mut Samples, what: &str, arguments: &[&str], contender: &str, n: usize) {
    let package = format!("{contender}-{n}");
    let arguments = [arguments, &["-p", &package]].concat();
    if contender == "ours-build" && samples.median(&format!("{what}, CPU"), n, contender).is_none() {
        // The build script, which is another group's.
        cargo_cost(&arguments, "build", &package);
    }
    touch(&workspace().join(&package).join("src/lib.rs"));
    let cost = cargo_cost(&arguments, "build", &package).map(|(_, alone)| alone);
    add(samples, what, n, contender, cost);
    eprintln!("{what} {package}: {:?}", cost.map(|cost| cost.cpu));
}

/// The file that a person edits, and another text for one message in it.
fn edited(contender: &str, n: usize, round: usize) -> (PathBuf, String, String) {
    let source = if contender.starts_with("ours") { "errors.toml" } else { "src/lib.rs" };
    let file = workspace().join(format!("{contender}-{n}")).join(source);
    let text = fs::read_to_string(&file).expect("it was generated");
    let new = text.replace("\"The account is archived\"", &format!("\"The account is archived, {round}\""));
    (file, text, new)
}

/// One message is changed, then all that it takes until the crate is built again; incremental, as people have it.
pub fn edit(samples: &mut Samples) {
    let n = 1_000;
    let contenders = || CONTENDERS.into_iter().filter(|contender| *contender != "floor");
    for round in 0..6 {
        // The first is to warm up; the slow ones have one round after it.
        for contender in contenders().filter(|contender| round < 2 || !SLOW.contains(contender)) {
            let package = format!("{contender}-{n}");
            let (file, old, new) = edited(contender, n, round);
            assert_ne!(old, new, "a message of {contender} is edited");
            let rust = workspace().join(&package).join("src/lib.rs");
            let known = fs::read_to_string(&rust).expect("it was generated");
            fs::write(&file, new).expect("it can be written");
            let mut cost = Some(Cost::default());
            if matches!(contender, "ours-committed" | "ours-utoipa") {
                cost =
                    run(Command::new(command()).args(["generate", "--quiet", "--only", "rust"]).arg(&file));
            }
            let mut cargo = crate::measure::cargo(&["build", "-p", &package], "build");
            let built = run(cargo.env_remove("CARGO_INCREMENTAL").env_remove("RUSTC_WRAPPER"));
            let cost = cost.zip(built).map(|(a, b)| Cost { wall: a.wall + b.wall, cpu: a.cpu + b.cpu });
            if round > 0 {
                add(samples, "edit one message", n, contender, cost);
            }
            eprintln!("edit {package} {round}: {:?}", cost.map(|cost| cost.cpu));
            fs::write(&rust, known).expect("it can be written");
            fs::write(&file, old).expect("it can be written");
        }
        samples.write("edit");
    }
}

const SERVICE: &str = "axum = \"0.8\"\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\ntokio = { version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }\n";

/// A service with what every service has, alone and with each contender.
pub fn write_services() -> Vec<String> {
    let mut names = vec!["service".to_owned()];
    write_service("service", "");
    for contender in CONTENDERS {
        let name = format!("service-{contender}");
        write_service(&name, &format!("{contender}-10 = {{ path = \"../{contender}-10\" }}\n"));
        names.push(name);
    }
    names
}

fn write_service(name: &str, dependency: &str) {
    let folder = workspace().join(name);
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{SERVICE}{dependency}"
    );
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join("src/lib.rs"), "");
}

/// Those that bring crates of their own; the others need what one of these does.
const BRINGING: [&str; 7] =
    ["service", "ours-committed", "ours-build", "ours-derive", "thiserror", "utoipa", "doxa"];

/// What a clean build of the service takes, with each contender, and how much of that is added.
pub fn clean(samples: &mut Samples) {
    let target = home().join("target/clean");
    for _ in 0..3 {
        let mut alone = Cost::default();
        for contender in BRINGING {
            let package =
                if contender == "service" { contender.to_owned() } else { format!("service-{contender}") };
            let _ = fs::remove_dir_all(&target);
            let cost = run(&mut crate::measure::cargo(&["build", "-p", &package], "clean"));
            let _ = fs::remove_dir_all(&target);
            add(samples, "a clean build", 10, contender, cost);
            let Some(cost) = cost else { continue };
            if contender == "service" {
                alone = cost;
            } else {
                samples.add("added by a clean build, CPU", 10, contender, "s", cost.cpu - alone.cpu);
            }
            eprintln!("clean {package}: {cost:?}");
        }
        samples.write("clean");
    }
}
