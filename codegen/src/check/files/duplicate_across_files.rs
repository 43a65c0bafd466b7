use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-across-files",
    severity: Severity::Error,
    explanation: "Whatever a catalog says, it says once, even where it is split over several files: the same \
        error, category or setting cannot stand in two of them.",
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
            let diagnostic = Diagnostic::new(&RULE, *again, format!("`{key}` stands in two files"));
            sink.push(diagnostic.related(*first, "here first").help("keep one of them"));
        }
    }
}
