use crate::catalog::nearest::nearest;
use crate::catalog::suggest::suggest;
use crate::check::combine::join;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-rule",
    severity: Severity::Error,
    explanation: "`[rules]` sets the severity of rules that warn by default. A rule that reports \
        errors by default cannot be changed.",
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
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let mut unknown = Vec::new();
    for (name, _) in &facts.raw.rules {
        match facts.rule(&name.value) {
            Some(rule) if rule.is_adjustable() => {}
            Some(_) => {
                let message =
                    format!("the rule `{}` cannot be changed: it always reports errors", name.value);
                sink.push(Diagnostic::new(&RULE, name.span, message).help("remove it"));
            }
            None => {
                let adjustable = facts.rules.iter().filter(|rule| rule.is_adjustable()).map(|rule| rule.id);
                let help = suggest(&name.value, adjustable.clone(), "remove it");
                let diagnostic =
                    Diagnostic::new(&RULE, name.span, format!("unknown rule `{}`", name.value)).help(help);
                match nearest(&name.value, adjustable) {
                    Some(_) => sink.push(diagnostic),
                    None => unknown.push(diagnostic),
                }
            }
        }
    }
    sink.extend(join(unknown));
}
