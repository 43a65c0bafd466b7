//! What the page says, written off by hand.

use super::Expected;

/// Every error on the page, in its order.
#[rustfmt::skip] // one row, one line: as on the page
pub(crate) const EXPECTED: &[Expected] = &[
    Expected { name: "API_KEY_REQUIRED", code: Some("API_KEY_REQUIRED"), status: 401, category: Some("authentication"), retryable: Some(false), message: None },
    Expected { name: "INVALID_API_KEY", code: Some("INVALID_API_KEY"), status: 401, category: Some("authentication"), retryable: Some(false), message: None },
    Expected { name: "API_KEY_REVOKED", code: Some("API_KEY_REVOKED"), status: 401, category: Some("authentication"), retryable: Some(false), message: None },
    Expected { name: "API_KEY_EXPIRED", code: Some("API_KEY_EXPIRED"), status: 401, category: Some("authentication"), retryable: Some(false), message: None },
    Expected { name: "FORBIDDEN", code: Some("FORBIDDEN"), status: 403, category: Some("permission"), retryable: Some(false), message: None },
    Expected { name: "VALIDATION_ERROR", code: Some("VALIDATION_ERROR"), status: 422, category: Some("validation"), retryable: Some(false), message: Some("Field '{field}' {problem}") },
    Expected { name: "RATE_LIMIT_EXCEEDED", code: Some("RATE_LIMIT_EXCEEDED"), status: 429, category: Some("rate_limit"), retryable: Some(true), message: Some("Rate limit exceeded. Try again in {retry_after} seconds.") },
    // The page has one row for 429, "Wait for Retry-After seconds", and no Retry-After for the quota: nothing holds for it.
    Expected { name: "MONTHLY_QUOTA_EXCEEDED", code: Some("MONTHLY_QUOTA_EXCEEDED"), status: 429, category: Some("quota"), retryable: None, message: Some("Monthly API quota exceeded. Upgrade your plan for higher limits.") },
    Expected { name: "INVALID_IDEMPOTENCY_KEY", code: Some("INVALID_IDEMPOTENCY_KEY"), status: 422, category: Some("idempotency"), retryable: Some(false), message: None },
    Expected { name: "IDEMPOTENCY_CONFLICT", code: Some("IDEMPOTENCY_CONFLICT"), status: 409, category: Some("idempotency"), retryable: Some(false), message: None },
    Expected { name: "NOT_FOUND", code: Some("NOT_FOUND"), status: 404, category: Some("not_found"), retryable: Some(false), message: Some("{resource} not found") },
];

/// The status table: number and title.
pub(crate) const STATUSES: &[(u16, &str)] = &[
    (200, "OK"),
    (201, "Created"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (409, "Conflict"),
    (422, "Unprocessable Entity"),
    (429, "Too Many Requests"),
    (500, "Internal Server Error"),
];

/// The retry table: status, whether to retry, note.
pub(crate) const RETRY: &[(u16, bool, &str)] = &[
    (400, false, "Fix your request"),
    (401, false, "Check your API key"),
    (403, false, "Check your key's permission level"),
    (404, false, "Resource doesn't exist"),
    (409, false, "Resolve the conflict"),
    (422, false, "Fix validation errors"),
    (429, true, "Wait for Retry-After seconds"),
    (500, true, "Use exponential backoff with jitter"),
];

/// The headings over the codes.
pub(crate) const CATEGORIES: &[&str] =
    &["authentication", "permission", "validation", "rate_limit", "quota", "idempotency", "not_found"];

/// Rate limits: scope, limit, window. The page names figures in an example alone.
pub(crate) const RATE_LIMITS: &[(&str, u64, &str)] = &[];

/// The tables of the page that a `page.md` has, too: header and rows, without what is said in sentences (`""`).
#[rustfmt::skip] // one row, one line: as on the page
pub(crate) const TABLES: &[super::Table] = &[
    &[
        &["Status", "Meaning", "When"],
        &["200", "OK", ""],
        &["201", "Created", ""],
        &["400", "Bad Request", ""],
        &["401", "Unauthorized", ""],
        &["403", "Forbidden", ""],
        &["404", "Not Found", ""],
        &["409", "Conflict", ""],
        &["422", "Unprocessable Entity", ""],
        &["429", "Too Many Requests", ""],
        &["500", "Internal Server Error", ""],
    ],
    &[
        &["Field", "Type", "Description"],
        &["code", "string", ""],
        &["message", "string", ""],
        &["detail", "object", ""],
    ],
    &[
        &["Code", "Description"],
        &["API_KEY_REQUIRED", ""],
        &["INVALID_API_KEY", ""],
        &["API_KEY_REVOKED", ""],
        &["API_KEY_EXPIRED", ""],
    ],
    &[
        &["Code", "Description"],
        &["FORBIDDEN", ""],
    ],
    &[
        &["Code", "Status", "Description"],
        &["INVALID_IDEMPOTENCY_KEY", "422", ""],
        &["IDEMPOTENCY_CONFLICT", "409", ""],
    ],
    &[
        &["Status", "Retry?", "Notes"],
        &["400", "No", "Fix your request"],
        &["401", "No", "Check your API key"],
        &["403", "No", "Check your key's permission level"],
        &["404", "No", "Resource doesn't exist"],
        &["409", "No", "Resolve the conflict"],
        &["422", "No", "Fix validation errors"],
        &["429", "Yes", "Wait for Retry-After seconds"],
        &["500", "Yes", "Use exponential backoff with jitter"],
    ],
];
