//! The dependencies that the architecture allows, and no others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use error_catalog_test_support::root;

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
            "pin-project-lite?",
            "serde?",
            "serde_json?",
            "serde_path_to_error?",
            "tower-layer?",
            "tower-service?",
            "tower?",
            "tracing?",
            "utoipa?",
            "validator?",
        ],
    ),
    // What every build compiles: no runtime, no serde derive, and parsers behind features alone.
    (
        "error-catalog-codegen",
        &[
            "annotate-snippets?",
            "granit-parser?",
            "heck",
            "minijinja?",
            "prettyplease?",
            "proc-macro2",
            "quote",
            "serde_core?",
            "serde_json?",
            "syn?",
            "toml",
        ],
    ),
    ("error-catalog-derive", &["error-catalog-codegen", "proc-macro2", "quote", "syn"]),
    ("error-catalog-cli", &["clap", "error-catalog-codegen", "serde_json", "sha2", "similar", "toml"]),
];

/// The normal dependencies of each package, optional ones with a `?`.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    let metadata = cargo(&["metadata", "--format-version", "1", "--no-deps"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("JSON");
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
    let known: BTreeSet<&str> = ALLOWED
        .iter()
        .map(|(package, _)| *package)
        .chain([
            "error-catalog-exhaustive-tests",
            "error-catalog-test-support",
            "error-catalog-tests",
            "leads",
        ])
        .collect();
    for package in dependencies().keys() {
        assert!(
            known.contains(package.as_str()),
            "{package} is in no list: add it to ARCHITECTURE.md and here"
        );
    }
}

/// What a build script compiles, all of it: every line is paid for by every user, in every clean build.
const OF_BUILD_SCRIPTS: &[&str] = &[
    "annotate-snippets",
    "anstyle",
    "error-catalog-codegen",
    "heck",
    "proc-macro2",
    "quote",
    "serde_spanned",
    "toml",
    "toml_datetime",
    "toml_parser",
    "unicode-ident",
    "unicode-width",
    "winnow",
];

/// What the derive adds to that.
const OF_THE_DERIVE: &[&str] = &["error-catalog", "error-catalog-derive", "syn"];

/// Those among them that run a script of their own: each looks which compiler there is, and nothing else.
const WITH_A_BUILD_SCRIPT: &[&str] = &["proc-macro2", "quote"];

fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).args(arguments).current_dir(root()).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// The crates that are compiled for a package, on whatever machine.
fn compiled(package: &[&str]) -> BTreeSet<String> {
    let tree =
        ["tree", "--edges", "normal,build", "--prefix", "none", "--target", "all", "--format", "{lib}"];
    let names = cargo(&[&tree, package].concat());
    names.lines().map(|line| line.trim_end_matches(" (*)").replace('_', "-")).collect()
}

fn names(lists: &[&[&str]]) -> BTreeSet<String> {
    lists.concat().into_iter().map(|name| name.replace('_', "-")).collect()
}

#[test]
fn users_compile_what_is_listed() {
    let of_build_scripts = compiled(&["--package", "error-catalog-codegen"]);
    assert_eq!(of_build_scripts, names(&[OF_BUILD_SCRIPTS]), "of build scripts");
    let of_the_derive = compiled(&["--package", "error-catalog", "--features", "derive"]);
    let listed = of_the_derive.difference(&of_build_scripts).cloned().collect::<BTreeSet<_>>();
    assert_eq!(listed, names(&[OF_THE_DERIVE]), "of the derive");
    assert_eq!(compiled(&["--package", "error-catalog"]), names(&[&["error-catalog"]]), "of the runtime");
}

/// Code that runs while others are compiled: the derive's, and what is listed above.
#[test]
fn nothing_else_runs_at_build_time() {
    let metadata: serde_json::Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version", "1"])).expect("JSON");
    let of_users = names(&[OF_BUILD_SCRIPTS, OF_THE_DERIVE]);
    let (mut scripts, mut macros) = (BTreeSet::new(), BTreeSet::new());
    for package in metadata["packages"].as_array().expect("packages") {
        let name = package["name"].as_str().expect("a name").replace('_', "-");
        let is_ours = name == "error-catalog-cli";
        let has = |kind: &str| {
            let targets = package["targets"].as_array().expect("targets");
            targets
                .iter()
                .any(|target| target["kind"].as_array().is_some_and(|kinds| kinds.contains(&kind.into())))
        };
        if of_users.contains(&name) || is_ours {
            scripts.extend(has("custom-build").then(|| name.clone()));
            macros.extend(has("proc-macro").then_some(name));
        }
    }
    assert_eq!(scripts, names(&[WITH_A_BUILD_SCRIPT]));
    assert_eq!(macros, names(&[&["error-catalog-derive"]]));
}

/// No code of ours opens a connection: services do, with the frameworks that they choose.
#[test]
fn nothing_of_ours_reaches_for_the_network() {
    for folder in ["error-catalog/src", "codegen/src", "codegen/cli/src", "derive/src"] {
        for file in files_below(&root().join(folder)) {
            let text = std::fs::read_to_string(&file).expect("a source file");
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let reaches = code.filter(|line| {
                ["std::net", "TcpStream", "UdpSocket", "UnixStream", "Command::new"]
                    .iter()
                    .any(|word| line.contains(word))
            });
            assert_eq!(reaches.collect::<Vec<_>>(), Vec::<&str>::new(), "{}", file.display());
        }
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
