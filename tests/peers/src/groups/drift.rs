//! Mistakes, each made in a small crate of each stack: is it caught when the crate is built, or by `generate --check`?

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::crates::{DOCUMENTING, command, home, ours_at, workspace, write as write_file};
use crate::list::{Item, items};
use crate::measure::cargo;

const STACKS: [(&str, &str); 4] =
    [("thiserror", "thiserror + strum"), ("utoipa", "the same + utoipa"), ("doxa", "doxa"), ("ours", "ours")];

const COMMON: &str = "axum = { version = \"0.8\", default-features = false, features = [\"json\"] }\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\nthiserror = \"2\"\nstrum = { version = \"0.28\", features = [\"derive\"] }\n";

fn source(path: &str) -> String {
    fs::read_to_string(home().join("drift").join(path)).expect("it is in the repository")
}

/// The crates, without a mistake.
pub(super) fn write() -> Vec<String> {
    let mut names = Vec::new();
    for (stack, _) in STACKS {
        let folder = workspace().join(format!("drift-{stack}"));
        let dependencies = match stack {
            "utoipa" => format!("{COMMON}utoipa = \"6\"\n"),
            "doxa" => format!(
                "{COMMON}utoipa = \"5\"\ndoxa = {{ version = \"0.1.6\", default-features = false, features = [\"macros\"] }}\n"
            ),
            "ours" => format!(
                "error-catalog = {{ path = \"{}\", features = [\"axum\", \"serde\"] }}\n\n[build-dependencies]\nerror-catalog-codegen = {{ path = \"{}\" }}\n",
                ours_at("error-catalog"),
                ours_at("codegen")
            ),
            _ => COMMON.to_owned(),
        };
        let manifest = format!(
            "[package]\nname = \"drift-{stack}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
        );
        write_file(&folder.join("Cargo.toml"), &manifest);
        write_file(&folder.join("src/lib.rs"), &source(&format!("{stack}.rs")));
        if stack == "ours" {
            write_file(&folder.join("build.rs"), crate::crates::ours::BUILD);
            write_file(&folder.join("errors.toml"), &source("errors.toml"));
            write_file(&folder.join("page.md"), &source("page.md"));
            let status = Command::new(command())
                .args(["generate", "--quiet", "--force"])
                .arg(folder.join("errors.toml"))
                .status();
            assert!(status.is_ok_and(|status| status.success()), "the command generates");
        } else {
            write_file(&folder.join("docs.md"), &source("docs.md"));
        }
        names.push(format!("drift-{stack}"));
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
fn verdict(stack: &str, folder: &Path) -> &'static str {
    let package = format!("drift-{stack}");
    let mut check = cargo(&["check", "-p", &package], "build");
    if !check.stderr(Stdio::null()).status().expect("cargo can be run").success() {
        return "build";
    }
    if stack == "ours" {
        let mut command = Command::new(command());
        command
            .args(["generate", "--check", "--quiet"])
            .arg(folder.join("errors.toml"))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if !command.status().expect("the command can be run").success() {
            return "`generate --check`";
        }
    }
    "no"
}

/// Makes the mistake, and takes it back.
fn made(stack: &str, edit: &str) -> &'static str {
    let folder = workspace().join(format!("drift-{stack}"));
    let (file, edits) = edit.split_once(": ").expect("a file and an edit");
    let file = folder.join(file);
    let old = fs::read_to_string(&file).expect("the file is there");
    let mut new = old.clone();
    for edit in edits.split(" && ") {
        let (from, to) = edit.rsplit_once(" =>").expect("what is put in place of what");
        assert!(new.contains(from), "{}: no `{from}`", file.display());
        new = new.replace(from, &to.trim_start_matches(' ').replace('@', "\n"));
    }
    fs::write(&file, new).expect("it can be written");
    let verdict = verdict(stack, &folder);
    fs::write(&file, old).expect("it can be written");
    verdict
}

pub(super) fn attempt() {
    for (stack, _) in STACKS {
        assert_eq!(
            verdict(stack, &workspace().join(format!("drift-{stack}"))),
            "no",
            "{stack} is right without a mistake"
        );
    }
    let mut out = String::from(
        "What catches the mistake: the build, `generate --check` in CI, or nothing. “–” is where the fact stands once, so that it cannot be made.\n\n| mistake |",
    );
    STACKS.iter().for_each(|(_, title)| _ = write!(out, " {title} |"));
    out += "\n| --- |";
    STACKS.iter().for_each(|_| out += " --- |");
    let mut kept = [0; STACKS.len()];
    let text = source("mistakes.txt");
    let paragraphs: Vec<&str> = text.split("\n\n").filter(|paragraph| !paragraph.starts_with('#')).collect();
    for paragraph in &paragraphs {
        let mut lines = paragraph.trim().lines();
        let _ = write!(out, "\n| {} |", lines.next().expect("a mistake"));
        for (line, (place, (stack, _))) in lines.zip(STACKS.iter().enumerate()) {
            let edit = line.strip_prefix(&format!("{stack}: ")).expect("the stacks stand in order");
            let told = match edit {
                "nowhere" => "–",
                "lacks" => "no (has none)",
                edit => made(stack, edit),
            };
            kept[place] += usize::from(!told.starts_with("no"));
            let _ = write!(out, " {told} |");
            eprintln!("drift {stack}: {told}");
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
| the same + utoipa with examples | 7 | 5 | `#[response(…)]` at the variant as well |
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
        let _ = writeln!(out, "| {} | {count} of 20 |", crate::report::title(contender));
    }
}
