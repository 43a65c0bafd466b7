//! The files of the tests.

use std::path::{Path, PathBuf};

/// The folder `tests`.
pub fn folder() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().expect("the folder of this package is in the folder of the tests").to_owned()
}

/// The root of the workspace.
pub fn root() -> PathBuf {
    folder().join("..")
}

/// Creates an empty folder of that name in the folder `tmp` of the target folder.
pub fn scratch(name: &str) -> PathBuf {
    // Cargo tells `CARGO_TARGET_TMPDIR` to test programs alone. They are at `PROFILE/deps/NAME` in the target folder.
    let program = std::env::current_exe().expect("the path of the program");
    let target = program.ancestors().nth(3).expect("a target folder");
    let folder = target.join("tmp").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a scratch folder");
    folder
}

/// Compares with a file that is reviewed, never written by a plain run: `ERROR_CATALOG_BLESS=1` writes it.
pub fn assert_golden(file: &Path, actual: &str) {
    if std::env::var_os("ERROR_CATALOG_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(file, actual).expect("a golden file");
        return;
    }
    let expected = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(
        actual,
        expected,
        "{} differs; if what is printed now is right, run the tests with ERROR_CATALOG_BLESS=1 and review the change",
        file.display()
    );
}

/// The catalogs of the repository, each by its main file.
pub fn catalogs() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder().join("catalogs"))
        .expect("the catalogs")
        .map(|entry| entry.expect("an entry").path().join("errors.toml"))
        .collect();
    found.sort();
    assert!(found.iter().all(|file| file.is_file()), "a folder without a catalog: {found:?}");
    found
}
