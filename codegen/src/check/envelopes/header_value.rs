use crate::catalog::envelope::Slot;
use crate::catalog::raw::Text;
use crate::check::envelopes::header_name::is_token;
use crate::check::envelopes::unsendable_header::is_field_character;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "header-value",
    severity: Severity::Error,
    explanation: "The literal text of a header value can contain visible ASCII characters, spaces and \
        tabs (RFC 9110 §5.5). It must not begin or end with a space. A line break would end the header \
        and allow header injection.",
    wrong: r##"[errors]
BUSY = { status = 503, message = "Busy", headers = { Retry-After = "30 \u2026" } }
"##,
    right: r##"[errors]
BUSY = { status = 503, message = "Busy", headers = { Retry-After = "30" } }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let of_errors =
        facts.raw.errors.iter().flat_map(|error| error.headers.iter().map(|(_, value)| &value.text));
    let of_envelopes =
        facts.raw.envelopes.iter().flat_map(|e| e.headers.iter().map(|(_, value)| &value.text));
    let media_types = facts.raw.envelopes.iter().filter_map(|envelope| envelope.media_type.as_ref());
    for value in of_errors.chain(of_envelopes).chain(media_types) {
        check_value(facts, value, sink);
    }
    for media_type in facts.raw.envelopes.iter().filter_map(|envelope| envelope.media_type.as_ref()) {
        let essence = media_type.value.split(';').next().unwrap_or_default().trim();
        let is_one = essence.split_once('/').is_some_and(|(ty, subtype)| is_token(ty) && is_token(subtype));
        if !is_one {
            let message = format!("invalid media type `{}`", media_type.value);
            sink.push(
                Diagnostic::new(&RULE, media_type.span, message)
                    .help("write a type and a subtype, such as \"application/json\""),
            );
        }
    }
    for (_, value) in facts.raw.envelopes.iter().flat_map(|envelope| &envelope.headers) {
        for (_, range) in
            value.slots().into_iter().filter(|(slot, _)| matches!(slot, Slot::Params | Slot::ParamsText))
        {
            let span = facts.part(&value.text, range);
            let help = "use a single parameter: `$params.NAME`";
            sink.push(Diagnostic::new(&RULE, span, "a header value cannot be an object").help(help));
        }
    }
}

fn check_value(facts: &Facts<'_>, value: &Text, sink: &mut Sink) {
    let text = &value.value;
    if let Some((at, c)) = text.char_indices().find(|(_, c)| !is_field_character(*c)) {
        let span = facts.part(value, at..at + c.len_utf8());
        let message = format!("invalid character {c:?} in a header value");
        sink.push(
            Diagnostic::new(&RULE, span, message).help("use only visible ASCII characters, spaces and tabs"),
        );
    } else if text.trim() != text {
        let message = "a header value cannot begin or end with a space";
        sink.push(
            Diagnostic::new(&RULE, value.span, message)
                .help("remove the spaces at the beginning and at the end"),
        );
    } else if text.is_empty() {
        let message = "empty header value";
        sink.push(Diagnostic::new(&RULE, value.span, message).help("write a value, or remove the header"));
    }
}
