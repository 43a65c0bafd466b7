use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, PathProblem};
use crate::refusal::Refusal;

pub(crate) static RULE: Rule = Rule {
    id: "reserved-output",
    severity: Severity::Error,
    explanation: "No output takes the place of `Cargo.toml`, `Cargo.lock`, `build.rs`, `rust-toolchain` or \
        `rust-toolchain.toml`, nor goes into a folder `target`: cargo and rustup run what is written there. \
        Nor does one take the place of the catalog or of its templates. Upper case and lower case are one, \
        as on some file systems. `error-catalog check` and `generate` hold outputs to it.",
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
                .help("write another path in `[generate]`")
        };
        sink.push(match problem {
            PathProblem::Refused(refusal @ Refusal::Reserved(_)) => diagnostic(&refusal.to_string()),
            PathProblem::OutputOverCatalog => {
                diagnostic("is a file of the catalog, and would be overwritten")
            }
            PathProblem::OutputOverTemplate { template } => {
                diagnostic("is a template, and would be overwritten").related(*template, "read here")
            }
            _ => continue,
        });
    }
}
