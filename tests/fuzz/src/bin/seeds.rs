//! Writes what the targets start from: `seeds FOLDER` makes a folder a target, of the catalogs and fixtures of the tests.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use error_catalog_codegen::catalog::{Catalog, MessagePiece};
use error_catalog_codegen::{Checked, check, emit};
// Its runtime is what instrumented code calls.
use libfuzzer_sys as _;

const SEPARATOR: &str = "\u{1}";

fn main() -> io::Result<()> {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: seeds FOLDER");
        std::process::exit(2);
    };
    let mut seeds = Seeds { folder: folder.into(), written: 0 };
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for of in ["catalogs", "fixtures"] {
        below(&tests.join(of), &mut files)?;
    }
    files.sort();
    for file in &files {
        let Ok(text) = fs::read_to_string(file) else { continue };
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("toml") => seeds.of_catalog(file, &text)?,
            // The parity of the length says which of the two a page is.
            Some("md") => seeds.add("pages", padded(text, 1).as_bytes())?,
            Some("html") => seeds.add("pages", padded(text, 0).as_bytes())?,
            Some("yaml" | "yml" | "json") => seeds.add("merge", text.as_bytes())?,
            _ => {}
        }
    }
    for document in [
        "openapi: 3.1.1\ninfo: { title: x, version: '1' } # ours\npaths: {}\ncomponents:\n  schemas:\n    Lead: {}\n",
        "openapi: 3.1.1\npaths:\n  /leads/{id}:\n    get:\n      responses:\n        '200': { description: ok }\n",
        "{\"openapi\": \"3.1.1\", \"paths\": {\"/leads\": {\"get\": {\"responses\": {}}}}, \"components\": {}}",
    ] {
        seeds.add("merge", document.as_bytes())?;
    }
    for header in [
        "120",
        "0",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "1.5",
        "99999999999999999999",
    ] {
        seeds.add("retry", &[&[7; 48], header.as_bytes()].concat())?;
    }
    println!("{} seeds", seeds.written);
    Ok(())
}

/// Every file below a folder.
fn below(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { below(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

fn padded(text: String, parity: usize) -> String {
    if text.len() % 2 == parity { text } else { text + "\n" }
}

struct Seeds {
    folder: PathBuf,
    written: usize,
}

impl Seeds {
    fn add(&mut self, target: &str, content: &[u8]) -> io::Result<()> {
        let folder = self.folder.join(target);
        fs::create_dir_all(&folder)?;
        self.written += 1;
        fs::write(folder.join(format!("seed-{:05}", self.written)), content)
    }

    fn of_catalog(&mut self, file: &Path, text: &str) -> io::Result<()> {
        self.add("catalog", text.as_bytes())?;
        let Ok(Checked { catalog: Some(catalog), .. }) = check(file) else { return Ok(()) };
        for error in &catalog.errors {
            let description = error.description.as_deref().unwrap_or_default();
            let pieces = error.message.pieces.iter();
            let message: String =
                pieces.map(|piece| if let MessagePiece::Text(text) = piece { text } else { "x" }).collect();
            self.add("text", [&error.name, description, &message].join(SEPARATOR).as_bytes())?;
        }
        for body in bodies(text) {
            let message = "{name} of {count}: {ids?}";
            self.add("templates", [body, message, "{name}"].join(SEPARATOR).as_bytes())?;
        }
        self.responses(&catalog)
    }

    /// A response of every error: the catalog, the status, a header, the body.
    fn responses(&mut self, catalog: &Catalog) -> io::Result<()> {
        const NAMES: [&str; 9] = [
            "awkward",
            "decoding",
            "leadron",
            "lehnz",
            "lendworks",
            "lorn",
            "product-tours",
            "service",
            "standards",
        ];
        const STATUSES: [u16; 11] = [400, 401, 402, 403, 404, 406, 409, 422, 429, 500, 503];
        let Some(which) = NAMES.iter().position(|name| *name == catalog.name) else { return Ok(()) };
        for error in &catalog.errors {
            let status = STATUSES.iter().position(|status| Some(*status) == error.status).unwrap_or_default();
            let mut seed = vec![which as u8, status as u8];
            seed.extend_from_slice(b"30\n");
            seed.extend_from_slice(emit::example(catalog, error).as_bytes());
            self.add("decode", &seed)?;
        }
        Ok(())
    }
}

/// The bodies of the envelopes that a catalog writes, as they stand there.
fn bodies(toml: &str) -> Vec<&str> {
    let mut bodies: Vec<_> = toml
        .split("body = '''")
        .skip(1)
        .filter_map(|rest| rest.split_once("'''").map(|(body, _)| body))
        .collect();
    bodies.extend(
        toml.split("body = '").skip(1).filter_map(|rest| rest.split_once('\'').map(|(body, _)| body)),
    );
    bodies.retain(|body| !body.is_empty());
    bodies
}
