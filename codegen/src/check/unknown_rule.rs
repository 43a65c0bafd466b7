use super::{Facts, RULES, Rule, rule};
use crate::catalog::nearest::nearest;
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "unknown-rule",
    severity: Severity::Error,
    explanation: "`[rules]` names rules of taste: those that warn. A rule that keeps a catalog from being used cannot be turned \
        off.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[rules]
indistinct-error = "off"
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[rules]
indistinct-errors = "off"
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let mut unknown = Vec::new();
    for (name, _) in &facts.raw.rules {
        match rule(&name.value) {
            Some(rule) if rule.is_adjustable() => {}
            Some(_) => {
                let message = format!("`{}` is no rule of taste: what breaks it cannot be used", name.value);
                sink.push(Diagnostic::new(&RULE, name.span, message).help("take it out"));
            }
            None => {
                let adjustable = RULES.iter().filter(|rule| rule.is_adjustable()).map(|rule| rule.id);
                let help = super::suggest(&name.value, adjustable.clone(), "take it out");
                let diagnostic = Diagnostic::new(&RULE, name.span, format!("there is no rule `{}`", name.value)).help(help);
                match nearest(&name.value, adjustable) {
                    Some(_) => sink.push(diagnostic),
                    None => unknown.push(diagnostic),
                }
            }
        }
    }
    sink.extend(super::join(unknown));
}
