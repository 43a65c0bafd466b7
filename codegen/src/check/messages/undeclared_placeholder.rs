use std::collections::HashSet;

use crate::catalog::message::Template;
use crate::catalog::tree::{TomlKind, Value};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "undeclared-placeholder",
    severity: Severity::Error,
    explanation: "Every placeholder in a message, header or attribute must name a parameter that the \
        error declares.",
    wrong: r##"[errors.NOT_FOUND]
status = 404
message = "Lead {lead_id} not found"
"##,
    right: r##"[errors.NOT_FOUND]
status = 404
message = "Lead {lead_id} not found"
params = { lead_id = "string" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let elsewhere = declared_elsewhere(facts);
    for error in facts.raw.errors.iter().filter(|error| !facts.may_have_more(&error.name)) {
        let attributes = facts.attribute_templates(error);
        for template in error.public_templates(&attributes).chain(&error.log) {
            for (name, range) in template.placeholders() {
                let declared = error.params.iter().map(|param| &*param.name.value);
                if !declared.clone().any(|param| param == name) && !elsewhere.contains(name) {
                    let message = format!("unknown parameter `{name}` of the error `{}`", error.name.value);
                    let is_of_segment =
                        template.parsed.iter().flat_map(Template::segments).any(|(of, _)| of == name);
                    let ty =
                        if is_of_segment { "{ type = \"string\", optional = true }" } else { "\"string\"" };
                    let otherwise = if error.params.is_empty() {
                        format!("add `params = {{ {name} = {ty} }}`")
                    } else {
                        format!("add `{name} = {ty}` to its `params`")
                    };
                    let help = facts.suggest(name, declared, &otherwise);
                    sink.push(Diagnostic::new(&RULE, facts.part(&template.text, range), message).help(help));
                }
            }
        }
    }
}

/// Returns the names of parameters that are declared in another table, after a missing header.
fn declared_elsewhere<'f>(facts: &Facts<'f>) -> HashSet<&'f str> {
    let is_declaration =
        |value: &Value| matches!(&value.kind, TomlKind::Table(table) if table.get("type").is_some());
    let mistyped = facts.shape.mistyped.iter();
    mistyped.filter(|found| is_declaration(found.value)).map(|found| &*found.entry.key.value).collect()
}
