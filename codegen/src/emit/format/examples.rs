//! The examples of the reference, by table.

/// An example for each table of the format, by the name of the table. Each is a valid catalog
/// together with a `name` and an error.
pub static EXAMPLES: &[(&str, &str)] = &[
    (
        "catalog",
        r#"
[catalog]
name        = "leads"
version     = "1.2.0"
title       = "Leads API"
description = "The errors of the Leads API."
docs        = "https://docs.example.com/errors#{code}"
domain      = "leads.example.com"
"#,
    ),
    (
        "rust",
        r#"
[rust]
error        = "ApiError"
constructors = true              # ApiError::lead_not_found(7)
texts        = ["description"]
"#,
    ),
    (
        "envelope.NAME",
        r#"
[envelope.default]
body = '''
{ "errors": [{ "$each": "errors", "code": "$code", "message": "$message", "detail?": "$params" }],
  "meta?": { "requestId": "$request_id" } }
'''
headers = { X-Error-Code = "$code" }
[envelope.default.fields]
"errors.code"    = "The error code"
"errors.message" = "The message for people"
"#,
    ),
    (
        "context",
        r#"
[context]
region = "string"

[envelope.default]
body = '{ "error": { "code": "$code", "message": "$message", "region?": "$context.region" } }'
"#,
    ),
    (
        "attributes.NAME",
        r#"
[attributes]
team   = "string"
hint   = "template"
scopes = "[string]"
number = { type = "u64", rust = "line_number" }      # every code has a `number()`

[errors.QUOTA_EXCEEDED]
status     = 429
message    = "The quota of {limit} requests is used up"
params     = { limit = "u64" }

[errors.QUOTA_EXCEEDED.attributes]
team   = "billing"
hint   = "Upgrade for more than {limit}"
scopes = ["read", "write"]
number = 17
"#,
    ),
    (
        "retry.NAME",
        r#"
[retry.backoff]
kind     = "exponential"
base     = "1s"
max      = "30s"
jitter   = "full"
attempts = 3

[retry.header-or-backoff]
kind     = "after-header"
max      = "1h"
jitter   = "1s"
fallback = "backoff"

[errors]
BUSY = { status = 503, message = "Busy", retry = "header-or-backoff" }
"#,
    ),
    (
        "status.NUMBER",
        r#"
[status]
200 = { when = "A read or an update succeeded" }
404 = { when = "The resource does not exist", retry_note = "Check the ID" }
4xx = { retry = "never" }                # all other 4xx statuses, and 404 as it sets no `retry`
"#,
    ),
    (
        "rate_limits.NAME",
        r#"
[rate_limits.reads]
scope   = "per API key"
limit   = 1000
window  = "15m"
affects = ["GET"]
"#,
    ),
    (
        "category.NAME",
        r#"
[category.authentication]
title  = "Authentication"
status = 401
retry  = "never"

[errors]
KEY_EXPIRED = { category = "authentication", message = "The API key has expired" }
"#,
    ),
    (
        "errors.CODE",
        r#"
[errors.RATE_LIMITED]
status      = 429
message     = "Try again in {seconds} seconds"
params      = { seconds = "u64" }
headers     = { Retry-After = "{seconds}" }
retry       = "after-header"
description = "You have sent too many requests in the current time window."
fix         = "Wait for the time in the Retry-After header, then send the request again."
"#,
    ),
    (
        "errors.CODE.params.NAME",
        r#"
[errors.LEAD_NOT_FOUND]
status  = 404
message = "Lead {lead_id} not found"
[errors.LEAD_NOT_FOUND.params]
lead_id = { type = "u64", wire = "leadId", example = 7, description = "The ID of the requested lead." }
shard   = { type = "string", internal = true }      # only in logs
"#,
    ),
    (
        "errors.CODE.issues",
        r#"
[errors.INVALID]
status  = 422
message = "The request is invalid"
issues  = { from = ["validator::ValidationErrors", "garde::Report"] }
"#,
    ),
    (
        "errors.CODE.source",
        r#"
[errors.STORAGE_FAILED]
status  = 500
message = "Unexpected error"
source  = { type = "std::io::Error", from = true }
"#,
    ),
    (
        "errors.CODE.triggers",
        r#"
[errors.BAD_REQUEST]
status  = 400
message = "The request is malformed"
[[errors.BAD_REQUEST.triggers]]
when  = "The body is not valid JSON"
where = "POST /v1/leads"
fix   = "Send a JSON object"
[[errors.BAD_REQUEST.triggers]]
when     = "The page is not a number"
where    = ["GET /v1/leads", "GET /v1/lists"]
messages = "page must be a number"
"#,
    ),
    (
        "operations.NAME",
        r#"
[operations.get_lead]
title  = "Read a lead"
route  = "GET /v1/leads/{id}"
errors = ["NOT_FOUND"]
"#,
    ),
    (
        "framework",
        r#"
[framework]
404 = "NOT_FOUND"
4xx = "BAD_REQUEST"        # all other 4xx statuses
5xx = "INTERNAL_ERROR"

[errors]
NOT_FOUND      = { status = 404, message = "Not found" }
BAD_REQUEST    = { status = 400, message = "The request is invalid" }
INTERNAL_ERROR = { status = 500, message = "Unexpected error" }
"#,
    ),
    (
        "retired.CODE",
        r#"
[retired]
NO_SUCH_LEAD = { since = "1.1.0", use = "NOT_FOUND", description = "Replaced by a general code." }
"#,
    ),
    (
        "rules",
        r#"
[rules]
no-fix              = "off"
undocumented-status = "error"
"#,
    ),
    (
        "generate",
        r#"
[generate]
rust     = "src/errors.rs"
markdown = "docs/errors.md"
html     = "docs/errors/"
openapi  = "openapi/errors.yaml"
inject   = ["README.md"]
"#,
    ),
    (
        "generate.openapi",
        r#"
[generate]
openapi = { path = "openapi.yaml", version = "3.0", merge = "operations" }
"#,
    ),
    (
        "generate.template",
        r#"
[[generate.template]]
path   = "web/errors.ts.jinja"
output = "web/errors.ts"
"#,
    ),
    (
        "generate.html",
        r#"
[generate]
html = { path = "docs/errors/", templates = "docs/templates/" }
"#,
    ),
    (
        "headers",
        r#"
[context]
state = "string"

[envelope.default]
body = '{ "error": "$code", "message": "$message" }'
[envelope.default.headers]
WWW-Authenticate = ['Bearer realm="leads", error="{code}", error_description="{message}"', 'Basic realm="leads"']
Location         = "/login?error={code|uri}&state={context.state|uri}"
"#,
    ),
];
