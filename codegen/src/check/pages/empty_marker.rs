use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "empty-marker",
    severity: Severity::Error,
    explanation: "A marker must produce at least one row. An empty table would leave a gap in the page.",
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
                (format!("the marker `{kind}` is empty: the catalog has no such entries"), help(kind))
            }
            MarkerProblem::NothingFits { kind } => (
                format!("the marker `{kind}` is empty: no entry matches all options"),
                "remove an option, or remove the marker".to_owned(),
            ),
            _ => continue,
        };
        sink.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}

/// Returns the help for a kind of marker.
fn help(kind: &str) -> String {
    let key = match kind {
        "statuses" => "add a status: `404 = { when = \"…\" }` in `[status]`",
        "retry" => "add the retry policy of a status: `503 = { retry = \"immediate\" }` in `[status]`",
        "policies" => "add a retry policy: `backoff = { kind = \"fixed\", base = \"1s\" }` in `[retry]`",
        "categories" => "add a category: `billing = {}` in `[category]`",
        "triggers" => "add a trigger to an error: `triggers = [{ when = \"…\" }]`",
        "params" => "add a parameter to an error: `params = { id = \"u64\" }`",
        "rate-limits" => {
            "add a rate limit: `reads = { scope = \"per API key\", limit = 1000, window = \"15m\" }` \
                in `[rate_limits]`"
        }
        "operations" => "add an operation: `get_lead = { errors = [\"…\"] }` in `[operations]`",
        "retired" => "add a retired code: `OLD_CODE = {}` in `[retired]`",
        "fields" => "use a JSON object as the body of the envelope",
        _ => "add an error without `public = false`",
    };
    format!("{key}; or remove the marker")
}
