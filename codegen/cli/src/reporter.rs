//! Prints the diagnostics and results of commands, for people or programs.

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::path::Path;

use clap::{Args, ValueEnum};
use error_catalog_codegen::{Catalog, Report, Severity, printable, printable_path};
use serde_json::json;

use crate::outcome::Outcome;
use crate::progress::Step;
use crate::sarif;

/// The options for printing diagnostics and results.
#[derive(Args)]
pub(crate) struct Options {
    /// The output format of diagnostics.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,

    /// Print only diagnostics.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text with the source lines underlined.
    Human,
    /// A JSON array of objects, for programs.
    Json,
    /// Annotations for GitHub Actions workflows.
    Github,
    /// A SARIF 2.1.0 log, for code scanning and editors.
    Sarif,
}

/// Prints the diagnostics and results of a run, in the selected format.
pub(crate) struct Reporter<'a> {
    options: &'a Options,
    objects: Vec<serde_json::Value>,
    log: sarif::Log,
}

impl<'a> Reporter<'a> {
    pub(crate) fn new(options: &'a Options) -> Self {
        Self { options, objects: Vec::new(), log: sarif::Log::default() }
    }

    /// Shows a progress line on a terminal until the value is dropped.
    pub(crate) fn step(&self, what: impl Display) -> Step {
        Step::new(self.has_news(), what)
    }

    /// Prints the report of a catalog and its summary.
    pub(crate) fn catalog(&mut self, file: &Path, catalog: Option<&Catalog>, report: &Report) {
        match self.options.format {
            Format::Human if self.options.quiet => print(report),
            Format::Human => human(file, catalog, report),
            Format::Json => {
                self.objects.extend(report.diagnostics().iter().map(|d| object(report, d)));
                self.objects.extend(report.omitted().map(|omitted| {
                    let file = file.display().to_string();
                    json!({ "rule": null, "severity": "error", "file": file, "message": omitted, "help": FIRST_MEND })
                }));
            }
            Format::Github => github(report),
            Format::Sarif => self.log.report(report),
        }
    }

    /// Reports an output that is not up to date.
    pub(crate) fn output(&mut self, path: &Path, message: &str, help: &str) {
        match self.options.format {
            Format::Human => println!("{} {message}", printable_path(path)),
            _ => self.about_output(path, None, "stale", message, help),
        }
    }

    /// Reports an output that cannot be written.
    pub(crate) fn refused(&mut self, path: &Path, message: &str, help: &str) {
        match self.options.format {
            Format::Human => eprintln!("error: {} {message}\n  = help: {help}\n", printable_path(path)),
            _ => self.about_output(path, None, "refused", message, help),
        }
    }

    /// Reports a line of an output that cannot be merged.
    pub(crate) fn refused_at(&mut self, path: &Path, line: usize, message: &str, help: &str) {
        match self.options.format {
            // The keys of a document are untrusted text.
            Format::Human => {
                let (path, message, help) = (printable_path(path), printable(message), printable(help));
                eprintln!("error: {path}:{line}: {message}\n  = help: {help}\n");
            }
            _ => self.about_output(path, Some(line), "refused", message, help),
        }
    }

    fn about_output(&mut self, path: &Path, line: Option<usize>, title: &str, message: &str, help: &str) {
        let file = path.to_string_lossy();
        match self.options.format {
            Format::Human => {}
            Format::Json => {
                let mut object = json!({
                    "rule": null, "severity": "error", "file": file, "message": message, "help": help,
                });
                if let Some(line) = line {
                    object["line"] = line.into();
                }
                self.objects.push(object);
            }
            Format::Github => {
                let text = data(&format!("{} {message}\nhelp: {help}", printable_path(path)));
                let line = line.map(|line| format!(",line={line}")).unwrap_or_default();
                println!("::error file={}{line},title={title}::{text}", property(&file));
            }
            Format::Sarif => self.log.output(path, line, title, message, help),
        }
    }

    /// Returns whether text for people can be printed to standard output, which otherwise contains
    /// only JSON.
    pub(crate) fn has_words(&self) -> bool {
        !matches!(self.options.format, Format::Json | Format::Sarif)
    }

    /// Returns whether success messages are printed.
    pub(crate) fn has_news(&self) -> bool {
        self.has_words() && !self.options.quiet
    }

    /// Prints the end of the output, once per run.
    pub(crate) fn finish(self, outcome: &Outcome) {
        match self.options.format {
            Format::Human | Format::Github => {}
            Format::Json => print_json(&serde_json::Value::from(self.objects)),
            Format::Sarif => print_json(&self.log.finish(outcome)),
        }
    }
}

/// The help for a report with omitted diagnostics.
const FIRST_MEND: &str = "correct the problems above, and run the command again";

/// Prints JSON for programs. Commands of CI systems in its strings are escaped.
fn print_json(value: &serde_json::Value) {
    println!("{}", format!("{value:#}").replace("##[", "##\\u005b").replace("##vso[", "##vso\\u005b"));
}

/// Prints a report to standard error, with colors on a terminal.
pub(crate) fn print(report: &Report) {
    let mut stderr = std::io::stderr().lock();
    let colours = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    // A closed standard error is not an error.
    let _ = stderr.write_all(report.render(colours).as_bytes());
}

/// Prints a report and the summary of a catalog.
pub(crate) fn human(file: &Path, catalog: Option<&Catalog>, report: &Report) {
    print(report);
    let file = printable_path(file);
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

/// Escapes the text of a workflow command: reserved characters are percent-encoded, control
/// characters are escaped.
fn data(text: &str) -> String {
    let line = |line: &str| line.split('\r').map(printable).collect::<Vec<_>>().join("%0D");
    text.replace('%', "%25").split('\n').map(line).collect::<Vec<_>>().join("%0A")
}

/// Escapes a property of a workflow command. A path stays valid, as far as the command supports it.
fn property(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' | '\r' | '\n' | ':' | ',' => encoded.push_str(&format!("%{:02X}", u32::from(c))),
            c if c.is_control() => encoded.extend(c.escape_default()),
            c => encoded.push(c),
        }
    }
    encoded
}

/// Prints a workflow command for each diagnostic.
fn github(report: &Report) {
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
    if let Some(omitted) = report.omitted() {
        println!("::error title=error-catalog::{}", data(&format!("{omitted}\nhelp: {FIRST_MEND}")));
    }
}
