use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-code",
    severity: Severity::Error,
    explanation: "A client identifies an error by its wire code, so each code must be unique. If an \
        API uses one code for several errors, add `shared_code = true` to each of them. A number and \
        its decimal text are the same code.",
    wrong: r##"[errors]
LEAD_NOT_FOUND = { status = 404, message = "Lead not found", code = "NOT_FOUND" }
USER_NOT_FOUND = { status = 404, message = "User not found", code = "NOT_FOUND" }
"##,
    right: r##"[errors]
LEAD_NOT_FOUND = { status = 404, message = "Lead not found", code = "NOT_FOUND", shared_code = true }
USER_NOT_FOUND = { status = 404, message = "User not found", code = "NOT_FOUND", shared_code = true }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let errors = &facts.raw.errors;
    let mut shared = vec![false; errors.len()];
    for error in errors.iter().filter(|error| error.shared_code) {
        shared[error.first_of_code] = true;
    }
    for (place, error) in errors.iter().enumerate() {
        let first = &errors[error.first_of_code];
        // If one of them has `shared_code`, the rule `shared-code` reports the other.
        if error.first_of_code != place && !shared[error.first_of_code] {
            sink.push(
                Diagnostic::new(
                    &RULE,
                    error.code_span(),
                    format!("duplicate wire code `{}`", error.wire_code()),
                )
                .related(first.code_span(), format!("first used by `{}`", first.name.value))
                .help("set a different `code` for one of them, or add `shared_code = true` to both"),
            );
        }
    }
}
