use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "missing-route",
    severity: Severity::Warning,
    explanation: "If `[generate] openapi` documents operations, each operation needs a `route`. The \
        OpenAPI document omits operations without a route.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[operations]
get_lead = { errors = ["NOT_FOUND"] }
[generate]
openapi = "openapi.yaml"
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[operations]
get_lead = { route = "GET /v1/leads/{id}", errors = ["NOT_FOUND"] }
[generate]
openapi = "openapi.yaml"
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let raw = facts.raw;
    let openapi = raw.generate.openapi.as_ref();
    let has_operations =
        openapi.is_some_and(|openapi| openapi.merge.as_ref().is_none_or(|merge| merge.value != "components"));
    if !raw.header.http || !has_operations {
        return;
    }
    for operation in raw.operations.iter().filter(|operation| operation.route.is_none() && !operation.damaged)
    {
        let message = format!(
            "missing `route` in the operation `{}`: the OpenAPI document omits the operation",
            operation.name.value
        );
        let help = "add the method and the path, such as `route = \"GET /v1/leads/{id}\"`";
        sink.push(Diagnostic::new(&RULE, operation.name.span, message).help(help));
    }
}
