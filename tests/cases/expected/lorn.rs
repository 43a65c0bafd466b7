//! What the page says, written off by hand.

use super::Expected;

/// Every error on the page, in its order.
#[rustfmt::skip] // one row, one line: as on the page
pub(crate) const EXPECTED: &[Expected] = &[
    // invalid_request
    Expected { name: "missing_required_field", code: Some("missing_required_field"), status: 400, category: Some("invalid_request"), retryable: Some(false), message: Some("The '{field}' field is required") },
    Expected { name: "invalid_format", code: Some("invalid_format"), status: 400, category: Some("invalid_request"), retryable: Some(false), message: None },
    Expected { name: "invalid_value", code: Some("invalid_value"), status: 422, category: Some("invalid_request"), retryable: Some(false), message: None },
    Expected { name: "request_not_idempotent", code: Some("request_not_idempotent"), status: 409, category: Some("invalid_request"), retryable: Some(false), message: None },
    // authentication_error
    Expected { name: "invalid_api_key", code: Some("invalid_api_key"), status: 401, category: Some("authentication_error"), retryable: Some(false), message: None },
    Expected { name: "expired_api_key", code: Some("expired_api_key"), status: 401, category: Some("authentication_error"), retryable: Some(false), message: None },
    Expected { name: "missing_api_key", code: Some("missing_api_key"), status: 401, category: Some("authentication_error"), retryable: Some(false), message: None },
    // authorization_error
    Expected { name: "insufficient_permissions", code: Some("insufficient_permissions"), status: 403, category: Some("authorization_error"), retryable: Some(false), message: None },
    Expected { name: "resource_not_accessible", code: Some("resource_not_accessible"), status: 403, category: Some("authorization_error"), retryable: Some(false), message: None },
    // not_found
    Expected { name: "product_not_found", code: Some("product_not_found"), status: 404, category: Some("not_found"), retryable: Some(false), message: None },
    Expected { name: "session_not_found", code: Some("session_not_found"), status: 404, category: Some("not_found"), retryable: Some(false), message: None },
    Expected { name: "variant_not_found", code: Some("variant_not_found"), status: 404, category: Some("not_found"), retryable: Some(false), message: None },
    // rate_limit_exceeded
    Expected { name: "rate_limit_exceeded", code: Some("rate_limit_exceeded"), status: 429, category: Some("rate_limit_exceeded"), retryable: Some(true), message: None },
    // processing_error
    Expected { name: "internal_error", code: Some("internal_error"), status: 500, category: Some("processing_error"), retryable: Some(true), message: None },
    Expected { name: "database_error", code: Some("database_error"), status: 500, category: Some("processing_error"), retryable: Some(true), message: None },
    // service_unavailable
    Expected { name: "backend_not_configured", code: Some("backend_not_configured"), status: 503, category: Some("service_unavailable"), retryable: Some(true), message: None },
    Expected { name: "maintenance", code: Some("maintenance"), status: 503, category: Some("service_unavailable"), retryable: Some(true), message: None },
    // Product Errors
    Expected { name: "out_of_stock", code: Some("out_of_stock"), status: 200, category: Some("checkout_product"), retryable: None, message: Some("This item is no longer available.") },
    Expected { name: "insufficient_inventory", code: Some("insufficient_inventory"), status: 200, category: Some("checkout_product"), retryable: None, message: None },
    Expected { name: "product_unavailable", code: Some("product_unavailable"), status: 200, category: Some("checkout_product"), retryable: None, message: None },
    Expected { name: "invalid_variant", code: Some("invalid_variant"), status: 200, category: Some("checkout_product"), retryable: None, message: None },
    // Address Errors
    Expected { name: "invalid_address", code: Some("invalid_address"), status: 200, category: Some("checkout_address"), retryable: None, message: None },
    Expected { name: "unsupported_region", code: Some("unsupported_region"), status: 200, category: Some("checkout_address"), retryable: None, message: None },
    Expected { name: "missing_address", code: Some("missing_address"), status: 200, category: Some("checkout_address"), retryable: None, message: None },
    // Payment Errors
    Expected { name: "payment_declined", code: Some("payment_declined"), status: 200, category: Some("checkout_payment"), retryable: None, message: None },
    Expected { name: "invalid_payment_method", code: Some("invalid_payment_method"), status: 200, category: Some("checkout_payment"), retryable: None, message: None },
    Expected { name: "requires_3ds", code: Some("requires_3ds"), status: 200, category: Some("checkout_payment"), retryable: None, message: None },
    // State Errors: "405: Invalid operation for current state"
    Expected { name: "session_completed", code: Some("session_completed"), status: 405, category: Some("checkout_state"), retryable: Some(false), message: None },
    Expected { name: "session_canceled", code: Some("session_canceled"), status: 405, category: Some("checkout_state"), retryable: Some(false), message: None },
    Expected { name: "cannot_cancel", code: Some("cannot_cancel"), status: 405, category: Some("checkout_state"), retryable: Some(false), message: None },
    // Common Issues
    Expected { name: "supabase_not_configured", code: None, status: 503, category: None, retryable: Some(true), message: Some("Supabase not configured. Set SUPABASE_URL, SUPABASE_SERVICE_ROLE_KEY, and OPENAI_API_KEY.") },
    Expected { name: "unknown_product_id", code: None, status: 404, category: None, retryable: Some(false), message: Some("Unknown product_id {product_id}") },
    Expected { name: "checkout_session_not_found", code: None, status: 404, category: None, retryable: Some(false), message: Some("Checkout session not found") },
    Expected { name: "cannot_cancel_session", code: None, status: 405, category: None, retryable: Some(false), message: Some("Cannot cancel session with status '{session_status}'") },
];

