//! `error-catalog check`

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use error_catalog_codegen::{Checked, Part, Severity, printable_path};

use crate::destinations;
use crate::outcome::Outcome;
use crate::read_options::ReadOptions;
use crate::reporter::{Options, Reporter};
use crate::targets::{GenerateRequest, Inputs};

/// Check catalogs and report all problems in one run.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The main files of the catalogs. `-` reads a catalog from standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// The path of the catalog on standard input.
    ///
    /// Diagnostics show this path. Includes and the project folder are relative to it. The file is
    /// not read and does not have to exist.
    #[arg(long, value_name = "FILE")]
    path: Option<PathBuf>,

    #[command(flatten)]
    reading: ReadOptions,

    #[command(flatten)]
    options: Options,

    /// Exit with status 1 on warnings as well.
    #[arg(long)]
    deny_warnings: bool,
}

/// The argument for standard input.
const STDIN: &str = "-";

/// The default path of a catalog on standard input.
const NO_PATH: &str = "<stdin>";

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut reporter = Reporter::new(&arguments.options);
    let outcome = check(arguments, &mut reporter);
    reporter.finish(&outcome);
    outcome
}

fn check(arguments: &Arguments, reporter: &mut Reporter) -> Outcome {
    let from_stdin = arguments.files.iter().filter(|file| *file == Path::new(STDIN)).count();
    if from_stdin > 1 {
        return Outcome::CouldNotRun(
            "duplicate `-`: standard input contains a single catalog, so write `-` once".to_owned(),
        );
    }
    if from_stdin == 0 && arguments.path.is_some() {
        return Outcome::CouldNotRun("`--path` requires `-`: write `check - --path FILE`".to_owned());
    }
    let mut failed = false;
    for file in &arguments.files {
        let is_stdin = file == Path::new(STDIN);
        let file = if is_stdin { arguments.path.as_deref().unwrap_or(Path::new(NO_PATH)) } else { file };
        let step = reporter.step(format_args!("checking {}", printable_path(file)));
        let checked =
            if is_stdin { arguments.reading.check_stdin(file) } else { arguments.reading.check(file) };
        let checked = match checked {
            Ok(checked) => checked.with_parts(&[Part::Paths]),
            Err(outcome) => return outcome,
        };
        drop(step);
        let has_warnings = checked.report.count(Severity::Warning) > 0;
        failed |= checked.catalog.is_none() || (arguments.deny_warnings && has_warnings);
        reporter.catalog(file, checked.catalog.as_ref(), &checked.report);
        failed |= match would_overwrite(checked, file, reporter) {
            Ok(would_overwrite) => would_overwrite,
            Err(outcome) => return outcome,
        };
    }
    if failed { Outcome::Failed } else { Outcome::Done }
}

/// Reports the files that `generate` would refuse to overwrite. Returns whether there are any.
fn would_overwrite(checked: Checked, file: &Path, reporter: &mut Reporter) -> Result<bool, Outcome> {
    let could_not_run = |error: io::Error| Outcome::CouldNotRun(error.to_string());
    let Some(catalog) = &checked.catalog else { return Ok(false) };
    let suspects = GenerateRequest::suspects(catalog, file).map_err(could_not_run)?;
    if suspects.is_empty() {
        return Ok(false);
    }
    let request = GenerateRequest { only: &suspects, out: None, adopts: false };
    let checked = checked.with_parts(&request.parts());
    // `generate` reports errors in templates.
    let Some(inputs) = Inputs::of(&checked) else { return Ok(false) };
    let made = match request.made(&inputs, file, reporter) {
        Ok(made) => made,
        Err(Outcome::Failed) => return Ok(true),
        Err(outcome) => return Err(outcome),
    };
    destinations::foreign(&made, reporter).map_err(could_not_run)
}
