//! What several tests need.

use std::path::{Path, PathBuf};

/// The folder of the tests.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    folder().join("..")
}

/// An empty folder of that name, below the target folder.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a scratch folder");
    folder
}

/// Compares with a file that is reviewed, never written by a plain run: `ERROR_CATALOG_BLESS=1` writes it.
pub(crate) fn assert_golden(file: &Path, actual: &str) {
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
pub(crate) fn catalogs() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder().join("catalogs"))
        .expect("the catalogs")
        .map(|entry| entry.expect("an entry").path().join("errors.toml"))
        .collect();
    found.sort();
    assert!(found.iter().all(|file| file.is_file()), "a folder without a catalog: {found:?}");
    found
}

/// Has this thread's events heard by a subscriber.
///
/// Of one dispatcher alone, tracing would ask whichever thread meets an event first, and remember the answer: another
/// test's has no subscriber. So there are two.
pub(crate) fn heard_by(
    subscriber: impl tracing::Subscriber + Send + Sync + 'static,
) -> tracing::subscriber::DefaultGuard {
    static OTHER: std::sync::LazyLock<tracing::Dispatch> =
        std::sync::LazyLock::new(|| tracing::Dispatch::new(tracing::subscriber::NoSubscriber::new()));
    std::sync::LazyLock::force(&OTHER);
    tracing::subscriber::set_default(subscriber)
}