/// The status table.
pub(crate) const STATUSES: &[(u16, &str)] = &[
    (200, "OK"),
    (201, "Created"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (409, "Conflict"),
    (422, "Unprocessable Entity"),
    (429, "Too Many Requests"),
    (500, "Internal Server Error"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
];

/// The tables of retryable and of non-retryable errors; 408 and 504 stand here alone.
pub(crate) const RETRY: &[(u16, bool, &str)] = &[
    (408, true, "Immediate retry"),
    (429, true, "Wait for Retry-After header"),
    (500, true, "Exponential backoff"),
    (502, true, "Exponential backoff"),
    (503, true, "Wait for Retry-After or exponential backoff"),
    (504, true, "Exponential backoff"),
    (400, false, "Fix request"),
    (401, false, "Fix authentication"),
    (403, false, "Check permissions"),
    (404, false, "Resource doesn’t exist"),
    (405, false, "Invalid operation"),
    (409, false, "Handle conflict"),
    (422, false, "Fix request data"),
];

/// The error types, then the headings of the checkout errors.
pub(crate) const CATEGORIES: &[&str] = &[
    "invalid_request",
    "authentication_error",
    "authorization_error",
    "not_found",
    "rate_limit_exceeded",
    "processing_error",
    "service_unavailable",
    "checkout_product",
    "checkout_address",
    "checkout_payment",
    "checkout_state",
];

/// The page has no figures of rate limits.
pub(crate) const RATE_LIMITS: &[(&str, u64, &str)] = &[];

/// The paths of the checkout errors.
pub(crate) const PATHS: &[(&str, &str)] = &[
    ("out_of_stock", "$.line_items[{n}]"),
    ("insufficient_inventory", "$.line_items[{n}]"),
    ("product_unavailable", "$.line_items[{n}]"),
    ("invalid_variant", "$.line_items[{n}]"),
    ("invalid_address", "$.shipping_address"),
    ("unsupported_region", "$.shipping_address"),
    ("missing_address", "$.shipping_address"),
    ("payment_declined", "$.payment_method"),
    ("invalid_payment_method", "$.payment_method"),
    ("requires_3ds", "$.payment_method"),
];

/// The tables of the page that a `page.md` has, too: header and rows, without what is said in sentences (`""`).
#[rustfmt::skip] // one row, one line: as on the page
pub(crate) const TABLES: &[super::Table] = &[
    &[
        &["Code", "Name", "Description"],
        &["200", "OK", ""],
        &["201", "Created", ""],
        &["400", "Bad Request", ""],
        &["401", "Unauthorized", ""],
        &["403", "Forbidden", ""],
        &["404", "Not Found", ""],
        &["405", "Method Not Allowed", ""],
        &["409", "Conflict", ""],
        &["422", "Unprocessable Entity", ""],
        &["429", "Too Many Requests", ""],
        &["500", "Internal Server Error", ""],
        &["502", "Bad Gateway", ""],
        &["503", "Service Unavailable", ""],
    ],
    &[
        &["Code", "Description", "Solution"],
        &["missing_required_field", "", ""],
        &["invalid_format", "", ""],
        &["invalid_value", "", ""],
        &["request_not_idempotent", "", ""],
    ],
    &[
        &["Code", "Description", "Solution"],
        &["invalid_api_key", "", ""],
        &["expired_api_key", "", ""],
        &["missing_api_key", "", ""],
    ],
    &[
        &["Code", "Description", "Solution"],
        &["insufficient_permissions", "", ""],
        &["resource_not_accessible", "", ""],
    ],
    &[
        &["Code", "Description", "Solution"],
        &["product_not_found", "", ""],
        &["session_not_found", "", ""],
        &["variant_not_found", "", ""],
    ],
    &[
        &["Code", "Description", "Solution"],
        &["rate_limit_exceeded", "", ""],
    ],
    &[
        &["Code", "Description", "Solution"],
        &["internal_error", "", ""],
        &["database_error", "", ""],
    ],
    &[
        &["Code", "Description", "Solution"],
        &["backend_not_configured", "", ""],
        &["maintenance", "", ""],
    ],
    &[
        &["Code", "Path", "Description"],
        &["out_of_stock", "$.line_items[{n}]", ""],
        &["insufficient_inventory", "$.line_items[{n}]", ""],
        &["product_unavailable", "$.line_items[{n}]", ""],
        &["invalid_variant", "$.line_items[{n}]", ""],
    ],
    &[
        &["Code", "Path", "Description"],
        &["invalid_address", "$.shipping_address", ""],
        &["unsupported_region", "$.shipping_address", ""],
        &["missing_address", "$.shipping_address", ""],
    ],
    &[
        &["Code", "Path", "Description"],
        &["payment_declined", "$.payment_method", ""],
        &["invalid_payment_method", "$.payment_method", ""],
        &["requires_3ds", "$.payment_method", ""],
    ],
    &[
        &["Code", "Description"],
        &["session_completed", ""],
        &["session_canceled", ""],
        &["cannot_cancel", ""],
    ],
    &[
        &["Status", "Retryable", "Strategy"],
        &["408", "Yes", "Immediate retry"],
        &["429", "Yes", "Wait for Retry-After header"],
        &["500", "Yes", "Exponential backoff"],
        &["502", "Yes", "Exponential backoff"],
        &["503", "Yes", "Wait for Retry-After or exponential backoff"],
        &["504", "Yes", "Exponential backoff"],
    ],
    &[
        &["Status", "Retryable", "Action"],
        &["400", "No", "Fix request"],
        &["401", "No", "Fix authentication"],
        &["403", "No", "Check permissions"],
        &["404", "No", "Resource doesn’t exist"],
        &["405", "No", "Invalid operation"],
        &["409", "No", "Handle conflict"],
        &["422", "No", "Fix request data"],
    ],
];
