use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "file-extension",
    severity: Severity::Error,
    explanation: "The name of an included file ends in `.toml`, that of a template in \
        `[[generate.template]]` in `.jinja`, `.jinja2`, `.j2`, `.template`, `.tmpl` or `.tpl`. So no other \
        file can be read through a catalog: diagnostics show lines of included files, and a template's text \
        is copied into its output. Links are followed first, and both names count.",
    wrong: r##"[catalog]
name = "example"
include = ["secrets.yaml"]
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    right: r##"[catalog]
name = "example"
include = ["more.toml"]
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
# file: more.toml
[errors]
GONE = { status = 410, message = "Gone" }
"##,
};

/// An included file with another ending.
pub(crate) fn included(path: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, format!("`{path}` does not end in `.toml`"))
        .help("include a file of TOML whose name ends in `.toml`")
}

/// A template with another ending.
pub(crate) fn template(path: &str, span: Span) -> Diagnostic {
    let message = format!("the template `{path}` does not end in `.jinja`");
    Diagnostic::new(&RULE, span, message).help("rename it, such as `errors.ts.jinja`; `.jinja2`, `.j2`, `.template`, `.tmpl` and `.tpl` are fine, too")
}
