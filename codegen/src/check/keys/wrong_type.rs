use crate::catalog::keys::{Section, Type};
use crate::catalog::naming::toml_key;
use crate::catalog::shape::Mistyped;
use crate::catalog::tree::{TomlKind, Value};
use crate::check::combine::join;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "wrong-type",
    severity: Severity::Error,
    explanation: "The value of a key must have the type of the key. A number in quotes is a string.",
    wrong: r##"[errors]
NOT_FOUND = { status = "404", message = "Not found" }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    // Values that must be tables but are not.
    let mut no_tables: Vec<(&Section, Vec<Diagnostic>)> = Vec::new();
    for Mistyped { entry, value, expected: ty } in &facts.shape.mistyped {
        let message = match (ty, &value.kind) {
            (Type::Count, TomlKind::Integer(number)) => {
                format!("`{}` must be a whole number from 0 to 4294967295, not {number}", entry.key.value)
            }
            (Type::OneOrMore(_), TomlKind::Array(items)) if items.is_empty() => {
                format!("`{}` must not be an empty list", entry.key.value)
            }
            (Type::Texts | Type::OneOrMore(_), TomlKind::Array(_)) => {
                format!("`{}` must be a list of strings, not a list of lists", entry.key.value)
            }
            _ => format!("`{}` must be {}, not {}", entry.key.value, ty.name(), value.kind.name()),
        };
        let diagnostic = Diagnostic::new(&RULE, value.span, message).help(help(&entry.key.value, value, ty));
        match (
            ty,
            no_tables
                .iter_mut()
                .find(|(other, _)| matches!(ty, Type::Table(section) if std::ptr::eq(*section, *other))),
        ) {
            (Type::Table(_), Some((_, found))) => found.push(diagnostic),
            (Type::Table(section), None) => no_tables.push((section, vec![diagnostic])),
            _ => sink.push(diagnostic),
        }
    }
    sink.extend(no_tables.into_iter().flat_map(|(_, found)| join(found)));
}

fn help(key: &str, value: &Value, ty: &Type) -> String {
    match (ty, &value.kind) {
        (Type::Status | Type::Count, TomlKind::String(text)) if text.parse::<u32>().is_ok() => {
            format!("write `{key} = {text}`, without quotes")
        }
        (Type::Bool | Type::Either(Type::Bool, _), TomlKind::String(text))
            if text == "true" || text == "false" =>
        {
            format!("write `{key} = {text}`, without quotes")
        }
        (Type::Text | Type::Template, _) => "write a string in quotes".to_owned(),
        (Type::Status, _) => "write a number, such as 404".to_owned(),
        (Type::Table(section), _) => {
            let keys: Vec<_> = section.keys.iter().take(2).map(|key| format!("{} = …", key.name)).collect();
            format!(
                "write `{} = {{ {} }}`, or write a table with its own header",
                toml_key(key),
                keys.join(", ")
            )
        }
        (Type::Map(_), _) => format!("write `{} = {{ name = … }}`", toml_key(key)),
        (Type::Tables(section), _) => format!("write `[[{}]]`", section.name),
        _ => format!("write {}", ty.name()),
    }
}
