//! Templates of the user's own, for the HTML reference.

use std::io::ErrorKind;

use minijinja::Environment;

use crate::catalog::Catalog;
use crate::check::invalid_template;
use crate::diagnostic::{Report, Sink};
use crate::emit::site::Templates;
use crate::source::Span;

/// Reads the templates that the catalog's `[generate] html` names a folder of: those that stand there take the place of the
/// built-in ones. What is wrong with them joins the report; `None` where that is an error.
///
/// ```
/// # fn main() -> std::io::Result<()> {
/// # let file = std::env::temp_dir().join("error-catalog-templates.toml");
/// let toml = "[catalog]\nname = \"x\"\n[errors]\nA = { status = 404, message = \"a\" }\n";
/// std::fs::write(&file, toml)?;
/// let (catalog, mut report) = error_catalog_codegen::check(&file)?;
/// let catalog = catalog.expect("a valid catalog");
/// let templates = error_catalog_codegen::templates(&catalog, &mut report).expect("the built-in ones");
/// let files = error_catalog_codegen::emit::site::files(&catalog, &templates).expect("a reference");
/// assert_eq!(files[0].path, "index.html");
/// # Ok(())
/// # }
/// ```
pub fn templates(catalog: &Catalog, report: &mut Report) -> Option<Templates> {
    let mut templates = Templates::default();
    let folder = catalog.generate.html.as_ref().and_then(|html| html.templates.as_ref());
    let Some(named) = folder else { return Some(templates) };
    let folder = report.sources.resolve(0, &named.value);
    let mut sink = Sink::default();
    let mut found = false;
    for name in Templates::names() {
        match report.sources.read(&folder.join(name)) {
            Ok(file) => {
                found = true;
                let text = report.sources.files[file as usize].text.clone();
                if let Some(wrong) = mistake(name, &text) {
                    let line = report.sources.files[file as usize].lines(wrong.line..=wrong.line);
                    sink.push(invalid_template::no_template(Span::new(file, line), &wrong.message));
                }
                templates = templates.with(name, text);
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => sink.push(invalid_template::unreadable(named.span, &folder.join(name), &error)),
        }
    }
    if !found && !sink.has_errors() {
        sink.push(invalid_template::none(named.span, &folder, &Templates::names().collect::<Vec<_>>()));
    }
    let valid = !sink.has_errors();
    report.diagnostics.extend(sink.finish(|diagnostic| diagnostic.severity));
    valid.then_some(templates)
}

struct Mistake {
    line: usize,
    message: String,
}

/// Why a text is no template.
fn mistake(name: &str, text: &str) -> Option<Mistake> {
    if !name.ends_with(".html") {
        return None;
    }
    let error = Environment::new().add_template(name, text).err()?;
    let message = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Some(Mistake { line: error.line().unwrap_or(1).max(1), message })
}
