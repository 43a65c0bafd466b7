use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "empty-catalog",
    severity: Severity::Error,
    explanation: "A catalog must have at least one error. An error enum without variants is useless.",
    wrong: r##"[catalog]
name = "example"
"##,
    right: r##"[catalog]
name = "example"
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    // A misspelt `[errors]` is an unknown key of the catalog itself.
    let misspelt = facts.shape.unknown.iter().any(|unknown| unknown.path.is_empty());
    let mistyped = facts.shape.mistyped.iter().any(|mistyped| mistyped.entry.key.value == "errors");
    if facts.raw.errors.is_empty() && !misspelt && !mistyped && facts.shape.damaged.is_empty() {
        let end = facts.sources.files[0].text.trim_end().len();
        let error = "`NOT_FOUND = { status = 404, message = \"Not found\" }`";
        let header = facts.sources.files.iter().any(|file| file.text.contains("[errors]"));
        let help = if header {
            format!("add {error} below `[errors]`")
        } else {
            format!("add `[errors]`, and below it {error}")
        };
        sink.push(Diagnostic::new(&RULE, Span::new(0, end..end), "the catalog has no errors").help(help));
    }
}
