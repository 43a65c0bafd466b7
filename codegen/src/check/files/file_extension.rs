use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, PathProblem};

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

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        let Finding::Path { path, problem, span } = finding else { continue };
        let (message, help) = match problem {
            PathProblem::ExtensionOfInclude => (
                format!("`{path}` does not end in `.toml`"),
                "include a file of TOML whose name ends in `.toml`",
            ),
            PathProblem::ExtensionOfTemplate => (
                format!("the template `{path}` does not end in `.jinja`"),
                "rename it, such as `errors.ts.jinja`; `.jinja2`, `.j2`, `.template`, `.tmpl` and `.tpl` are fine, too",
            ),
            _ => continue,
        };
        sink.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}
