//! Runs the command once for each line of a list: `run-each LIST`. `growth.sh` counts the instructions of each run.
//!
//! A line is the expected exit status, the folder to run in, and the arguments, with spaces between them.

use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run_each() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("run-each: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run_each() -> Result<(), Box<dyn std::error::Error>> {
    let list = std::env::args_os().nth(1).ok_or("no list")?;
    let start = std::env::current_dir()?;
    for line in std::fs::read_to_string(list)?.lines() {
        let mut words = line.split(' ');
        let expected: u8 = words.next().unwrap_or_default().parse()?;
        std::env::set_current_dir(start.join(words.next().ok_or("no folder")?))?;
        let arguments = std::iter::once("error-catalog").chain(words).map(OsString::from).collect();
        let status = run_once(arguments);
        if status != expected {
            return Err(format!("exit status {status}, not {expected}, of {line}").into());
        }
    }
    Ok(())
}

/// One run. Valgrind counts from the call to the return, so this must stay a function of its own.
#[inline(never)]
fn run_once(arguments: Vec<OsString>) -> u8 {
    error_catalog_cli::run(arguments)
}
