use crate::catalog::suggest::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-marker",
    severity: Severity::Error,
    explanation: "What a marker shows has one of the names that the README lists: `codes`, `statuses`, \
        `triggers` … It comes first, after `error-catalog:begin`.",
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

const SEE: &str = "see the README";

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        let Finding::Marker { problem, span } = finding else { continue };
        let (message, help) = match problem {
            MarkerProblem::NoKind { known } => {
                ("this marker does not say what to show".to_owned(), suggest("", known.iter().copied(), SEE))
            }
            MarkerProblem::UnknownKind { kind, known } => {
                (format!("no marker shows `{kind}`"), suggest(kind, known.iter().copied(), SEE))
            }
            _ => continue,
        };
        sink.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}
