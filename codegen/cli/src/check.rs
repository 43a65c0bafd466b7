//! `error-catalog check`

use std::path::PathBuf;

use clap::Args;
use error_catalog_codegen::Severity;

use crate::Outcome;
use crate::findings::{Findings, Options};
use crate::reading::Reading;

/// Check catalogs: every mistake, in one run.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The catalogs, each by its main file.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    options: Options,

    /// Fail on warnings, too.
    #[arg(long)]
    deny_warnings: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut failed = false;
    let mut findings = Findings::new(&arguments.options);
    for file in &arguments.files {
        let step = findings.step(format_args!("checking {}", file.display()));
        let (catalog, report) = match arguments.reading.check(file) {
            Ok(checked) => checked,
            Err(outcome) => return outcome,
        };
        drop(step);
        failed |= catalog.is_none() || (arguments.deny_warnings && report.count(Severity::Warning) > 0);
        findings.catalog(file, catalog.as_ref(), &report);
    }
    findings.finish();
    if failed { Outcome::Failed } else { Outcome::Done }
}
