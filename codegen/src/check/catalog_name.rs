use heck::ToKebabCase;

use super::{Facts, Rule};
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "catalog-name",
    severity: Severity::Error,
    explanation: "The name of a catalog becomes the name of a file and of a module: small letters, digits, `-` and `_`, a letter \
        first. The domain, if there is one, names the service to its clients: it is not empty.",
    wrong: r##"[catalog]
name = "Our Leads"
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    right: r##"[catalog]
name = "our-leads"
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for domain in facts.raw.header.domain.iter().filter(|domain| domain.value.is_empty()) {
        let help = "write the service's name, \"leads.example.com\", or leave it out";
        sink.push(Diagnostic::new(&RULE, domain.span, "an empty domain names no service").help(help));
    }
    let Some(name) = &facts.raw.header.name else { return };
    if !is_name(&name.value) {
        let message = format!("`{}` cannot be the name of a file and a module", name.value);
        let kebab = name.value.to_kebab_case();
        let suggestion = if is_name(&kebab) { kebab } else { "errors".to_owned() };
        sink.push(Diagnostic::new(&RULE, name.span, message).help(format!("write `name = \"{suggestion}\"`")));
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}
