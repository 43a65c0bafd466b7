use std::borrow::Cow;
use std::collections::HashMap;

use crate::catalog::interner::Interner;
use crate::catalog::naming;
use crate::catalog::raw::{Error, Named, Text};
use crate::catalog::resolve::{operation_name, rust_name};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "name-clash",
    severity: Severity::Error,
    explanation: "Every error, category, operation and parameter has a Rust name, derived from its \
        name in the catalog. Two of them must not have the same Rust name. Set another one with `rust \
        = \"…\"`. Rename a parameter, and keep its name on the wire with `wire = \"…\"`.",
    wrong: r##"[errors.BUSY]
status = 503
message = "Wait {retry_after} seconds, or {retryAfter}"
params = { retry_after = "u64", retryAfter = "string" }
"##,
    right: r##"[errors.BUSY]
status = 503
message = "Wait {seconds} seconds, or {text}"
params = { seconds = { type = "u64", wire = "retry_after" }, text = { type = "string", wire = "retryAfter" } }
"##,
};

const SET_RUST: &str = "set a different name for one of them: `rust = \"…\"`";

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let raw = facts.raw;
    let span = |set: &Option<Text>, name: &Text| set.as_ref().map_or(name.span, |set| set.span);
    let mut errors =
        raw.errors.iter().map(|e| (rust_name(&e.rust, e).map(Cow::from), &e.name, span(&e.rust, &e.name)));
    clashes("errors", SET_RUST, &mut errors, sink);
    if raw.rust.constructors {
        let mut seen = Interner::new();
        // Clashing variants were reported before.
        let apart = raw
            .errors
            .iter()
            .filter(|e| rust_name(&e.rust, e).is_some_and(|name| seen.add(name.as_bytes()).is_none()));
        let mut functions = apart.map(|e| {
            let name = rust_name(&e.rust, e).filter(|name| naming::is_type_name(name));
            (name.and_then(naming::value_name).map(Cow::from), &e.name, span(&e.rust, &e.name))
        });
        clashes("constructors", SET_RUST, &mut functions, sink);
    }
    let mut categories = raw.categories.iter().map(|c| {
        let name = rust_name(&c.rust, c).and_then(naming::value_name).map(Cow::from);
        (name, &c.name, span(&c.rust, &c.name))
    });
    clashes("categories", SET_RUST, &mut categories, sink);
    let mut attributes = raw.attributes.iter().map(|of| (of.accessor(), &of.name, span(&of.rust, &of.name)));
    clashes(
        "attributes",
        "set a different name for one of them: `{ type = \"…\", rust = \"…\" }`",
        &mut attributes,
        sink,
    );
    check_types(facts, sink);
    for error in &raw.errors {
        check_fields(error, sink);
    }
}

/// Reports clashes of enums.
fn check_types(facts: &Facts<'_>, sink: &mut Sink) {
    let rust = &facts.raw.rust;
    let own = [
        ("error", "Error", &rust.error),
        ("code", "Code", &rust.code),
        ("category", "Category", &rust.category),
    ];
    let mut seen: HashMap<String, Option<Span>> = HashMap::new();
    let mut check = |name: String, span: Option<Span>, help: String| {
        match seen.get(&name) {
            None => drop(seen.insert(name, span)),
            Some(first) => {
                // An enum with its default name has no span.
                let Some(at) = span.or(*first) else { return };
                let diagnostic =
                    Diagnostic::new(&RULE, at, format!("duplicate Rust name `{name}` of two enums"));
                let other = first.filter(|first| *first != at);
                let diagnostic =
                    other.into_iter().fold(diagnostic, |d, span| d.related(span, "first used here"));
                sink.push(diagnostic.help(help));
            }
        }
    };
    for (key, usual, set) in own {
        let name = set.as_ref().map_or_else(|| usual.to_owned(), |set| set.value.clone().into_owned());
        check(name, set.as_ref().map(|set| set.span), format!("set a different name: `{key} = \"…\"`"));
    }
    for operation in &facts.raw.operations {
        let span = operation.rust.as_ref().map_or(operation.name.span, |rust| rust.span);
        if let Some(name) = operation_name(operation) {
            check(name, Some(span), SET_RUST.to_owned());
        }
    }
}

/// Reports clashes of the fields of a variant.
fn check_fields(error: &Named<Error>, sink: &mut Sink) {
    if error.params.len() > 1 {
        let mut fields = error.params.iter().map(|param| {
            (naming::value_name(&param.name.value).map(Cow::from), &param.name, param.name.span)
        });
        clashes(
            "parameters",
            "rename one of them, and keep its name on the wire with `wire = \"…\"`",
            &mut fields,
            sink,
        );
    }
    if error.issues.is_none() && error.source.is_none() {
        return;
    }
    let taken = [("issues", error.issues), ("source", error.source.as_ref().map(|source| source.span))];
    for param in &error.params {
        let name = naming::value_name(&param.name.value);
        for (field, span) in
            taken.iter().filter(|(field, span)| span.is_some() && name.as_deref() == Some(field))
        {
            let message = format!(
                "the parameter `{}` has the same name as the built-in field `{field}`",
                param.name.value
            );
            let diagnostic = Diagnostic::new(&RULE, param.name.span, message);
            let help = format!(
                "rename the parameter, and keep its name on the wire with `wire = \"{}\"`",
                param.name.value
            );
            sink.push(
                span.iter()
                    .fold(diagnostic, |d, span| d.related(*span, "the built-in field is enabled here"))
                    .help(help),
            );
        }
    }
}

fn clashes<'a>(
    what: &str,
    help: &str,
    names: &mut dyn Iterator<Item = (Option<Cow<'a, str>>, &'a Text, Span)>,
    sink: &mut Sink,
) {
    let mut seen = Interner::new();
    let mut firsts: Vec<(&Text, Span)> = Vec::new();
    for (rust, name, span) in names {
        let Some(rust) = rust else { continue };
        match seen.add(rust.as_bytes()) {
            None => firsts.push((name, span)),
            Some(place) => sink.push(
                Diagnostic::new(&RULE, span, format!("duplicate Rust name `{rust}` of two {what}"))
                    .related(firsts[place].1, format!("first used by `{}`", firsts[place].0.value))
                    .help(help),
            ),
        }
    }
}
