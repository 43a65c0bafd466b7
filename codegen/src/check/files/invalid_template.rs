use std::io::ErrorKind;

use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, NamedBy, TemplateProblem};

pub(crate) static RULE: Rule = Rule {
    id: "invalid-template",
    severity: Severity::Error,
    explanation: "`templates` names a folder with templates and assets of the HTML reference. A file \
        there replaces the built-in file of the same name. Each template, also in \
        `[[generate.template]]`, must be a valid minijinja template (https://docs.rs/minijinja).",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
html = { path = "site", templates = "." }
# file: error.html
<h1>{{ error.code </h1>
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
html = { path = "site", templates = "." }
# file: error.html
<h1>{{ error.code }}</h1>
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        let (span, message, help) = match finding {
            Finding::Template { problem: TemplateProblem::Invalid { message }, span } => (
                span,
                format!("invalid template: {message}"),
                "see the template syntax: https://docs.rs/minijinja/latest/minijinja/syntax".to_owned(),
            ),
            Finding::Template { problem: TemplateProblem::NoneInFolder { folder, names }, span } => (
                span,
                format!("no known template in `{}`", folder.display()),
                format!("name the files after the built-in ones: {}", names.join(", ")),
            ),
            Finding::UnreadableFile { named_by: NamedBy::Template, path, unreadable, span } => {
                let (message, help) = match unreadable.kind {
                    ErrorKind::NotFound => (
                        format!("template `{}` not found", path.display()),
                        "write a path relative to the catalog",
                    ),
                    _ => (unreadable.message(path), unreadable.help),
                };
                (span, message, help.to_owned())
            }
            _ => continue,
        };
        sink.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}
