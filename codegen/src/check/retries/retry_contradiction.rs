use std::collections::HashSet;

use crate::catalog::raw::Text;
use crate::catalog::resolve::BUILT_IN_RETRIES;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "retry-contradiction",
    severity: Severity::Error,
    explanation: "If a status has the retry policy `never`, an error with this status must not have \
        another policy. Clients that know only the status would not retry.",
    wrong: r##"[status]
409 = { retry = "never" }
[errors]
CONFLICT = { status = 409, message = "Conflict", retry = "immediate" }
"##,
    right: r##"[errors]
CONFLICT = { status = 409, message = "Conflict", retry = "immediate" }
EXISTS = { status = 409, message = "It exists already", retry = "never" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let never = |name: &Text| {
        let kind =
            facts.raw.retry(&name.value).and_then(|retry| retry.kind.as_ref()).map(|kind| &*kind.value);
        name.value == "never" || kind == Some("never")
    };
    let is_known =
        |name: &Text| BUILT_IN_RETRIES.contains(&&*name.value) || facts.raw.retry(&name.value).is_some();
    let mut said: HashSet<Span> = HashSet::new();
    for error in &facts.raw.errors {
        let category = facts.raw.category_of(error).and_then(|category| category.retry.as_ref());
        let Some(retry) = error.retry.as_ref().or(category) else { continue };
        let Some(number) = facts.raw.status_of(error) else { continue };
        // A policy of a whole class is a default, so another policy does not contradict it.
        let own =
            facts.raw.statuses(number.value).find(|status| status.name.value == number.value.to_string());
        let Some(stated) = own.and_then(|status| status.retry.as_ref()) else { continue };
        if is_known(retry) && never(stated) && !never(retry) && said.insert(retry.span) {
            let message =
                format!("`{}` can be retried, but its status has the retry policy `never`", error.name.value);
            sink.push(
                Diagnostic::new(&RULE, retry.span, message)
                    .related(stated.span, "the retry policy of the status")
                    .help("remove one of the two policies, or use another status"),
            );
        }
    }
}
