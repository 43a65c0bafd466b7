//! The dependencies that the architecture allows, and no others.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::support::root;

/// For each crate, all that it may depend on, however optional. Tests may use whatever they want.
const ALLOWED: &[(&str, &[&str])] = &[
    // What a service links against: nothing of ours, and nothing that is not behind a feature.
    (
        "error-catalog",
        &[
            "actix-web?",
            "axum-core?",
            "axum?",
            "bytes?",
            "error-catalog-derive?",
            "garde?",
            "http-body?",
            "http?",
            "httpdate?",
            "serde?",
            "serde_json?",
            "serde_path_to_error?",
            "tokio?",
            "tower-layer?",
            "tower-service?",
            "tower?",
            "tracing?",
            "utoipa?",
            "validator?",
        ],
    ),
    // What every build compiles: no runtime, no serde derive, and a full parser behind a feature alone.
    (
        "error-catalog-codegen",
        &[
            "annotate-snippets?",
            "heck",
            "minijinja?",
            "prettyplease?",
            "proc-macro2",
            "quote",
            "serde_json?",
            "syn?",
            "toml",
        ],
    ),
    ("error-catalog-derive", &["error-catalog-codegen", "proc-macro2", "quote", "syn"]),
    ("error-catalog-cli", &["clap", "error-catalog-codegen", "serde_json", "similar", "toml"]),
];

fn metadata() -> serde_json::Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The normal dependencies of each package, optional ones with a `?`.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages").iter();
    packages
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies").iter();
            let normal = dependencies.filter(|d| d["kind"].is_null());
            let names = normal.map(|d| text(&d["name"]) + if d["optional"] == true { "?" } else { "" });
            (text(&package["name"]), names.collect())
        })
        .collect()
}

#[test]
fn crates_depend_on_what_the_architecture_allows() {
    let found = dependencies();
    for (package, allowed) in ALLOWED {
        let allowed: BTreeSet<String> = allowed.iter().map(|name| (*name).to_owned()).collect();
        let found = found.get(*package).unwrap_or_else(|| panic!("there is no package {package}"));
        let forbidden: Vec<_> = found.difference(&allowed).collect();
        assert!(forbidden.is_empty(), "{package} must not depend on {forbidden:?}: see ARCHITECTURE.md");
    }
}

#[test]
fn every_crate_is_under_the_architecture() {
    let known: BTreeSet<&str> =
        ALLOWED.iter().map(|(package, _)| *package).chain(["error-catalog-tests"]).collect();
    for package in dependencies().keys() {
        assert!(
            known.contains(package.as_str()),
            "{package} is in no list: add it to ARCHITECTURE.md and here"
        );
    }
}

#[test]
fn toml_is_read_without_serde() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["tree", "-p", "error-catalog-codegen", "-e", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).expect("text");
    let heavy: Vec<_> = tree
        .lines()
        .filter(|line| ["serde ", "serde_derive ", "syn ", "clap "].iter().any(|c| line.starts_with(c)))
        .collect();
    assert!(tree.contains("toml "), "{tree}");
    assert!(heavy.is_empty(), "a build script would compile {heavy:?}");
}
