use crate::catalog::interner::Interner;
use crate::check::combine::join;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-field",
    severity: Severity::Error,
    explanation: "`[envelope.NAME.fields]` documents the fields of the body. Each key is the dotted \
        path of a field in the body, such as `\"error.code\"`. A path contains no list index.",
    wrong: r##"[envelope.default]
body = '{ "error": { "code": "$code", "message": "$message" } }'
fields = { "code" = "What went wrong, for programs" }
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
    right: r##"[envelope.default]
body = '{ "error": { "code": "$code", "message": "$message" } }'
fields = { "error.code" = "What went wrong, for programs" }
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    for envelope in &facts.raw.envelopes {
        let Some(body) = envelope.body.as_ref().and_then(|body| body.parsed.as_ref().ok()) else { continue };
        let paths = body.paths();
        let known = Interner::of(paths.iter().map(String::as_str));
        // Fields inside a missing object are missing for the same reason.
        let mut told: Vec<(String, Diagnostic)> = Vec::new();
        let mut strange = Vec::new();
        for (field, _) in
            envelope.fields.iter().filter(|(field, _)| known.get(field.value.as_bytes()).is_none())
        {
            let within = missing_object(&field.value, &known);
            if let Some((_, diagnostic)) = told.iter_mut().find(|(other, _)| Some(other) == within.as_ref()) {
                diagnostic.related.push((field.span, "also missing in the body".to_owned()));
                continue;
            }
            let message = format!("unknown field `{}` of the body", field.value);
            let end = format!(".{}", field.value);
            let deeper = paths.iter().find(|path| path.ends_with(&end));
            let help = match deeper {
                Some(path) => format!("write the full path: \"{path}\""),
                None => {
                    facts.suggest(&field.value, paths.iter().map(String::as_str), "add the field to the body")
                }
            };
            let resembles_one = deeper.is_some()
                || facts.suggestions.nearest(&field.value, paths.iter().map(String::as_str)).is_some();
            let diagnostic = Diagnostic::new(&RULE, field.span, message).help(help);
            match within {
                Some(within) => told.push((within, diagnostic)),
                None if resembles_one => sink.push(diagnostic),
                None => strange.push(diagnostic),
            }
        }
        sink.extend(told.into_iter().map(|(_, diagnostic)| diagnostic).chain(join(strange)));
    }
}

/// Returns the outermost object of a field's path that the body does not have.
fn missing_object(field: &str, paths: &Interner) -> Option<String> {
    let objects = field.match_indices('.').map(|(end, _)| &field[..end]);
    let is_missing = |object: &&str| paths.get(object.as_bytes()).is_none();
    objects.filter(is_missing).map(str::to_owned).next()
}
