use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::catalog::raw::{Param, Text};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "wire-name-clash",
    severity: Severity::Error,
    explanation: "The parameters of an error must have different names on the wire. `$params` is a \
        JSON object, and its keys must be unique.",
    wrong: r##"[errors.LIMIT]
status = 429
message = "Wait {retry_after} or {seconds} seconds"
[errors.LIMIT.params]
retry_after = { type = "u64", wire = "retryAfter" }
seconds = { type = "u64", wire = "retryAfter" }
"##,
    right: r##"[errors.LIMIT]
status = 429
message = "Wait {retry_after} or {seconds} seconds"
[errors.LIMIT.params]
retry_after = { type = "u64", wire = "retryAfter" }
seconds = "u64"
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for error in &facts.raw.errors {
        let mut sent: HashMap<&str, &Text<'_>> = HashMap::new();
        for param in error.params.iter().filter(|param| param.detail && !param.internal) {
            let name = wire(param);
            match sent.entry(&name.value) {
                Entry::Vacant(entry) => _ = entry.insert(name),
                Entry::Occupied(first) => {
                    let message = format!(
                        "two parameters of `{}` have the same name `{}` on the wire",
                        error.name.value, name.value
                    );
                    sink.push(
                        Diagnostic::new(&RULE, name.span, message)
                            .related(first.get().span, "first used here")
                            .help("set a different `wire` name for one of them"),
                    );
                }
            }
        }
    }
}

fn wire<'p>(param: &'p Param<'p>) -> &'p Text<'p> {
    param.wire.as_ref().unwrap_or(&param.name)
}
