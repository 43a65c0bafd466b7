use std::collections::{HashMap, HashSet};

use crate::catalog::raw::{Error, Named, Text};
use crate::catalog::resolve::operation_name;
use crate::catalog::rust_type::{is_type, normal};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "invalid-from",
    severity: Severity::Error,
    explanation: "`from` generates a `From` implementation, so that `?` converts a Rust type to an \
        error. `source = { type = \"…\", from = true }` converts the cause of the error. `issues = { \
        from = \"…\" }` converts a type that has field issues. Only one error can be converted from a \
        type. The other parameters of the error must be optional. With `issues`, the cause must be \
        boxed (`source = true`).",
    wrong: r##"[errors.STORAGE]
status = 500
message = "The storage failed"
source = { from = true }
"##,
    right: r##"[errors.STORAGE]
status = 500
message = "The storage failed"
source = { type = "std::io::Error", from = true }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let error = facts.raw.rust.error.as_ref().map_or("Error", |name| &*name.value);
    let mut types = Types {
        generated: facts.raw.operations.iter().filter_map(operation_name).chain([error.to_owned()]).collect(),
        made_of: HashMap::new(),
    };
    for error in &facts.raw.errors {
        of_source(error, &mut types, sink);
        of_issues(error, &mut types, sink);
    }
}

/// The types that errors convert from.
struct Types<'r> {
    /// The enums of the catalog.
    generated: HashSet<String>,
    /// The first error that converts from each type, with its span.
    made_of: HashMap<String, (&'r Text<'r>, Span)>,
}

impl<'r> Types<'r> {
    /// Adds the conversion of `ty` to `error`. A duplicate is reported at `at`.
    fn add(&mut self, ty: &'r Text, error: &'r Text, at: Span, sink: &mut Sink) {
        let name = normal(&ty.value);
        let report = |message: String, help: &str| Diagnostic::new(&RULE, at, message).help(help);
        if self.generated.contains(&name) {
            let message = format!("`{name}` is an enum of this catalog");
            sink.push(report(message, "write the full path of another type"));
        }
        match self.made_of.get(&name) {
            None => drop(self.made_of.insert(name, (error, ty.span))),
            Some((first, span)) => {
                let (message, help) = if first.span == error.span {
                    (
                        format!("duplicate conversion to `{}` from `{}`", error.value, ty.value),
                        "remove one of them",
                    )
                } else {
                    (format!("two errors convert from `{}`", ty.value), "remove `from` from one of them")
                };
                sink.push(report(message, help).related(*span, "first used here"));
            }
        }
    }
}

/// Checks an error that converts from its cause.
fn of_source<'r>(error: &'r Named<Error>, types: &mut Types<'r>, sink: &mut Sink) {
    let Some((source, from)) = error.source.as_ref().and_then(|source| Some((source, source.from?))) else {
        return;
    };
    match &source.ty {
        None => {
            let unknown = Diagnostic::new(&RULE, from, "`from` needs a type");
            sink.push(unknown.help("add `type = \"…\"`"));
        }
        Some(ty) => types.add(ty, &error.name, from, sink),
    }
    required_params(error, from, sink);
    if let Some(issues) = error.issues {
        let unknown = Diagnostic::new(&RULE, from, "`from` cannot set the field issues");
        let help =
            "remove `from = true`, or convert from a type with field issues: `issues = { from = \"…\" }`";
        sink.push(unknown.related(issues, "the field issues are declared here").help(help));
    }
}

/// Checks an error that converts from a type with field issues.
fn of_issues<'r>(error: &'r Named<Error>, types: &mut Types<'r>, sink: &mut Sink) {
    for ty in &error.issues_from {
        if is_type(&ty.value) {
            types.add(ty, &error.name, ty.span, sink);
        } else {
            let none = Diagnostic::new(&RULE, ty.span, format!("invalid Rust type `{}`", ty.value));
            sink.push(none.help("write a path, such as \"validator::ValidationErrors\""));
        }
    }
    let Some(from) = error.issues_from.first().map(|ty| ty.span) else { return };
    required_params(error, from, sink);
    if let Some(ty) = error.source.as_ref().and_then(|source| source.ty.as_ref()) {
        let unknown =
            Diagnostic::new(&RULE, from, format!("`from` cannot set the cause of type `{}`", ty.value));
        sink.push(
            unknown
                .related(ty.span, "declared here")
                .help("write `source = true`: the converted value becomes the cause"),
        );
    }
}

fn required_params(error: &Error, from: Span, sink: &mut Sink) {
    if let Some(param) = error.params.iter().find(|param| !param.optional) {
        let unknown = Diagnostic::new(
            &RULE,
            from,
            format!("`from` cannot set the required parameter `{}`", param.name.value),
        );
        let help = "remove `from`, or make the parameter optional";
        sink.push(unknown.related(param.name.span, "declared here").help(help));
    }
}
