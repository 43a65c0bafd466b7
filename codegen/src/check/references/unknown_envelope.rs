use crate::catalog::builtin;
use crate::catalog::interner::Interner;
use crate::catalog::naming::toml_key;
use crate::catalog::raw::Text;
use crate::check::combine::once_each;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-envelope",
    severity: Severity::Error,
    explanation: "The envelope of an error or a category must be declared as `[envelope.NAME]`, or be \
        a built-in envelope.",
    wrong: r##"[envelope.plain]
body = '{ "detail": "$message" }'
[errors]
NOT_FOUND = { status = 404, message = "Not found", envelope = "plian" }
"##,
    right: r##"[envelope.plain]
body = '{ "detail": "$message" }'
[errors]
NOT_FOUND = { status = 404, message = "Not found", envelope = "plain" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let mut known: Vec<&str> = facts.raw.envelopes.iter().map(|e| &*e.name.value).collect();
    if !known.contains(&"default") {
        known.push("default");
    }
    builtin::names().for_each(|name| known.push(name));
    let of_errors = facts.raw.errors.iter().filter_map(|error| error.envelope.as_ref());
    let of_categories = facts.raw.categories.iter().filter_map(|category| category.envelope.as_ref());
    let names = Interner::of(known.iter().copied());
    let unknown =
        of_errors.chain(of_categories).filter(|envelope| names.get(envelope.value.as_bytes()).is_none());
    let unknown = unknown.filter(|envelope| !facts.may_be_declared("envelope", &envelope.value));
    let diagnostic = |envelope: &Text| {
        let name = &*envelope.value;
        let help = facts.suggest(
            name,
            known.iter().copied(),
            &format!("declare it as `[envelope.{}]`", toml_key(name)),
        );
        Diagnostic::new(&RULE, envelope.span, format!("unknown envelope `{name}`")).help(help)
    };
    once_each(&mut unknown.into_iter(), &diagnostic, sink);
}
