use super::{Facts, Rule};
use crate::catalog::keys::Type;
use crate::catalog::raw::Text;
use crate::catalog::tree::Kind;
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "status-out-of-range",
    severity: Severity::Error,
    explanation: "An HTTP status is a whole number from 100 to 599 (RFC 9110 §15). An error's own is 200 or more: the statuses \
        below are no final answer.",
    wrong: r##"[errors]
NOT_FOUND = { status = 4040, message = "Not found" }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    check: Some(check),
};

const HELP: &str = "write a status from 200 to 599, such as 404";

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for (ty, value) in &facts.shape.values {
        if let (Type::Status, Kind::Integer(number)) = (ty, &value.kind)
            && !(200..=599).contains(number)
        {
            sink.push(Diagnostic::new(&RULE, value.span, format!("{number} is no status of an error")).help(HELP));
        }
    }
    let rows = facts.raw.statuses.iter().map(|status| &status.name);
    for name in rows.chain(facts.raw.framework.iter().map(|(status, _)| status)) {
        if !is_status(name) {
            sink.push(Diagnostic::new(&RULE, name.span, format!("`{}` is no HTTP status", name.value)).help("write a number from 100 to 599"));
        }
    }
}

pub(super) fn is_status(name: &Text) -> bool {
    name.value.len() == 3 && name.value.parse().is_ok_and(|status: u16| (100..=599).contains(&status))
}
