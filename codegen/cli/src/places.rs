//! Whether outputs can go where they belong: nothing is written before all of them can.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use error_catalog_codegen::{Artifact, Project};

use crate::findings::Findings;
use crate::targets::Made;

/// Whether one of the paths leads out of the project, which is said.
pub(crate) fn lead_out<'p>(
    paths: impl IntoIterator<Item = &'p Path>,
    project: &Project,
    findings: &mut Findings,
) -> bool {
    let mut found = false;
    for path in paths.into_iter().filter(|path| !project.contains(path)) {
        let root = project.root().unwrap_or(Path::new("/")).display();
        let message = format!("lies outside of the catalog's project, `{root}`");
        findings.refused(path, &message, "write a path in the project, or allow it: `--allow-outside`");
        found = true;
    }
    found
}

/// Whether one of the outputs would take the place of something else that is needed, which is said.
pub(crate) fn clash(made: &Made, findings: &mut Findings) -> io::Result<bool> {
    let mut places: HashMap<PathBuf, &Artifact> = HashMap::new();
    let mut found = false;
    let mut say = |artifact: &Artifact, message: &str, help: &str| {
        findings.refused(&artifact.path, message, help);
        found = true;
    };
    for artifact in &made.artifacts {
        let place = artifact.true_path()?;
        if made.catalogs.contains(&place) || made.inputs.contains(&place) && !artifact.is_edited() {
            let help = "write another path in `[generate]`";
            say(artifact, "would be overwritten, and is what outputs are made of", help);
        }
        if let Some(other) = places.insert(place, artifact).filter(|other| other.content != artifact.content)
        {
            let message = format!("would be written twice, as `{}` too", other.path.display());
            say(artifact, &message, "write a path of its own for each output in `[generate]`");
        }
    }
    for (place, artifact) in &places {
        if let Some(file) = place.ancestors().skip(1).find_map(|folder| places.get(folder)) {
            let message = format!("would be a folder, for `{}`", artifact.path.display());
            say(file, &message, "write another path for one of them in `[generate]`");
        }
    }
    Ok(found)
}

/// The true paths of files that are there, or could be.
pub(crate) fn true_paths<'p>(paths: impl IntoIterator<Item = &'p Path>) -> HashSet<PathBuf> {
    paths.into_iter().filter_map(|path| Artifact::new(path, "").true_path().ok()).collect()
}
