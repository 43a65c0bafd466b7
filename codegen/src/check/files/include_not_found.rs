use std::io::ErrorKind;

use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, NamedBy};

pub(crate) static RULE: Rule = Rule {
    id: "include-not-found",
    severity: Severity::Error,
    explanation: "Every file in `include` must exist and contain UTF-8 text. The path is relative to \
        the file with the `include`.",
    wrong: r##"[catalog]
name = "example"
include = ["mroe.toml"]
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
        if let Finding::UnreadableFile { named_by: NamedBy::Include, path, unreadable, span } = finding {
            let (message, help) = match unreadable.kind {
                ErrorKind::NotFound => (
                    format!("file `{}` not found", path.display()),
                    "write a path relative to this file, or remove the include",
                ),
                _ => (unreadable.message(path), unreadable.help),
            };
            sink.push(Diagnostic::new(&RULE, *span, message).help(help));
        }
    }
}
