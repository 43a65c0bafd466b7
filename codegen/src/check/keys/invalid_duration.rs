use crate::catalog::duration;
use crate::catalog::keys::Type;
use crate::catalog::shape::Typed;
use crate::catalog::tree::TomlKind;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "invalid-duration",
    severity: Severity::Error,
    explanation: "A duration is one or more whole numbers, each with a unit: `500ms`, `30s`, `15m`, \
        `1h30m`, `7d`.",
    wrong: r##"[retry.backoff]
kind = "exponential"
base = "1 second"
[errors]
BUSY = { status = 503, message = "Busy", retry = "backoff" }
"##,
    right: r##"[retry.backoff]
kind = "exponential"
base = "1s"
[errors]
BUSY = { status = 503, message = "Busy", retry = "backoff" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for Typed { ty, value } in &facts.shape.values {
        let (Type::Duration, TomlKind::String(text)) = (ty, &value.kind) else { continue };
        if duration::parse(text).is_none() {
            let message = format!("invalid duration {text:?}");
            let help =
                "write a whole number and a unit (`ms`, `s`, `m`, `h`, `d`), such as \"500ms\" or \"1h30m\"";
            sink.push(Diagnostic::new(&RULE, value.span, message).help(help));
        }
    }
}
