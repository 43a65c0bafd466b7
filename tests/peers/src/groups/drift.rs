//! Mistakes, each made in a small crate of each stack: is it caught when the crate is built, or by `generate --check`?

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::crates::{DOCUMENTING, command, home, ours_at, workspace, write as write_file};
use crate::list::{Item, items};
use crate::measure::cargo;
use crate::report::title;

const STACKS: [&str; 6] = ["thiserror", "snafu", "utoipa", "doxa", "ours-build", "ours-derive"];

const COMMON: &str = "axum = { version = \"0.8\", default-features = false, features = [\"json\"] }\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\nstrum = { version = \"0.28\", features = [\"derive\"] }\n";

fn source(path: &str) -> String {
    fs::read_to_string(home().join("drift").join(path)).expect("it is in the repository")
}

/// The stacks that have a catalog.
fn is_ours(stack: &str) -> bool {
    stack.starts_with("ours")
}

fn folder(stack: &str) -> PathBuf {
    workspace().join(format!("drift-{stack}"))
}

fn dependencies(stack: &str) -> String {
    let ours = |features: &str| {
        format!("error-catalog = {{ path = \"{}\", features = [{features}] }}\n", ours_at("error-catalog"))
    };
    match stack {
        "snafu" => format!("{COMMON}snafu = \"0.9\"\n"),
        "utoipa" => format!("{COMMON}thiserror = \"2\"\nutoipa = \"6\"\n"),
        "doxa" => format!(
            "{COMMON}thiserror = \"2\"\nutoipa = \"5\"\ndoxa = {{ version = \"0.1.6\", default-features = false, features = [\"macros\"] }}\n"
        ),
        "ours-build" => format!(
            "{}\n[build-dependencies]\nerror-catalog-codegen = {{ path = \"{}\" }}\n",
            ours("\"axum\", \"serde\""),
            ours_at("codegen")
        ),
        "ours-derive" => ours("\"axum\", \"serde\", \"derive\""),
        _ => format!("{COMMON}thiserror = \"2\"\n"),
    }
}

/// The page that is kept by hand.
fn page(stack: &str) -> String {
    let body = match stack {
        "doxa" => {
            r#"{ "message": "…", "status": 404, "code": "…", "error": { "OrderNotFound": { "id": 7 } } }"#
        }
        _ => r#"{ "code": "…", "message": "…" }"#,
    };
    format!("{}\nBody: `{body}`\n", source("docs.md"))
}

/// Whether it succeeds. What it refuses is shown, so that it can be seen whether that is the mistake.
fn succeeds(command: &mut Command) -> bool {
    let output = command.output().expect("it can be run");
    let said = [output.stderr, output.stdout].concat();
    let refusals = String::from_utf8_lossy(&said);
    let refusals = refusals.lines().map(str::trim);
    refusals
        .filter(|line| line.starts_with("error") || line.ends_with(" is stale"))
        .for_each(|line| eprintln!("    {line}"));
    output.status.success()
}

/// `error-catalog generate` for that crate's catalog.
fn generates(stack: &str, option: &str) -> bool {
    succeeds(Command::new(command()).args(["generate", option]).arg(folder(stack).join("errors.toml")))
}

/// The crates, without a mistake.
pub(super) fn write() -> Vec<String> {
    let mut names = Vec::new();
    for stack in STACKS {
        let (folder, name) = (folder(stack), format!("drift-{stack}"));
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}",
            dependencies(stack)
        );
        write_file(&folder.join("Cargo.toml"), &manifest);
        write_file(&folder.join("src/lib.rs"), &source(&format!("{stack}.rs")));
        if stack == "ours-build" {
            write_file(&folder.join("build.rs"), crate::crates::ours::BUILD);
        }
        if is_ours(stack) {
            write_file(&folder.join("errors.toml"), &source("errors.toml"));
            write_file(&folder.join("page.md"), &source("page.md"));
            assert!(generates(stack, "--force"), "the command generates");
        } else {
            write_file(&folder.join("docs.md"), &page(stack));
        }
        names.push(name);
    }
    let crates: String = DOCUMENTING
        .iter()
        .map(|contender| format!("{contender}-20 = {{ path = \"../{contender}-20\" }}\n"))
        .collect();
    let peers = "utoipa = \"6\"\nutoipa5 = { package = \"utoipa\", version = \"5\" }\nserde_json = \"1\"\n";
    super::programs::member("documented", "programs/documented.rs", &(crates + peers));
    names.push("documented".into());
    names
}

