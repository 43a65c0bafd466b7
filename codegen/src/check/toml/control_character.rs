use crate::catalog::raw::Text;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::finding::{Finding, Findings, PathProblem};
use crate::printable::is_invisible;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "control-character",
    severity: Severity::Error,
    explanation: "Paths and names must not contain control characters, such as line breaks and escape \
        sequences. Terminals, logs and Cargo interpret them. Paths must not contain invisible \
        characters either, such as a zero-width space, because two different paths must not look \
        alike. `code = \"…\"` accepts any text.",
    wrong: r##"[generate]
markdown = "docs/errors\n.md"
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    right: r##"[generate]
markdown = "docs/errors.md"
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

pub(crate) fn check_findings(findings: &Findings<'_>, sink: &mut Sink) {
    for finding in findings.found {
        if let Finding::Path { path, problem: PathProblem::Invisible, span } = finding {
            sink.push(in_path(path, *span));
        }
    }
}

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let main = &facts.sources.files[0].name;
    if main.contains(is_invisible) {
        sink.push(in_path(main, Span::new(0, 0..0)));
    }
    for path in facts.raw.generate.paths().filter(|path| path.value.contains(is_invisible)) {
        sink.push(in_path(&path.value, path.span));
    }
    for name in names(facts).filter(|name| name.value.contains(char::is_control)) {
        let message = format!("control character in the name `{}`", name.value);
        sink.push(Diagnostic::new(&RULE, name.span, message).help("remove the character"));
    }
}

/// Returns the names in a catalog.
fn names<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = &'f Text<'f>> {
    let raw = facts.raw;
    let errors = raw.errors.iter().map(|error| &error.name);
    let errors = errors.chain(raw.retired.iter().map(|retired| &retired.name));
    let groups = raw.categories.iter().map(|category| &category.name);
    let groups = groups.chain(raw.operations.iter().map(|operation| &operation.name));
    let rules = raw.retries.iter().map(|retry| &retry.name);
    let rules = rules.chain(raw.rate_limits.iter().map(|limit| &limit.name));
    errors.chain(groups).chain(rules).chain(raw.envelopes.iter().map(|envelope| &envelope.name))
}

/// Reports a path with a control character.
fn in_path(path: &str, span: Span) -> Diagnostic {
    let message = format!("control character in the path `{}`", path.escape_debug());
    Diagnostic::new(&RULE, span, message).help("rename the file, and remove the character from the path")
}
