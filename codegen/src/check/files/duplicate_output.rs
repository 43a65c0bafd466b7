use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, PathProblem};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-output",
    severity: Severity::Error,
    explanation: "Each output has a path of its own, however it is written: links are followed first, and \
        upper case and lower case are one. `error-catalog check` and `generate` hold outputs to it.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
rust = "errors"
markdown = "./Errors"
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
rust = "errors.rs"
markdown = "errors.md"
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        if let Finding::Path { path, problem: PathProblem::DuplicateOutput { first }, span } = finding {
            let message = format!("`{path}` would be written twice");
            sink.push(
                Diagnostic::new(&RULE, *span, message)
                    .related(*first, "the first output")
                    .help("write a path of its own for each output"),
            );
        }
    }
}
