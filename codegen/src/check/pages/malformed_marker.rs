use crate::catalog::suggest::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, Malformed, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "malformed-marker",
    severity: Severity::Error,
    explanation: "A marker is an HTML comment on its own line: `<!-- error-catalog:begin codes \
        category=auth columns=code,fix -->`. In Markdown, it can also be an MDX comment: `{/* \
        error-catalog:begin codes */}`, or a link reference: `[//]: # (error-catalog:begin codes)`. \
        Write options as `name=value`. Separate several values with commas, and quote values that \
        contain a space.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin codes columns=code,"fix -->
<!-- error-catalog:end -->
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[generate]
inject = "page.md"
# file: page.md
<!-- error-catalog:begin codes columns=code,message -->
<!-- error-catalog:end -->
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        let Finding::Marker { problem, span } = finding else { continue };
        let (message, help) = match problem {
            MarkerProblem::Malformed { mistake, begin, end } => {
                (text(*mistake).to_owned(), format!("write `{begin}` and, on a later line, `{end}`"))
            }
            MarkerProblem::UnknownVerb { verb } => (
                format!("unknown marker keyword `{verb}`"),
                suggest(verb, ["begin", "end"], "remove the comment"),
            ),
            MarkerProblem::DuplicateOption { option } => (
                format!("duplicate option `{option}`"),
                "write the option once, with its values separated by commas".to_owned(),
            ),
            MarkerProblem::SeveralValues { option } => (
                format!("the option `{option}` takes a single value"),
                "write one marker for each value".to_owned(),
            ),
            MarkerProblem::NoCode { kind, example } => (
                format!("missing option `code` of the marker `{kind}`"),
                format!("write `{kind} code={example}`"),
            ),
            _ => continue,
        };
        sink.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}

fn text(mistake: Malformed) -> &'static str {
    match mistake {
        Malformed::NotAlone => "a marker must be on its own line",
        Malformed::Unclosed => "unclosed comment",
        Malformed::Character => "parentheses and backslashes are not allowed in this form of a marker",
        Malformed::NoAssignment => "an option must have the form `name=value`",
        Malformed::UnclosedQuote => "unclosed quote",
        Malformed::NoValue => "missing value",
    }
}
