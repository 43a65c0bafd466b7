use std::io::ErrorKind;

use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, NamedBy, TemplateProblem};

pub(crate) static RULE: Rule = Rule {
    id: "invalid-template",
    severity: Severity::Error,
    explanation: "The folder that `templates` names holds templates or assets of the HTML reference by their \
        names, and each template is one of minijinja's (https://docs.rs/minijinja). Those that are not there \
        are the built-in ones. What `[[generate.template]]` names is such a template, too.",
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
                format!("this is no template: {message}"),
                "what a template can hold: https://docs.rs/minijinja/latest/minijinja/syntax".to_owned(),
            ),
            Finding::Template { problem: TemplateProblem::NoneInFolder { folder, names }, span } => (
                span,
                format!("there is no template in `{}`", folder.display()),
                format!("name them as the built-in ones: {}", names.join(", ")),
            ),
            Finding::UnreadableFile { named_by: NamedBy::Template, path, unreadable, span } => {
                let (message, help) = match unreadable.kind {
                    ErrorKind::NotFound => (
                        format!("there is no template `{}`", path.display()),
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
