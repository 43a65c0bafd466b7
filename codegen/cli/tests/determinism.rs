//! The same catalog gives the same bytes: in whatever folder, for whatever user, language and time zone, and with its keys in
//! whatever order where order says nothing.

#[allow(dead_code)] // Not every file of tests needs all of it.
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const CATALOGS: [&str; 5] = ["leadron", "lehnz", "lendworks", "lorn", "product-tours"];

fn catalogs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/catalogs")
}

/// A folder with that catalog and page, and nothing generated, with a reference as HTML, too.
fn project(name: &str, catalog: &str, toml: &str) -> PathBuf {
    let toml = toml.replacen("[generate]\n", "[generate]\nhtml = \"site\"\n", 1);
    let folder = support::folder(name, &toml);
    fs::create_dir(folder.join(".git")).expect("a folder");
    fs::copy(catalogs().join(catalog).join("page.md"), folder.join("page.md")).expect("a page");
    folder
}

/// Every output, by its name.
fn outputs(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(next) = left.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                left.push(path);
            } else if !path.ends_with("errors.toml") {
                let name = path.strip_prefix(folder).expect("a file of it").to_owned();
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

fn generate(folder: &Path, environment: &[(&str, &str)]) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_error-catalog"));
    command.args(["generate", "--quiet", "errors.toml"]).current_dir(folder);
    let output = command.envs(environment.iter().copied()).output().expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    outputs(folder)
}

fn assert_same(name: &str, first: &BTreeMap<PathBuf, Vec<u8>>, again: &BTreeMap<PathBuf, Vec<u8>>) {
    assert_eq!(first.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>(), "{name}");
    assert!(first.len() > 10, "{name} has no HTML");
    for (path, bytes) in first {
        assert!(*bytes == again[path], "{} of {name} differs", path.display());
    }
}

#[test]
fn the_machine_does_not_count() {
    let environments: [&[(&str, &str)]; 10] = [
        &[],
        &[],
        &[("LC_ALL", "C")],
        &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")],
        &[("LANG", "ar_EG.UTF-8"), ("LC_NUMERIC", "de_DE.UTF-8")],
        &[("TZ", "Pacific/Kiritimati")],
        &[("TZ", "America/Los_Angeles"), ("SOURCE_DATE_EPOCH", "1")],
        &[("USER", "somebody"), ("LOGNAME", "somebody"), ("HOME", "/nonexistent")],
        &[("COLUMNS", "20"), ("NO_COLOR", "1"), ("TERM", "dumb")],
        &[("TMPDIR", "/nonexistent"), ("RUST_BACKTRACE", "full"), ("CI", "true")],
    ];
    for name in CATALOGS {
        let toml = fs::read_to_string(catalogs().join(name).join("errors.toml")).expect("a catalog");
        let mut first = None;
        for (at, environment) in environments.iter().enumerate() {
            let folder = format!("determinism-{name}/{}", ["a", "b/c", "a b", "ü", "0"][at % 5]);
            let made = generate(&project(&folder, name, &toml), environment);
            assert_same(name, first.get_or_insert_with(|| made.clone()), &made);
        }
    }
}

#[test]
fn the_order_of_keys_does_not_count() {
    for name in CATALOGS {
        let toml = fs::read_to_string(catalogs().join(name).join("errors.toml")).expect("a catalog");
        let turned = turned(&toml);
        assert_ne!(toml, turned);
        let first = generate(&project(&format!("order-{name}"), name, &toml), &[]);
        let again = generate(&project(&format!("turned-{name}"), name, &turned), &[]);
        assert_same(name, &first, &again);
    }
}

/// An error at the top adds lines of its own. In outputs other than Rust it changes few lines besides. No output has a line number of the
/// catalog.
#[test]
fn a_new_error_changes_its_own_lines() {
    let new_errors = [
        "message = \"Zebra crossed\"\n",
        "message = \"Zebra {field} crossed\"\nparams = { field = \"string\" }\n",
        "message = \"Zebra {b} crossed{a?: by {a}}\"\nparams = { a = { type = \"u64\", optional = true }, b = \"i64\" }\n",
    ];
    for name in CATALOGS {
        for (i, new) in new_errors.iter().enumerate() {
            add_an_error(name, i, new);
        }
    }
}

