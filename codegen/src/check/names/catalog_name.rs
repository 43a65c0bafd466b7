use crate::catalog::naming::{catalog_name, is_catalog_name};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "catalog-name",
    severity: Severity::Error,
    explanation: "The name of a catalog becomes a file name and a module name. It can contain \
        lowercase letters, digits, `-` and `_`, and must begin with a letter. The `domain` is \
        optional. It must not be empty.",
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
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for domain in facts.raw.header.domain.iter().filter(|domain| domain.value.is_empty()) {
        let help = "write the name of the service, such as \"leads.example.com\", or remove the key";
        sink.push(Diagnostic::new(&RULE, domain.span, "empty `domain`").help(help));
    }
    let Some(name) = &facts.raw.header.name else { return };
    if !is_catalog_name(&name.value) {
        let message = format!("invalid catalog name `{}`", name.value);
        let suggestion = catalog_name(&name.value);
        sink.push(
            Diagnostic::new(&RULE, name.span, message).help(format!("write `name = \"{suggestion}\"`")),
        );
    }
}
