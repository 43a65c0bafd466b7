use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "invalid-docs",
    severity: Severity::Error,
    explanation: "`docs` is the URL of the documentation of an error. It must be an absolute URL that \
        contains `{code}` exactly once.",
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
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let Some(docs) = &facts.raw.header.docs else { return };
    let url = &docs.value;
    let help = "write an absolute URL that contains `{code}` once, such as \
        \"https://docs.example.com/errors#{code}\"";
    if url.matches("{code}").count() != 1 {
        let message = "the URL must contain `{code}` exactly once";
        sink.push(Diagnostic::new(&RULE, docs.span, message).help(help));
    } else if !is_url(&url.replace("{code}", "")) {
        let message = "invalid absolute URL (RFC 3986 §4.3)";
        sink.push(Diagnostic::new(&RULE, docs.span, message).help(help));
    }
}

/// Returns whether the text has a scheme, `://` and a host, and contains only valid characters.
fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    let host = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[');
    is_scheme && host && rest.bytes().all(|b| b.is_ascii_graphic() && !b"{}<>\"\\^`|".contains(&b))
}
