use std::collections::HashSet;

use super::{Facts, Rule};
use crate::catalog::builtin;
use crate::catalog::envelope::Slot;
use crate::catalog::raw::Text;
use crate::catalog::resolve::BUILT_IN_RETRIES;
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "unused-declaration",
    severity: Severity::Warning,
    explanation: "What a catalog declares is of use to some error: a category, an envelope, a retry policy, an \
        attribute, a context value.",
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
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let raw = facts.raw;
    let values = |texts: Vec<&Text>| texts.into_iter().map(|text| text.value.clone()).collect::<HashSet<_>>();
    let categories = values(raw.errors.iter().filter_map(|error| error.category.as_ref()).collect());
    let envelopes: HashSet<_> = raw.errors.iter().map(|error| raw.envelope_name(error).to_owned()).collect();
    let retries = (raw.errors.iter().filter_map(|error| error.retry.as_ref()))
        .chain(raw.categories.iter().filter_map(|category| category.retry.as_ref()))
        .chain(raw.statuses.iter().filter_map(|status| status.retry.as_ref()))
        .chain(raw.retries.iter().filter_map(|retry| retry.fallback.as_ref()));
    let retries = values(retries.collect());
    let attributes = values(raw.errors.iter().flat_map(|error| error.attributes.iter().map(|(name, _)| name)).collect());
    let context: HashSet<_> = facts.nodes().flat_map(|node| node.slots()).filter_map(|(slot, _)| context(slot)).collect();
    // Where something cannot be read, it may be what uses the rest.
    let unread = facts.nodes().any(|node| node.parsed.is_err()) || raw.errors.iter().any(|error| error.damaged)
        || !facts.shape.unknown.is_empty();
    let declared = (raw.categories.iter().map(|c| ("category", &c.name, &categories)))
        .chain(raw.envelopes.iter().map(|e| ("envelope", &e.name, &envelopes)))
        .chain(raw.retries.iter().map(|r| ("retry policy", &r.name, &retries)))
        .chain(raw.attributes.iter().map(|(name, _)| ("attribute", name, &attributes)))
        .chain(raw.context.iter().map(|(name, _)| ("context value", name, &context)));
    let declared: Vec<_> = declared.collect();
    let is_misspelt = |used: &HashSet<String>| {
        // A name that is used and declared nowhere may be meant for this one.
        used.iter().any(|name| !is_built_in(name) && !declared.iter().any(|(_, d, of)| d.value == *name && std::ptr::eq(*of, used)))
    };
    let unused = declared.iter().filter(|(_, name, used)| !unread && !used.contains(&name.value));
    for (what, name, _) in unused.filter(|(_, _, used)| !is_misspelt(used)) {
        let message = format!("no error uses the {what} `{}`", name.value);
        sink.push(Diagnostic::new(&RULE, name.span, message).help("use it, or take it out"));
    }
}

/// Whether a name needs no declaration.
fn is_built_in(name: &str) -> bool {
    BUILT_IN_RETRIES.contains(&name) || builtin::names().any(|known| known == name)
}

fn context(slot: &Slot) -> Option<String> {
    match slot {
        Slot::Context(name) => Some(name.clone()),
        _ => None,
    }
}
