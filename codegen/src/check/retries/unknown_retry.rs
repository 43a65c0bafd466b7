use crate::catalog::naming::toml_key;
use crate::catalog::raw::Text;
use crate::catalog::resolve::BUILT_IN_RETRIES;
use crate::check::combine::once_each;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-retry",
    severity: Severity::Error,
    explanation: "A retry policy must be declared as `[retry.NAME]`, or be one of the built-in \
        policies `never`, `immediate` and `after-header`.",
    wrong: r##"[retry.backoff]
kind = "exponential"
base = "1s"
[status]
500 = { retry = "backof" }
[errors]
INTERNAL = { status = 500, message = "Internal error" }
"##,
    right: r##"[retry.backoff]
kind = "exponential"
base = "1s"
[status]
500 = { retry = "backoff" }
[errors]
INTERNAL = { status = 500, message = "Internal error" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let raw = facts.raw;
    let declared = raw.retries.iter().map(|retry| &*retry.name.value);
    let known = BUILT_IN_RETRIES.into_iter().chain(declared);
    let is_known = |name: &str| BUILT_IN_RETRIES.contains(&name) || raw.retry(name).is_some();
    let named = (raw.statuses.iter().filter_map(|status| status.retry.as_ref()))
        .chain(raw.categories.iter().filter_map(|category| category.retry.as_ref()))
        .chain(raw.errors.iter().filter_map(|error| error.retry.as_ref()))
        .chain(raw.retries.iter().filter_map(|retry| retry.fallback.as_ref()));
    let unknown = named.filter(|retry| !is_known(&retry.value));
    let unknown = unknown.filter(|retry| !facts.may_be_declared("retry", &retry.value));
    let diagnostic = |retry: &Text| {
        let name = &retry.value;
        let help = facts.suggest(name, known.clone(), &format!("declare it as `[retry.{}]`", toml_key(name)));
        Diagnostic::new(&RULE, retry.span, format!("unknown retry policy `{name}`")).help(help)
    };
    once_each(&mut unknown.into_iter(), &diagnostic, sink);
}
