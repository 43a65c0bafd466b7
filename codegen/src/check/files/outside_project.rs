use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, PathProblem};
use crate::refusal::Refusal;

pub(crate) static RULE: Rule = Rule {
    id: "outside-project",
    severity: Severity::Error,
    explanation: "A catalog can only read and write files in its project. The project is the nearest \
        parent folder with `.git`. Without `.git`, it is the outermost parent folder with \
        `Cargo.toml`, or else the folder of the catalog. Symbolic links are resolved first. The rule \
        protects other files when you run a catalog that you did not write. Only `error-catalog check` \
        and `generate` check the paths of outputs. `--allow-outside` allows other paths, as does \
        `allow_outside` in a build script or a derive.",
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