/// Adds an error with these lines at the top of a catalog.
fn add_an_error(name: &str, i: usize, new: &str) {
    let toml = fs::read_to_string(catalogs().join(name).join("errors.toml")).expect("a catalog");
    let at = toml.find("\n[errors").expect("an error") + 1;
    let (before, errors) = toml.split_at(at);
    let category = toml.split("\ncategory = \"").nth(1).and_then(|rest| rest.split('"').next());
    let category = category.map(|category| format!("category = \"{category}\"\n")).unwrap_or_default();
    let status = if toml.contains("http = false") { "" } else { "status = 409\n" };
    let new =
        format!("[errors.ZEBRA_CROSSED]\n{status}{category}{new}description = \"A zebra crossed.\"\n\n");
    let first = generate(&project(&format!("before-{name}"), name, &toml), &[]);
    let with_new = format!("{before}{new}{errors}");
    let again = generate(&project(&format!("new-{name}-{i}"), name, &with_new), &[]);
    for (path, bytes) in &first {
        let (old, new) = (text(bytes), text(&again[path]));
        assert!(!old.contains("errors.toml:"), "{} of {name} has line numbers", path.display());
        if path.extension().is_some_and(|extension| extension == "rs") {
            // The first error with parameters makes a match of a constant.
            if i == 0 || old.contains("__p::pick") {
                assert_own_lines(name, old, new);
            }
        } else {
            // Counts, lists of all values, neighbours, an example of the first error.
            let removed = removed(old, new);
            assert!(removed.len() <= 10, "{} of {name}: {removed:#?}", path.display());
        }
    }
}

fn removed(old: &str, new: &str) -> Vec<String> {
    let changes = similar::TextDiff::from_lines(old, new);
    let removed = changes.iter_all_changes().filter(|change| change.tag() == similar::ChangeTag::Delete);
    removed.map(|change| change.value().to_owned()).collect()
}

/// Each change adds lines that name the new error, or one line of data. One line is replaced at most: where an arm is joined by the new
/// error, the other's pattern has a `|` before it.
fn assert_own_lines(name: &str, old: &str, new: &str) {
    let changes = similar::TextDiff::from_lines(old, new);
    let (mut joined, mut data) = (0, 0);
    for change in changes.ops().iter().filter(|op| op.tag() != similar::DiffTag::Equal) {
        let of = |tag| {
            let lines = changes.iter_changes(change).filter(move |line| line.tag() == tag);
            lines.map(|line| line.value().trim()).collect::<Vec<_>>()
        };
        let (removed, added) = (of(similar::ChangeTag::Delete), of(similar::ChangeTag::Insert));
        if let ([], [line]) = (&removed[..], &added[..])
            && (line.starts_with("0x") || line.contains("ZEBRA_CROSSED"))
        {
            data += 1;
            continue;
        }
        assert!(added.iter().any(|line| line.contains("Zebra")), "{name}: {removed:#?} {added:#?}");
        let again = |line: &&str| added.contains(&format!("| {line}").as_str());
        assert!(removed.iter().all(again), "{name}: {removed:#?} {added:#?}");
        joined += removed.len();
    }
    assert!(joined <= 1 && data == 2, "{name}: {joined} joined lines, {data} lines of data");
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

/// The catalog with its kinds of sections the other way round, and the keys of each table as well. The order within a kind
/// says which error comes first, and that of parameters, headers, statuses and the like which of them does.
fn turned(toml: &str) -> String {
    let mut sections: Vec<Vec<&str>> = vec![Vec::new()];
    let mut is_text = false;
    for line in toml.lines() {
        if line.starts_with('[') && !is_text {
            sections.push(Vec::new());
        }
        is_text ^= line.matches("'''").count() % 2 == 1 || line.matches("\"\"\"").count() % 2 == 1;
        sections.last_mut().expect("a section").push(line);
    }
    let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
    for section in &sections {
        let header = section.first().filter(|line| line.starts_with('[')).copied().unwrap_or_default();
        let kind = header.trim_matches('[').split(['.', ']']).next().unwrap_or_default();
        let text = keys_turned(header, section);
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, texts)) => texts.push(text),
            None => kinds.push((kind, vec![text])),
        }
    }
    kinds.iter().rev().flat_map(|(_, texts)| texts).map(|text| format!("{text}\n")).collect()
}

/// A section with each run of keys that take one line the other way round.
fn keys_turned(header: &str, lines: &[&str]) -> String {
    let path: Vec<&str> = header.trim_matches('[').split(']').next().unwrap_or_default().split('.').collect();
    let is_free = matches!(path[..], ["catalog" | "generate" | "rust"])
        || matches!(path[..], ["errors" | "category" | "retry" | "operations" | "status", _]);
    let is_key = |line: &str| {
        let starts = line.starts_with(|c: char| c.is_ascii_lowercase());
        starts && toml::de::DeTable::parse(line).is_ok()
    };
    let mut out: Vec<&str> = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for line in lines {
        if is_free && is_key(line) {
            run.push(line);
        } else {
            out.extend(run.drain(..).rev());
            out.push(line);
        }
    }
    out.extend(run.drain(..).rev());
    out.join("\n")
}
