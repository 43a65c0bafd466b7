use crate::catalog::route::Route;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "invalid-route",
    severity: Severity::Error,
    explanation: "A route is an uppercase HTTP method and a path that begins with `/`. Path parameters \
        can have the forms of common routers: `{id}`, `:id`, `{*rest}`, `{id:[0-9]+}`, `{key+}`, \
        `{name}:cancel`. A constant query (`?acl`) or a fragment (`#add_shared_link`) distinguishes \
        operations with the same path. OpenAPI allows no other form. With `http = false`, a route can \
        be any text.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[operations]
get_lead = { route = "GET v1/leads/{id", errors = ["NOT_FOUND"] }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[operations]
get_lead = { route = "GET /v1/leads/{id}", errors = ["NOT_FOUND"] }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    if !facts.raw.header.http {
        return;
    }
    for route in facts.raw.operations.iter().filter_map(|operation| operation.route.as_ref()) {
        if let Err(wrong) = Route::parse(&route.value) {
            sink.push(Diagnostic::new(&RULE, facts.part(route, wrong.range), wrong.message).help(wrong.help));
        }
    }
}
