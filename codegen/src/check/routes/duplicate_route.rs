use crate::catalog::places::Places;
use crate::catalog::raw::Text;
use crate::catalog::route::Route;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-route",
    severity: Severity::Error,
    explanation: "Each operation has a route of its own: an OpenAPI document has one place for a method and \
        a path, whatever the names of the path's parameters. Where one route serves several operations, a \
        fragment or a constant query tells them apart, as in the documents of Box (`#add_shared_link`) and \
        AWS (`?acl`).",
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
    let mut seen = Places::new();
    let mut firsts: Vec<(&Text, &Text)> = Vec::new();
    for operation in &facts.raw.operations {
        let Some(written) = &operation.route else { continue };
        // Another rule says what is wrong with it.
        let Ok(route) = Route::parse(&written.value) else { continue };
        let key = format!("{} {}", route.method, route.shape());
        let Some(place) = seen.add(key.as_bytes()) else {
            firsts.push((&operation.name, written));
            continue;
        };
        let (first, first_route) = firsts[place];
        let message = format!("`{}` and `{}` have one route", first.value, operation.name.value);
        let path = route.written.split(['#', '?']).next().unwrap_or_default();
        let apart = format!("{path}#{}", operation.name.value);
        let help = format!(
            "correct one of them, or list all errors in one operation; a fragment tells two operations apart: `{} {apart}`",
            route.method
        );
        let related = format!("`{}` has it first", first.value);
        sink.push(
            Diagnostic::new(&RULE, written.span, message).related(first_route.span, related).help(help),
        );
    }
}
