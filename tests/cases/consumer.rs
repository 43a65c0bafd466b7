//! A crate outside the workspace that builds two catalogs through its build script.

use std::path::Path;
use std::process::Command;

use error_catalog_test_support::{folder, scratch};

/// A message of the catalog that the derive is held to.
const FORBIDDEN: &str = "You are not allowed to do this";

/// Builds the crate; whether its build script ran, and its standard error.
fn build(crate_folder: &Path) -> (bool, bool, String) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "-v"])
        .current_dir(crate_folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumer-target"))
        .env("CARGO_TERM_COLOR", "never")
        // What `cargo test` sets for this process is not for that build.
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let ran = stderr.lines().any(|line| line.contains("Running") && line.contains("build-script-build"));
    (output.status.success(), ran, stderr)
}

/// What the crate's program prints.
fn run() -> String {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumer-target/debug/consumer");
    let output = Command::new(program).output().expect("the consumer runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A copy of the crate with the catalogs inside it, and paths to the workspace that hold from there.
fn consumer() -> std::path::PathBuf {
    let to = scratch("consumer");
    let from = folder().join("consumer");
    let root = folder().join("..").canonicalize().expect("the root");
    let manifest = std::fs::read_to_string(from.join("Cargo.toml")).expect("a manifest");
    let manifest = manifest.replace("../..", &root.to_string_lossy());
    std::fs::write(to.join("Cargo.toml"), manifest).expect("a manifest");
    std::fs::copy(root.join("Cargo.lock"), to.join("Cargo.lock")).expect("a lock file");
    std::fs::create_dir_all(to.join("src")).expect("a folder");
    for file in ["build.rs", "src/main.rs"] {
        std::fs::copy(from.join(file), to.join(file)).expect("a file");
    }
    for name in ["lendworks", "product-tours"] {
        std::fs::create_dir_all(to.join("catalogs").join(name)).expect("a folder");
        let file = format!("catalogs/{name}/errors.toml");
        std::fs::copy(folder().join(&file), to.join(&file)).expect("a catalog");
    }
    to
}

#[test]
fn a_consumer_builds_runs_and_rebuilds_only_when_a_catalog_changes() {
    let consumer = consumer();
    let (built, ran, stderr) = build(&consumer);
    assert!(built && ran, "{stderr}");
    assert!(!stderr.contains("warning"), "{stderr}");

    assert_eq!(
        run(),
        "422 VALIDATION_ERROR Field 'businessName' must be between 1 and 255 characters\n\
         409 EMAIL_EXISTS Some(CONFLICT)\n\
         lendworks product-tours\n\
         You are not allowed to do this\n"
    );

    let (built, ran, stderr) = build(&consumer);
    assert!(built && !ran, "nothing changed, and the build script ran:\n{stderr}");

    std::fs::write(consumer.join("unrelated.toml"), "x = 1").expect("a file");
    let (built, ran, stderr) = build(&consumer);
    assert!(built && !ran, "no catalog changed, and the build script ran:\n{stderr}");

    let catalog = consumer.join("catalogs/lendworks/errors.toml");
    let text = std::fs::read_to_string(&catalog).expect("a catalog");
    // Mtimes have the resolution of the file system: the change must be later than the last build.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    std::fs::write(&catalog, text.replace("[errors.NOT_FOUND]", "[errors.NOT_FOUND]\nstaus = 404"))
        .expect("a file");
    let (built, ran, stderr) = build(&consumer);
    assert!(!built && ran, "{stderr}");
    for part in ["error[unknown-key]", "catalogs/lendworks/errors.toml:", "did you mean", "^^^^^"] {
        assert!(stderr.contains(part), "no {part:?} in:\n{stderr}");
    }

    // Mended, and a message of the other catalog changed, which the derive reads as well.
    std::fs::write(&catalog, text).expect("a file");
    let tours = consumer.join("catalogs/product-tours/errors.toml");
    let text = std::fs::read_to_string(&tours).expect("a catalog");
    std::fs::write(&tours, text.replace(FORBIDDEN, "Keep out")).expect("a file");
    let (built, ran, stderr) = build(&consumer);
    assert!(built && ran, "{stderr}");
    assert!(run().ends_with("\nKeep out\n"), "{}", run());
}
