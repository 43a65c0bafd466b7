use crate::catalog::interner::Interner;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "shared-code",
    severity: Severity::Error,
    explanation: "Errors can share a wire code only if each of them has `shared_code = true`.",
    wrong: r##"[errors]
LEAD_NOT_FOUND = { status = 404, message = "Lead not found", code = "NOT_FOUND", shared_code = true }
USER_NOT_FOUND = { status = 404, message = "User not found", code = "NOT_FOUND" }
"##,
    right: r##"[errors]
LEAD_NOT_FOUND = { status = 404, message = "Lead not found", code = "NOT_FOUND", shared_code = true }
USER_NOT_FOUND = { status = 404, message = "User not found", code = "NOT_FOUND", shared_code = true }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let mut codes = Interner::new();
    let sharing = facts.raw.errors.iter().filter(|error| error.shared_code);
    let sharing: Vec<_> = sharing.filter(|error| codes.add(error.wire_code().as_bytes()).is_none()).collect();
    if sharing.is_empty() {
        return;
    }
    for error in facts.raw.errors.iter().filter(|error| !error.shared_code) {
        if let Some(place) = codes.get(error.wire_code().as_bytes()) {
            let other = sharing[place];
            let message = format!(
                "missing `shared_code = true` in `{}`: it has the same code as `{}`",
                error.name.value, other.name.value
            );
            sink.push(
                Diagnostic::new(&RULE, error.code_span(), message)
                    .related(other.code_span(), "this error has `shared_code = true`")
                    .help("add `shared_code = true`, or set a different `code`"),
            );
        }
    }
}
