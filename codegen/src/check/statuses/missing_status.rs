use std::collections::HashMap;

use crate::catalog::raw::Text;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "missing-status",
    severity: Severity::Error,
    explanation: "Every error of an HTTP API needs a status, its own or the one of its category. For \
        codes without HTTP, set `http = false` in `[catalog]`.",
    wrong: r##"[errors]
NOT_FOUND = { message = "Not found" }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let mut without: Vec<(Option<&Text>, &Text)> = Vec::new();
    for error in &facts.raw.errors {
        let category = facts.raw.category_of(error);
        let unsure =
            error.damaged || error.category.is_some() && category.is_none_or(|category| category.damaged);
        let status = facts.raw.status_of(error);
        if facts.raw.header.http && status.is_none() && !unsure {
            without.push((category.map(|category| &category.name), &error.name));
        }
        if let Some(own) = error.status.as_ref().filter(|_| !facts.raw.header.http) {
            let message = format!("`{}` has a status, but the catalog has `http = false`", error.name.value);
            sink.push(
                Diagnostic::new(&RULE, own.span, message)
                    .help("remove the status, or remove `http = false` from `[catalog]`"),
            );
        }
    }
    report(&without, sink);
    let of_categories = facts.raw.categories.iter().filter_map(|category| category.status.as_ref());
    for status in of_categories.filter(|_| !facts.raw.header.http) {
        let message = "a category has a status, but the catalog has `http = false`";
        sink.push(
            Diagnostic::new(&RULE, status.span, message)
                .help("remove the status, or remove `http = false` from `[catalog]`"),
        );
    }
}

/// Reports errors without a status, with one diagnostic per category.
fn report(without: &[(Option<&Text>, &Text)], sink: &mut Sink) {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut of_categories: HashMap<Span, usize> = HashMap::new();
    for (category, error) in without {
        if let Some(place) = category.and_then(|category| of_categories.get(&category.span)) {
            found[*place].related.push((error.span, "also without a status".to_owned()));
            continue;
        }
        let message = format!("missing `status` in the error `{}`", error.value);
        let help = "add `status = 400` here or in the category, or `http = false` in `[catalog]`";
        let mut diagnostic = Diagnostic::new(&RULE, error.span, message).help(help);
        if let Some(category) = category {
            diagnostic = diagnostic.related(category.span, "its category has no status either");
            of_categories.insert(category.span, found.len());
        }
        found.push(diagnostic);
    }
    sink.extend(found);
}
