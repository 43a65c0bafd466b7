use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, PathProblem};
use crate::refusal::Refusal;

pub(crate) static RULE: Rule = Rule {
    id: "hidden-path",
    severity: Severity::Error,
    explanation: "No path in a catalog leads to a hidden file or through a hidden folder, such as `.env`, \
        `.git` or `.github`: one whose name begins with a dot. Hidden files hold secrets, and settings that \
        run commands. Links are followed first. Hidden folders around the catalog do not count for what it \
        reads; for what `generate` writes, all those in the project do. Outputs are held to it by \
        `error-catalog check` and `generate` alone. Nothing turns this rule off.",
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
