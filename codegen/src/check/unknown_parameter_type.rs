use super::{Facts, Rule};
use crate::catalog::keys::Type;
use crate::catalog::nearest::nearest;
use crate::catalog::params::{ParamType, Scalar};
use crate::catalog::tree::Kind;
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "unknown-parameter-type",
    severity: Severity::Error,
    explanation: "The type of a parameter is one of `string`, `bool`, `i64`, `u64`, `f64`, `timestamp`, `uuid`, `json`, or a \
        list of one of them: `[string]`.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, message = "Lead {id} not found", params = { id = "str" } }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Lead {id} not found", params = { id = "string" } }
"##,
    check: Some(check),
};

/// What people write who come from elsewhere.
const ALIASES: &[(&str, &str)] = &[
    ("str", "string"), ("text", "string"), ("&str", "string"), ("String", "string"), ("char", "string"),
    ("int", "i64"), ("integer", "i64"), ("i32", "i64"), ("number", "f64"), ("float", "f64"), ("f32", "f64"),
    ("usize", "u64"), ("u32", "u64"), ("u16", "u64"), ("u8", "u64"), ("uint", "u64"), ("boolean", "bool"),
    ("datetime", "timestamp"), ("date-time", "timestamp"), ("time", "timestamp"), ("guid", "uuid"),
    ("object", "json"), ("any", "json"), ("value", "json"), ("list", "[string]"), ("array", "[string]"),
];

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for (ty, value) in &facts.shape.values {
        let (Type::ParamType, Kind::String(text)) = (ty, &value.kind) else { continue };
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
            sink.push(Diagnostic::new(&RULE, value.span, format!("there is no parameter type {text:?}")).help(help));
        }
    }
}
