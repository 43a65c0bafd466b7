use crate::catalog::shape::Missing;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "missing-key",
    severity: Severity::Error,
    explanation: "Some keys are required: the name of the catalog, the kind of a retry policy, the \
        body of an envelope, and the type of a parameter that is a table.",
    wrong: r##"[catalog]
version = "1.0.0"
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    right: r##"[catalog]
name = "example"
version = "1.0.0"
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for Missing { table, section, key, example } in &facts.shape.missing {
        // The rule `missing-message` reports it.
        if section.name == "errors.CODE" {
            continue;
        }
        let message = format!("missing key `{}` in `{}`", key.name, table.value);
        let help = format!("add `{} = {example}`", key.name);
        sink.push(Diagnostic::new(&RULE, table.span, message).help(help));
    }
    let has_header = facts.raw.header.name.is_some()
        || facts.shape.missing.iter().any(|missing| missing.section.name == "catalog");
    let misspelt = facts.shape.unknown.iter().any(|unknown| unknown.path.is_empty());
    if !has_header && facts.shape.damaged.is_empty() && !misspelt && facts.shape.mistyped.is_empty() {
        let message = "missing key `name` in `[catalog]`";
        sink.push(
            Diagnostic::new(&RULE, Span::new(0, 0..0), message)
                .help("add `[catalog]`, and below it `name = \"leads\"`"),
        );
    }
}
