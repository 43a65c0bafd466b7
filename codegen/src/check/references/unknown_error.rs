use std::cell::OnceCell;
use std::collections::HashMap;

use crate::catalog::interner::Interner;
use crate::catalog::raw::Text;
use crate::catalog::status;
use crate::check::combine::once_each;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-error",
    severity: Severity::Error,
    explanation: "Operations, `[framework]` and the `use` of a retired code must name errors of the \
        catalog by their keys.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[operations.read_lead]
route = "GET /v1/leads/:id"
errors = ["NOT_FUOND"]
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
[operations.read_lead]
route = "GET /v1/leads/:id"
errors = ["NOT_FOUND"]
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let raw = facts.raw;
    if raw.operations.is_empty() && raw.framework.is_empty() && raw.retired.is_empty() {
        return;
    }
    let in_operations = raw.operations.iter().flat_map(|operation| &operation.errors);
    let in_framework =
        raw.framework.iter().filter(|(name, _)| status::range(&name.value).is_some()).map(|(_, error)| error);
    let in_retired = raw.retired.iter().filter_map(|retired| retired.replacement.as_ref());
    let unknown = in_operations.chain(in_framework).chain(in_retired);
    let unknown = unknown.filter(|name| raw.error(&name.value).is_none());
    let unknown = unknown.filter(|name| !facts.may_be_declared("errors", &name.value));
    let codes = OnceCell::new();
    once_each(&mut unknown.into_iter(), &|name| one(facts, &codes, name), sink);
    for operation in &raw.operations {
        let mut listed = Interner::new();
        let mut firsts: Vec<&Text> = Vec::new();
        for name in &operation.errors {
            let first = listed.add(name.value.as_bytes()).map(|place| firsts[place]);
            if first.is_none() {
                firsts.push(name);
            }
            if let Some(first) = first.filter(|_| raw.error(&name.value).is_some()) {
                let message =
                    format!("the operation `{}` lists `{}` twice", operation.name.value, name.value);
                sink.push(
                    Diagnostic::new(&RULE, name.span, message)
                        .related(first.span, "first listed here")
                        .help("remove one of them"),
                );
            }
        }
        if operation.errors.is_empty()
            && !operation.damaged
            && facts.key("operations", &operation.name, "errors").is_some()
        {
            let message = format!("the operation `{}` lists no errors", operation.name.value);
            sink.push(
                Diagnostic::new(&RULE, operation.name.span, message)
                    .help("list its errors, or remove the operation"),
            );
        }
    }
}

/// Reports an unknown name. `codes` caches the errors by their wire codes.
fn one(facts: &Facts<'_>, codes: &OnceCell<HashMap<String, usize>>, name: &Text) -> Diagnostic {
    let message = format!("unknown error `{}`", name.value);
    let errors = &facts.raw.errors;
    let codes = codes.get_or_init(|| {
        let firsts = errors.iter().enumerate().filter(|(place, error)| error.first_of_code == *place);
        firsts.map(|(place, error)| (error.wire_code().into_owned(), place)).collect()
    });
    let by_code = codes.get(&*name.value).map(|place| &errors[*place]);
    let help = match by_code {
        Some(error) => format!("use the key of the error: \"{}\"", error.name.value),
        None => facts.suggest(
            &name.value,
            errors.iter().map(|error| &*error.name.value),
            "add the error to `[errors]`",
        ),
    };
    Diagnostic::new(&RULE, name.span, message).help(help)
}
