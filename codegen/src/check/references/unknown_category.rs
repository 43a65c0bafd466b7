use crate::catalog::naming::toml_key;
use crate::catalog::raw::Text;
use crate::check::combine::once_each;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-category",
    severity: Severity::Error,
    explanation: "The category of an error must be declared as `[category.NAME]`.",
    wrong: r##"[category.auth]
[errors]
NO_KEY = { status = 401, message = "No API key", category = "auht" }
"##,
    right: r##"[category.auth]
[errors]
NO_KEY = { status = 401, message = "No API key", category = "auth" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let categories = facts.raw.categories.iter().map(|category| &*category.name.value);
    let of_unknown = facts.raw.errors.iter().filter(|error| error.category_place.is_none());
    let unknown = of_unknown.filter_map(|error| error.category.as_ref());
    let unknown = unknown.filter(|category| !facts.may_be_declared("category", &category.value));
    let diagnostic = |category: &Text| {
        let name = &*category.value;
        let help = facts.suggest(
            name,
            categories.clone(),
            &format!("declare it as `[category.{}]`", toml_key(name)),
        );
        Diagnostic::new(&RULE, category.span, format!("unknown category `{name}`")).help(help)
    };
    once_each(&mut unknown.into_iter(), &diagnostic, sink);
}
