use crate::catalog::interner::Interner;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "retired-code",
    severity: Severity::Error,
    explanation: "A retired code must not be used again. Old clients still know its previous meaning.",
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
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let retired = &facts.raw.retired;
    let names = Interner::of(retired.iter().map(|retired| &*retired.name.value));
    if retired.is_empty() {
        return;
    }
    for error in &facts.raw.errors {
        let code = error.wire_code();
        if let Some(place) = names.get(code.as_bytes()) {
            let name = &retired[place].name;
            let message = format!("the code `{code}` is retired");
            sink.push(
                Diagnostic::new(&RULE, error.code_span(), message)
                    .related(name.span, "retired here")
                    .help("choose a code that was never used before"),
            );
        }
    }
}
