//! The command `error-catalog` as a function from arguments to the exit status.
//!
//! This library is for the command and for programs that measure it. Build scripts use `error-catalog-codegen`.

#[macro_use]
mod out;

mod check;
mod description;
mod destinations;
mod explain;
mod export;
mod generate;
mod generated_files;
mod lock;
mod new;
mod outcome;
mod progress;
mod read_options;
mod reporter;
mod sarif;
mod schema;
mod targets;

use std::ffi::OsString;

use clap::{Parser, Subcommand};

use crate::outcome::Outcome;

/// Check error catalogs, and generate Rust code, documentation and OpenAPI documents.
#[derive(Parser)]
#[command(name = "error-catalog", version, after_help = EXIT)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT: &str = "Exit status: 0 on success, 1 if a catalog or an output has a problem, 2 if the \
    command could not run.";

#[derive(Subcommand)]
enum Command {
    New(new::Arguments),
    Check(check::Arguments),
    Generate(generate::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
    Export(export::Arguments),
}

/// Runs the command and returns its exit status. The first argument is the name of the program.
///
/// The command prints to standard output and standard error. It ends the process if standard output
/// is closed.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // An error of printing cannot be reported.
            let _ = error.print();
            return if error.use_stderr() { COULD_NOT_RUN } else { DONE };
        }
    };
    let outcome = match arguments.command {
        Command::New(arguments) => new::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
    };
    match outcome {
        Outcome::Done => DONE,
        Outcome::Failed => FAILED,
        Outcome::CouldNotRun(why) => {
            // It can contain names of a catalog.
            let why: Vec<_> = why.lines().map(error_catalog_codegen::printable).collect();
            eprintln!("error-catalog: {}", why.join("\n"));
            COULD_NOT_RUN
        }
    }
}

const DONE: u8 = 0;
const FAILED: u8 = 1;
const COULD_NOT_RUN: u8 = 2;
