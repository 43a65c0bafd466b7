use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, PathProblem};
use crate::refusal::Refusal;

pub(crate) static RULE: Rule = Rule {
    id: "hidden-path",
    severity: Severity::Error,
    explanation: "A path in a catalog must not lead to a hidden file or through a hidden folder, such \
        as `.env`, `.git` or `.github`. The name of a hidden file begins with a dot. Hidden files \
        contain secrets and settings that run commands. Symbolic links are resolved first. A catalog \
        inside a hidden folder can read files of that folder. `generate` never writes to a hidden \
        folder of the project. Only `error-catalog check` and `generate` check the paths of outputs. \
        This rule cannot be turned off.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
markdown = "docs/.generated/errors.md"
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
markdown = "docs/generated/errors.md"
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        if let Finding::Path { path, problem: PathProblem::Refused(refusal @ Refusal::Hidden(_)), span } =
            finding
        {
            sink.push(Diagnostic::new(&RULE, *span, format!("`{path}` {refusal}")).help(refusal.help()));
        }
    }
}
