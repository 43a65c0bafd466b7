use crate::catalog::keys::ERROR;
use crate::catalog::naming::toml_key;
use crate::catalog::shape::Unknown;
use crate::catalog::tree::{Entry, Table, TomlKind};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "unquoted-dotted-code",
    severity: Severity::Error,
    explanation: "TOML reads the dots in `[errors.user.not_found]` as nested tables. Quote a code that \
        contains a dot: `[errors.\"user.not_found\"]`.",
    wrong: r##"[errors.user.not_found]
status = 404
message = "User not found"
"##,
    right: r##"[errors."user.not_found"]
status = 404
message = "User not found"
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for unknown in facts.shape.unknown.iter().filter(|unknown| is_one(unknown)) {
        let path = unknown.path.iter().skip(1).map(|key| &*key.value).collect();
        report(unknown.entry, path, sink);
    }
}

const HELP: &str = "quote a code that contains a dot";

/// Reports one diagnostic per intended error.
fn report<'t>(entry: &'t Entry, mut path: Vec<&'t str>, sink: &mut Sink) {
    path.push(&entry.key.value);
    let TomlKind::Table(table) = &entry.value.kind else { return };
    if table.is_error() {
        let message = format!("`{}` is parsed as a table inside another error", entry.key.value);
        let help = format!("{HELP}: `[errors.{}]`", toml_key(&path.join(".")));
        sink.push(Diagnostic::new(&RULE, entry.key.span, message).help(help));
        return;
    }
    for inner in &table.entries {
        report(inner, path.clone(), sink);
    }
}

/// Returns whether an unknown key of an error is a table that looks like an error itself, or leads
/// to one.
pub(crate) fn is_one(unknown: &Unknown<'_>) -> bool {
    fn leads_to_error(table: &Table) -> bool {
        let leads =
            |entry: &Entry| matches!(&entry.value.kind, TomlKind::Table(table) if leads_to_error(table));
        table.is_error() || table.entries.iter().any(leads)
    }
    unknown.section.name == ERROR.name
        && matches!(&unknown.entry.value.kind, TomlKind::Table(table) if leads_to_error(table))
}
