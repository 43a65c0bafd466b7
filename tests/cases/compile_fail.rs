//! Derives with a mistake: one mistake is one error, at the right place, as its file expects.
//!
//! Each case is compiled by rustc alone against the runtime, as an editor would have it: the errors come as JSON.

use std::path::{Path, PathBuf};
use std::process::Command;

use error_catalog_test_support::{assert_golden, folder, root, scratch};
use serde_json::Value;

fn cases() -> PathBuf {
    folder().join("fixtures/compile-fail")
}

/// Builds the runtime with its derive; the library, and the folder of what it depends on.
fn runtime() -> (String, PathBuf) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile-fail-target");
    let output = Command::new(cargo)
        .args(["build", "-p", "error-catalog", "--features", "derive", "--message-format", "json"])
        .current_dir(root())
        .env("CARGO_TARGET_DIR", &target)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).expect("text");
    let artifacts = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let library = artifacts
        .filter(|message| {
            message["reason"] == "compiler-artifact" && message["target"]["name"] == "error_catalog"
        })
        .filter_map(|message| Some(message["filenames"][0].as_str()?.to_owned()))
        .next_back();
    (library.expect("a library"), target.join("debug/deps"))
}

/// The errors of a case, each as rustc shows it.
fn errors(case: &Path, library: &str, dependencies: &Path, out: &Path) -> Vec<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "--error-format", "json"])
        .arg("--extern")
        .arg(format!("error_catalog={library}"))
        .arg("-L")
        .arg(format!("dependency={}", dependencies.display()))
        .arg("--out-dir")
        .arg(out)
        .arg(case.file_name().expect("a name"))
        .current_dir(cases())
        .env("CARGO_MANIFEST_DIR", cases())
        .output()
        .expect("rustc runs");
    let stderr = String::from_utf8(output.stderr).expect("text");
    let messages = stderr.lines().map(|line| serde_json::from_str::<Value>(line).expect("a message"));
    messages
        .filter(|message| message["level"] == "error" || message["level"] == "warning")
        .filter_map(|message| Some(message["rendered"].as_str()?.to_owned()))
        .filter(|text| !text.starts_with("error: aborting due to"))
        .collect()
}

#[test]
fn one_mistake_is_one_error() {
    let (library, dependencies) = runtime();
    let out = scratch("compile-fail");
    let mut files: Vec<_> =
        std::fs::read_dir(cases()).expect("the cases").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    let cases: Vec<_> = files.iter().filter(|file| file.extension().is_some_and(|e| e == "rs")).collect();
    assert!(cases.len() >= 30, "only {} cases", cases.len());
    let cases_folder = self::cases().display().to_string();
    for case in &cases {
        let errors = errors(case, &library, &dependencies, &out);
        let name = case.file_stem().expect("a name").to_string_lossy();
        // A case that begins with "several" shows that all mistakes are reported in one run.
        let several = name.starts_with("several");
        assert!(
            errors.len() == 1 || (several && errors.len() > 1),
            "{name}: {} errors\n{}",
            errors.len(),
            errors.join("")
        );
        // Which types implement a trait is for rustc to list, and changes with it.
        let text = errors.join("\n");
        let listed = [
            "--> /",
            "--> error-catalog/",
            "::: /",
            "following other types",
            " implements `Param<",
            "          and ",
        ];
        let stable = text.lines().filter(|line| !listed.iter().any(|part| line.contains(part)));
        // Absolute paths are another machine's.
        let stable: Vec<_> = stable.map(|line| line.replace(&cases_folder, "$DIR")).collect();
        assert_golden(&case.with_extension("stderr"), &(stable.join("\n") + "\n"));
    }
    for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "stderr")) {
        assert!(file.with_extension("rs").is_file(), "{} has no case", file.display());
    }
}
