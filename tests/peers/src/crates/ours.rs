//! Ours: the same catalog by a build script, by the derive, and as the file that the command writes.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Files, ours_at, write};
use crate::list::{CATEGORIES, Item, STATUSES};

pub const BUILD: &str = "fn main() -> Result<(), error_catalog_codegen::CompileError> {\n    error_catalog_codegen::compile(\"errors.toml\")\n}\n";

pub(super) fn files(way: &str, items: &[Item], folder: &Path) -> (String, Files) {
    let features = match way {
        "ours-derive" => "\"axum\", \"serde\", \"derive\"",
        "ours-utoipa" => "\"axum\", \"serde\", \"utoipa\"",
        _ => "\"axum\", \"serde\"",
    };
    let mut manifest = format!(
        "[dependencies]\nerror-catalog = {{ path = \"{}\", features = [{features}] }}\n",
        ours_at("error-catalog")
    );
    let mut files = vec![("errors.toml", catalog(items))];
    match way {
        "ours-build" => {
            manifest += &format!(
                "\n[build-dependencies]\nerror-catalog-codegen = {{ path = \"{}\" }}\n",
                ours_at("codegen")
            );
            files.push(("build.rs", BUILD.into()));
            files.push(("src/lib.rs", "error_catalog::include_catalog!(\"bench\");\n".into()));
        }
        "ours-derive" => files.push(("src/lib.rs", with_derive(items))),
        _ => {
            files[0].1 += "\n[generate]\nrust = \"src/lib.rs\"\n";
            commit(&files[0].1, folder);
        }
    }
    (manifest, files)
}

/// The catalog.
pub fn catalog(items: &[Item]) -> String {
    let mut out = String::from(
        r#"[catalog]
name = "bench"
version = "1.0.0"

[envelope.default]
body = '''
{ "error": { "code": "$code", "message": "$message", "status": "$status", "category": "$category", "params?": "$params" } }
'''

[category]
"#,
    );
    for category in CATEGORIES {
        out += &format!(
            "{category} = {{ description = \"What has to do with {}\" }}\n",
            category.to_lowercase()
        );
    }
    for Item { code, status, category, message, params, description, fix, .. } in items {
        out += &format!(
            "\n[errors.{code}]\nstatus = {}\ncategory = \"{}\"\nmessage = \"{message}\"\ndescription = \"{description}\"\nfix = \"{fix}\"\n",
            STATUSES[*status].0, CATEGORIES[*category]
        );
        if !params.is_empty() {
            let params: Vec<String> = params.iter().map(|name| format!("{name} = \"string\"")).collect();
            out += &format!("params = {{ {} }}\n", params.join(", "));
        }
    }
    out
}

fn with_derive(items: &[Item]) -> String {
    let mut out = String::from(
        "#[derive(Debug, error_catalog::ErrorCatalog)]\n#[error_catalog(\"errors.toml\", code_enum = \"Code\", category_enum = \"Category\", methods)]\npub enum Error {\n",
    );
    for item in items {
        out += &format!(
            "    /// {}\n    ///\n    /// {}\n    {},\n",
            item.description,
            item.fix,
            super::stack::declared(item)
        );
    }
    out + "}\n"
}

/// Has the command, which `run.sh` has built, write the file that is committed.
fn commit(catalog: &str, folder: &Path) {
    let file = folder.join("errors.toml");
    write(&file, catalog);
    let status = Command::new(command()).args(["generate", "--quiet", "--only", "rust"]).arg(&file).status();
    assert!(status.is_ok_and(|status| status.success()), "the command generates {}", file.display());
}

/// The release build of the command.
pub fn command() -> PathBuf {
    super::home().join("../../target/release/error-catalog")
}
