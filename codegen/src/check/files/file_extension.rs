use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, PathProblem};

pub(crate) static RULE: Rule = Rule {
    id: "file-extension",
    severity: Severity::Error,
    explanation: "The name of an included file must end in `.toml`. The name of a template in \
        `[[generate.template]]` must end in `.jinja`, `.jinja2`, `.j2`, `.template`, `.tmpl` or \
        `.tpl`. Diagnostics print lines of included files, and the text of a template is copied into \
        its output. The rule prevents a catalog from revealing other files. It applies to the name of \
        a symbolic link and to the name of its target.",
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
            PathProblem::ExtensionOfInclude => {
                (format!("`{path}` does not end in `.toml`"), "include a file whose name ends in `.toml`")
            }
            PathProblem::ExtensionOfTemplate => (
                format!("the name of the template `{path}` must end in `.jinja`"),
                "rename the file, for example to `errors.ts.jinja`; `.jinja2`, `.j2`, `.template`, \
                    `.tmpl` and `.tpl` are also allowed",
            ),
            _ => continue,
        };
        sink.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}
