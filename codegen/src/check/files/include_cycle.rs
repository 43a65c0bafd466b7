use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings};

pub(crate) static RULE: Rule = Rule {
    id: "include-cycle",
    severity: Severity::Error,
    explanation: "A file must not include itself, directly or through other files.",
    wrong: r##"[catalog]
name = "example"
include = ["more.toml"]
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
# file: more.toml
[catalog]
include = ["catalog.toml"]
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
        if let Finding::IncludeCycle { files, again, include } = finding {
            let name = |file: &u32| findings.sources.files[*file as usize].name.as_str();
            let names: Vec<_> = files.iter().chain([again]).map(name).collect();
            let message = format!("include cycle: {}", names.join(" -> "));
            sink.push(Diagnostic::new(&RULE, *include, message).help("remove this include"));
        }
    }
}
