//! `error-catalog generate`

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use error_catalog_codegen::page::Page;
use error_catalog_codegen::{Artifact, Catalog, emit};

use crate::Outcome;
use crate::check;

/// Generate what catalogs ask for in `[generate]`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The catalogs, each by its main file.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Write nothing; fail, with a diff, where a file is not what would be written.
    #[arg(long)]
    check: bool,

    /// Write everything there is into this folder, whatever `[generate]` names.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// Keys of `[generate]` that are read and checked, and make nothing in this version.
fn not_yet(catalog: &Catalog) -> Vec<&'static str> {
    let generate = &catalog.generate;
    let keys = [("openapi", generate.openapi.is_some()), ("html", generate.html.is_some())];
    keys.into_iter().filter(|(_, set)| *set).map(|(key, _)| key).collect()
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let start = Instant::now();
    let mut artifacts = Vec::new();
    let mut failed = false;
    // All catalogs first: nothing is written while one of them has a mistake.
    for file in &arguments.files {
        let (catalog, mut report) = match error_catalog_codegen::check(file) {
            Ok(checked) => checked,
            Err(error) => return check::could_not_read(file, &error),
        };
        // Into a folder of its own, no page is filled: it stays where it is.
        let pages = catalog.as_ref().and_then(|catalog| match arguments.out {
            Some(_) => Some(Vec::new()),
            None => error_catalog_codegen::pages(catalog, &mut report),
        });
        let catalog = catalog.filter(|_| pages.is_some());
        check::human(file, catalog.as_ref(), &report);
        let (Some(catalog), Some(pages)) = (catalog, pages) else {
            failed = true;
            continue;
        };
        for key in not_yet(&catalog) {
            eprintln!("warning: `generate.{key}` is not made by this version");
        }
        match of_catalog(file, &catalog, &pages, arguments.out.as_deref()) {
            Ok(made) => artifacts.extend(made),
            Err(why) => return Outcome::CouldNotRun(why),
        }
    }
    if failed {
        return Outcome::Failed;
    }
    if arguments.check { compare(&artifacts) } else { write(&artifacts, start) }
}

fn of_catalog(
    file: &Path,
    catalog: &Catalog,
    pages: &[Page],
    out: Option<&Path>,
) -> Result<Vec<Artifact>, String> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let made = match out {
        Some(out) => emit::all_artifacts(catalog, out),
        None => emit::artifacts(catalog, folder, pages),
    };
    let made = made.map_err(|error| format!("a mistake of the generator: {error}"))?;
    if made.is_empty() {
        println!("  nothing to generate: `[generate]` names no output");
    }
    Ok(made)
}

fn write(artifacts: &[Artifact], start: Instant) -> Outcome {
    let mut written = 0;
    for artifact in artifacts {
        let word = match artifact.write() {
            Ok(true) => "wrote",
            Ok(false) => "unchanged",
            Err(error) => return Outcome::CouldNotRun(error.to_string()),
        };
        written += usize::from(word == "wrote");
        println!("  {word:<9} {} ({} bytes)", artifact.path.display(), artifact.content.len());
    }
    let unchanged = artifacts.len() - written;
    println!("{written} written, {unchanged} unchanged, in {} ms", start.elapsed().as_millis());
    Outcome::Done
}

fn compare(artifacts: &[Artifact]) -> Outcome {
    let mut stale = 0;
    for artifact in artifacts {
        let path = artifact.path.display();
        match artifact.on_disk() {
            Ok(Some(content)) if content == artifact.content => continue,
            Ok(Some(content)) => {
                println!("{path} is stale:");
                let diff = similar::TextDiff::from_lines(&content, &artifact.content);
                let path = path.to_string();
                print!("{}", diff.unified_diff().header(&path, "generated"));
            }
            Ok(None) => println!("{path} is missing"),
            Err(error) => return Outcome::CouldNotRun(error.to_string()),
        }
        stale += 1;
    }
    println!("{} up to date, {stale} stale", artifacts.len() - stale);
    if stale == 0 {
        return Outcome::Done;
    }
    println!("run `error-catalog generate` without `--check`, and commit what it writes");
    Outcome::Failed
}
