use std::collections::HashMap;

use crate::catalog::envelope::Slot;
use crate::catalog::params::Scalar;
use crate::catalog::raw::{Error, Named, Param, Raw, Text};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "unsent-retry-after",
    severity: Severity::Warning,
    explanation: "A retry policy of the kind `after-header` without a `fallback` needs a `Retry-After` \
        header in the response. The error or its envelope must send the header. Without it, a client \
        has no delay and gives up. An error in `[framework]` has no parameters, so its header must be \
        a number or come from the envelope. Turn this rule off if a gateway adds the header.",
    wrong: r##"[errors]
BUSY = { status = 503, message = "Try again in {seconds} seconds", params = { seconds = "u64" }, retry = "after-header" }
"##,
    right: r##"[errors.BUSY]
status = 503
message = "Try again in {seconds} seconds"
params = { seconds = "u64" }
headers = { Retry-After = "{seconds}" }
retry = "after-header"
"##,
};

/// Diagnostics by their cause: a declared policy without a fallback, or the place that names a
/// built-in policy.
#[derive(Default)]
struct Found {
    diagnostics: Vec<Diagnostic>,
    /// The first diagnostic of each cause.
    by_cause: HashMap<Span, usize>,
}

impl Found {
    fn push(&mut self, cause: Span, diagnostic: Diagnostic) {
        self.by_cause.entry(cause).or_insert(self.diagnostics.len());
        self.diagnostics.push(diagnostic);
    }
}

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let mut found = Found::default();
    for error in &facts.raw.errors {
        let Some(policy) = policy(facts.raw, error) else { continue };
        let Some(cause) = lacks_fallback(facts.raw, policy) else { continue };
        let may_send = error.damaged || facts.may_have_more(&error.name) || envelope_sends(facts.raw, error);
        match error.headers.iter().find(|(name, _)| is_retry_after(name)) {
            _ if may_send => {}
            None => report(&mut found, error, policy, cause, facts.raw.header.http),
            Some((_, header)) if header.placeholders().next().is_some() => {
                if let Some(diagnostic) = of_framework(facts.raw, error, header.text.span) {
                    found.push(cause, diagnostic);
                }
            }
            Some(_) => {}
        }
    }
    sink.extend(found.diagnostics);
}

/// Adds one diagnostic for each cause: errors that inherit a policy have the same one.
fn report(found: &mut Found, error: &Named<Error>, policy: &Text, cause: Span, http: bool) {
    let is_own = error.retry.as_ref().is_some_and(|own| own.span == policy.span);
    if let Some(place) = found.by_cause.get(&cause) {
        let span = if is_own { policy.span } else { error.name.span };
        return found.diagnostics[*place].related.push((span, "the same problem".to_owned()));
    }
    let message =
        format!("missing `Retry-After` header: the retry policy of `{}` needs it", error.name.value);
    let mut diagnostic = Diagnostic::new(&RULE, policy.span, message);
    if !is_own {
        diagnostic = diagnostic.related(error.name.span, "inherits the policy");
    }
    if cause != policy.span {
        diagnostic = diagnostic.related(cause, "without the header, this policy has no delay");
    }
    found.push(cause, diagnostic.help(help(error, cause == policy.span, http)));
}

/// Returns the line to write.
fn help(error: &Error, is_built_in: bool, http: bool) -> String {
    if !http {
        return "use another retry policy: a catalog without HTTP has no headers".to_owned();
    }
    let delay = error.params.iter().find(|param| is_delay(param));
    let value = delay.map_or_else(|| "60".to_owned(), |param| format!("{{{}}}", param.name.value));
    let header = format!("Retry-After = \"{value}\"");
    let line = match error.headers.is_empty() {
        true => format!("add `headers = {{ {header} }}`"),
        false => format!("add `{header}` to its `headers`"),
    };
    match is_built_in {
        true => format!("{line}, or use a retry policy with a `fallback`"),
        false => format!("{line}, or add a `fallback` to the retry policy"),
    }
}

/// Returns whether a parameter is a number of seconds to wait, by its type and name.
fn is_delay(param: &Param) -> bool {
    let is_number = param.ty.is_some_and(|ty| ty.scalar == Scalar::U64 && !ty.list) && !param.internal;
    let name = param.name.value.to_ascii_lowercase();
    is_number && ["retry", "second", "wait", "delay", "after"].iter().any(|part| name.contains(part))
}

/// Returns the retry policy of an error: its own, or that of its category or status.
fn policy<'r, 's>(raw: &'r Raw<'s>, error: &'r Error<'s>) -> Option<&'r Text<'s>> {
    let of_category = || raw.category_of(error)?.retry.as_ref();
    let of_status = || raw.statuses(raw.status_of(error)?.value).find_map(|status| status.retry.as_ref());
    error.retry.as_ref().or_else(of_category).or_else(of_status)
}

/// Returns the cause of a missing fallback: the last declared policy of the chain of fallbacks, or
/// the place that names the built-in policy. `None` if the policy does not need the header.
fn lacks_fallback(raw: &Raw, policy: &Text) -> Option<Span> {
    let mut name = policy;
    let mut cause = policy.span;
    // The rule `invalid-retry` reports a cycle of fallbacks.
    for _ in 0..=raw.retries.len() {
        if name.value == "after-header" {
            return Some(cause);
        }
        let declared = raw.retry(&name.value)?;
        if declared.damaged || declared.kind.as_ref()?.value != "after-header" {
            return None;
        }
        cause = declared.name.span;
        let Some(fallback) = &declared.fallback else { return Some(cause) };
        name = fallback;
    }
    None
}

fn is_retry_after(name: &Text) -> bool {
    name.value.eq_ignore_ascii_case("Retry-After")
}

/// Returns whether the envelope sends the header, with values that the error has.
fn envelope_sends(raw: &Raw, error: &Error) -> bool {
    let Some(envelope) = raw.envelope_of(error) else { return false };
    let has = |slot: &Slot| match slot {
        Slot::Param(name) => error.params.iter().any(|param| param.name.value == *name && !param.internal),
        Slot::Attribute(name) => error.attributes.iter().any(|(known, _)| known.value == *name),
        _ => true,
    };
    let mut headers = envelope.headers.iter().filter(|(name, _)| is_retry_after(name));
    envelope.damaged || headers.any(|(_, value)| value.slots().iter().all(|(slot, _)| has(slot)))
}

/// Reports errors in `[framework]` whose header needs parameters.
fn of_framework(raw: &Raw, error: &Named<Error>, header: Span) -> Option<Diagnostic> {
    let (_, named) = raw.framework.iter().find(|(_, name)| name.value == error.name.value)?;
    let message = format!(
        "`{}` cannot send `Retry-After` for an error of the framework: the header needs parameters",
        named.value
    );
    let diagnostic =
        Diagnostic::new(&RULE, named.span, message).related(header, "this header needs a parameter");
    Some(diagnostic.help(
        "use an error with `headers = { Retry-After = \"60\" }`, or add a `fallback` to the retry policy",
    ))
}
