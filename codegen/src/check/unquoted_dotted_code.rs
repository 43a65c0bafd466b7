use super::{Facts, Rule};
use crate::catalog::keys::ERROR;
use crate::catalog::shape::Unknown;
use crate::catalog::tree::{Kind, Table};
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "unquoted-dotted-code",
    severity: Severity::Error,
    explanation: "TOML reads the dots in `[errors.user.not_found]` as tables within tables. A code with a dot stands in quotes: \
        `[errors.\"user.not_found\"]`.",
    wrong: r##"[errors.user.not_found]
status = 404
message = "User not found"
"##,
    right: r##"[errors."user.not_found"]
status = 404
message = "User not found"
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for unknown in facts.shape.unknown.iter().filter(|unknown| is_one(unknown)) {
        let mut code = unknown.path.iter().skip(1).map(|key| key.value.as_str()).collect::<Vec<_>>();
        let mut entry = unknown.entry;
        loop {
            code.push(&entry.key.value);
            match &entry.value.kind {
                Kind::Table(table) if !is_error(table) && table.entries.len() == 1 => entry = &table.entries[0],
                _ => break,
            }
        }
        let code = code.join(".");
        let message = format!("`{}` is read as a table inside another error", unknown.entry.key.value);
        sink.push(Diagnostic::new(&RULE, unknown.entry.key.span, message).help(format!("quote the code: `[errors.\"{code}\"]`")));
    }
}

/// Whether an unknown key of an error is a table that looks like an error itself, or leads to one.
pub(super) fn is_one(unknown: &Unknown<'_>) -> bool {
    fn leads_to_error(table: &Table) -> bool {
        is_error(table) || table.entries.iter().any(|entry| matches!(&entry.value.kind, Kind::Table(t) if leads_to_error(t)))
    }
    unknown.section.name == ERROR.name && matches!(&unknown.entry.value.kind, Kind::Table(table) if leads_to_error(table))
}

fn is_error(table: &Table) -> bool {
    table.get("message").is_some() || table.get("status").is_some()
}
