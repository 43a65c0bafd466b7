//! Checks the paths of outputs before any file is written.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;

use error_catalog_codegen::{Artifact, Report, printable, printable_path};

use crate::generated_files::GeneratedFiles;
use crate::reporter::Reporter;

/// Reports the outputs whose paths are not allowed, and returns whether there are any. Links inside
/// an output folder can lead to other places.
pub(crate) fn refused<'a>(
    artifacts: impl Iterator<Item = &'a Artifact>,
    report: &Report,
    reporter: &mut Reporter,
) -> bool {
    let mut found = false;
    for artifact in artifacts {
        if let Some(refusal) = report.refuses_output(&artifact.path) {
            reporter.refused(&artifact.path, &printable(&refusal.to_string()), refusal.help());
            found = true;
        }
    }
    found
}

/// Reports outputs that would overwrite inputs or other outputs, and returns whether there are any.
pub(crate) fn clash(made: &GeneratedFiles, reporter: &mut Reporter) -> io::Result<bool> {
    let mut places: HashMap<PathBuf, &Artifact> = HashMap::new();
    let mut found = false;
    let mut say = |artifact: &Artifact, message: &str, help: &str| {
        reporter.refused(&artifact.path, message, help);
        found = true;
    };
    for artifact in made.all() {
        let place = artifact.true_path()?;
        if made.catalogs.contains(&place) || made.inputs.contains(&place) && !artifact.is_edited() {
            let help = "write a different path in `[generate]`";
            say(artifact, "is an input of the catalog and must not be overwritten", help);
        }
        if let Some(other) = places.insert(place, artifact).filter(|other| other.content != artifact.content)
        {
            let message =
                format!("is used by two outputs; the other path is `{}`", printable_path(&other.path));
            say(artifact, &message, "write a different path for each output in `[generate]`");
        }
    }
    for (place, artifact) in &places {
        if let Some(file) = place.ancestors().skip(1).find_map(|folder| places.get(folder)) {
            let message =
                format!("would be both a file and the folder of `{}`", printable_path(&artifact.path));
            say(file, &message, "write a different path for one of them in `[generate]`");
        }
    }
    Ok(found)
}

/// Reports the foreign files that outputs would overwrite, and returns whether there are any.
pub(crate) fn foreign(made: &GeneratedFiles, reporter: &mut Reporter) -> io::Result<bool> {
    let mut found = false;
    for artifact in made.all() {
        if made.is_foreign(artifact)? {
            let message = match artifact.is_marked() {
                true => "was not generated: refusing to overwrite it",
                // Its output has no mark, so only the lock can identify it.
                false => "was not written by an earlier run: refusing to overwrite it",
            };
            let help = "write a different path in `[generate]`, or pass `--force` to `error-catalog \
                generate` to overwrite the file";
            reporter.refused(&artifact.path, message, help);
            found = true;
        }
    }
    Ok(found)
}
