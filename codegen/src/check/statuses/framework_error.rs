use crate::catalog::status;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "framework-error",
    severity: Severity::Error,
    explanation: "`[framework]` maps a status to the error that replaces the web framework's own \
        response with this status. `4xx` and `5xx` apply to all other statuses of their class. The \
        framework supplies no parameters, so the error must not have required parameters. Its status \
        must be the mapped status, or belong to the mapped class.",
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
            let message = "`[framework]` cannot be used with `http = false`";
            sink.push(
                Diagnostic::new(&RULE, status.span, message).help("remove `[framework]` or `http = false`"),
            );
            continue;
        }
        let Some(error) = facts.raw.error(&name.value) else { continue };
        if let Some(param) = error.params.iter().find(|param| !param.optional) {
            let message = format!(
                "`{}` has the required parameter `{}`, which the framework cannot supply",
                name.value, param.name.value
            );
            sink.push(
                Diagnostic::new(&RULE, name.span, message)
                    .related(param.name.span, "declared here")
                    .help("use an error without required parameters"),
            );
        }
        let Some(statuses) = status::range(&status.value) else { continue };
        let own = facts
            .raw
            .status_of(error)
            .filter(|own| u16::try_from(own.value).is_ok_and(|own| !statuses.contains(&own)));
        if let Some(own) = own {
            let message =
                format!("`{}` is mapped to {}, but its status is {}", name.value, status.value, own.value);
            sink.push(
                Diagnostic::new(&RULE, name.span, message)
                    .related(own.span, "the status of the error")
                    .help(format!("use an error with the status {}", status.value)),
            );
        }
    }
}
