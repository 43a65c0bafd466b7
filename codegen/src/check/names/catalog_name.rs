use crate::catalog::naming::{catalog_name, is_catalog_name};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "catalog-name",
    severity: Severity::Error,
    explanation: "The name of a catalog becomes the name of a file and of a module: small letters, digits, \
        `-` and `_`, a letter first. The domain, if there is one, names the service to its clients: it is \
        not empty.",
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
        let help = "write the service's name, \"leads.example.com\", or leave it out";
        sink.push(Diagnostic::new(&RULE, domain.span, "an empty domain names no service").help(help));
    }
    let Some(name) = &facts.raw.header.name else { return };
    if !is_catalog_name(&name.value) {
        let message = format!("`{}` cannot be the name of a file and a module", name.value);
        let suggestion = catalog_name(&name.value);
        sink.push(
            Diagnostic::new(&RULE, name.span, message).help(format!("write `name = \"{suggestion}\"`")),
        );
    }
}
