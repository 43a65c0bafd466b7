//! What the page says, written off by hand.

use super::Expected;

/// Every error on the page, in its order.
#[rustfmt::skip] // one row, one line: as on the page
pub(crate) const EXPECTED: &[Expected] = &[
    // 400 Bad Request
    Expected { name: "VALIDATION_FAILED", code: None, status: 400, category: None, retryable: Some(false), message: Some("Validation Failed") },
    // 401 Unauthorized
    Expected { name: "INVALID_CREDENTIALS", code: None, status: 401, category: None, retryable: Some(false), message: Some("Invalid credentials") },
    Expected { name: "EMAIL_NOT_VERIFIED", code: None, status: 401, category: None, retryable: Some(false), message: Some("Please verify your email address before logging in.") },
    Expected { name: "INVALID_VERIFICATION_TOKEN", code: None, status: 401, category: None, retryable: Some(false), message: Some("Invalid or expired verification token") },
    Expected { name: "MISSING_API_KEY", code: None, status: 401, category: None, retryable: Some(false), message: Some("Missing required X-API-KEY header") },
    Expected { name: "INVALID_API_KEY_FORMAT", code: None, status: 401, category: None, retryable: Some(false), message: Some("Invalid API Key format") },
    Expected { name: "INVALID_API_KEY", code: None, status: 401, category: None, retryable: Some(false), message: Some("Invalid API Key") },
    // 403 Forbidden; "Insufficient permissions / Forbidden" is one row with two messages
    Expected { name: "ACCOUNT_SUSPENDED", code: None, status: 403, category: None, retryable: Some(false), message: Some("Your account has been suspended") },
    Expected { name: "SECRET_KEY_PROHIBITED", code: None, status: 403, category: None, retryable: Some(false), message: Some("Secret keys are prohibited on public endpoints. Use a Publishable key (pk_).") },
    Expected { name: "PUBLISHABLE_KEY_RESTRICTED", code: None, status: 403, category: None, retryable: Some(false), message: Some("Publishable keys are restricted to events and recommendations.") },
    Expected { name: "INSUFFICIENT_PERMISSIONS", code: None, status: 403, category: None, retryable: Some(false), message: Some("Insufficient permissions") },
    Expected { name: "ROLE_FORBIDDEN", code: None, status: 403, category: None, retryable: Some(false), message: Some("Forbidden") },
    Expected { name: "NOT_A_MEMBER", code: None, status: 403, category: None, retryable: Some(false), message: Some("Forbidden") },
    // 404 Not Found
    Expected { name: "NOT_FOUND", code: None, status: 404, category: None, retryable: Some(false), message: None },
    // in the status table and in a sentence below it
    Expected { name: "PAYLOAD_TOO_LARGE", code: None, status: 413, category: None, retryable: Some(false), message: None },
    Expected { name: "STRATEGY_INPUT_MISSING", code: None, status: 422, category: None, retryable: None, message: None },
    // 429 Too Many Requests
    Expected { name: "TOO_MANY_REQUESTS", code: None, status: 429, category: None, retryable: Some(true), message: None },
    // 500 Internal Server Error
    Expected { name: "INTERNAL_ERROR", code: None, status: 500, category: None, retryable: Some(true), message: Some("An unexpected error occurred") },
    // Common issues
    Expected { name: "MALFORMED_CSV", code: None, status: 400, category: None, retryable: Some(false), message: None },
];

