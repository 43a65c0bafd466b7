//! The contenders as crates: a workspace below target/, so that nothing of them is in the project.

mod floor;
pub mod ours;
mod stack;

use std::fs;
use std::path::{Path, PathBuf};

use crate::list::{Item, items};
pub use ours::command;

pub const SIZES: [usize; 4] = [10, 100, 1_000, 5_000];

/// The contenders, in the order of the tables.
pub const CONTENDERS: [&str; 10] = [
    "floor",
    "ours-committed",
    "ours-build",
    "ours-derive",
    "ours-utoipa",
    "thiserror",
    "snafu",
    "utoipa",
    "utoipa-examples",
    "doxa",
];

/// Those that say something in OpenAPI documents, whose documents of twenty errors are read.
pub const DOCUMENTING: [&str; 4] = ["utoipa", "utoipa-examples", "doxa", "ours-utoipa"];

/// The folder of the bench, `tests/peers`.
pub fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The workspace of the contenders.
pub fn workspace() -> PathBuf {
    home().join("target/crates")
}

/// What the crate has at that size, by path.
type Files = Vec<(&'static str, String)>;

/// Writes all contenders, and leaves alone what is as it should be.
pub fn write_all() {
    for n in SIZES {
        let items = items(n);
        for contender in CONTENDERS {
            write_crate(contender, n, &items);
        }
    }
    DOCUMENTING.into_iter().for_each(|contender| write_crate(contender, 20, &items(20)));
    let mut members: Vec<String> = SIZES
        .iter()
        .flat_map(|n| CONTENDERS.iter().map(move |contender| format!("{contender}-{n}")))
        .collect();
    members.push("floor-runtime".into());
    floor::write_runtime();
    members.extend(DOCUMENTING.iter().map(|contender| format!("{contender}-20")));
    members.extend(crate::groups::write_programs());
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev.package.\"*\"]\ndebug = false\n"
    );
    write(&workspace().join("Cargo.toml"), &manifest);
    if let Ok(lock) = fs::read_to_string(home().join("crates.lock")) {
        write(&workspace().join("Cargo.lock"), &lock);
    }
}

fn write_crate(contender: &str, n: usize, items: &[Item]) {
    let folder = workspace().join(format!("{contender}-{n}"));
    let (dependencies, files) = match contender {
        "floor" => floor::files(items),
        "ours-committed" | "ours-build" | "ours-derive" | "ours-utoipa" => {
            ours::files(contender, items, &folder)
        }
        _ => stack::files(contender, items),
    };
    let manifest = format!(
        "[package]\nname = \"{contender}-{n}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[lib]\ntest = false\ndoctest = false\n\n{dependencies}"
    );
    write(&folder.join("Cargo.toml"), &manifest);
    for (path, text) in files {
        write(&folder.join(path), &text);
    }
}

/// Writes what is new: cargo goes by the time of a file.
pub fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

/// The paths of the project's own crates, for a manifest.
pub fn ours_at(folder: &str) -> String {
    home().join("../..").join(folder).canonicalize().expect("the project is there").display().to_string()
}
