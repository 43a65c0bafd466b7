use std::collections::HashSet;

use crate::check::facts::Facts;
use crate::check::statuses::status_out_of_range;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "undocumented-status",
    severity: Severity::Warning,
    explanation: "Where a catalog documents statuses, it documents every status that its errors have, one by \
        one or all others of a class (`4xx`, `5xx`): the status table is what clients read first.",
    wrong: r##"[status]
404 = { when = "There is no such resource" }
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
GONE = { status = 410, message = "Gone" }
"##,
    right: r##"[status]
404 = { when = "There is no such resource" }
410 = { when = "There is no such resource any more" }
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
GONE = { status = 410, message = "Gone" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    if facts.raw.statuses.is_empty() {
        return;
    }
    let mut seen = HashSet::new();
    for error in facts.raw.errors.iter().filter(|error| error.public) {
        let Some(status) = facts.raw.status_of(error) else { continue };
        if status_out_of_range::is_of_an_error(status.value)
            && facts.raw.statuses(status.value).next().is_none()
            && seen.insert(status.value)
        {
            let message = format!("the status {} has no row in `[status]`", status.value);
            let help = format!("write `{} = {{ when = \"…\" }}` below `[status]`", status.value);
            sink.push(Diagnostic::new(&RULE, status.span, message).help(help));
        }
    }
}
