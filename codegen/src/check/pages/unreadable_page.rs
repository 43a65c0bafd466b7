use std::io::ErrorKind;

use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, NamedBy};

pub(crate) static RULE: Rule = Rule {
    id: "unreadable-page",
    severity: Severity::Error,
    explanation: "Every page in `inject` must exist and contain UTF-8 text. The path is relative to \
        the catalog.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "paeg.md"
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin codes -->
<!-- error-catalog:end -->
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        if let Finding::UnreadableFile { named_by: NamedBy::Inject, path, unreadable, span } = finding {
            let (message, help) = match unreadable.kind {
                ErrorKind::NotFound => (
                    format!("page `{}` not found", path.display()),
                    "write a path relative to the catalog, or remove the page",
                ),
                _ => (unreadable.message(path), unreadable.help),
            };
            sink.push(Diagnostic::new(&RULE, *span, message).help(help));
        }
    }
}
