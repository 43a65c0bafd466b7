use std::collections::HashMap;

use crate::catalog::envelope::Over;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "unsent-issues",
    severity: Severity::Warning,
    explanation: "An error with `issues = true` carries a list of field issues. Its envelope must \
        contain `[{ \"$each\": \"issues\", … }]` or `\"issues_or_error\"`. Otherwise clients never receive \
        the field issues.",
    wrong: r##"[envelope.default]
body = '{ "code": "$code", "message": "$message" }'
[errors]
INVALID = { status = 422, message = "The request is not valid", issues = true }
"##,
    right: r##"[envelope.default]
body = '{ "code": "$code", "message": "$message", "fields?": [{ "$each": "issues", "path": "$issue.path", "message": "$issue.message" }] }'
[errors]
INVALID = { status = 422, message = "The request is not valid", issues = true }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    // `true` for each envelope without field issues.
    let mut lacking: HashMap<Span, bool> = HashMap::new();
    for error in facts.raw.errors.iter().filter(|_| facts.raw.header.http) {
        let Some((span, envelope)) = error.issues.zip(facts.raw.envelope_of(error)) else { continue };
        let lacks = lacking.entry(envelope.name.span).or_insert_with(|| {
            let body = envelope.body.as_ref().and_then(|body| body.parsed.as_ref().ok());
            body.is_some_and(|body| !body.runs_over(Over::Issues) && !body.runs_over(Over::IssuesOrErrors))
        });
        if *lacks {
            let message = format!("the envelope of `{}` does not send its field issues", error.name.value);
            let help = "add `\"fields?\": [{ \"$each\": \"issues\", \"path\": \"$issue.path\", \
                \"message\": \"$issue.message\" }]` to the body";
            sink.push(
                Diagnostic::new(&RULE, span, message)
                    .related(envelope.name.span, "the envelope of this error")
                    .help(help),
            );
        }
    }
}
