use super::{Facts, Rule};
use crate::diagnostic::{Diagnostic, Severity, Sink};

pub(super) static RULE: Rule = Rule {
    id: "invalid-docs",
    severity: Severity::Error,
    explanation: "`docs` is the address at which an error is documented. It is an absolute URL with `{code}` once, where the \
        code goes.",
    wrong: r##"[catalog]
name = "example"
docs = "https://docs.example.com/errors"
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    right: r##"[catalog]
name = "example"
docs = "https://docs.example.com/errors#{code}"
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    check: Some(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let Some(docs) = &facts.raw.header.docs else { return };
    let url = &docs.value;
    let is_visible = url.bytes().all(|b| b.is_ascii_graphic());
    if url.matches("{code}").count() != 1 {
        let message = "the address has no place for the code, or more than one";
        let bare = url.replace("{code}", "");
        let help = format!("write \"{bare}#{{code}}\" for an anchor, or \"{bare}/{{code}}\" for a page of its own");
        sink.push(Diagnostic::new(&RULE, docs.span, message).help(help));
    } else if !is_visible || !url.contains("://") {
        let message = "this is no absolute URL (RFC 3986 §4.3)";
        sink.push(Diagnostic::new(&RULE, docs.span, message).help("write \"https://…\", percent-encoded"));
    }
}
