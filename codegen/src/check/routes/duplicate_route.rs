use crate::catalog::interner::Interner;
use crate::catalog::raw::Text;
use crate::catalog::route::Route;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-route",
    severity: Severity::Error,
    explanation: "Each operation must have its own route. An OpenAPI document has one entry per method \
        and path, and the names of path parameters do not matter. If one route serves several \
        operations, distinguish them by a fragment (`#add_shared_link`, as Box does) or a constant \
        query (`?acl`, as AWS does).",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[operations]
get_file = { route = "PUT /files/{id}", errors = ["NOT_FOUND"] }
add_link = { route = "PUT /files/{file_id}", errors = ["NOT_FOUND"] }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[operations]
get_file = { route = "PUT /files/{id}", errors = ["NOT_FOUND"] }
add_link = { route = "PUT /files/{id}#add_link", errors = ["NOT_FOUND"] }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    if !facts.raw.header.http {
        return;
    }
    let mut seen = Interner::new();
    let mut firsts: Vec<(&Text, &Text)> = Vec::new();
    for operation in &facts.raw.operations {
        let Some(written) = &operation.route else { continue };
        // The rule `invalid-route` reports it.
        let Ok(route) = Route::parse(&written.value) else { continue };
        let key = format!("{} {}", route.method, route.shape());
        let Some(place) = seen.add(key.as_bytes()) else {
            firsts.push((&operation.name, written));
            continue;
        };
        let (first, first_route) = firsts[place];
        let message =
            format!("the operations `{}` and `{}` have the same route", first.value, operation.name.value);
        let path = route.written.split(['#', '?']).next().unwrap_or_default();
        let apart = format!("{path}#{}", operation.name.value);
        let help = format!(
            "correct one of the routes, merge the operations, or add a fragment: `{} {apart}`",
            route.method
        );
        let related = format!("first used by `{}`", first.value);
        sink.push(
            Diagnostic::new(&RULE, written.span, message).related(first_route.span, related).help(help),
        );
    }
}
