//! HTTP statuses: standard names, codes of google.rpc, and classes.

use std::ops::RangeInclusive;

/// Returns the statuses of a key of `[framework]`: `404`, or a class of errors (RFC 9110 §15),
/// `4xx` or `5xx`.
pub(crate) fn range(text: &str) -> Option<RangeInclusive<u16>> {
    documented(text).filter(|statuses| *statuses.start() >= 400)
}

fn class(text: &str) -> Option<RangeInclusive<u16>> {
    match text {
        "4xx" => Some(400..=499),
        "5xx" => Some(500..=599),
        _ => None,
    }
}

/// Returns the statuses of a key of `[status]`: any status, or a class of errors.
pub(crate) fn documented(text: &str) -> Option<RangeInclusive<u16>> {
    let single = || text.parse().ok().filter(|status| text.len() == 3 && (100..=599).contains(status));
    class(text).or_else(|| single().map(|status| status..=status))
}

/// Returns the class of an error status, as in a catalog.
pub(crate) fn class_of(status: u16) -> Option<&'static str> {
    match status {
        400..=499 => Some("4xx"),
        500..=599 => Some("5xx"),
        _ => None,
    }
}

/// Returns the standard name of a status or class (RFC 9110 §15), or the number.
pub(crate) fn title(statuses: &RangeInclusive<u16>) -> String {
    match (statuses.len(), *statuses.start()) {
        (1, status) => reason(status).map_or_else(|| status.to_string(), str::to_owned),
        (_, 400) => "Client error".to_owned(),
        _ => "Server error".to_owned(),
    }
}

/// A web framework's own error statuses, and when it sends them. An error in `[framework]` replaces
/// the body.
///
/// * The router of axum or actix-web: 404, 405.
/// * Extractors of axum, actix-web and `error-catalog` (features `axum-extract` and `actix-web-extract`): 400, 411, 413,
///   415, 422, 500, and actix-web's path extractor 404.
/// * The layer of `error-catalog`: 500 for a panic or a service error; with the feature `tower` 503 for shed load, and 504
///   or 408 for a timeout.
/// * Common middleware: actix-web's `Compress` 406; timeouts 408; body limits 413; rate limits 429.
///
/// The runtime has the same list, in `status.rs`. A test compares them.
pub const FRAMEWORK_STATUSES: [(u16, &str); 13] = [
    (400, "The path, the query or the body cannot be parsed"),
    (404, "No route matches the path"),
    (405, "The route does not accept the method"),
    (406, "The server cannot produce an encoding that the client accepts"),
    (408, "The request took too long"),
    (411, "The body has no length"),
    (413, "The body is larger than the limit"),
    (415, "The content type is not supported"),
    (422, "The body can be parsed, but fields of it are missing or invalid"),
    (429, "A rate limit of the server is used up"),
    (500, "The server failed unexpectedly"),
    (503, "The server is overloaded"),
    (504, "The server took too long to answer"),
];

/// Returns whether a framework can send the status to a request for an operation with this method.
/// A request without a body cannot have an invalid body (RFC 9110 §9.3), and a request with the
/// wrong method reaches no operation.
#[cfg(feature = "openapi")]
pub(crate) fn can_answer_operation(status: u16, method: &str) -> bool {
    let has_body = !["GET", "HEAD", "OPTIONS", "TRACE"].contains(&method);
    match status {
        405 => false,
        411 | 413 | 415 | 422 => has_body,
        _ => true,
    }
}

/// Returns the reason phrase of a status in the IANA registry (RFC 9110 §15 and later RFCs).
pub(crate) fn reason(status: u16) -> Option<&'static str> {
    Some(match status {
        100 => "Continue",
        101 => "Switching Protocols",
        102 => "Processing",
        103 => "Early Hints",
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        203 => "Non-Authoritative Information",
        204 => "No Content",
        205 => "Reset Content",
        206 => "Partial Content",
        207 => "Multi-Status",
        208 => "Already Reported",
        226 => "IM Used",
        300 => "Multiple Choices",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        305 => "Use Proxy",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        506 => "Variant Also Negotiates",
        507 => "Insufficient Storage",
        508 => "Loop Detected",
        511 => "Network Authentication Required",
        _ => return None,
    })
}

/// The error codes: the names in google/rpc/code.proto, except `OK`.
pub(crate) const GRPC: &[&str] = &[
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "UNAUTHENTICATED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
];

/// Returns the code of an error with this status.
///
/// The comments of google/rpc/code.proto map each code to a status, several codes to the same one.
/// The reverse mapping, and that of all other statuses, is from Google's clients
/// (`HttpJsonStatusCode` of gax-java).
pub(crate) fn grpc(status: u16) -> &'static str {
    match status {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ABORTED",
        416 => "OUT_OF_RANGE",
        429 => "RESOURCE_EXHAUSTED",
        499 => "CANCELLED",
        501 => "UNIMPLEMENTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => match status / 100 {
            4 => "FAILED_PRECONDITION",
            5 => "INTERNAL",
            _ => "UNKNOWN",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_for_statuses() {
        assert_eq!((range("404"), range("4xx")), (Some(404..=404), Some(400..=499)));
        assert_eq!((documented("200"), documented("5xx")), (Some(200..=200), Some(500..=599)));
        assert!(["200", "3xx", "600", "0404", "4XX", "+40", ""].iter().all(|text| range(text).is_none()));
        assert!(["3xx", "600", "0404", "4XX", "+40", "099"].iter().all(|text| documented(text).is_none()));
        assert_eq!([399, 400, 499, 599].map(class_of), [None, Some("4xx"), Some("4xx"), Some("5xx")]);
    }

    #[test]
    fn every_status_has_a_grpc_code() {
        assert!((100..=999).all(|status| GRPC.contains(&grpc(status))));
        let pairs = [(404, "NOT_FOUND"), (412, "FAILED_PRECONDITION"), (500, "INTERNAL"), (302, "UNKNOWN")];
        assert!(pairs.iter().all(|(status, code)| grpc(*status) == *code));
    }
}
