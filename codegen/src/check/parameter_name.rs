use heck::ToSnakeCase;

use super::{Facts, Rule};
use crate::catalog::message::is_name;
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "parameter-name",
    severity: Severity::Error,
    explanation: "A parameter's name can stand in a placeholder: a letter or `_`, then letters, digits and `_`. Another name on \
        the wire is set with `wire = \"…\"`.",
    wrong: r##"[errors.BUSY]
status = 503
message = "Busy"
params = { "retry-after" = "u64" }
"##,
    right: r##"[errors.BUSY]
status = 503
message = "Busy"
params = { retry_after = { type = "u64", wire = "retry-after" } }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let params = facts.raw.errors.iter().flat_map(|error| error.params.iter().map(|param| &param.name));
    let context = facts.raw.context.iter().map(|(name, _)| name);
    let attributes = facts.raw.attributes.iter().map(|(name, _)| name);
    for name in params.chain(context).chain(attributes).filter(|name| !is_name(&name.value)) {
        let snake = name.value.to_snake_case();
        let help = if is_name(&snake) { format!("write `{snake}`; `wire = \"{}\"` keeps the name on the wire", name.value) } else { "write letters, digits and `_`".to_owned() };
        sink.push(Diagnostic::new(&RULE, name.span, format!("`{}` cannot stand in a placeholder", name.value)).help(help));
    }
}
