//! The envelopes that need no declaration, in the catalog's own language.

use std::sync::LazyLock;

use super::envelope::Node;
use super::envelope_reader;
use super::model::Envelope;

struct BuiltIn {
    name: &'static str,
    media_type: &'static str,
    description: &'static str,
    body: &'static str,
}

const BUILT_IN: &[BuiltIn] = &[
    BuiltIn {
        name: "problem+json",
        media_type: "application/problem+json",
        description: "Problem details for HTTP APIs (RFC 9457).",
        body: r#"{ "type?": "$docs", "title": "$title", "status": "$status", "detail": "$message", "instance?": "$instance",
               "code": "$code", "params?": "$params",
               "errors?": [{ "$each": "issues", "path": "$issue.path", "detail": "$issue.message", "code?": "$issue.code" }] }"#,
    },
    BuiltIn {
        name: "bare",
        media_type: "application/json",
        description: "Code and message, with the parameters and the field issues: what serves without HTTP.",
        body: r#"{ "code": "$code", "message": "$message", "params?": "$params",
               "issues?": [{ "$each": "issues", "path": "$issue.path", "message": "$issue.message", "code?": "$issue.code" }] }"#,
    },
];

/// The built-in envelope that a name stands for; `default` is one where the catalog declares none.
pub(crate) fn name(name: &str, http: bool) -> Option<&'static str> {
    let name = match name {
        "default" if http => "problem+json",
        "default" => "bare",
        name => name,
    };
    BUILT_IN.iter().map(|built_in| built_in.name).find(|known| *known == name)
}

/// The names of all of them.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|built_in| built_in.name)
}

/// The body of a built-in envelope.
pub(crate) fn body(name: &str) -> Option<&'static Node> {
    static BODIES: LazyLock<Vec<Option<Node>>> = LazyLock::new(|| {
        BUILT_IN.iter().map(|built_in| envelope_reader::parse(built_in.body).ok()).collect()
    });
    let index = BUILT_IN.iter().position(|built_in| built_in.name == name)?;
    BODIES.get(index)?.as_ref()
}

pub(crate) fn envelope(name: &str) -> Option<Envelope> {
    let built_in = BUILT_IN.iter().find(|built_in| built_in.name == name)?;
    Some(Envelope {
        name: name.to_owned(),
        body: body(name)?.clone(),
        description: Some(built_in.description.to_owned()),
        media_type: built_in.media_type.to_owned(),
        headers: Vec::new(),
        highest_status: false,
        by_status: false,
        fields: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_envelope_is_one() {
        for built_in in BUILT_IN {
            assert!(envelope(built_in.name).is_some(), "{}", built_in.name);
        }
    }
}
