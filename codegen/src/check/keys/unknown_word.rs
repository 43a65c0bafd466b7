use std::collections::HashSet;

use crate::catalog::keys::Type;
use crate::catalog::nearest::nearest;
use crate::catalog::shape::Typed;
use crate::catalog::suggest::suggest;
use crate::catalog::tree::TomlKind;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-word",
    severity: Severity::Error,
    explanation: "Some keys accept only a fixed set of values.",
    wrong: r##"[envelope.default]
joint_status = "last"
body = '{ "errors": [{ "$each": "errors", "code": "$code" }] }'
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    right: r##"[envelope.default]
joint_status = "first"
body = '{ "errors": [{ "$each": "errors", "code": "$code" }] }'
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

/// The values of `[rust] texts`.
const TEXTS: &[&str] = &["description", "example", "fix"];

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    // An unknown rule has no severity.
    let of_unknown_rules = facts.raw.rules.iter().filter(|(name, _)| facts.rule(&name.value).is_none());
    let of_unknown_rules: HashSet<Span> = of_unknown_rules.map(|(_, level)| level.span).collect();
    for Typed { ty, value } in &facts.shape.values {
        if let (Type::Word(words), TomlKind::String(text)) = (ty, &value.kind)
            && !words.contains(&&**text)
            && !of_unknown_rules.contains(&value.span)
        {
            let help = match nearest(text, words.iter().copied()) {
                Some(word) => format!("did you mean \"{word}\"?"),
                None => format!("write {}", ty.name()),
            };
            sink.push(Diagnostic::new(&RULE, value.span, format!("unknown value `{text}`")).help(help));
        }
    }
    for text in facts.raw.rust.texts.iter().filter(|text| !TEXTS.contains(&&*text.value)) {
        let help = suggest(&text.value, TEXTS.iter().copied(), "remove it");
        sink.push(
            Diagnostic::new(&RULE, text.span, format!("unknown value `{}` in `texts`", text.value))
                .help(help),
        );
    }
}
