use super::{Facts, Rule};
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "malformed-template",
    severity: Severity::Error,
    explanation: "A message is text with `{name}` where a parameter stands. A literal brace is written twice: `{{`, `}}`. There \
        are no formats and no paths in placeholders.",
    wrong: r##"[errors.NOT_FOUND]
status = 404
message = "Lead {id:?} not found"
params = { id = "string" }
"##,
    right: r##"[errors.NOT_FOUND]
status = 404
message = "Lead {id} not found"
params = { id = "string" }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for error in &facts.raw.errors {
        let attributes = super::attribute_templates(facts, error);
        for template in error.public_templates(&attributes).chain(&error.log) {
            for mistake in template.parsed.as_ref().err().into_iter().flatten() {
                let span = facts.part(&template.text, mistake.range.clone());
                sink.push(Diagnostic::new(&RULE, span, mistake.message.clone()).help(mistake.help.clone()));
            }
        }
    }
}
