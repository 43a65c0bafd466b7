use crate::catalog::suggest::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, Malformed, MarkerProblem};

pub(crate) static RULE: Rule = Rule {
    id: "malformed-marker",
    severity: Severity::Error,
    explanation: "A marker is an HTML comment on a line of its own: `<!-- error-catalog:begin codes \
        category=auth columns=code,fix -->`. In Markdown, it can be an MDX comment: `{/* error-catalog:begin \
        codes */}`, or a link reference: `[//]: # (error-catalog:begin codes)`. Options are written \
        `name=value`, several values with commas between them, and in quotes where they hold a blank.",
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
                (text(*mistake).to_owned(), format!("write `{begin}`, and below it `{end}`"))
            }
            MarkerProblem::UnknownVerb { verb } => (
                format!("a marker begins or ends; it cannot `{verb}`"),
                suggest(verb, ["begin", "end"], "take the comment out"),
            ),
            MarkerProblem::DuplicateOption { option } => (
                format!("the option `{option}` stands here twice"),
                "write the values after one another, with commas between them".to_owned(),
            ),
            MarkerProblem::SeveralValues { option } => {
                (format!("the option `{option}` takes one value"), "write a marker for each".to_owned())
            }
            MarkerProblem::NoCode { kind, example } => {
                (format!("`{kind}` does not say of which error"), format!("write `{kind} code={example}`"))
            }
            _ => continue,
        };
        sink.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}

fn text(mistake: Malformed) -> &'static str {
    match mistake {
        Malformed::NotAlone => "a marker stands on a line of its own",
        Malformed::Unclosed => "this comment is never closed",
        Malformed::Character => "neither parentheses nor backslashes can stand in this form of a marker",
        Malformed::NoAssignment => "an option is written `name=value`",
        Malformed::UnclosedQuote => "this quote is never closed",
        Malformed::NoValue => "a value is missing here",
    }
}