/// Whether the crate builds; and where it does, whether the command finds all of its outputs as they should be.
fn verdict(stack: &str) -> &'static str {
    if !succeeds(&mut cargo(&["check", "-p", &format!("drift-{stack}")], "build")) {
        return "build";
    }
    if is_ours(stack) && !generates(stack, "--check") {
        return "`generate --check`";
    }
    "no"
}

/// Makes the mistake, and takes it back.
fn made(stack: &str, edit: &str) -> &'static str {
    let (file, edits) = edit.split_once(": ").expect("a file and an edit");
    let file = folder(stack).join(file);
    let old = fs::read_to_string(&file).expect("the file is there");
    let mut new = old.clone();
    for edit in edits.split(" && ") {
        let (from, to) = edit.rsplit_once(" =>").expect("what is put in place of what");
        assert!(new.contains(from), "{}: no `{from}`", file.display());
        new = new.replace(from, &to.trim_start_matches(' ').replace('@', "\n"));
    }
    fs::write(&file, new).expect("it can be written");
    let verdict = verdict(stack);
    fs::write(&file, old).expect("it can be written");
    verdict
}

pub(super) fn attempt() {
    for stack in STACKS {
        assert_eq!(verdict(stack), "no", "{stack} is right without a mistake");
    }
    let mut out = String::from(
        "What catches the mistake: the build, `generate --check` in CI, or nothing. “–” is where the fact stands once, so that it cannot be made.\n\n| mistake |",
    );
    STACKS.iter().for_each(|stack| _ = write!(out, " {} |", title(stack)));
    out += "\n| --- |";
    STACKS.iter().for_each(|_| out += " --- |");
    let mut kept = [0; STACKS.len()];
    let text = source("mistakes.txt");
    let paragraphs: Vec<&str> = text.split("\n\n").filter(|paragraph| !paragraph.starts_with('#')).collect();
    for paragraph in &paragraphs {
        let mut lines = paragraph.trim().lines();
        let mistake = lines.next().expect("a mistake");
        let _ = write!(out, "\n| {mistake} |");
        eprintln!("{mistake}");
        for (place, stack) in STACKS.iter().enumerate() {
            let line = lines.next().unwrap_or_default();
            let edit = line.strip_prefix(&format!("{stack}: ")).expect("the stacks stand in order");
            let told = match edit {
                "nowhere" => "–",
                "lacks" => "no (has none)",
                edit => made(stack, edit),
            };
            kept[place] += usize::from(!told.starts_with("no"));
            let _ = write!(out, " {told} |");
            eprintln!("  {stack}: {told}");
        }
    }
    out += "\n| **caught or impossible** |";
    kept.iter().for_each(|count| _ = write!(out, " **{count} of {}** |", paragraphs.len()));
    out += "\n\n";
    out += TOUCHED;
    documented(&mut out);
    write_file(&home().join("results/drift.md"), &out);
}

/// Counted in what `src/crates/` writes, for an error with one parameter; a page that is kept by hand takes a line more.
const TOUCHED: &str = "What a person writes for one more code with one parameter (without description and fix), and in how many places:

| stack | lines | places | which |
| --- | ---: | ---: | --- |
| thiserror + strum | 6 | 5 | variant with its message (2), status, category, parameters, the page |
| snafu + strum | 6 | 5 | the same |
| thiserror + strum + utoipa with examples | 7 | 5 | `#[response(…)]` at the variant as well |
| doxa | 4 | 2 | variant with message and `#[api(…)]` (3), the page |
| ours, build.rs or committed | 1 | 1 | the catalog |
| ours, derive | 2 | 2 | the catalog, the variant |
";

/// How many of twenty errors, of ten statuses, can be found in the OpenAPI document.
fn documented(out: &mut String) {
    *out += "\nErrors in the OpenAPI document, of twenty that are declared, at ten statuses (by code or description):\n\n| stack | documented |\n| --- | ---: |\n";
    let output = cargo(&["run", "-p", "documented"], "build").output().expect("cargo can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let (contender, json) = line.split_once('\t').expect("a name and a document");
        let found =
            |item: &&Item| json.contains(&format!("\"{}\"", item.code)) || json.contains(&item.description);
        let count = items(20).iter().filter(found).count();
        let _ = writeln!(out, "| {} | {count} of 20 |", title(contender));
    }
}
