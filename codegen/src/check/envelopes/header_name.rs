use crate::catalog::interner::Interner;
use crate::catalog::naming::toml_key;
use crate::catalog::raw::Text;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "header-name",
    severity: Severity::Error,
    explanation: "A header name must be a token (RFC 9110 §5.6.2): ASCII letters, digits, the backtick \
        and `!#$%&'*+-.^_|~`. The server sets headers that frame the message, such as \
        `Content-Length`. A catalog must not set them.",
    wrong: r##"[errors]
BUSY = { status = 503, message = "Busy", headers = { "Retry After" = "30" } }
"##,
    right: r##"[errors]
BUSY = { status = 503, message = "Busy", headers = { "Retry-After" = "30" } }
"##,
};

/// Headers that the server or the envelope's `media_type` sets.
const FRAMING: &[&str] = &[
    "connection",
    "content-length",
    "content-type",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    facts.raw.errors.iter().for_each(|error| check_twice(error.headers.iter().map(|(name, _)| name), sink));
    facts
        .raw
        .envelopes
        .iter()
        .for_each(|envelope| check_twice(envelope.headers.iter().map(|(name, _)| name), sink));
    let of_errors = facts.raw.errors.iter().flat_map(|error| error.headers.iter().map(|(name, _)| name));
    let of_envelopes =
        facts.raw.envelopes.iter().flat_map(|envelope| envelope.headers.iter().map(|(name, _)| name));
    let mut last = None;
    for name in of_errors.chain(of_envelopes) {
        // A list of values has a single name.
        if last.replace(name.span) == Some(name.span) {
            continue;
        }
        let diagnostic = |message: String| Diagnostic::new(&RULE, name.span, message);
        if !is_token(&name.value) {
            let bare: String = name
                .value
                .chars()
                .map(|c| if c.is_ascii() && is_token(&c.to_string()) { c } else { '-' })
                .collect();
            let help =
                if bare.is_empty() { "write a header name".to_owned() } else { format!("write `{bare}`") };
            sink.push(diagnostic(format!("invalid header name `{}`", name.value)).help(help));
        } else if FRAMING.contains(&name.value.to_ascii_lowercase().as_str()) {
            let message = format!("the server sets the header `{}`", name.value);
            let help = match name.value.eq_ignore_ascii_case("content-type") {
                true => "remove it; `media_type` of an envelope sets the content type",
                false => "remove it",
            };
            sink.push(diagnostic(message).help(help));
        }
    }
}

/// Reports duplicate headers. Names are case-insensitive.
fn check_twice<'a>(names: impl Iterator<Item = &'a Text<'a>>, sink: &mut Sink) {
    let mut seen = Interner::new();
    let mut firsts: Vec<&Text> = Vec::new();
    for name in names {
        let first = seen.add(name.value.to_ascii_lowercase().as_bytes()).map(|place| firsts[place]);
        match first {
            None => firsts.push(name),
            // A list of values has a single name.
            Some(first) if first.span == name.span => {}
            Some(first) => sink.push(
                Diagnostic::new(&RULE, name.span, format!("duplicate header `{}`", name.value))
                    .related(first.span, "first defined here")
                    .help(format!(
                        "remove one of them, or write a list: `{} = [\"…\", \"…\"]`; header names are \
                            case-insensitive",
                        toml_key(&first.value)
                    )),
            ),
        }
    }
}

pub(crate) fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}
