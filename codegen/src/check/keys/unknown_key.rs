use std::collections::{BTreeMap, HashMap};

use crate::catalog::keys::{ROOT, SECTIONS};
use crate::catalog::naming::toml_key;
use crate::catalog::nearest::nearest;
use crate::catalog::shape::Unknown;
use crate::check::combine::join;
use crate::check::facts::Facts;
use crate::check::statuses::status_out_of_range;
use crate::check::toml::unquoted_dotted_code;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-key",
    severity: Severity::Error,
    explanation: "A table can contain only known keys. An unknown key is a typo, or belongs in another \
        table.",
    wrong: r##"[errors]
NOT_FOUND = { status = 404, mesage = "Not found" }
"##,
    right: r##"[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        if let Finding::KeyOfIncludedFile { key, span } = finding {
            let message = format!("`{key}` is not allowed in `[catalog]` of an included file");
            let help = "move it to the main file; here, only `include` is allowed";
            sink.push(Diagnostic::new(&RULE, *span, message).help(help));
        }
    }
}

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    // The keys without a similar name, by table.
    let mut strange: Vec<Vec<&Unknown<'_>>> = Vec::new();
    let mut of_tables: HashMap<Option<Span>, usize> = HashMap::new();
    for unknown in facts.shape.unknown.iter().filter(|unknown| !is_said_better(unknown)) {
        let table = unknown.path.last().map(|name| name.span);
        if nearest(&unknown.entry.key.value, unknown.section.keys.iter().map(|key| key.name)).is_some() {
            sink.push(one(unknown));
        } else if let Some(place) = of_tables.get(&table) {
            strange[*place].push(unknown);
        } else {
            of_tables.insert(table, strange.len());
            strange.push(vec![unknown]);
        }
    }
    // The same key in several tables is reported once.
    let mut by_key: BTreeMap<&str, Vec<Diagnostic>> = BTreeMap::new();
    for found in strange {
        if found.len() > 2 {
            sink.extend(join(found.into_iter().map(one).collect()));
        } else {
            found.into_iter().for_each(|u| by_key.entry(&u.entry.key.value).or_default().push(one(u)));
        }
    }
    sink.extend(by_key.into_values().flat_map(join));
}

fn one(unknown: &Unknown<'_>) -> Diagnostic {
    let key = &unknown.entry.key;
    let table = match unknown.section.name {
        "" => "the catalog".to_owned(),
        name => format!("`{name}`"),
    };
    let message = format!("unknown key `{}` in {table}", key.value);
    Diagnostic::new(&RULE, key.span, message).help(help(unknown))
}

/// Returns whether another rule reports the key: an unquoted code with a dot, or an invalid status
/// with keys of another table, after a missing header.
fn is_said_better(unknown: &Unknown<'_>) -> bool {
    let is_no_status = || unknown.path.last().is_some_and(|name| !status_out_of_range::is_status(name));
    let is_of_another = || SECTIONS.iter().any(|section| section.key(&unknown.entry.key.value).is_some());
    unquoted_dotted_code::is_one(unknown)
        || (unknown.section.name == "status.NUMBER" && is_no_status() && is_of_another())
}

fn help(unknown: &Unknown<'_>) -> String {
    let key = &*unknown.entry.key.value;
    if let Some(nearest) = nearest(key, unknown.free.iter().copied()) {
        return format!("did you mean `{nearest}`?");
    }
    if let Some(nearest) = nearest(key, unknown.section.keys.iter().map(|key| key.name)) {
        // A section can have any number of headers.
        if unknown.section.name.is_empty() {
            return format!("did you mean `{nearest}`?");
        }
        return format!("remove it: this table already has `{nearest}`");
    }
    let elsewhere = SECTIONS.iter().find(|section| section.key(key).is_some());
    if unknown.section.name == "errors.CODE" {
        let elsewhere = elsewhere.map(|section| format!("move `{key}` to `{}`; ", section.name));
        let key = toml_key(key);
        return format!(
            "{}for an attribute of your own, declare `{key}` in `[attributes]` and write `attributes = \
                {{ {key} = … }}`",
            elsewhere.unwrap_or_default()
        );
    }
    if ROOT.key(key).is_some() {
        return format!("write `[{key}]` as a top-level table, outside `[{}]`", unknown.section.name);
    }
    if let Some(section) = elsewhere {
        return format!("move `{key}` to `{}`", section.name);
    }
    let names: Vec<_> = unknown.section.keys.iter().map(|key| format!("`{}`", key.name)).collect();
    format!("use one of the known keys: {}", names.join(", "))
}
