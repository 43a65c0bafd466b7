//! `error-catalog generate`

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use error_catalog_codegen::{Artifact, Writer, printable, printable_path};

use crate::destinations;
use crate::generated_files::{GeneratedFiles, true_paths};
use crate::outcome::Outcome;
use crate::read_options::ReadOptions;
use crate::reporter::{Options, Reporter};
use crate::targets::{GenerateRequest, Inputs, Target};

/// Generate the outputs that catalogs list in `[generate]`.
///
/// If a catalog, a page or a path has a problem, no file is written. Each file is replaced
/// atomically. If a file cannot be written, it stays unchanged, the other files are still written,
/// and the exit status is 2.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The main files of the catalogs.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Do not write. Print a diff and exit with status 1 if a file is not up to date.
    #[arg(long)]
    check: bool,

    /// Generate only this target. Can be repeated.
    #[arg(long, value_name = "TARGET", value_enum)]
    only: Vec<Target>,

    /// Generate all targets into this folder and ignore the paths in `[generate]`.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,

    /// Overwrite files that were not generated or were changed by hand.
    #[arg(long)]
    force: bool,

    /// In an OpenAPI document with `merge`, replace handwritten responses and components that have
    /// the status or name of a generated one. Prints a diff before it writes. With `--check`, it
    /// only prints the diff.
    #[arg(long, conflicts_with = "out")]
    adopt: bool,

    #[command(flatten)]
    reading: ReadOptions,

    #[command(flatten)]
    options: Options,

    /// Print the name of every file, even if there are many.
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut reporter = Reporter::new(&arguments.options);
    let outcome = generate(arguments, &mut reporter);
    reporter.finish(&outcome);
    outcome
}

fn generate(arguments: &Arguments, reporter: &mut Reporter) -> Outcome {
    let start = Instant::now();
    let made = match plan(arguments, reporter) {
        Ok(made) => made,
        Err(outcome) => return outcome,
    };
    let outcome = if arguments.check {
        compare(&made, arguments, reporter)
    } else {
        write(&made, arguments, reporter, start)
    };
    outcome.unwrap_or_else(could_not_run)
}

fn could_not_run(error: io::Error) -> Outcome {
    Outcome::CouldNotRun(error.to_string())
}

/// Generates the files of all catalogs in memory. Nothing is written if a catalog or a path has an
/// error.
fn plan(arguments: &Arguments, reporter: &mut Reporter) -> Result<GeneratedFiles, Outcome> {
    let request =
        GenerateRequest { only: &arguments.only, out: arguments.out.as_deref(), adopts: arguments.adopt };
    let mut all = GeneratedFiles::default();
    let mut failed = false;
    for file in &arguments.files {
        match plan_catalog(file, &request, arguments, &mut all, reporter) {
            Ok(()) => {}
            Err(Outcome::Failed) => failed = true,
            Err(outcome) => return Err(outcome),
        }
    }
    let clash = destinations::clash(&all, reporter).map_err(could_not_run)?;
    if clash || failed { Err(Outcome::Failed) } else { Ok(all) }
}

/// Adds the files of one catalog.
fn plan_catalog(
    file: &Path,
    request: &GenerateRequest<'_>,
    arguments: &Arguments,
    all: &mut GeneratedFiles,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let step = reporter.step(format_args!("checking {}", printable_path(file)));
    let checked = arguments.reading.check(file)?;
    drop(step);
    all.catalogs.extend(true_paths(checked.report.files()));
    let checked = checked.with_parts(&request.parts());
    let report = &checked.report;
    reporter.catalog(file, checked.catalog.as_ref(), report);
    let Some(inputs) = Inputs::of(&checked) else { return Err(Outcome::Failed) };
    all.inputs.extend(true_paths(report.files()));
    all.named.extend(request.named(inputs.catalog, file.parent().unwrap_or(Path::new(""))));
    let made = request.made(&inputs, file, reporter)?;
    if made.artifacts.is_empty() && made.left_locks.is_empty() && reporter.has_words() {
        println!("  nothing to generate: `[generate]` of {} has no such target", printable_path(file));
    }
    let is_refused = request.out.is_none() && destinations::refused(made.all(), report, reporter);
    all.add(made);
    if is_refused { Err(Outcome::Failed) } else { Ok(()) }
}

/// The maximum number of files to list without `--verbose`.
const FEW: usize = 50;

