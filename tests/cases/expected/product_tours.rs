//! What the page says, written off by hand.

use super::Expected;

/// Every error on the page, in its order.
#[rustfmt::skip] // one row, one line: as on the page
pub(crate) const EXPECTED: &[Expected] = &[
    Expected { name: "VALIDATION_ERROR", code: Some("VALIDATION_ERROR"), status: 400, category: Some("VALIDATION"), retryable: None, message: Some("Invalid request body") },
    Expected { name: "INVALID_INVITE_TOKEN", code: Some("INVALID_INVITE_TOKEN"), status: 400, category: Some("VALIDATION"), retryable: None, message: None },
    Expected { name: "INVALID_RESET_TOKEN", code: Some("INVALID_RESET_TOKEN"), status: 400, category: Some("VALIDATION"), retryable: None, message: None },
    Expected { name: "MISSING_TENANT_ID", code: Some("MISSING_TENANT_ID"), status: 400, category: Some("VALIDATION"), retryable: None, message: None },
    Expected { name: "AUTH_FAILED", code: Some("AUTH_FAILED"), status: 401, category: Some("AUTH"), retryable: None, message: None },
    Expected { name: "AUTH_NO_TOKEN", code: Some("AUTH_NO_TOKEN"), status: 401, category: Some("AUTH"), retryable: None, message: None },
    Expected { name: "AUTH_INVALID_TOKEN", code: Some("AUTH_INVALID_TOKEN"), status: 401, category: Some("AUTH"), retryable: None, message: None },
    Expected { name: "AUTH_TOKEN_REVOKED", code: Some("AUTH_TOKEN_REVOKED"), status: 401, category: Some("AUTH"), retryable: None, message: None },
    Expected { name: "AUTH_INVALID_CREDENTIALS", code: Some("AUTH_INVALID_CREDENTIALS"), status: 401, category: Some("AUTH"), retryable: None, message: None },
    Expected { name: "AUTH_PROVIDER_MISMATCH", code: Some("AUTH_PROVIDER_MISMATCH"), status: 401, category: Some("AUTH"), retryable: None, message: None },
    Expected { name: "AUTH_NO_REFRESH_TOKEN", code: Some("AUTH_NO_REFRESH_TOKEN"), status: 401, category: Some("AUTH"), retryable: None, message: None },
    Expected { name: "AUTH_INVALID_REFRESH_TOKEN", code: Some("AUTH_INVALID_REFRESH_TOKEN"), status: 401, category: Some("AUTH"), retryable: None, message: None },
    Expected { name: "FORBIDDEN", code: Some("FORBIDDEN"), status: 403, category: Some("AUTH"), retryable: None, message: None },
    Expected { name: "INSUFFICIENT_ROLE", code: Some("INSUFFICIENT_ROLE"), status: 403, category: Some("AUTH"), retryable: None, message: None },
    Expected { name: "NOT_FOUND", code: Some("NOT_FOUND"), status: 404, category: Some("NOT_FOUND"), retryable: None, message: None },
    Expected { name: "USER_NOT_FOUND", code: Some("USER_NOT_FOUND"), status: 404, category: Some("NOT_FOUND"), retryable: None, message: None },
    Expected { name: "TENANT_NOT_FOUND", code: Some("TENANT_NOT_FOUND"), status: 404, category: Some("NOT_FOUND"), retryable: None, message: None },
    Expected { name: "CONTENT_NOT_FOUND", code: Some("CONTENT_NOT_FOUND"), status: 404, category: Some("NOT_FOUND"), retryable: None, message: None },
    Expected { name: "EMAIL_EXISTS", code: Some("EMAIL_EXISTS"), status: 409, category: Some("CONFLICT"), retryable: None, message: None },
    Expected { name: "TENANT_EXISTS", code: Some("TENANT_EXISTS"), status: 409, category: Some("CONFLICT"), retryable: None, message: None },
    Expected { name: "MEMBER_EXISTS", code: Some("MEMBER_EXISTS"), status: 409, category: Some("CONFLICT"), retryable: None, message: None },
    Expected { name: "AUDIENCE_IN_USE", code: Some("AUDIENCE_IN_USE"), status: 409, category: Some("CONFLICT"), retryable: None, message: None },
    Expected { name: "RATE_LIMITED", code: Some("RATE_LIMITED"), status: 429, category: Some("RATE_LIMIT"), retryable: Some(true), message: None },
    Expected { name: "INTERNAL_ERROR", code: Some("INTERNAL_ERROR"), status: 500, category: Some("INTERNAL"), retryable: Some(true), message: None },
    Expected { name: "EXTERNAL_SERVICE_ERROR", code: Some("EXTERNAL_SERVICE_ERROR"), status: 500, category: Some("EXTERNAL_SERVICE"), retryable: Some(true), message: None },
    Expected { name: "REGISTRATION_FAILED", code: Some("REGISTRATION_FAILED"), status: 500, category: Some("INTERNAL"), retryable: Some(true), message: None },
];

