use super::{Facts, Rule};
use crate::catalog::places::Places;
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "duplicate-code",
    severity: Severity::Error,
    explanation: "A client knows an error by its wire code, so no two errors have the same one by accident. Where an API really \
        answers with one code for several errors, each of them says `shared_code = true`. A number and its decimal \
        text count as the same code.",
    wrong: r##"[errors]
LEAD_NOT_FOUND = { status = 404, message = "Lead not found", code = "NOT_FOUND" }
USER_NOT_FOUND = { status = 404, message = "User not found", code = "NOT_FOUND" }
"##,
    right: r##"[errors]
LEAD_NOT_FOUND = { status = 404, message = "Lead not found", code = "NOT_FOUND", shared_code = true }
USER_NOT_FOUND = { status = 404, message = "User not found", code = "NOT_FOUND", shared_code = true }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let sharing = facts.raw.errors.iter().filter(|error| error.shared_code);
    let shared: Vec<String> = sharing.map(|error| error.wire_code()).collect();
    let shared = Places::of(shared.iter().map(String::as_str));
    let mut seen = Places::new();
    let mut firsts = Vec::new();
    for error in &facts.raw.errors {
        let code = error.wire_code();
        match seen.add(code.as_bytes()) {
            None => firsts.push(error),
            // Where one of them shares its code on purpose, the rule `shared-code` speaks to the other.
            Some(_) if shared.get(code.as_bytes()).is_some() => {}
            Some(place) => sink.push(
                Diagnostic::new(&RULE, error.code_span(), format!("two errors have the wire code `{code}`"))
                    .related(firsts[place].code_span(), format!("`{}` has it first", firsts[place].name.value))
                    .help("give one of them another `code`, or write `shared_code = true` at both"),
            ),
        }
    }
}
