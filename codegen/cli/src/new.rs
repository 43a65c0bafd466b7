//! `error-catalog new`

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use error_catalog_codegen::{Artifact, catalog_name, printable_path};
use toml::de::{DeTable, DeValue};

use crate::outcome::Outcome;

/// Write a commented starter catalog with a few errors.
///
/// An existing file is never overwritten.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The file to write. Missing folders are created.
    #[arg(value_name = "FILE", default_value = "errors.toml")]
    file: PathBuf,

    /// The name of the catalog [default: the name of the package, or of the folder]
    #[arg(long)]
    name: Option<String>,
}

const STARTER: &str = include_str!("starter.toml");

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let file = &arguments.file;
    let name = match &arguments.name {
        Some(name) if catalog_name(name) != *name => {
            let legal = catalog_name(name);
            return Outcome::CouldNotRun(format!("invalid catalog name `{name}`: write `{legal}`"));
        }
        Some(name) => name.clone(),
        None => catalog_name(&name_nearby(file)),
    };
    let content = STARTER
        .replace("{name}", &name)
        .replace("check errors.toml", &format!("check {}", printable_path(file)));
    match Artifact::new(file, content).write_new() {
        Ok(()) => println!("{}", next_steps(file, &name)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Outcome::CouldNotRun(format!(
                "refusing to overwrite `{}`: the file already exists",
                printable_path(file)
            ));
        }
        Err(error) => return Outcome::CouldNotRun(error.to_string()),
    }
    Outcome::Done
}

fn next_steps(file: &Path, name: &str) -> String {
    let file = printable_path(file);
    format!(
        "wrote {file} with the catalog `{name}`. Next steps:\n\
         \x20 build script  error_catalog_codegen::compile(\"{file}\") in build.rs, error_catalog::include_catalog!(\"{name}\") in a module\n\
         \x20 derive        #[derive(ErrorCatalog)] and #[error_catalog(\"{file}\")] on your own enum\n\
         \x20 format        `error-catalog schema --format markdown` explains every key; \
         `error-catalog schema` prints a JSON Schema for editors"
    )
}

/// Returns the name of the package that contains the file, or of its folder.
fn name_nearby(file: &Path) -> String {
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let package = file.ancestors().skip(1).find_map(|folder| package_name(&folder.join("Cargo.toml")));
    let folder = || Some(file.parent()?.file_name()?.to_string_lossy().into_owned());
    package.or_else(folder).unwrap_or_default()
}

fn package_name(manifest: &Path) -> Option<String> {
    let text = std::fs::read_to_string(manifest).ok()?;
    let manifest = DeTable::parse(&text).ok()?;
    let package = match manifest.get_ref().get("package")?.get_ref() {
        DeValue::Table(package) => package.get("name")?.get_ref().as_str()?.to_owned(),
        _ => return None,
    };
    Some(package)
}
