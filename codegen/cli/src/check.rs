//! `error-catalog check`

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use error_catalog_codegen::{Catalog, Report, Severity};
use serde_json::json;

use crate::Outcome;

/// Check catalogs: every mistake, in one run.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The catalogs, each by its main file.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// How to print what is wrong.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// Fail on warnings, too.
    #[arg(long)]
    deny_warnings: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, with the source underlined.
    Human,
    /// For programs: an array of objects.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut failed = false;
    let mut objects = Vec::new();
    for file in &arguments.files {
        let (catalog, report) = match error_catalog_codegen::check(file) {
            Ok(checked) => checked,
            Err(error) => return could_not_read(file, &error),
        };
        failed |= catalog.is_none() || (arguments.deny_warnings && report.count(Severity::Warning) > 0);
        match arguments.format {
            Format::Human => human(file, catalog.as_ref(), &report),
            Format::Json => objects.extend(report.diagnostics().iter().map(|d| object(&report, d))),
            Format::Github => github(&report),
        }
    }
    if arguments.format == Format::Json {
        println!("{:#}", serde_json::Value::from(objects));
    }
    if failed { Outcome::Failed } else { Outcome::Done }
}

/// The outcome where a catalog's main file cannot be read.
pub(crate) fn could_not_read(file: &Path, error: &std::io::Error) -> Outcome {
    Outcome::CouldNotRun(format!("`{}` cannot be read: {error}", file.display()))
}

/// Prints a report to standard error, in colours where it is a terminal.
pub(crate) fn print(report: &Report) {
    let mut stderr = std::io::stderr().lock();
    let colours = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    // A closed standard error is no reason to fail.
    let _ = stderr.write_all(report.render(colours).as_bytes());
}

/// Prints a report, and how the catalog fared.
pub(crate) fn human(file: &Path, catalog: Option<&Catalog>, report: &Report) {
    print(report);
    let file = file.display();
    let count = |severity, one: &str| match report.count(severity) {
        1 => format!("1 {one}"),
        n => format!("{n} {one}s"),
    };
    let warnings = count(Severity::Warning, "warning");
    match catalog {
        Some(catalog) if catalog.errors.len() == 1 => println!("{file}: 1 error defined, {warnings}"),
        Some(catalog) => println!("{file}: {} errors defined, {warnings}", catalog.errors.len()),
        None => println!("{file}: {}, {warnings}", count(Severity::Error, "mistake")),
    }
}

fn object(report: &Report, diagnostic: &error_catalog_codegen::Diagnostic) -> serde_json::Value {
    let start = report.location(diagnostic.span);
    let end = report.end(diagnostic.span);
    let related = diagnostic.related.iter().map(|(span, note)| {
        let at = report.location(*span);
        json!({ "file": at.file, "line": at.line, "column": at.column, "message": note })
    });
    json!({
        "rule": diagnostic.rule.id,
        "severity": diagnostic.severity.as_str(),
        "file": start.file,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "related": related.collect::<Vec<_>>(),
    })
}

/// Workflow commands, with what they reserve percent-encoded.
fn github(report: &Report) {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    for diagnostic in report.diagnostics() {
        let (start, end) = (report.location(diagnostic.span), report.end(diagnostic.span));
        let mut message = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            message = format!("{message}\nhelp: {help}");
        }
        println!(
            "::{} file={},line={},col={},endLine={},title={}::{}",
            diagnostic.severity.as_str(),
            property(&start.file),
            start.line,
            start.column,
            end.line,
            property(diagnostic.rule.id),
            data(&message)
        );
    }
}
