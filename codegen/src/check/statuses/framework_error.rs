use crate::catalog::status;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "framework-error",
    severity: Severity::Error,
    explanation: "`[framework]` names, for a status that the web framework answers with by itself, the error \
        that stands for it; `4xx` and `5xx` name one for all other statuses of their class. The framework \
        knows no parameters, so that error has none that are required, and it has that very status, or one \
        of that class.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "{resource} not found", params = { resource = "string" } }
[framework]
404 = "NOT_FOUND"
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "{resource} not found", params = { resource = "string" } }
ROUTE_NOT_FOUND = { status = 404, message = "There is no such route" }
[framework]
404 = "ROUTE_NOT_FOUND"
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for (status, name) in &facts.raw.framework {
        if !facts.raw.header.http {
            let message = "the catalog has no HTTP, and so no web framework";
            sink.push(
                Diagnostic::new(&RULE, status.span, message).help("take `[framework]` or `http = false` out"),
            );
            continue;
        }
        let Some(error) = facts.raw.error(&name.value) else { continue };
        if let Some(param) = error.params.iter().find(|param| !param.optional) {
            let message = format!(
                "`{}` asks for the parameter `{}`, which the framework does not know",
                name.value, param.name.value
            );
            sink.push(
                Diagnostic::new(&RULE, name.span, message)
                    .related(param.name.span, "declared here")
                    .help("name an error without required parameters"),
            );
        }
        let Some(statuses) = status::range(&status.value) else { continue };
        let own = facts
            .raw
            .status_of(error)
            .filter(|own| u16::try_from(own.value).is_ok_and(|own| !statuses.contains(&own)));
        if let Some(own) = own {
            let message =
                format!("`{}` stands for {}, and its status is {}", name.value, status.value, own.value);
            sink.push(
                Diagnostic::new(&RULE, name.span, message)
                    .related(own.span, "its status")
                    .help(format!("name an error with the status {}", status.value)),
            );
        }
    }
}
