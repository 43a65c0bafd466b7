//! The built-in envelopes, in the language of catalogs.
//!
//! Each is an ordinary envelope that a catalog can declare as well.

use std::borrow::Cow;

use super::envelope::Node;
use super::envelope_reader;
use super::model::Envelope;

/// A built-in envelope.
#[derive(Debug)]
#[non_exhaustive]
pub struct BuiltIn {
    /// The name.
    pub name: &'static str,
    /// The description, with the standard.
    pub description: &'static str,
    /// The response's content type.
    pub media_type: &'static str,
    /// `true` if a response with several errors has the highest status, `false` for the status of
    /// the first.
    pub highest_status: bool,
    /// The body, in the language of catalogs.
    pub body: &'static str,
    /// A part of the body, and what replaces it in a catalog without `docs`.
    pub without_docs: Option<(&'static str, &'static str)>,
}

/// All built-in envelopes.
pub static BUILT_IN: &[BuiltIn] = &[
    BuiltIn {
        name: "problem+json",
        description: "Problem details for HTTP APIs (RFC 9457 §3.1), with three extension members \
            (§3.2): `code`, the error code; `params`, the parameters; `errors`, the field issues, each \
            with the JSON Pointer of its field \
            (`#/age`, as in the example of RFC 9457 §3). Clients ignore unknown extensions. A response \
            contains one error.",
        media_type: "application/problem+json",
        highest_status: false,
        body: r#"{
  "type?": "$docs",
  "title?": "$title",
  "status?": "$status",
  "detail": "$message",
  "instance?": "$instance",
  "code": "$code",
  "params?": "$params",
  "errors?": [{ "$each": "issues", "pointer": "$issue.fragment", "detail": "$issue.message", "code?": "$issue.code" }]
}"#,
        // Without a `type` the title is the phrase of the status (RFC 9457 §4.2.1).
        without_docs: Some((r#""$title""#, r#"{ "$first": ["$status_phrase", "$title"] }"#)),
    },
    BuiltIn {
        name: "json:api",
        description: "Error documents of JSON:API 1.1 (jsonapi.org/format/1.1, \"Errors\"): one error \
            object per field issue, or one per error without field issues. `source.pointer` is the \
            JSON Pointer (RFC 6901) of an issue's field: `/data/attributes/email`. \
            `links.type` links to the documentation of the error. `meta` contains the other values. A \
            response with several errors has the highest of their statuses.",
        media_type: "application/vnd.api+json",
        highest_status: true,
        body: r#"{
  "errors": [{
    "$each": "issues_or_error",
    "links?": { "type": "$docs" },
    "status?": "{status}",
    "code": "{code}",
    "title?": "$title",
    "detail": { "$first": ["$issue.message", "$message"] },
    "source?": { "pointer": "$issue.pointer" },
    "meta?": { "params?": "$params", "issueCode?": "$issue.code" }
  }],
  "meta?": { "requestId": "$request_id" }
}"#,
        without_docs: None,
    },
    BuiltIn {
        name: "google.rpc.Status",
        description: "Errors of Google's APIs (AIP-193): google.rpc.Status as JSON, with the payloads ErrorInfo, BadRequest, Help and \
            RequestInfo of google/rpc/error_details.proto. `reason` is the code. AIP-193 requires \
            UPPER_SNAKE_CASE of at most 63 characters. `domain` is `[catalog] domain`, and must be \
            unique to the service. `status` is derived from the HTTP status, or set with \
            `grpc_status`. A response contains one error.",
        media_type: "application/json",
        highest_status: false,
        body: r#"{
  "error": {
    "code?": "$status",
    "message": "$message",
    "status?": "$grpc_status",
    "details": [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "{code}",
        "domain": "$domain",
        "metadata?": "$params_text"
      },
      { "$optional": {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [{
          "$each": "issues",
          "field": "$issue.path",
          "description": "$issue.message",
          "reason?": "$issue.code"
        }]
      } },
      { "$optional": {
        "@type": "type.googleapis.com/google.rpc.Help",
        "links": [{ "description": "About this error", "url": "$docs" }]
      } },
      { "$optional": {
        "@type": "type.googleapis.com/google.rpc.RequestInfo",
        "requestId": "$request_id"
      } }
    ]
  }
}"#,
        without_docs: None,
    },
    BuiltIn {
        name: "bare",
        description: "Code and message, with the parameters and the field issues. This is the default \
            without HTTP.",
        media_type: "application/json",
        highest_status: false,
        body: r#"{
  "code": "$code",
  "message": "$message",
  "params?": "$params",
  "issues?": [{ "$each": "issues", "path": "$issue.path", "message": "$issue.message", "code?": "$issue.code" }]
}"#,
        without_docs: None,
    },
];

impl BuiltIn {
    pub(crate) fn envelope(&self, body: Node) -> Envelope {
        Envelope {
            name: self.name.to_owned(),
            body,
            description: Some(self.description.to_owned()),
            media_type: self.media_type.to_owned(),
            headers: Vec::new(),
            highest_status: self.highest_status,
            by_status: false,
            fields: Vec::new(),
        }
    }
}

/// Returns all built-in envelopes, with their bodies in a catalog with this domain, and with or
/// without `docs`.
pub(crate) fn read(domain: &str, has_docs: bool) -> Vec<(&'static BuiltIn, Node)> {
    let body = |built_in: &BuiltIn| {
        let body = match built_in.without_docs.filter(|_| !has_docs) {
            Some((part, replacement)) => Cow::from(built_in.body.replacen(part, replacement, 1)),
            None => Cow::from(built_in.body),
        };
        envelope_reader::parse(&body, domain).ok()
    };
    BUILT_IN.iter().filter_map(|built_in| Some((built_in, body(built_in)?))).collect()
}

/// Returns the built-in envelope with this name. `default` is built in if the catalog does not
/// declare it.
pub(crate) fn name(name: &str, http: bool) -> Option<&'static str> {
    let name = match name {
        "default" if http => "problem+json",
        "default" => "bare",
        name => name,
    };
    names().find(|known| *known == name)
}

/// Returns the names of all built-in envelopes.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|built_in| built_in.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_envelope_is_one() {
        for has_docs in [false, true] {
            assert_eq!(read("example.com", has_docs).len(), BUILT_IN.len());
        }
    }
}
