//! The command `error-catalog`: arguments in, outcome out.

#[macro_use]
mod out;

mod check;
mod explain;
mod export;
mod findings;
mod generate;
mod lock;
mod made;
mod new;
mod outcome;
mod places;
mod progress;
mod reading;
mod sarif;
mod schema;
mod story;
mod targets;

use std::process::ExitCode;

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

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::New(arguments) => new::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
    };
    match outcome {
        Outcome::Done => ExitCode::SUCCESS,
        Outcome::Failed => ExitCode::from(1),
        Outcome::CouldNotRun(why) => {
            // The names in it are a catalog's.
            let why: Vec<_> = why.lines().map(error_catalog_codegen::printable).collect();
            eprintln!("error-catalog: {}", why.join("\n"));
            ExitCode::from(2)
        }
    }
}
