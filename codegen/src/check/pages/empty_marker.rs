use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "empty-marker",
    severity: Severity::Error,
    explanation: "A marker shows something: a table without a row would leave a hole in the page. It asks \
        for what the catalog has, and for rows that there are.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin rate-limits -->
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

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        let Finding::Marker { problem, span } = finding else { continue };
        let (message, help) = match problem {
            MarkerProblem::NothingToShow { kind } => {
                (format!("the catalog has nothing for `{kind}`"), help(kind))
            }
            MarkerProblem::NothingFits { kind } => (
                format!("no row of `{kind}` has all that the options ask for"),
                "ask for less, or take the marker out".to_owned(),
            ),
            _ => continue,
        };
        sink.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}

/// What to write for a catalog to have rows for a kind of marker.
fn help(kind: &str) -> String {
    let key = match kind {
        "statuses" => "describe a status: `404 = { when = \"…\" }` in `[status]`",
        "retry" => "write the retry policy of a status: `503 = { retry = \"immediate\" }` in `[status]`",
        "policies" => "declare a retry policy: `backoff = { kind = \"fixed\", base = \"1s\" }` in `[retry]`",
        "categories" => "declare a category: `billing = {}` in `[category]`",
        "triggers" => "say how an error is met: `triggers = [{ when = \"…\" }]`",
        "params" => "declare a parameter of an error: `params = { id = \"u64\" }`",
        "rate-limits" => {
            "declare a rate limit: `reads = { scope = \"per API key\", limit = 1000, window = \"15m\" }` in `[rate_limits]`"
        }
        "operations" => "declare an operation: `get_lead = { errors = [\"…\"] }` in `[operations]`",
        "retired" => "name a code that is no longer used: `OLD_CODE = {}` in `[retired]`",
        "fields" => "write an object as the body of the envelope",
        _ => "declare an error without `public = false`",
    };
    format!("{key}; or take the marker out")
}
