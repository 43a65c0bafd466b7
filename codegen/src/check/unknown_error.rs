use super::{Facts, Rule};
use crate::catalog::places::Places;
use crate::catalog::raw::Text;
use crate::catalog::status;
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "unknown-error",
    severity: Severity::Error,
    explanation: "Operations, `[framework]` and the `use` of a retired code name errors of the catalog, by their keys.",
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
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let raw = facts.raw;
    if raw.operations.is_empty() && raw.framework.is_empty() && raw.retired.is_empty() {
        return;
    }
    let known = Places::of(raw.errors.iter().map(|error| &*error.name.value));
    let in_operations = raw.operations.iter().flat_map(|operation| &operation.errors);
    let in_framework = raw.framework.iter().filter(|(name, _)| status::range(&name.value).is_some()).map(|(_, error)| error);
    let in_retired = raw.retired.iter().filter_map(|retired| retired.replacement.as_ref());
    let unknown = in_operations.chain(in_framework).chain(in_retired);
    let unknown = unknown.filter(|name| known.get(name.value.as_bytes()).is_none());
    let unknown = unknown.filter(|name| !facts.may_be_declared("errors", &name.value));
    super::once_each(&mut unknown.into_iter(), &|name| one(facts, name), sink);
    for operation in &raw.operations {
        for (i, name) in operation.errors.iter().enumerate() {
            let first = operation.errors[..i].iter().find(|first| first.value == name.value);
            if let Some(first) = first.filter(|_| known.get(name.value.as_bytes()).is_some()) {
                let message = format!("`{}` lists `{}` twice", operation.name.value, name.value);
                sink.push(Diagnostic::new(&RULE, name.span, message).related(first.span, "here first").help("keep one of them"));
            }
        }
        if operation.errors.is_empty() && !operation.damaged && facts.key("operations", &operation.name, "errors").is_some() {
            let message = format!("`{}` lists no errors", operation.name.value);
            sink.push(Diagnostic::new(&RULE, operation.name.span, message).help("list its errors, or take the operation out"));
        }
    }
}

fn one(facts: &Facts<'_>, name: &Text) -> Diagnostic {
    let message = format!("there is no error `{}`", name.value);
    let by_code = facts.raw.errors.iter().find(|error| error.wire_code() == name.value);
    let help = match by_code {
        Some(error) => format!("errors are named by their keys: write \"{}\"", error.name.value),
        None => super::suggest(&name.value, facts.raw.errors.iter().map(|error| &*error.name.value), "add it to `[errors]`"),
    };
    Diagnostic::new(&RULE, name.span, message).help(help)
}
