//! What the page says, written off by hand.

use super::Expected;

/// Every error on the page, in its order.
#[rustfmt::skip] // one row, one line: as on the page
pub(crate) const EXPECTED: &[Expected] = &[
    Expected { name: "BAD_REQUEST", code: None, status: 400, category: None, retryable: None, message: None },
    Expected { name: "UNAUTHORIZED", code: None, status: 401, category: None, retryable: None, message: None },
    Expected { name: "FORBIDDEN", code: None, status: 403, category: None, retryable: None, message: None },
    Expected { name: "NOT_FOUND", code: None, status: 404, category: None, retryable: None, message: None },
    Expected { name: "VALIDATION_FAILED", code: None, status: 422, category: None, retryable: None, message: Some("Validation failed") },
    Expected { name: "RATE_LIMIT_EXCEEDED", code: None, status: 429, category: None, retryable: None, message: None },
    // "500: Retry with exponential backoff", under Troubleshooting
    Expected { name: "INTERNAL_ERROR", code: None, status: 500, category: None, retryable: Some(true), message: None },
];

/// The status badges.
pub(crate) const STATUSES: &[(u16, &str)] = &[
    (200, "OK"),
    (201, "Created"),
    (204, "No Content"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (422, "Validation"),
    (429, "Rate Limited"),
    (500, "Server Error"),
];

/// The page has no retry table.
pub(crate) const RETRY: &[(u16, bool, &str)] = &[];

/// The page has no categories.
pub(crate) const CATEGORIES: &[&str] = &[];

/// The page has no rate limits.
pub(crate) const RATE_LIMITS: &[(&str, u64, &str)] = &[];

/// The tables of the page that a `page.md` has, too: header and rows, without what is said in sentences (`""`).
#[rustfmt::skip] // one row, one line: as on the page
pub(crate) const TABLES: &[super::Table] = &[
    &[
        &["Field", "Description"],
        &["success", ""],
        &["status", ""],
        &["message", ""],
        &["errors", ""],
        &["meta", ""],
    ],
    &[
        &["Code", "Badge", "Meaning"],
        &["200", "OK", ""],
        &["201", "Created", ""],
        &["204", "No Content", ""],
        &["400", "Bad Request", ""],
        &["401", "Unauthorized", ""],
        &["403", "Forbidden", ""],
        &["404", "Not Found", ""],
        &["422", "Validation", ""],
        &["429", "Rate Limited", ""],
        &["500", "Server Error", ""],
    ],
];
