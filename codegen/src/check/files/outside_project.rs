use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, PathProblem};
use crate::refusal::Refusal;

pub(crate) static RULE: Rule = Rule {
    id: "outside-project",
    severity: Severity::Error,
    explanation: "The files that a catalog names lie in its project: the nearest folder around it that has \
        `.git`; where there is none, the outermost that has `Cargo.toml`; else the catalog's own. Links are \
        followed first. So a catalog of somebody else's can neither read nor overwrite what is none of its \
        business. Outputs are held to it by `error-catalog check` and `generate` alone. `--allow-outside` \
        lets it, as do `allow_outside` in a build script and in a derive.",
    wrong: r##"[catalog]
name = "example"
include = ["/more.toml"]
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
        if let Finding::Path { path, problem: PathProblem::Refused(refusal @ Refusal::Outside), span } =
            finding
        {
            sink.push(Diagnostic::new(&RULE, *span, format!("`{path}` {refusal}")).help(refusal.help()));
        }
    }
}
