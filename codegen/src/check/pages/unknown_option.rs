use crate::catalog::suggest::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-option",
    severity: Severity::Error,
    explanation: "Each kind of marker has its own options. `codes` takes `category`, `status`, \
        `columns` and others. `example` takes only `code`.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin codes colums=code -->
<!-- error-catalog:end -->
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin codes columns=code -->
<!-- error-catalog:end -->
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        if let Finding::Marker { problem: MarkerProblem::UnknownOption { kind, option, known }, span } =
            finding
        {
            let message = format!("unknown option `{option}` of the marker `{kind}`");
            let help = suggest(option, known.iter().copied(), "remove it");
            sink.push(Diagnostic::new(&RULE, *span, message).help(help));
        }
    }
}
