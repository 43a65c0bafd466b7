use super::{Facts, Rule};
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "undeclared-placeholder",
    severity: Severity::Error,
    explanation: "Every `{placeholder}` in a message, header or attribute names a parameter that the error declares.",
    wrong: r##"[errors.NOT_FOUND]
status = 404
message = "Lead {lead_id} not found"
"##,
    right: r##"[errors.NOT_FOUND]
status = 404
message = "Lead {lead_id} not found"
params = { lead_id = "string" }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for error in facts.raw.errors.iter().filter(|error| !facts.may_have_more(&error.name)) {
        let attributes = super::attribute_templates(facts, error);
        for template in error.public_templates(&attributes).chain(&error.log) {
            for (name, range) in template.placeholders() {
                let declared = error.params.iter().map(|param| param.name.value.as_str());
                if !declared.clone().any(|param| param == name) {
                    let message = format!("`{}` has no parameter `{name}`", error.name.value);
                    let otherwise = if error.params.is_empty() {
                        format!("write `params = {{ {name} = \"string\" }}`")
                    } else {
                        format!("add `{name} = \"string\"` to its `params`")
                    };
                    let help = super::suggest(name, declared.collect::<Vec<_>>(), &otherwise);
                    sink.push(Diagnostic::new(&RULE, facts.part(&template.text, range), message).help(help));
                }
            }
        }
    }
}