/// The headings over the codes: number and title.
pub(crate) const STATUSES: &[(u16, &str)] = &[
    (400, "Validation Errors"),
    (401, "Authentication Errors"),
    (403, "Authorization Errors"),
    (404, "Not Found Errors"),
    (409, "Conflict Errors"),
    (429, "Rate Limit Errors"),
    (500, "Internal Errors"),
];

/// The category table.
pub(crate) const CATEGORIES: &[&str] =
    &["VALIDATION", "AUTH", "NOT_FOUND", "CONFLICT", "RATE_LIMIT", "EXTERNAL_SERVICE", "INTERNAL"];

/// Rate limits: scope, limit, window.
pub(crate) const RATE_LIMITS: &[(&str, u64, &str)] = &[("per API key", 600, "1m")];

/// The tables of the page that a `page.md` has, too: header and rows, without what is said in sentences (`""`).
#[rustfmt::skip] // one row, one line: as on the page
pub(crate) const TABLES: &[super::Table] = &[
    &[
        &["Field", "Type", "Description"],
        &["message", "string", ""],
        &["statusCode", "number", ""],
        &["code", "string", ""],
        &["category", "string", ""],
        &["details", "", ""],
    ],
    &[
        &["Category", "Description"],
        &["VALIDATION", ""],
        &["AUTH", ""],
        &["NOT_FOUND", ""],
        &["CONFLICT", ""],
        &["RATE_LIMIT", ""],
        &["EXTERNAL_SERVICE", ""],
        &["INTERNAL", ""],
    ],
    &[
        &["Code", "Description"],
        &["VALIDATION_ERROR", ""],
        &["INVALID_INVITE_TOKEN", ""],
        &["INVALID_RESET_TOKEN", ""],
        &["MISSING_TENANT_ID", ""],
    ],
    &[
        &["Code", "Description"],
        &["AUTH_FAILED", ""],
        &["AUTH_NO_TOKEN", ""],
        &["AUTH_INVALID_TOKEN", ""],
        &["AUTH_TOKEN_REVOKED", ""],
        &["AUTH_INVALID_CREDENTIALS", ""],
        &["AUTH_PROVIDER_MISMATCH", ""],
        &["AUTH_NO_REFRESH_TOKEN", ""],
        &["AUTH_INVALID_REFRESH_TOKEN", ""],
    ],
    &[
        &["Code", "Description"],
        &["FORBIDDEN", ""],
        &["INSUFFICIENT_ROLE", ""],
    ],
    &[
        &["Code", "Description"],
        &["NOT_FOUND", ""],
        &["USER_NOT_FOUND", ""],
        &["TENANT_NOT_FOUND", ""],
        &["CONTENT_NOT_FOUND", ""],
    ],
    &[
        &["Code", "Description"],
        &["EMAIL_EXISTS", ""],
        &["TENANT_EXISTS", ""],
        &["MEMBER_EXISTS", ""],
        &["AUDIENCE_IN_USE", ""],
    ],
    &[
        &["Code", "Description"],
        &["RATE_LIMITED", ""],
    ],
    &[
        &["Code", "Description"],
        &["INTERNAL_ERROR", ""],
        &["EXTERNAL_SERVICE_ERROR", ""],
        &["REGISTRATION_FAILED", ""],
    ],
    &[
        &["Scope", "Limit", "Affects"],
        &["per API key", "600 requests per minute", "SDK routes"],
    ],
];
