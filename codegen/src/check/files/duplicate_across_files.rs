use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-across-files",
    severity: Severity::Error,
    explanation: "Each key must be unique in the whole catalog. Two files of one catalog must not \
        define the same error, category or setting.",
    wrong: r##"[catalog]
name = "example"
include = ["more.toml"]
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
# file: more.toml
[errors]
NOT_FOUND = { status = 404, message = "Nothing here" }
"##,
    right: r##"[catalog]
name = "example"
include = ["more.toml"]
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
# file: more.toml
[errors]
LEAD_NOT_FOUND = { status = 404, message = "Nothing here" }
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        if let Finding::DuplicateAcrossFiles { key, first, again } = finding {
            let diagnostic =
                Diagnostic::new(&RULE, *again, format!("duplicate key `{key}`: two files define it"));
            sink.push(diagnostic.related(*first, "first defined here").help("remove one of them"));
        }
    }
}
