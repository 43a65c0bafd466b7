//! HTTP statuses: their standard names, the codes of google.rpc that go with them, and how a catalog names several.

use std::ops::RangeInclusive;

/// The statuses that a key of `[framework]` stands for: `404`, or a whole class of errors (RFC 9110 §15), `4xx` or `5xx`.
pub(crate) fn range(text: &str) -> Option<RangeInclusive<u16>> {
    match text {
        "4xx" => Some(400..=499),
        "5xx" => Some(500..=599),
        text => {
            let status =
                text.parse().ok().filter(|status| (400..=599).contains(status) && text.len() == 3)?;
            Some(status..=status)
        }
    }
}

/// The reason phrase of a status in the IANA registry (RFC 9110 §15 and the RFCs that add to it).
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

/// The codes of errors: the names in google/rpc/code.proto, but `OK`.
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

/// The code of an error with that status.
///
/// The comments of google/rpc/code.proto give each code a status, several codes the same one; the way back, and what all
/// other statuses stand for, is that of Google's clients (`HttpJsonStatusCode` of gax-java).
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
    fn every_status_has_a_grpc_code() {
        assert!((100..=999).all(|status| GRPC.contains(&grpc(status))));
        let pairs = [(404, "NOT_FOUND"), (412, "FAILED_PRECONDITION"), (500, "INTERNAL"), (302, "UNKNOWN")];
        assert!(pairs.iter().all(|(status, code)| grpc(*status) == *code));
    }
}
