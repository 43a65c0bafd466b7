use super::{Facts, Rule};
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "retired-code",
    severity: Severity::Error,
    explanation: "A code that is retired is never used again: clients in the field still know it by its old meaning.",
    wrong: r##"[errors]
LEAD_LOCKED = { status = 423, message = "The lead is locked" }
[retired]
LEAD_LOCKED = { since = "1.3.0" }
"##,
    right: r##"[errors]
LEAD_HELD = { status = 423, message = "The lead is held" }
[retired]
LEAD_LOCKED = { since = "1.3.0", use = "LEAD_HELD" }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for retired in &facts.raw.retired {
        let code = &retired.name.value;
        for error in facts.raw.errors.iter().filter(|error| error.wire_code() == *code) {
            let message = format!("the code `{code}` is retired and cannot be used again");
            sink.push(
                Diagnostic::new(&RULE, error.code_span(), message)
                    .related(retired.name.span, "retired here")
                    .help("choose a code that never was"),
            );
        }
    }
}
