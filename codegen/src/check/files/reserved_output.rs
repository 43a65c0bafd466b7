use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, PathProblem};
use crate::refusal::Refusal;

pub(crate) static RULE: Rule = Rule {
    id: "reserved-output",
    severity: Severity::Error,
    explanation: "An output must not overwrite `Cargo.toml`, `Cargo.lock`, `build.rs`, \
        `rust-toolchain` or `rust-toolchain.toml`, and must not be in a folder `target`. Cargo and \
        rustup run code from these files. An output must not overwrite the catalog or its templates \
        either. The comparison ignores case. `error-catalog check` and `generate` check this rule.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
rust = "build.rs"
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
rust = "src/errors.rs"
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        let Finding::Path { path, problem, span } = finding else { continue };
        let diagnostic = |message: &str| {
            Diagnostic::new(&RULE, *span, format!("`{path}` {message}"))
                .help("write a different path in `[generate]`")
        };
        sink.push(match problem {
            PathProblem::Refused(refusal @ Refusal::Reserved(_)) => diagnostic(&refusal.to_string()),
            PathProblem::OutputOverCatalog => {
                diagnostic("is a file of the catalog and must not be overwritten")
            }
            PathProblem::OutputOverTemplate { template } => {
                diagnostic("is a template and must not be overwritten")
                    .related(*template, "the template is used here")
            }
            _ => continue,
        });
    }
}
