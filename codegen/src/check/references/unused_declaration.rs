use crate::catalog::builtin;
use crate::catalog::envelope::Slot;
use crate::catalog::interner::Interner;
use crate::catalog::raw::Text;
use crate::catalog::resolve::BUILT_IN_RETRIES;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "unused-declaration",
    severity: Severity::Warning,
    explanation: "At least one error must use each declared category, envelope, retry policy, \
        attribute and context value.",
    wrong: r##"[category.auth]
[category.billing]
[errors]
NO_KEY = { status = 401, message = "There is no API key", category = "auth" }
"##,
    right: r##"[category.auth]
[category.billing]
[errors]
NO_KEY = { status = 401, message = "There is no API key", category = "auth" }
NO_PLAN = { status = 402, message = "There is no plan", category = "billing" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let raw = facts.raw;
    // An invalid part can contain the uses.
    let unread =
        facts.nodes().any(|node| node.parsed.is_err()) || raw.errors.iter().any(|error| error.damaged);
    if unread || !facts.shape.unknown.is_empty() {
        return;
    }
    let mut categories: Vec<&str> = Vec::new();
    let mut envelopes: Vec<&str> = Vec::new();
    let mut retries: Vec<&str> = Vec::new();
    let mut attributes: Vec<&str> = Vec::new();
    let mut context: Vec<&str> = Vec::new();
    for error in &raw.errors {
        categories.extend(text(&error.category));
        envelopes.push(raw.envelope_name(error));
        retries.extend(text(&error.retry));
        attributes.extend(error.attributes.iter().map(|(name, _)| &*name.value));
    }
    raw.categories.iter().for_each(|of| retries.extend(text(&of.retry)));
    raw.statuses.iter().for_each(|of| retries.extend(text(&of.retry)));
    raw.retries.iter().for_each(|of| retries.extend(text(&of.fallback)));
    for node in facts.nodes() {
        for (slot, _) in node.slots() {
            if let Slot::Context(name) = slot {
                context.push(name);
            }
        }
    }
    unused("category", raw.categories.iter().map(|of| &of.name).collect(), &categories, sink);
    unused("envelope", raw.envelopes.iter().map(|of| &of.name).collect(), &envelopes, sink);
    unused("retry policy", raw.retries.iter().map(|of| &of.name).collect(), &retries, sink);
    unused("attribute", raw.attributes.iter().map(|attribute| &attribute.name).collect(), &attributes, sink);
    unused("context value", raw.context.iter().map(|(name, _)| name).collect(), &context, sink);
}

fn text<'n>(name: &'n Option<Text>) -> Option<&'n str> {
    name.as_ref().map(|name| &*name.value)
}

fn unused(what: &str, declared: Vec<&Text>, used: &[&str], sink: &mut Sink) {
    let declared_names = Interner::of(declared.iter().map(|name| &*name.value));
    // An undeclared name can be the misspelt name of an unused declaration.
    if used.iter().any(|name| declared_names.get(name.as_bytes()).is_none() && !is_built_in(name)) {
        return;
    }
    let mut is_used = vec![false; declared.len()];
    for place in used.iter().filter_map(|name| declared_names.get(name.as_bytes())) {
        is_used[place] = true;
    }
    for (name, _) in declared.iter().zip(is_used).filter(|(_, is_used)| !is_used) {
        let message = format!("unused {what} `{}`", name.value);
        sink.push(Diagnostic::new(&RULE, name.span, message).help("use it in an error, or remove it"));
    }
}

/// Returns whether a name needs no declaration.
fn is_built_in(name: &str) -> bool {
    BUILT_IN_RETRIES.contains(&name) || builtin::names().any(|known| known == name)
}
