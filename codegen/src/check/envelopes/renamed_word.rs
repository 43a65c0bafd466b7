use crate::catalog::envelope_reader::OLD_ISSUES_OR_ERROR;
use crate::catalog::json::{self, JsonKind, Member, Value};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "renamed-word",
    severity: Severity::Warning,
    explanation: "The word has a new name. Both work, but only the new name is documented.",
    wrong: r##"[envelope.default]
body = '{ "errors": [{ "$each": "problems", "code": "$code", "field?": "$issue.path" }] }'
[errors]
INVALID = { status = 422, message = "The request is invalid", issues = true }
"##,
    right: r##"[envelope.default]
body = '{ "errors": [{ "$each": "issues_or_error", "code": "$code", "field?": "$issue.path" }] }'
[errors]
INVALID = { status = 422, message = "The request is invalid", issues = true }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for envelope in &facts.raw.envelopes {
        let Some(body) = &envelope.body else { continue };
        // Most bodies are not parsed again.
        if !body.text.value.contains(OLD_ISSUES_OR_ERROR) || body.parsed.is_err() {
            continue;
        }
        let Ok(value) = json::parse(&body.text.value) else { continue };
        for_each_member(&value, &mut |member| {
            let is_old = matches!(&member.value.kind, JsonKind::String(name) if name == OLD_ISSUES_OR_ERROR);
            if member.key == "$each" && is_old {
                let span = facts.part(&body.text, member.value.range.clone());
                let message = format!("`{OLD_ISSUES_OR_ERROR}` is the old name of `issues_or_error`");
                let help = "write `\"$each\": \"issues_or_error\"`";
                sink.push(Diagnostic::new(&RULE, span, message).help(help));
            }
        });
    }
}

/// Visits all members of objects. The parser limits the depth.
fn for_each_member(value: &Value, visit: &mut impl FnMut(&Member)) {
    match &value.kind {
        JsonKind::Array(items) => items.iter().for_each(|item| for_each_member(item, visit)),
        JsonKind::Object(members) => {
            for member in members {
                visit(member);
                for_each_member(&member.value, visit);
            }
        }
        JsonKind::Literal(_) | JsonKind::String(_) => {}
    }
}
