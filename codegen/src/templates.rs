//! Templates of the user's own, for the HTML reference.

use std::io::ErrorKind;

use minijinja::Environment;

use crate::catalog::Catalog;
use crate::check::files::invalid_template;
use crate::diagnostic::{Diagnostic, Report, Sink};
use crate::emit::render;
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
    let mut sink = Sink::default();
    let mut found = false;
    let folder = report.sources.resolve(0, &named.value);
    for name in Templates::names() {
        let path = match report.sources.input(0, &format!("{}/{name}", named.value), named.span) {
            Ok(path) => path,
            Err(refused) => {
                sink.push(refused);
                break;
            }
        };
        match report.sources.read_template(&path) {
            Ok(file) => {
                found = true;
                let text = report.sources.files[file as usize].text.to_string();
                sink.extend(wrong(report, file, &text).filter(|_| name.ends_with(".html")));
                templates = templates.with(name, text);
            }
            Err(unreadable) if unreadable.kind == ErrorKind::NotFound => {}
            Err(unreadable) => sink.push(invalid_template::unreadable(named.span, &path, &unreadable)),
        }
    }
    if !found && !sink.has_errors() {
        sink.push(invalid_template::none(named.span, &folder, &Templates::names().collect::<Vec<_>>()));
    }
    let valid = !sink.has_errors();
    report.extend(sink.finish(|diagnostic| diagnostic.severity));
    valid.then_some(templates)
}

/// A template of the user's own that makes a file, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileTemplate {
    /// Its path, as the catalog writes it.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The file that it makes, relative to the catalog.
    pub output: String,
}

/// Reads the templates that the catalog's `[[generate.template]]` name. What is wrong with them joins the report; `None`
/// where that is an error.
pub fn file_templates(catalog: &Catalog, report: &mut Report) -> Option<Vec<FileTemplate>> {
    let mut sink = Sink::default();
    let mut read = Vec::new();
    for template in &catalog.generate.templates {
        let path = match report.sources.file_template(&template.path) {
            Ok(path) => path,
            Err(refused) => {
                sink.push(refused);
                continue;
            }
        };
        match report.sources.read_template(&path) {
            Ok(file) => {
                let text = report.sources.files[file as usize].text.to_string();
                sink.extend(wrong(report, file, &text));
                let (name, output) = (template.path.value.clone(), template.output.value.clone());
                read.push(FileTemplate { name, text, output });
            }
            Err(unreadable) => {
                sink.push(invalid_template::unreadable(template.path.span, &path, &unreadable))
            }
        }
    }
    let valid = !sink.has_errors();
    report.extend(sink.finish(|diagnostic| diagnostic.severity));
    valid.then_some(read)
}

/// What is wrong with a template, at its line.
fn wrong(report: &Report, file: u32, text: &str) -> Option<Diagnostic> {
    if text.len() > render::LARGEST {
        let message = format!("it has more than {} bytes", render::LARGEST);
        return Some(invalid_template::no_template(Span::new(file, 0..0), &message));
    }
    let mistake = mistake(text)?;
    let line = report.sources.files[file as usize].lines(mistake.line..=mistake.line);
    Some(invalid_template::no_template(Span::new(file, line), &mistake.message))
}

struct Mistake {
    line: usize,
    message: String,
}

/// Why a text is no template.
fn mistake(text: &str) -> Option<Mistake> {
    let error = Environment::new().add_template("template", text).err()?;
    let message = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Some(Mistake { line: error.line().unwrap_or(1).max(1), message })
}
