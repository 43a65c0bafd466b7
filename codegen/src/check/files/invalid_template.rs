#[cfg(feature = "minijinja")]
use std::{io::ErrorKind, path::Path};

#[cfg(feature = "minijinja")]
use crate::diagnostic::Diagnostic;
use crate::diagnostic::{Rule, Severity};
#[cfg(feature = "minijinja")]
use crate::file::Unreadable;
#[cfg(feature = "minijinja")]
use crate::source::Span;

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

#[cfg(feature = "minijinja")]
pub(crate) fn no_template(line: Span, message: &str) -> Diagnostic {
    let help = "what a template can hold: https://docs.rs/minijinja/latest/minijinja/syntax";
    Diagnostic::new(&RULE, line, format!("this is no template: {message}")).help(help)
}

#[cfg(feature = "minijinja")]
pub(crate) fn unreadable(named: Span, path: &Path, unreadable: &Unreadable) -> Diagnostic {
    let (message, help) = match unreadable.kind {
        ErrorKind::NotFound => {
            (format!("there is no template `{}`", path.display()), "write a path relative to the catalog")
        }
        _ => (unreadable.message(path), unreadable.help),
    };
    Diagnostic::new(&RULE, named, message).help(help)
}

#[cfg(feature = "minijinja")]
pub(crate) fn none(named: Span, folder: &Path, names: &[&str]) -> Diagnostic {
    let message = format!("there is no template in `{}`", folder.display());
    Diagnostic::new(&RULE, named, message)
        .help(format!("name them as the built-in ones: {}", names.join(", ")))
}
