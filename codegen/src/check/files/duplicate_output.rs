use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, PathProblem};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-output",
    severity: Severity::Error,
    explanation: "Each output must have its own path. Symbolic links are resolved first, and the \
        comparison ignores case. `error-catalog check` and `generate` check this rule.",
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
            let message = format!("duplicate output path `{path}`");
            sink.push(
                Diagnostic::new(&RULE, *span, message)
                    .related(*first, "first used here")
                    .help("write a different path for each output"),
            );
        }
    }
}
