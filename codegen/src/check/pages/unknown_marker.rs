use crate::catalog::suggest::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-marker",
    severity: Severity::Error,
    explanation: "The first word after `error-catalog:begin` must be the name of a table, such as \
        `codes`, `statuses` or `triggers`. The README lists all names.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin code -->
<!-- error-catalog:end -->
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

const SEE: &str = "see the list in the README";

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        let Finding::Marker { problem, span } = finding else { continue };
        let (message, help) = match problem {
            MarkerProblem::NoKind { known } => {
                ("missing table name in the marker".to_owned(), suggest("", known.iter().copied(), SEE))
            }
            MarkerProblem::UnknownKind { kind, known } => {
                (format!("unknown table `{kind}` in the marker"), suggest(kind, known.iter().copied(), SEE))
            }
            _ => continue,
        };
        sink.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}
