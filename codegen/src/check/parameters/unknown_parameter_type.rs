use std::collections::HashSet;

use crate::catalog::keys::{ERROR, Type};
use crate::catalog::nearest::nearest;
use crate::catalog::params::{ParamType, Scalar};
use crate::catalog::shape::Typed;
use crate::catalog::tree::TomlKind;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-parameter-type",
    severity: Severity::Error,
    explanation: "The type of a parameter must be one of `string`, `bool`, `i64`, `u64`, `f64`, `timestamp`, \
        `uuid`, `json`, or a list of one of them: `[string]`.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Lead {id} not found", params = { id = "str" } }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Lead {id} not found", params = { id = "string" } }
"##,
};

/// Type names of other languages.
const ALIASES: &[(&str, &str)] = &[
    ("str", "string"),
    ("text", "string"),
    ("&str", "string"),
    ("String", "string"),
    ("char", "string"),
    ("int", "i64"),
    ("integer", "i64"),
    ("i32", "i64"),
    ("number", "f64"),
    ("float", "f64"),
    ("f32", "f64"),
    ("usize", "u64"),
    ("u32", "u64"),
    ("u16", "u64"),
    ("u8", "u64"),
    ("uint", "u64"),
    ("boolean", "bool"),
    ("datetime", "timestamp"),
    ("date-time", "timestamp"),
    ("time", "timestamp"),
    ("guid", "uuid"),
    ("object", "json"),
    ("any", "json"),
    ("value", "json"),
    ("list", "[string]"),
    ("array", "[string]"),
];

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let misplaced = misplaced(facts, sink);
    for Typed { ty, value } in &facts.shape.values {
        let (Type::ParamType, TomlKind::String(text)) = (ty, &value.kind) else { continue };
        if misplaced.contains(&value.span) {
            continue;
        }
        if ParamType::parse(text).is_none() {
            let names = Scalar::ALL.map(Scalar::name);
            let alias = ALIASES.iter().find(|(alias, _)| alias == text).map(|(_, name)| *name);
            let inner = text.strip_suffix("[]").or_else(|| text.strip_prefix("Vec<")?.strip_suffix('>'));
            let inner = inner.and_then(|inner| names.into_iter().find(|name| *name == inner));
            let list = inner.map(|inner| format!("[{inner}]"));
            let help = match list.as_deref().or(alias).or_else(|| nearest(text, names)) {
                Some(name) => format!("write \"{name}\""),
                None => format!("write one of {}, or a list of one of them: \"[string]\"", names.join(", ")),
            };
            sink.push(
                Diagnostic::new(&RULE, value.span, format!("unknown parameter type {text:?}")).help(help),
            );
        }
    }
}

/// Reports keys of an error inside its `params`, after a missing header, in one diagnostic.
fn misplaced(facts: &Facts<'_>, sink: &mut Sink) -> HashSet<Span> {
    let mut found = HashSet::new();
    for error in &facts.raw.errors {
        let of_error =
            error.params.iter().filter(|param| param.ty.is_none() && ERROR.key(&param.name.value).is_some());
        let of_error: Vec<_> =
            of_error.filter_map(|param| Some((&param.name, param.type_text.as_ref()?))).collect();
        // A sentence is not a misspelt type.
        let Some(((first, _), others)) =
            of_error.split_first().filter(|_| of_error.iter().any(|(_, text)| text.value.contains(' ')))
        else {
            continue;
        };
        found.extend(of_error.iter().map(|(_, text)| text.span));
        let message = format!("`{}` is inside the `params` of `{}`", first.value, error.name.value);
        let diagnostic = Diagnostic::new(&RULE, first.span, message)
            .help("move it above `params`, or below the header of another error: `[errors.CODE]`");
        sink.push(
            others
                .iter()
                .fold(diagnostic, |diagnostic, (name, _)| diagnostic.related(name.span, "this key as well")),
        );
    }
    found
}