/// The status table.
pub(crate) const STATUSES: &[(u16, &str)] = &[
    (200, "OK"),
    (202, "Accepted"),
    (400, "Bad request"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (404, "Not found"),
    (413, "Payload too large"),
    (429, "Too many requests"),
    (500, "Internal server error"),
];

/// The column "Retry?" of the status table, where it says yes or no.
pub(crate) const RETRY: &[(u16, bool, &str)] = &[
    (400, false, "fix the request"),
    (401, false, "fix auth"),
    (403, false, "use correct key/role"),
    (404, false, "verify ID"),
    (413, false, "split request"),
    (429, true, "with backoff"),
    (500, true, "with backoff"),
];

/// The page has no categories.
pub(crate) const CATEGORIES: &[&str] = &[];

/// The rate limits: "10 requests / 15 minutes", "1 000 requests / 15 minutes".
pub(crate) const RATE_LIMITS: &[(&str, u64, &str)] =
    &[("Auth (per IP)", 10, "15m"), ("Organization", 1000, "15m")];

/// How many rows of the trigger tables belong to each error.
pub(crate) const TRIGGERS: &[(&str, usize)] = &[
    ("VALIDATION_FAILED", 7),
    ("INVALID_CREDENTIALS", 1),
    ("EMAIL_NOT_VERIFIED", 1),
    ("INVALID_VERIFICATION_TOKEN", 1),
    ("MISSING_API_KEY", 1),
    ("INVALID_API_KEY_FORMAT", 1),
    ("INVALID_API_KEY", 1),
    ("ACCOUNT_SUSPENDED", 1),
    ("SECRET_KEY_PROHIBITED", 1),
    ("PUBLISHABLE_KEY_RESTRICTED", 1),
    ("INSUFFICIENT_PERMISSIONS", 1),
    ("NOT_A_MEMBER", 1),
    ("NOT_FOUND", 4),
];

/// The tables of the page that a `page.md` has, too: header and rows, without what is said in sentences (`""`, or `…` at the end).
#[rustfmt::skip] // one row, one line: as on the page
pub(crate) const TABLES: &[super::Table] = &[
    &[
        &["Status", "Meaning", "Retry?"],
        &["200", "OK: …", ""],
        &["202", "Accepted: …", ""],
        &["400", "Bad request: …", "No (fix the request)"],
        &["401", "Unauthorized: …", "No (fix auth)"],
        &["403", "Forbidden: …", "No (use correct key/role)"],
        &["404", "Not found: …", "No (verify ID)"],
        &["413", "Payload too large: …", "No (split request)"],
        &["429", "Too many requests: …", "Yes (with backoff)"],
        &["500", "Internal server error: …", "Yes (with backoff)"],
    ],
    &[
        &["Trigger", "Where", "Fix"],
        &["", "POST /auth/register POST /auth/login", ""],
        &["", "POST /auth/register", ""],
        &["", "POST /auth/register POST /auth/login", ""],
        &["", "POST /organizations/:slug/members", ""],
        &["", "POST /organizations/:slug/api-keys", ""],
        &["", "POST /v1/ingest/items/upsert POST /v1/ingest/users/upsert", ""],
        &["", "POST /v1/ingest/items/upsert POST /v1/ingest/users/upsert", ""],
    ],
    &[
        &["Trigger", "Message", "Fix"],
        &["", "Invalid credentials", ""],
        &["", "Please verify your email address before logging in.", ""],
        &["", "Invalid or expired verification token", ""],
        &["", "Missing required X-API-KEY header", ""],
        &["", "Invalid API Key format", ""],
        &["", "Invalid API Key", ""],
    ],
    &[
        &["Trigger", "Message", "Fix"],
        &["", "Your account has been suspended", ""],
        &["", "Secret keys are prohibited on public endpoints. Use a Publishable key (pk_).", ""],
        &["", "Publishable keys are restricted to events and recommendations.", ""],
        &["", "Insufficient permissions / Forbidden", ""],
        &["", "Forbidden", ""],
    ],
    &[
        &["Trigger", "Fix"],
        &["", ""],
        &["", ""],
        &["", ""],
        &["", ""],
    ],
    &[
        &["Scope", "Limit", "Affects"],
        &["Auth (per IP)", "10 requests per 15 minutes", "/auth/register /auth/login"],
        &["Organization", "1000 requests per 15 minutes", "All authenticated API endpoints"],
    ],
];
