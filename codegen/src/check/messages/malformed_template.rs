use crate::catalog::message::Template;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "malformed-template",
    severity: Severity::Error,
    explanation: "A template is text with placeholders such as `{name}`. Write a literal brace twice: \
        `{{`, `}}`. Placeholders take no format and no path. In `message` and `log`, `{name?:text}` is \
        an optional segment. It is omitted if the optional parameter is absent. A template can have at \
        most three segments, and they cannot nest.",
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
                let message = format!("the parameter `{name}` of this optional segment is not optional");
                let help = format!(
                    "add `optional = true` to the parameter `{name}`, or write the text without the segment"
                );
                let span = facts.part(&template.text, range);
                sink.push(
                    Diagnostic::new(&RULE, span, message)
                        .related(param.name.span, "declared as required")
                        .help(help),
                );
            }
        }
    }
}
