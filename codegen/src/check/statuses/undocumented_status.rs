use std::collections::HashSet;

use crate::check::facts::Facts;
use crate::check::statuses::status_out_of_range;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "undocumented-status",
    severity: Severity::Warning,
    explanation: "A catalog that documents statuses must document every status of its errors. `4xx` \
        and `5xx` document all other statuses of a class. Readers use the status table first.",
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
            let message = format!("undocumented status {}", status.value);
            let help = format!("add `{} = {{ when = \"…\" }}` below `[status]`", status.value);
            sink.push(Diagnostic::new(&RULE, status.span, message).help(help));
        }
    }
}