fn write(
    made: &GeneratedFiles,
    arguments: &Arguments,
    reporter: &mut Reporter,
    start: Instant,
) -> io::Result<Outcome> {
    if !arguments.force && destinations::foreign(made, reporter)? {
        return Ok(Outcome::CouldNotRun("no file was written".to_owned()));
    }
    if arguments.adopt && reporter.has_words() {
        show_edits(made)?;
    }
    let all = made.all().count();
    let Written { written, failures } = write_files(made, arguments, reporter);
    if failures > 0 {
        return Ok(Outcome::CouldNotRun(format!(
            "{failures} of {all} files could not be written and are unchanged"
        )));
    }
    remove_orphans(made, reporter)?;
    if reporter.has_news() {
        let unchanged = all - written;
        println!("{written} written, {unchanged} unchanged, in {} ms", start.elapsed().as_millis());
    }
    Ok(Outcome::Done)
}

/// Prints the diffs of edited documents before they are written.
fn show_edits(made: &GeneratedFiles) -> io::Result<()> {
    for artifact in made.artifacts.iter().filter(|artifact| artifact.is_edited()) {
        if let Some(content) = artifact.on_disk()?
            && content != artifact.content
        {
            print_diff(&content, artifact);
        }
    }
    Ok(())
}

/// The numbers of written files and of failures.
struct Written {
    written: usize,
    failures: usize,
}

/// Writes the files one by one, and continues after a failure.
fn write_files(made: &GeneratedFiles, arguments: &Arguments, reporter: &Reporter) -> Written {
    let (mut written, mut failures) = (0, 0);
    let all = made.all().count();
    let is_long = all > FEW && !arguments.verbose;
    let mut step = None;
    let mut writer = Writer::default();
    for (at, artifact) in made.all().enumerate() {
        // The old digests are still valid for files that could not be written.
        if failures > 0 && at >= made.artifacts.len() {
            break;
        }
        // A progress line per file would take longer than writing it.
        if is_long && at.is_multiple_of(1_000) {
            drop(step.take());
            step = Some(reporter.step(format_args!("writing {at} of {all} files")));
        }
        let word = match writer.write(artifact) {
            Ok(true) => "wrote",
            Ok(false) => "unchanged",
            Err(error) => {
                drop(step.take());
                eprintln!("error: {error}");
                failures += 1;
                continue;
            }
        };
        written += usize::from(word == "wrote");
        if reporter.has_news() && (arguments.verbose || all <= FEW) {
            println!("  {word:<9} {} ({} bytes)", printable_path(&artifact.path), artifact.content.len());
        }
    }
    Written { written, failures }
}

fn remove_orphans(made: &GeneratedFiles, reporter: &Reporter) -> io::Result<()> {
    for orphan in made.orphans()? {
        match std::fs::remove_file(&orphan) {
            Ok(()) => {}
            // Another generator can have removed it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                return Err(io::Error::new(error.kind(), format!("{}: {error}", printable_path(&orphan))));
            }
        }
        if reporter.has_words() {
            println!("  removed   {}: no longer generated", printable_path(&orphan));
        }
    }
    Ok(())
}

fn compare(made: &GeneratedFiles, arguments: &Arguments, reporter: &mut Reporter) -> io::Result<Outcome> {
    let files: Vec<_> = arguments.files.iter().map(|file| printable_path(file)).collect();
    let adopt = if arguments.adopt { "--adopt " } else { "" };
    let help = format!("run `error-catalog generate {adopt}{}` and commit the files", files.join(" "));
    let mut stale = 0;
    for artifact in made.all() {
        match artifact.on_disk()? {
            Some(content) if content == artifact.content => continue,
            Some(content) => {
                reporter.output(&artifact.path, "is stale", &help);
                if reporter.has_words() {
                    print_diff(&content, artifact);
                }
            }
            None => reporter.output(&artifact.path, "is missing", &help),
        }
        stale += 1;
    }
    for orphan in made.orphans()? {
        reporter.output(&orphan, "is an orphan: it is no longer generated", &help);
        stale += 1;
    }
    if reporter.has_news() || (reporter.has_words() && stale > 0) {
        println!("{} up to date, {stale} stale", made.all().count().saturating_sub(stale));
    }
    if stale == 0 {
        return Ok(Outcome::Done);
    }
    if reporter.has_words() {
        println!("{help}");
    }
    Ok(Outcome::Failed)
}

fn print_diff(on_disk: &str, artifact: &Artifact) {
    let diff = similar::TextDiff::from_lines(on_disk, &artifact.content);
    let path = printable_path(&artifact.path);
    for line in diff.unified_diff().header(&path, "generated").to_string().lines() {
        // Tabs are safe to print.
        println!("{}", line.split('\t').map(printable).collect::<Vec<_>>().join("\t"));
    }
}
