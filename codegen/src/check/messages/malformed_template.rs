use crate::catalog::message::Template;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "malformed-template",
    severity: Severity::Error,
    explanation: "A message is text with `{name}` where a parameter stands. A literal brace is written \
        twice: `{{`, `}}`. There are no formats and no paths in placeholders. In a message or a text for \
        logs, `{name?:text}` is an optional segment: it is left out where the optional parameter is absent. \
        A message has three segments at the most, none in another.",
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
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for error in &facts.raw.errors {
        let attributes = facts.attribute_templates(error);
        for template in error.public_templates(&attributes).chain(&error.log) {
            for mistake in template.parsed.as_ref().err().into_iter().flatten() {
                let span = facts.part(&template.text, mistake.range.clone());
                sink.push(Diagnostic::new(&RULE, span, mistake.message.clone()).help(mistake.help.clone()));
            }
        }
        for template in error.message.iter().chain(&error.log) {
            for (name, range) in template.parsed.iter().flat_map(Template::segments) {
                let param = error.params.iter().find(|param| param.name.value == name);
                let Some(param) = param.filter(|param| !param.optional) else { continue };
                let message = format!("the parameter `{name}` of this optional segment is always present");
                let help =
                    format!("add `optional = true` to `{name}`, or write the text without the segment");
                let span = facts.part(&template.text, range);
                sink.push(
                    Diagnostic::new(&RULE, span, message).related(param.name.span, "not optional").help(help),
                );
            }
        }
    }
}
