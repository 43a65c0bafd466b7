use std::time::Duration;

use crate::catalog::raw::{Named, Raw, Retry};
use crate::catalog::resolve::BUILT_IN_RETRIES;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "invalid-retry",
    severity: Severity::Error,
    explanation: "The kind of a retry policy determines its keys. `fixed` and `exponential` need a \
        `base` above zero. `exponential` can have a `max`, which must not be less than `base`. \
        `after-header` can have a `max` above zero and a `fallback`. The jitter of `after-header` must \
        be a duration, because `\"full\"` would retry before the time in the header. Fallbacks must \
        not form a cycle. `never`, `immediate` and `after-header` are built-in policies and cannot be \
        redefined.",
    wrong: r##"[retry.backoff]
kind = "exponential"
max = "30s"
[errors]
BUSY = { status = 503, message = "Busy", retry = "backoff" }
"##,
    right: r##"[retry.backoff]
kind = "exponential"
base = "1s"
max = "30s"
[errors]
BUSY = { status = 503, message = "Busy", retry = "backoff" }
"##,
};

const KINDS: &[&str] = &["never", "immediate", "fixed", "exponential", "after-header"];

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for retry in &facts.raw.retries {
        let mut report = |span: Span, message: String, help: &str| {
            sink.push(Diagnostic::new(&RULE, span, message).help(help))
        };
        let name = &retry.name;
        if BUILT_IN_RETRIES.contains(&&*name.value) {
            report(
                name.span,
                format!("the retry policy `{}` is built in", name.value),
                "choose a different name",
            );
        }
        let Some(kind) = retry.kind.as_ref().filter(|kind| !retry.damaged && KINDS.contains(&&*kind.value))
        else {
            continue;
        };
        let delays = matches!(&*kind.value, "fixed" | "exponential");
        let has_base = facts.key("retry", name, "base");
        if delays && has_base.is_none() {
            report(
                name.span,
                format!("missing `base` in the retry policy `{}`", name.value),
                "add the delay: `base = \"1s\"`",
            );
        }
        if delays && retry.base == Some(Duration::ZERO) {
            report(
                has_base.unwrap_or(name.span),
                "`base` must be above zero".to_owned(),
                "write a longer delay, or use `kind = \"immediate\"` without `base`",
            );
        }
        if let (Some(base), Some(max)) = (retry.base, retry.max)
            && max < base
            && kind.value == "exponential"
        {
            report(
                facts.key("retry", name, "max").unwrap_or(name.span),
                "`max` is less than `base`".to_owned(),
                "write a `max` of at least `base`",
            );
        }
        if kind.value == "after-header" && retry.max == Some(Duration::ZERO) {
            report(
                facts.key("retry", name, "max").unwrap_or(name.span),
                "`max` must be above zero".to_owned(),
                "write a longer `max`, or use `kind = \"immediate\"`",
            );
        }
        if let Some(jitter) =
            retry.jitter.as_ref().filter(|jitter| kind.value == "after-header" && jitter.value == "full")
        {
            report(
                jitter.span,
                "full jitter would retry before the time in `Retry-After`".to_owned(),
                "write a duration: `jitter = \"1s\"`",
            );
        }
        for key in ["base", "max", "jitter", "attempts", "fallback"] {
            if let Some(span) = facts.key("retry", name, key).filter(|_| !uses(&kind.value, key)) {
                report(
                    span,
                    format!("a retry policy of the kind `{}` cannot have `{key}`", kind.value),
                    "remove it, or use another kind",
                );
            }
        }
        if let Some(fallback) = retry.fallback.as_ref().filter(|_| leads_back(facts.raw, retry)) {
            report(
                fallback.span,
                format!("fallback cycle in the retry policy `{}`", name.value),
                "use a policy of another kind as the fallback",
            );
        }
    }
}

/// Returns whether policies of this kind can have the key.
fn uses(kind: &str, key: &str) -> bool {
    match key {
        "base" => matches!(kind, "fixed" | "exponential"),
        "jitter" => matches!(kind, "fixed" | "exponential" | "after-header"),
        "max" => matches!(kind, "exponential" | "after-header"),
        "fallback" => kind == "after-header",
        _ => kind != "never",
    }
}

fn leads_back(raw: &Raw, retry: &Named<Retry>) -> bool {
    let next = |retry: &&Named<Retry>| {
        let name = &retry.fallback.as_ref()?.value;
        raw.retry(name)
    };
    std::iter::successors(next(&retry), next).take(raw.retries.len()).any(|other| other.name == retry.name)
}
