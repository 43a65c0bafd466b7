use crate::catalog::message::is_name;
use crate::catalog::naming;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "parameter-name",
    severity: Severity::Error,
    explanation: "The name of a parameter is used in placeholders. It can contain ASCII letters, \
        digits and `_`, and must not begin with a digit. Set another name on the wire with `wire = \
        \"…\"`. The name of an attribute can contain letters, digits, `_`, `-` and dots.",
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
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for wire in
        facts.raw.errors.iter().flat_map(|error| &error.params).filter_map(|param| param.wire.as_ref())
    {
        if wire.value.is_empty() {
            sink.push(
                Diagnostic::new(&RULE, wire.span, "empty `wire` name of a parameter")
                    .help("write a name, or remove the key"),
            );
        }
    }
    let params =
        facts.raw.errors.iter().flat_map(|error| error.params.iter().map(|param| (&param.name, true)));
    let context = facts.raw.context.iter().map(|(name, _)| (name, false));
    for attribute in
        facts.raw.attributes.iter().filter(|attribute| !naming::is_attribute_name(&attribute.name.value))
    {
        let message = format!("invalid attribute name `{}`", attribute.name.value);
        sink.push(
            Diagnostic::new(&RULE, attribute.name.span, message)
                .help("use only letters, digits, `_`, `-` and dots"),
        );
    }
    for (name, has_wire) in params.chain(context).filter(|(name, _)| !is_name(&name.value)) {
        let snake = naming::snake(&name.value);
        let snake = if snake.starts_with(|c: char| c.is_ascii_digit()) { format!("_{snake}") } else { snake };
        let keeps = if has_wire { ", and keep the name on the wire with `wire = \"…\"`" } else { "" };
        let help = match is_name(&snake) {
            true => format!("write `{snake}`{keeps}"),
            false => format!("use only ASCII letters, digits and `_`{keeps}"),
        };
        sink.push(
            Diagnostic::new(&RULE, name.span, format!("invalid parameter name `{}`", name.value)).help(help),
        );
    }
}
