//! User-defined templates, for the HTML reference and for other files.

use std::io::ErrorKind;
use std::path::PathBuf;

use minijinja::Environment;

use crate::catalog::Catalog;
use crate::emit::render;
use crate::emit::site::Templates;
use crate::file::Unreadable;
use crate::finding::{Finding, NamedBy, TemplateProblem};
use crate::source::{SourceFile, Sources, Span};

/// Reads the templates in the folder of `[generate] html`. Each replaces the built-in one of the
/// same name.
pub(crate) fn read_html(catalog: &Catalog, sources: &mut Sources, findings: &mut Vec<Finding>) -> Templates {
    let mut templates = Templates::default();
    let folder = catalog.generate.html.as_ref().and_then(|html| html.templates.as_ref());
    let Some(named) = folder else { return templates };
    let (before, span) = (findings.len(), named.span);
    let mut is_empty = true;
    for name in Templates::names() {
        let written = format!("{}/{name}", named.value);
        let path = match sources.input(0, &written) {
            Ok(path) => path,
            Err(problem) => {
                findings.push(Finding::Path { path: written, problem, span });
                break;
            }
        };
        match sources.read_template(&path) {
            Ok(file) => {
                is_empty = false;
                let source = &sources.files[file as usize];
                findings.extend(invalid(source, file).filter(|_| name.ends_with(".html")));
                templates = templates.with(name, source.text.to_string());
            }
            Err(unreadable) if unreadable.kind == ErrorKind::NotFound => {}
            Err(unreadable) => findings.push(unreadable_template(path, unreadable, span)),
        }
    }
    if is_empty && findings.len() == before {
        let (folder, names) = (sources.resolve(0, &named.value), Templates::names().collect());
        findings.push(Finding::Template { problem: TemplateProblem::NoneInFolder { folder, names }, span });
    }
    templates
}

/// A user-defined template for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileTemplate {
    /// The path, as in the catalog.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The path of the output, relative to the catalog.
    pub output: String,
}

/// Reads the templates in `[[generate.template]]`.
pub(crate) fn read_files(
    catalog: &Catalog,
    sources: &mut Sources,
    findings: &mut Vec<Finding>,
) -> Vec<FileTemplate> {
    let mut read = Vec::new();
    for template in &catalog.generate.templates {
        let span = template.path.span;
        let path = match sources.file_template(&template.path.value) {
            Ok(path) => path,
            Err(problem) => {
                findings.push(Finding::Path { path: template.path.value.clone(), problem, span });
                continue;
            }
        };
        match sources.read_template(&path) {
            Ok(file) => {
                let source = &sources.files[file as usize];
                findings.extend(invalid(source, file));
                let (name, output) = (template.path.value.clone(), template.output.value.clone());
                read.push(FileTemplate { name, text: source.text.to_string(), output });
            }
            Err(unreadable) => findings.push(unreadable_template(path, unreadable, span)),
        }
    }
    read
}

fn unreadable_template(path: PathBuf, unreadable: Unreadable, span: Span) -> Finding {
    Finding::UnreadableFile { named_by: NamedBy::Template, path, unreadable, span }
}

/// Creates the finding of a template, at its line.
fn invalid(source: &SourceFile, file: u32) -> Option<Finding> {
    let (message, range) = if source.text.len() > render::LARGEST {
        (format!("it has more than {} bytes", render::LARGEST), 0..0)
    } else {
        let mistake = mistake(&source.text)?;
        (mistake.message, source.lines(mistake.line..=mistake.line))
    };
    Some(Finding::Template { problem: TemplateProblem::Invalid { message }, span: Span::new(file, range) })
}

struct Mistake {
    line: usize,
    message: String,
}

/// Returns the syntax error of a template.
fn mistake(text: &str) -> Option<Mistake> {
    let error = Environment::new().add_template("template", text).err()?;
    let message = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Some(Mistake { line: error.line().unwrap_or(1).max(1), message })
}
