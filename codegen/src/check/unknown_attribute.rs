use super::{Facts, Rule};
use crate::catalog::envelope::Slot;
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "unknown-attribute",
    severity: Severity::Error,
    explanation: "An error has values only for attributes that `[attributes]` declares with their type.",
    wrong: r##"[attributes]
owner = "string"
[errors]
NOT_FOUND = { status = 404, message = "Not found", attributes = { onwer = "leads" } }
"##,
    right: r##"[attributes]
owner = "string"
[errors]
NOT_FOUND = { status = 404, message = "Not found", attributes = { owner = "leads" } }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let declared: Vec<_> = facts.raw.attributes.iter().map(|(name, _)| name.value.as_str()).collect();
    let mut check = |name: &str, span| {
        if !declared.contains(&name) && !facts.may_be_declared("attributes", name) {
            let otherwise = format!("declare it: `[attributes]`, and below it `{} = \"string\"`", super::toml_key(name));
            let help = super::suggest(name, declared.clone(), &otherwise);
            sink.push(Diagnostic::new(&RULE, span, format!("there is no attribute `{name}`")).help(help));
        }
    };
    for (name, _) in facts.raw.errors.iter().flat_map(|error| &error.attributes) {
        check(&name.value, name.span);
    }
    for node in facts.nodes() {
        for (slot, range) in node.slots() {
            if let Slot::Attribute(name) = slot {
                check(name, facts.part(&node.text, range));
            }
        }
    }
}
