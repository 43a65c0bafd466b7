//! What the tests of the command share.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A catalog with one error and one output.
pub(crate) const GOOD: &str = "[catalog]\nname = \"example\"\n[errors]\nNOT_FOUND = { status = 404, message = \"Not found\" }\n[generate]\nrust = \"out/errors.rs\"\n";

/// How the command ended, and what it printed.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the command in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Run {
    run_with_input(folder, arguments, b"")
}

/// Runs the command in a folder, with that on its standard input.
pub(crate) fn run_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_error-catalog"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    // A command that reads no input has closed it, perhaps.
    let _ = command.stdin.take().expect("standard input").write_all(input);
    let output = command.wait_with_output().expect("the command runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// An empty folder of that name, with that catalog in it.
pub(crate) fn folder(name: &str, catalog: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("errors.toml"), catalog).expect("a catalog");
    folder
}
