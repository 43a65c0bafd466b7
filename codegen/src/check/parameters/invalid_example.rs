use crate::catalog::params::{ParamType, Scalar as Ty};
use crate::catalog::raw::Scalar;
use crate::catalog::{json, timestamp};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "invalid-example",
    severity: Severity::Error,
    explanation: "The example of a parameter must be a valid value of its type: a number for `u64`, \
        RFC 3339 in UTC for `timestamp`, JSON for `json` and for lists. The documentation and example \
        servers show it.",
    wrong: r##"[errors.BUSY]
status = 503
message = "Try again in {seconds} seconds"
params = { seconds = { type = "u64", example = "soon" } }
"##,
    right: r##"[errors.BUSY]
status = 503
message = "Try again in {seconds} seconds"
params = { seconds = { type = "u64", example = 30 } }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for param in facts.raw.errors.iter().flat_map(|error| &error.params) {
        let Some((ty, example)) = param.ty.zip(param.example.as_ref()) else { continue };
        if !is_of(ty, &example.value) {
            let message = format!(
                "invalid example of the parameter `{}`: not of type `{}`",
                param.name.value,
                ty.name()
            );
            let help = format!("write a valid value, such as `example = {}`", instead(ty));
            sink.push(
                Diagnostic::new(&RULE, example.span, message)
                    .related(param.name.span, "declared here")
                    .help(help),
            );
        }
    }
}

fn is_of(ty: ParamType, example: &Scalar) -> bool {
    match (ty.scalar, example) {
        (scalar, Scalar::Text(text)) if ty.list => match json::parse(text).map(|value| value.kind) {
            Ok(json::JsonKind::Array(items)) => items.iter().all(|item| is_json_of(scalar, &item.kind)),
            _ => false,
        },
        _ if ty.list => false,
        (Ty::String, _) => true,
        (Ty::Bool, Scalar::Bool(_))
        | (Ty::I64 | Ty::F64, Scalar::Integer(_))
        | (Ty::F64, Scalar::Float(_)) => true,
        (Ty::U64, Scalar::Integer(number)) => *number >= 0,
        (Ty::Timestamp, Scalar::Text(text)) => timestamp::is_utc(text),
        (Ty::Uuid, Scalar::Text(text)) => is_uuid(text),
        (Ty::Json, Scalar::Text(text)) => json::parse(text).is_ok(),
        _ => false,
    }
}

/// Returns whether an item of a list has the type.
fn is_json_of(scalar: Ty, item: &json::JsonKind) -> bool {
    match (scalar, item) {
        (Ty::Json, _) => true,
        (Ty::Bool, json::JsonKind::Literal(word)) => word == "true" || word == "false",
        (Ty::I64, json::JsonKind::Literal(word)) => word.parse::<i64>().is_ok(),
        (Ty::U64, json::JsonKind::Literal(word)) => word.parse::<u64>().is_ok(),
        (Ty::F64, json::JsonKind::Literal(word)) => word.parse::<f64>().is_ok(),
        (Ty::String, json::JsonKind::String(_)) => true,
        (Ty::Timestamp, json::JsonKind::String(text)) => timestamp::is_utc(text),
        (Ty::Uuid, json::JsonKind::String(text)) => is_uuid(text),
        _ => false,
    }
}

/// Returns whether the text is a UUID (RFC 9562 §4).
fn is_uuid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.concat().bytes().all(|b| b.is_ascii_hexdigit())
}

fn instead(ty: ParamType) -> &'static str {
    match ty.scalar {
        Ty::Bool if ty.list => "'[true]'",
        Ty::I64 | Ty::U64 | Ty::F64 if ty.list => "'[1, 2]'",
        Ty::Timestamp if ty.list => "'[\"2025-01-15T10:30:00Z\"]'",
        Ty::Uuid if ty.list => "'[\"550e8400-e29b-41d4-a716-446655440000\"]'",
        // Any text is a valid example.
        Ty::String => "'[\"a\", \"b\"]'",
        Ty::Bool => "true",
        Ty::I64 => "-5",
        Ty::U64 => "30",
        Ty::F64 => "0.5",
        Ty::Timestamp => "\"2025-01-15T10:30:00Z\"",
        Ty::Uuid => "\"550e8400-e29b-41d4-a716-446655440000\"",
        Ty::Json => "'{ \"max\": 3 }'",
    }
}
