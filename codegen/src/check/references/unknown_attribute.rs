use crate::catalog::envelope::Slot;
use crate::catalog::naming::toml_key;
use crate::catalog::raw::Text;
use crate::check::combine::once_each;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-attribute",
    severity: Severity::Error,
    explanation: "An error can only use attributes that `[attributes]` declares.",
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
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let declared = facts.raw.attributes.iter().map(|attribute| &*attribute.name.value);
    let unknown =
        |name: &str| facts.raw.attribute(name).is_none() && !facts.may_be_declared("attributes", name);
    let of_errors = facts.raw.errors.iter().flat_map(|error| &error.attributes).map(|(name, _)| name.clone());
    let of_nodes = facts.nodes().flat_map(|node| {
        node.slots().into_iter().filter_map(|(slot, range)| match slot {
            Slot::Attribute(name) => Some(Text { value: name.into(), span: facts.part(&node.text, range) }),
            _ => None,
        })
    });
    let unknown: Vec<Text> = of_errors.chain(of_nodes).filter(|name| unknown(&name.value)).collect();
    let diagnostic = |name: &Text| {
        let otherwise = format!("add `{} = \"string\"` below `[attributes]`", toml_key(&name.value));
        let help = facts.suggest(&name.value, declared.clone(), &otherwise);
        Diagnostic::new(&RULE, name.span, format!("unknown attribute `{}`", name.value)).help(help)
    };
    once_each(&mut unknown.iter(), &diagnostic, sink);
}
