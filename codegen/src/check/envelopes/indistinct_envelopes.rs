use crate::catalog::envelope::{Item, Node, Slot};
use crate::catalog::interner::Interner;
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Rule, Severity, Sink};

pub(crate) static RULE: Rule = Rule {
    id: "indistinct-envelopes",
    severity: Severity::Warning,
    explanation: "A client must be able to recognize the envelope of a body. Two envelopes whose \
        bodies have the same keys and constants are indistinguishable.",
    wrong: r##"[envelope.default]
body = '{ "error": "$message" }'
[envelope.other]
body = '{ "error": "$code" }'
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
GONE = { status = 410, message = "Gone", envelope = "other" }
"##,
    right: r##"[envelope.default]
body = '{ "error": "$message" }'
[envelope.other]
body = '{ "error": "$message", "code": "$code" }'
[errors]
NOT_FOUND = { status = 404, message = "Not found" }
GONE = { status = 410, message = "Gone", envelope = "other" }
"##,
};

pub(crate) fn check(facts: &Facts<'_>, sink: &mut Sink) {
    let bodies: Vec<_> = facts
        .raw
        .envelopes
        .iter()
        .filter_map(|envelope| Some((envelope, shape(envelope.body.as_ref()?.parsed.as_ref().ok()?))))
        .collect();
    let mut seen = Interner::new();
    let mut firsts = Vec::new();
    for (envelope, body) in &bodies {
        match seen.add(body.as_bytes()) {
            None => firsts.push(envelope),
            Some(place) => {
                let first = firsts[place];
                let message = format!(
                    "clients cannot distinguish the envelopes `{}` and `{}`",
                    first.name.value, envelope.name.value
                );
                sink.push(
                    Diagnostic::new(&RULE, envelope.name.span, message)
                        .related(first.name.span, "has the same keys and constants")
                        .help("remove one of the envelopes, or use different keys"),
                );
            }
        }
    }
}

/// Returns the shape of a body for a decoder: keys, constants, and the JSON type of each value.
fn shape(node: &Node) -> String {
    match node {
        Node::Constant(text) => text.clone(),
        Node::Value(Slot::Status, _) => "number".to_owned(),
        Node::Value(Slot::Params | Slot::ParamsText, _) => "{…}".to_owned(),
        Node::Value(Slot::Param(_) | Slot::Context(_) | Slot::Attribute(_), _) => "any".to_owned(),
        Node::Value(..) | Node::Text(_) => "text".to_owned(),
        Node::Object(members) => {
            let mut members: Vec<_> = members
                .iter()
                .map(|member| {
                    format!(
                        "{}{}:{}",
                        member.key,
                        if member.optional { "?" } else { "" },
                        shape(&member.value)
                    )
                })
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        Node::Array(items) => {
            let item =
                |item: &Item| format!("{}{}", shape(&item.value), if item.optional { "?" } else { "" });
            format!("[{}]", items.iter().map(item).collect::<Vec<_>>().join(","))
        }
        Node::Each(_, item) => format!("[{}*]", shape(item)),
        Node::First(nodes) => nodes.iter().map(shape).collect::<Vec<_>>().join("|"),
    }
}
