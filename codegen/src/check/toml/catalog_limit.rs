use crate::catalog::limits::{BODY, ENTRIES, INCLUDES, NAME, TEXT};
use crate::catalog::tree::{Entry, Kind, Table, Text, Value};
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "catalog-limit",
    severity: Severity::Error,
    explanation: "Limits keep the time and the output of a catalog in proportion to its size. A name and a \
        wire code have at most 250 characters, the body of an envelope 16,384 bytes, any other text 65,536 \
        bytes. An error has at most 250 parameters, 100 headers, 100 attributes and 200 triggers. A catalog \
        declares at most 100 envelopes, 100 retry policies, 100 attributes and 100 context values. An \
        envelope has at most 100 headers and 1,000 documented fields. `[status]`, `[framework]` and \
        `[rules]` have at most 1,000 keys. Files include each other at most 100 deep. Nothing else is \
        checked before the catalog is within these limits.",
    wrong: r##"[errors]
AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS_AN_ERROR_WHOSE_NAME_NEVER_ENDS = { status = 404, message = "Not found" }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

/// Reports what is beyond the limits of a catalog, before anything is made of it.
pub(crate) fn check_tree(root: &Table, sink: &mut Sink) {
    let mut path = Vec::new();
    check_table(root, &mut path, sink);
}

fn check_table<'t>(table: &'t Table, path: &mut Vec<&'t str>, sink: &mut Sink) {
    for entry in &table.entries {
        let name = &entry.key;
        check_name(name, sink);
        path.push(&name.value);
        check_entries(entry, path, sink);
        // Wire codes and Rust names are names, too.
        if let (
            ["errors", _, "code"] | [_, _, "rust"] | ["errors", _, "params", _, "wire"],
            Kind::String(text),
        ) = (path.as_slice(), &entry.value.kind)
        {
            check_name(&Text::new(text.clone(), entry.value.span), sink);
        }
        check_value(&entry.value, path, sink);
        path.pop();
    }
}

fn check_value<'t>(value: &'t Value, path: &mut Vec<&'t str>, sink: &mut Sink) {
    match &value.kind {
        Kind::Table(table) => check_table(table, path, sink),
        Kind::Array(items) => items.iter().for_each(|item| check_value(item, path, sink)),
        Kind::String(text) => {
            let most = if leads_to(&["envelope", "*", "body"], path) { BODY } else { TEXT };
            if text.len() > most {
                let message =
                    format!("this text has {} bytes, and at most {most} can stand here", text.len());
                sink.push(
                    Diagnostic::new(&RULE, value.span, message)
                        .help("shorten it, or link to a page that says the rest"),
                );
            }
        }
        _ => {}
    }
}

fn check_name(name: &Text, sink: &mut Sink) {
    if name.value.len() > NAME && name.value.chars().nth(NAME).is_some() {
        let start: String = name.value.chars().take(20).collect();
        let message = format!("the name `{start}…` has more than {NAME} characters");
        sink.push(
            Diagnostic::new(&RULE, name.span, message)
                .help(format!("write a name of at most {NAME} characters")),
        );
    }
}

fn check_entries(entry: &Entry, path: &[&str], sink: &mut Sink) {
    let Some((_, most, what)) = ENTRIES.iter().find(|(keys, ..)| leads_to(keys, path)) else { return };
    let of_value = |value: &Value| match &value.kind {
        Kind::Array(items) => items.len(),
        _ => 1,
    };
    let count = match &entry.value.kind {
        // A header can have a list of values.
        Kind::Table(table) => table.entries.iter().map(|entry| of_value(&entry.value)).sum(),
        _ => of_value(&entry.value),
    };
    if count > *most {
        let of = match path {
            [_, name, _] => format!("`{name}` has"),
            _ => format!("`[{}]` has", entry.key.value),
        };
        let message = format!("{of} {count} {what}, and at most {most} can stand there");
        sink.push(
            Diagnostic::new(&RULE, entry.key.span, message).help(format!("keep {most} of them at most")),
        );
    }
}

/// Returns whether the keys of a limit lead to the place.
fn leads_to(keys: &[&str], path: &[&str]) -> bool {
    keys.len() == path.len() && keys.iter().zip(path).all(|(key, part)| *key == "*" || key == part)
}

/// Reports a file that too many includes lead to.
pub(crate) fn report_include(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, format!("files include each other more than {INCLUDES} deep here"))
        .help("name the file in `include` of the main file")
}
